"""Whether the disk still holds what the list of releases speaks of, told by a few cheap looks."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import DamagedError, StoreError

if TYPE_CHECKING:
    from data.store import Store

LOST = (
    "The store is damaged: its list of releases (_releases) is missing, but data stand beside it."
    " Put the folder back from a backup."
)
BEHIND = (
    "The store is damaged: its list of releases (_releases) ends with release {number}, but tables"
    " go on to release {later}. Put the whole store back from a backup."
)
GONE = "The store is damaged: files of release {number} are missing or cut short."


def refuse_lost(root: Path) -> None:
    """Raise StoreError where data stand in a store without a list of releases, or a file is it.

    A publish makes the list before its first table, so not even a killed one leaves this.
    """
    if root.exists() and not root.is_dir():
        raise StoreError("The store {root} is not a folder.", root=root)
    if any(root.glob("_releases/*.parquet")) or any(root.glob("tables/*/_delta_log/*.json")):
        raise DamagedError(LOST)


def release_ahead(root: Path, number: int, tables: Mapping[str, int]) -> int:
    """The release that a table was last written for where it lies after the next one, else 0.

    A killed publish leaves tables written for release `number` + 1; more than that tells that the
    list was put back to an older state than the tables. `tables` are the versions of `number`.
    """
    written = 0
    for folder in root.glob("tables/*/_delta_log"):
        version = tables.get(folder.parent.name, -1) + 1
        while (commit := folder / f"{version:020d}.json").exists():
            written = max(written, written_for(commit))
            version += 1
    return written if written > number + 1 else 0


def written_for(commit: Path) -> int:
    """The release that a commit of a table was made for, 0 where it does not say."""
    try:
        actions = [json.loads(line) for line in commit.read_text("utf-8").splitlines() if line]
        return max(int(one.get("commitInfo", {}).get("release", 0)) for one in actions)
    except (OSError, ValueError, AttributeError):  # an unreadable table is told when it is read
        return 0


def refuse_missing_files(store: "Store", number: int | None = None) -> None:
    """Raise DamagedError where a file of a release is not there in its full size.

    `number` is the newest by default. Opens no file, so it can be asked every few seconds;
    `verify` reads all.
    """
    release = store.release(number)
    for name, content in store.contents(release).items():
        folder = store.folder(name).folder
        for path, file in content.files.items():
            try:
                whole = (folder / path).stat().st_size == file.size
            except OSError:
                whole = False
            if not whole:
                raise DamagedError(GONE, number=release.number)
