"""Files that only the owner of the process may read, written whole or not at all."""

import os
import secrets
from pathlib import Path

from data.durable import push

OWNER_ONLY = 0o600
FOLDER_OWNER_ONLY = 0o700


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
