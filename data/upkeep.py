"""Looking after a store: checking its files, copying it, and removing what nobody can need."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from data import private_files
from data.delta import DataFile
from data.durable import push, sha256
from data.errors import StoreError
from data.releases import Release

if TYPE_CHECKING:
    from data.store import Store

UNFINISHED = ".unfinished"
KEEP_DAYS = 92
"""Days for which every release can be opened, labelled or not."""


INSIDE = "The folder {folder} lies in the store or around it; a backup needs a place of its own."


@dataclass(frozen=True)
class Damage:
    """A file that is not what its release recorded; `code` is a message of the catalogue."""

    table: str
    path: str
    code: str


@dataclass(frozen=True)
class Compacted:
    """What compact removed; `releases` are the numbers that can no longer be opened."""

    releases: tuple[int, ...]
    files: int
    size: int


def needed_files(store: "Store", releases: Iterable[Release]) -> dict[str, DataFile]:
    """{table/path: file} of everything that these releases read."""
    versions = {
        (name, version)
        for one in releases
        for name, version in one.tables.items()
        if name in store.contracts
    }
    return {
        f"{name}/{path}": file
        for name, version in sorted(versions)
        for path, file in store.folder(name).content(version).files.items()
    }


def verify(store: "Store") -> list[Damage]:
    """Every file of every kept release against the check sum and row count of its release."""
    recorded = store.pointer.recorded()
    known = {path: entry for one in recorded for path, entry in one.files.items()}
    needed = needed_files(store, (one.release for one in recorded if one.release.kept))
    found = []
    for path, file in needed.items():
        table, _, relative = path.partition("/")
        if code := damage_of(store.root / "tables" / path, file, known.get(path)):
            found.append(Damage(table, relative, code))
    return found


def damage_of(path: Path, file: DataFile, recorded: tuple[str, int] | None) -> str:
    """What is wrong with a file, "" when nothing is."""
    if not path.exists():
        return "The file is missing."
    if recorded is None:
        return "No release recorded this file."
    if sha256(path) != recorded[0]:
        return "The content of the file has changed."
    if not file.rows == recorded[1] == pq.read_metadata(path).num_rows:
        return "The file has another number of rows."
    return ""


def backup(store: "Store", target: Path) -> Release:
    """Copy the store under the publish lock; a copy that is cut off never passes for a store.

    Its list of releases gets its name last, so until then it is tables without a list.
    """
    place = target.resolve()
    if place.is_relative_to(store.root) or store.root.is_relative_to(place):
        raise StoreError(INSIDE, folder=target)
    stood = target.exists()
    if stood and (not target.is_dir() or any(target.iterdir())):
        raise StoreError("{folder} already holds something.", folder=target)
    with store.locked():
        release = store.release()
        try:
            private_files.closed(target)
            for name, copied in (("tables", "tables"), ("_releases", UNFINISHED)):
                if (store.root / name).exists():
                    shutil.copytree(store.root / name, target / copied)
            push([*target.rglob("*"), target])
            if (target / UNFINISHED).exists():
                (target / UNFINISHED).rename(target / "_releases")
            push([target])
        except OSError as reason:
            for one in target.iterdir() if target.is_dir() else ():
                shutil.rmtree(one, ignore_errors=True)
            if not stood and target.is_dir():
                target.rmdir()
            raise StoreError(
                "The folder {folder} cannot be written: {reason}.",
                folder=target,
                reason=why(reason),
            ) from reason
    return release


def why(reason: OSError) -> str:
    """Why a file could not be copied, in the system's words without a place."""
    if isinstance(reason, shutil.Error):  # one (from, to, text) for each file
        return str(reason.args[0][0][2]).partition("] ")[2].partition(": ")[0]
    return reason.strerror or str(reason)


def compact(store: "Store", keep_days: int) -> Compacted:
    """Close old releases, then remove the files that only they read.

    Labelled releases, those of meetings and the last `keep_days` days stay. There are no small
    files to merge: a publish writes each touched month whole.
    """
    since = datetime.now(UTC) - timedelta(days=keep_days)
    with store.locked():
        current = store.release()
        shown = {current.number, *releases_of_meetings(store, current)}
        closed = tuple(
            one.number
            for one in store.releases()
            if one.kept and not one.label and one.at < since and one.number not in shown
        )
        if closed:
            store.pointer.change(
                lambda known: [
                    replace(one, release=replace(one.release, kept=False))
                    if one.release.number in closed
                    else one
                    for one in known
                ]
            )
        needed = needed_files(store, (one for one in store.releases() if one.kept))
        tables = store.root / "tables"
        unneeded = [
            path
            for path in sorted(tables.rglob("*.parquet"))
            if "_delta_log" not in path.parts and path.relative_to(tables).as_posix() not in needed
        ]
        unneeded += store.pointer.outdated(since)
        size = sum(path.stat().st_size for path in unneeded)
        for path in unneeded:
            path.unlink()
    return Compacted(closed, len(unneeded), size)


def releases_of_meetings(store: "Store", current: Release) -> set[int]:
    """The releases that were on screen in a meeting."""
    content = store.contents(current).get("meetings")
    if content is None or not content.files:
        return set()
    return {
        int(row["release"])
        for uri in store.folder("meetings").uris(content.files)
        for row in pq.read_table(uri, columns=["release"]).to_pylist()
    }
