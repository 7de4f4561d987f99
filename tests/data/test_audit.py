"""Audit lines: complete, newest first, private, and of bounded size."""

import errno
import json
import os
import threading
from pathlib import Path

import pytest

from data import audit
from data.errors import StoreError


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XUNBOARD_STORE", str(tmp_path))
    return tmp_path


def test_an_event_is_one_line_that_only_the_owner_reads(store: Path) -> None:
    audit.record("published", "clerk", release=3, table="发票\n")
    lines = (store / "audit.log").read_text(encoding="utf-8").splitlines()
    kept = json.loads(lines[0])
    assert len(lines) == 1
    assert (kept["event"], kept["user"], kept["release"], kept["table"]) == (
        "published",
        "clerk",
        3,
        "发票\n",
    )
    assert (store / "audit.log").stat().st_mode & 0o777 == 0o600


def test_the_newest_events_come_first_across_rotated_files(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "MAX_BYTES", 300)
    for number in range(20):
        audit.record("signed in", "li", number=number)
    assert (store / "audit.log.1").exists()
    assert [event["number"] for event in audit.read()] == list(range(19, -1, -1))
    assert [event["number"] for event in audit.read(3)] == [19, 18, 17]


def test_writers_at_once_lose_no_line() -> None:
    writers = [
        threading.Thread(target=audit.record, args=("signed in", f"u{number}"))
        for number in range(20)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert {event["user"] for event in audit.read()} == {f"u{number}" for number in range(20)}


@pytest.mark.parametrize("letter", ["\u2028", "\u0085", "\x0b", "\r", "\udcff"])
def test_a_strangers_name_with_another_line_end_hides_no_event(letter: str) -> None:
    audit.record("sign-in refused", f"a{letter}b")
    audit.record("signed in", "li")
    assert [one["event"] for one in audit.read()] == ["signed in", "sign-in refused"]


def test_what_a_crash_left_of_a_line_hides_no_event(store: Path) -> None:
    audit.record("signed in", "li")
    with (store / "audit.log").open("a", encoding="utf-8") as log:
        log.write('{"at": "2026-11\n')
    audit.record("signed out", "li")
    assert [one["event"] for one in audit.read()] == ["signed out", "signed in"]


def test_a_full_disk_leaves_no_half_line(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    audit.record("signed in", "li")
    before = (store / "audit.log").read_bytes()
    room = iter([7])
    write = os.write

    def full(handle: int, text: bytes) -> int:
        for left in room:
            return write(handle, text[:left])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space left"):
        audit.record("signed out", "li")
    assert (store / "audit.log").read_bytes() == before


def test_what_cannot_be_recorded_does_not_happen(store: Path) -> None:
    (store / "audit.log").symlink_to("/dev/full")
    happened = []
    with pytest.raises(StoreError, match="cannot be written"), audit.recorded("undo", "li"):
        happened.append("undo")
    assert happened == []


def test_what_fails_after_its_line_gets_a_second_one() -> None:
    with pytest.raises(StoreError), audit.recorded("restore", "li", release=3):
        raise StoreError("There is no release {number}.", number=3)
    assert [(one["event"], one["release"]) for one in audit.read()] == [
        ("restore_refused", 3),
        ("restore", 3),
    ]
