"""Who did what and when: one JSON line per event in a file that only the owner may read.

One rule: the line stands before the deed (`recorded`), so what cannot be recorded does not happen;
a deed that then fails gets a second line, `…_refused`. Signing in can be taken back at once, so
its line comes last: none says "signed in" of somebody who was not. Whoever leaves is never held up.
"""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from data.errors import StoreError
from data.places import store_root
from data.private_files import OWNER_ONLY, folder

MAX_BYTES = 8_000_000  # about 50,000 events
KEPT = 12  # rotated files beside the current one

_turn = threading.Lock()


def path() -> Path:
    """`audit.log` in the folder of the store."""
    return store_root() / "audit.log"


def record(event: str, user: str, **what: Any) -> None:
    """Append one event: its name, who did it, and JSON values (no password, no row of data).

    Raises OSError when the line cannot be written whole; then nothing of it stays.
    """
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    line = json.dumps(
        {"at": moment, "event": event, "user": user, **what}, ensure_ascii=False, default=str
    )
    file = path()
    folder(file.parent)
    with _turn, FileLock(f"{file}.lock", mode=OWNER_ONLY):
        if file.exists() and file.stat().st_size > MAX_BYTES:
            _rotate(file)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, OWNER_ONLY)
        try:
            _append(handle, (line + "\n").encode("utf-8", "replace"))
        finally:
            os.close(handle)


@contextmanager
def recorded(event: str, user: str, **what: Any) -> Iterator[None]:
    """Record an event, then let it happen; where it fails, a line of that follows.

    Raises StoreError before anything happened when the line cannot be written.
    """
    try:
        record(event, user, **what)
    except OSError as reason:
        raise StoreError("The store {root} cannot be written.", root=store_root()) from reason
    try:
        yield
    except Exception:
        refused(event, user, **what)
        raise


def refused(event: str, user: str, **what: Any) -> None:
    """Note that what was recorded did not happen."""
    record_if_possible(f"{event}_refused", user, **what)


def record_if_possible(event: str, user: str, **what: Any) -> None:
    """Append one event about what must not wait for a disk with room."""
    with suppress(OSError):
        record(event, user, **what)


def read(limit: int = 500) -> list[dict[str, Any]]:
    """The newest events first, at most `limit`, rotated files included."""
    newest: list[dict[str, Any]] = []
    for file in _files():
        # at "\n" only: a user's name may hold other line ends, which JSON leaves as they are
        lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
        for line in reversed(lines):
            if len(newest) == limit:
                return newest
            with suppress(ValueError):  # what a crash left of a line hides no other
                event = json.loads(line)
                if isinstance(event, dict):
                    newest.append(event)
    return newest


def _append(handle: int, line: bytes) -> None:
    """Write a line whole, or leave the file as it was."""
    before = os.fstat(handle).st_size
    try:
        while line:
            line = line[os.write(handle, line) :]
    except OSError:
        os.ftruncate(handle, before)
        raise


def _files() -> Iterator[Path]:
    current = path()
    names = (current, *(current.with_name(f"{current.name}.{n}") for n in range(1, KEPT + 1)))
    return (file for file in names if file.exists())


def _rotate(file: Path) -> None:
    for number in range(KEPT, 0, -1):
        older = file.with_name(f"{file.name}.{number}")
        newer = file if number == 1 else file.with_name(f"{file.name}.{number - 1}")
        if newer.exists():
            newer.replace(older)
