"""Files that only the owner of the process may read, written whole or not at all."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from data.durable import push

OWNER_ONLY = 0o600
FOLDER_OWNER_ONLY = 0o700
PROBE_BYTES = 16_384  # room for a session and its audit line


def write(path: Path, text: str) -> None:
    """Put text into a file of mode 0600: a reader sees the old text or the new, never a part.

    Durable when it returns (file and folder are synced). Raises OSError.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    push([path.parent])


def folder(path: Path) -> Path:
    """The folder, made with mode 0700 when it does not exist. Raises OSError."""
    path.mkdir(mode=FOLDER_OWNER_ONLY, parents=True, exist_ok=True)
    return path


def check_writable(place: Path) -> None:
    """Raise OSError where a folder takes no file, or its disk no byte more."""
    probe = place / f".writable.{os.getpid()}"
    try:
        probe.write_bytes(bytes(PROBE_BYTES))
    finally:
        probe.unlink(missing_ok=True)


def closed(path: Path) -> Path:
    """The folder, shut for others also where somebody made it before. Raises OSError."""
    if folder(path).stat().st_mode & 0o077:
        with suppress(PermissionError):  # of another owner, who decides
            path.chmod(FOLDER_OWNER_ONLY)
    return path
