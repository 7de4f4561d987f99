"""Who did what and when: one JSON line per event in a file that only the owner may read."""

import json
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

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

    Raises OSError when the line cannot be written: what cannot be recorded must not happen.
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
        with os.fdopen(handle, "a", encoding="utf-8") as log:
            log.write(line + "\n")


def read(limit: int = 500) -> list[dict[str, Any]]:
    """The newest events first, at most `limit`, rotated files included."""
    newest: list[dict[str, Any]] = []
    for file in _files():
        lines = file.read_text(encoding="utf-8").splitlines()
        for line in reversed(lines):
            if len(newest) == limit:
                return newest
            newest.append(json.loads(line))
    return newest


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
