"""A publish that is going on can be seen from any process: who, what, since when, how far."""

import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from data.publishing import Publishing
from data.store import Store
from data.underway import Underway, noted
from tests.data.small_store import change, orders, small


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = small(tmp_path / "store")
    made.publish([change("orders", orders(("A", 1, "C1", "2026-01-05", "1.00")))], "ann")
    return made


def test_a_publish_says_who_what_and_how_far_until_it_is_done(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Underway | None] = []
    told = Publishing._set

    def watched(self: Publishing, *given: object) -> None:
        told(self, *given)  # type: ignore[arg-type]  # passed on as given
        watcher = threading.Thread(target=lambda: seen.append(small(store.root).underway()))
        watcher.start()
        watcher.join()

    monkeypatch.setattr(Publishing, "_set", watched)
    before = datetime.now(UTC) - timedelta(seconds=1)
    assert store.underway() is None
    rows = orders(("B", 1, "C1", "2026-02-05", "2.00"))
    store.publish([change("orders", rows)], "bob", note="二月.csv")
    assert store.underway() is None
    assert [(one.who, one.action, one.note, one.pid) for one in seen if one] == [
        ("bob", "publish", "二月.csv", os.getpid())
    ] * 3
    # three tables are written: the orders, and what is computed from them
    assert [round(one.share, 3) for one in seen if one] == [0.333, 0.667, 1.0]
    assert all(one and before < one.since < datetime.now(UTC) for one in seen)


def test_what_a_killed_publish_left_behind_is_not_under_way(store: Store) -> None:
    workplace = store.root / ".publishing"
    workplace.mkdir()
    noted(workplace, "bob", "restore", "", "1")(0.5)
    with FileLock(store.root / ".publish.lock"):
        found = store.underway()
        assert found and (found.who, found.subject, found.share) == ("bob", "1", 0.5)
    assert store.underway() is None


def test_a_publish_needs_no_place_to_say_how_far_it_is(tmp_path: Path) -> None:
    noted(tmp_path / "nowhere", "bob", "publish", "", "")(0.5)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"who": "of another version"}'])
def test_a_note_that_cannot_be_read_is_no_publish(store: Store, text: str) -> None:
    (store.root / ".publishing").mkdir()
    (store.root / ".publishing" / "underway.json").write_text(text)
    with FileLock(store.root / ".publish.lock"):
        assert store.underway() is None
