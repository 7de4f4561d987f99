"""Sessions end by idleness, by age, by sign-out, for every process that looks."""

from pathlib import Path

import pytest

from data.sessions import ABSOLUTE_SECONDS, IDLE_SECONDS, Sessions, id_of

HOUR = 3600.0


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(tmp_path: Path, clock: Clock) -> Sessions:
    return Sessions(tmp_path / "sessions", clock)


def test_a_session_is_found_by_its_id_until_it_ends(sessions: Sessions) -> None:
    session_id = id_of(sessions.start("li", "stamp", "10.0.0.1"))
    found = sessions.find(session_id)
    assert found is not None
    assert (found.user, found.stamp, found.address) == ("li", "stamp", "10.0.0.1")
    sessions.end(session_id)
    assert sessions.find(session_id) is None


def test_an_idle_session_ends_after_eight_hours(sessions: Sessions, clock: Clock) -> None:
    session_id = id_of(sessions.start("li", "stamp"))
    clock.now += 8 * HOUR
    assert sessions.find(session_id) is not None
    clock.now += 1
    assert sessions.find(session_id) is None
    assert list(sessions.root.iterdir()) == []


def test_a_used_session_ends_after_twelve_hours(sessions: Sessions, clock: Clock) -> None:
    assert (IDLE_SECONDS, ABSOLUTE_SECONDS) == (8 * HOUR, 12 * HOUR)
    session_id = id_of(sessions.start("li", "stamp"))
    for _ in range(12):
        clock.now += HOUR
        session = sessions.find(session_id)
        assert session is not None
        sessions.touch(session)
    clock.now += 1
    assert sessions.find(session_id) is None


def test_another_process_sees_the_same_sessions(sessions: Sessions, clock: Clock) -> None:
    other = Sessions(sessions.root, clock)
    session_id = id_of(sessions.start("li", "stamp"))
    assert other.find(session_id) is not None
    assert other.end_all("li") == 1
    assert sessions.find(session_id) is None


def test_signing_out_everywhere_leaves_others_in(sessions: Sessions) -> None:
    mine = [id_of(sessions.start("li", "stamp")) for _ in range(3)]
    hers = id_of(sessions.start("wang", "stamp"))
    assert sessions.end_all("li") == 3
    assert [sessions.find(session_id) for session_id in mine] == [None] * 3
    assert sessions.find(hers) is not None


@pytest.mark.parametrize("session_id", ["", "../accounts", "a" * 63, "A" * 64, "a" * 64 + "\n"])
def test_what_is_no_id_finds_and_ends_nothing(sessions: Sessions, session_id: str) -> None:
    sessions.start("li", "stamp")
    assert sessions.find(session_id) is None
    sessions.end(session_id)
    assert len(list(sessions.root.iterdir())) == 1


def test_a_damaged_session_is_no_session(sessions: Sessions) -> None:
    session_id = id_of(sessions.start("li", "stamp"))
    (sessions.root / f"{session_id}.json").write_text('{"user": "li"}', encoding="utf-8")
    assert sessions.find(session_id) is None
