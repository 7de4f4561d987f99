"""What is written stays written: files and folders pushed to the disk, and their check sums."""

import errno
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path


def is_full(reason: Exception) -> bool:
    """Whether something failed because the disk is full; engines say so in their words only."""
    return os.strerror(errno.ENOSPC) in str(reason)


def push(paths: Iterable[Path]) -> None:
    """Wait until these files or folders are on the disk (fsync)."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def push_files(paths: Iterable[Path], up_to: Path) -> None:
    """Push files, then every folder from theirs up to and including `up_to`."""
    files = list(paths)
    push(files)
    folders: set[Path] = set()
    for path in files:
        folder = path.parent
        while folder not in folders:
            folders.add(folder)
            if folder == up_to:
                break
            folder = folder.parent
    push(sorted(folders, key=lambda folder: len(folder.parts), reverse=True))


def sha256(path: Path) -> str:
    """Check sum of a file, in hexadecimal."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
