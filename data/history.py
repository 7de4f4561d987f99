"""Going back: taking one upload out again, bringing a release back, what differs between two."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from data.base_views import identifier
from data.compare import AFTER, BEFORE, TableDiff, compare, differs, side_by_side
from data.contracts.written import WRITTEN
from data.delta import Content, DeltaFolder
from data.errors import StoreError
from data.releases import EMPTY, Release
from data.rewrite import Change, same

if TYPE_CHECKING:
    from data.store import Store

__all__ = ["Restored", "TableDiff", "diff", "restore", "undo"]


TAKEN_BACK = "Upload {upload} was already taken back by release {number}."
LEFT_BEHIND = "Upload {upload} is gone already: release {number} brought back a time before it."


@dataclass(frozen=True)
class Restored:
    """The release that brings an old one back, and the releases it leaves behind, oldest first."""

    release: Release
    left_behind: tuple[Release, ...]


def diff(store: "Store", before: int, after: int) -> list[TableDiff]:
    """What differs between two releases, for each stored table with another version."""
    old, new = store.release(before), store.release(after)
    was, now = store.contents(old), store.contents(new)
    return [
        compare(store.folder(name), was[name], now[name])
        for name in store.contracts
        if name not in store.computed and old.tables.get(name) != new.tables.get(name)
    ]


def restore(store: "Store", number: int, who: str) -> Restored:
    """Publish the tables of an old release as the newest one.

    What people wrote in the app since (meetings, actions, notes) stays: it came from no file that
    could bring it back.
    """
    target, current = store.release(number), store.release()
    if number == 0:
        raise StoreError("There is no release {number}.", number=number)
    behind = tuple(one for one in store.releases() if number < one.number <= current.number)
    was, now = store.contents(target), store.contents(current)
    written = []
    for name in {one.name for one in WRITTEN} & set(store.contracts):
        _new, since = taken_back(store.folder(name), now[name], was[name])
        if since.num_rows:
            written.append(Change(name, since))
    release = store.publish(
        written, who, base=target, expected=current.number, action="restore", subject=str(number)
    )
    return Restored(release, behind)


def undo(store: "Store", upload: str, who: str) -> Release:
    """Publish what takes back the rows of one upload."""
    brought = release_of(store, upload)
    numbers = {one.number: one for one in store.releases()}
    before = numbers.get(brought.number - 1, EMPTY)
    if not before.kept:
        raise StoreError("The files of release {number} were removed.", number=before.number)
    current = store.release()
    was, then, now = (store.contents(one) for one in (before, brought, current))
    changes: list[Change] = []
    for name in store.contracts:
        if name in store.computed or before.tables.get(name) == brought.tables.get(name):
            continue
        new, former = taken_back(store.folder(name), was[name], then[name])
        refuse_changed_since(store.folder(name), then[name], now[name], [new, former])
        if new.num_rows:
            changes.append(Change(name, new, "delete"))
        if former.num_rows:
            changes.append(Change(name, former))
    return store.publish(
        changes, who, expected=current.number, action="undo", subject=brought.upload
    )


def release_of(store: "Store", upload: str) -> Release:
    """The release that an upload (or the only one that begins so) made and that still stands."""
    made = [one for one in store.releases() if one.upload and one.upload.startswith(upload)]
    if not made or not upload:
        raise StoreError("There is no upload {upload}.", upload=upload)
    if len({one.upload for one in made}) > 1 and made[-1].upload != upload:
        raise StoreError("Several uploads begin with {upload}.", upload=upload)
    brought = store.release(made[-1].number)
    if gone := gone_by(store.releases(), brought):
        code = TAKEN_BACK if gone.action == "undo" else LEFT_BEHIND
        raise StoreError(code, upload=upload, number=gone.number)
    return brought


def gone_by(releases: Sequence[Release], brought: Release) -> Release | None:
    """The release that took an upload out of the newest one again; None while it stands there."""
    gone: dict[int, Release | None] = {}
    state: Release | None = EMPTY
    for one in releases:
        if one.number == brought.number:
            state = None
        elif one.action == "undo" and one.subject == brought.upload and state is None:
            state = one
        elif one.action == "restore" and one.number > brought.number:
            stood = gone.get(int(one.subject), EMPTY) is None
            state = None if stood else state or one
        gone[one.number] = state
    return state


def taken_back(folder: DeltaFolder, was: Content, then: Content) -> tuple[pa.Table, pa.Table]:
    """(keys of rows that are new, former rows of those that were changed or removed)."""
    keys = folder.table.keys
    on, anything = same(keys, "b", "a"), differs(tuple(folder.table.by_name))
    selected = ", ".join(f"a.{identifier(key)}" for key in keys)
    with side_by_side(folder, was, then) as connection:
        new = connection.sql(
            f"select {selected} from {AFTER} as a anti join {BEFORE} as b on {on}"  # noqa: S608
        )
        former = connection.sql(
            f"select b.* from {BEFORE} as b left join {AFTER} as a on {on} where {anything}"  # noqa: S608
        )
        return new.to_arrow_table(), former.to_arrow_table()


def refuse_changed_since(
    folder: DeltaFolder, then: Content, now: Content, rows: list[pa.Table]
) -> None:
    """Raise StoreError where one of these rows is not any more as the upload left it."""
    keys = folder.table.keys
    names = ", ".join(map(identifier, keys))
    either = ", ".join(f"coalesce(b.{one}, a.{one}) as {one}" for one in map(identifier, keys))
    with side_by_side(folder, then, now) as connection:
        connection.register("own_rows", pa.concat_tables([one.select(keys) for one in rows]))
        later = connection.execute(
            f"with later as (select {either} from {BEFORE} as b"  # noqa: S608
            f" full join {AFTER} as a on {same(keys, 'b', 'a')}"
            f" where {differs(tuple(folder.table.by_name))})"
            f" select count(*) over (), {names} from later as l"
            f" semi join own_rows as o on {same(keys, 'l', 'o')} order by {names} limit 1"
        ).fetchone()
    if later:
        raise StoreError(
            "{count} rows of {table} were changed again by a later release, the first is {key}.",
            count=later[0],
            table=folder.table.name,
            key=" / ".join("" if part is None else str(part) for part in later[1:]),
        )
