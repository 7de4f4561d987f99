"""Audit lines: complete, newest first, private, and of bounded size."""

import json
import threading
from pathlib import Path

import pytest

from data import audit


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
