"""The release store: several Delta tables that readers see change together, or not at all."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from deltalake.exceptions import DeltaError
from filelock import FileLock, Timeout

from data import derived, private_files, upkeep
from data.contracts import ALL, Table
from data.delta import NOTHING, Content, DeltaFolder
from data.durable import is_full
from data.errors import StoreError
from data.places import store_root
from data.releases import Action, Recorded, Release, Releases, find
from data.rewrite import Change
from data.underway import LOCK, WORKPLACE, Underway, noted, underway

if TYPE_CHECKING:
    from data import history

__all__ = ["Change", "Release", "Store", "StoreError"]

FULL = "Nothing was published: the disk of the store is full."
LOCK_TIMEOUT = 300.0
"""Seconds that a publish waits for another one."""
MOST_REMEMBERED = 5_000
"""Versions of tables whose list of files a process keeps."""


class Store:
    """The releases in a folder.

    `contracts` are the tables of a release, `computed` those of them that are built at publish
    from the others. Thread-safe; other processes may publish at the same time.
    """

    def __init__(
        self,
        root: Path | str | None = None,
        contracts: Mapping[str, Table] = ALL,
        computed: Mapping[str, derived.Derived] = derived.ORDER,
        lock_timeout: float = LOCK_TIMEOUT,
    ) -> None:
        self.root = Path(root).resolve() if root else store_root()
        self.contracts = contracts
        self.computed = {name: one for name, one in computed.items() if name in contracts}
        self.lock_timeout = lock_timeout
        self.pointer = Releases(self.root)
        self._contents: dict[tuple[str, int], Content] = {}

    def releases(self) -> tuple[Release, ...]:
        """Every release, oldest first."""
        return self.pointer.all()

    def release(
        self,
        number: int | None = None,
        label: str | None = None,
        known_on: datetime | date | None = None,
    ) -> Release:
        """The newest release, or the one of that number, label, or moment.

        A `known_on` without zone is local time; a day means its end. The store before the first
        publish is release 0, without rows. Raises StoreError for an unknown release, a time
        before the first one, and a release whose files were removed by compact.
        """
        release = find(self.releases(), number, label, known_on)
        if not release.kept:
            raise StoreError("The files of release {number} were removed.", number=release.number)
        return release

    def files(self, number: int) -> dict[str, list[str]]:
        """{table: Parquet files} of a release for every table of the contracts, [] without rows."""
        return {
            name: self.folder(name).uris(content.files)
            for name, content in self.contents(self.release(number)).items()
        }

    def columns(self, number: int) -> dict[str, frozenset[str]]:
        """{table: columns that its files may have} of a release; a contract may have more."""
        contents = self.contents(self.release(number))
        return {name: frozenset(content.columns) for name, content in contents.items()}

    def contents(self, release: Release) -> dict[str, Content]:
        """Every table of the contracts in a release."""
        return {
            name: self.content(name, release.tables[name]) if name in release.tables else NOTHING
            for name in self.contracts
        }

    def content(self, table: str, version: int) -> Content:
        """A table at a version, which never changes and is therefore remembered."""
        known = self._contents.get((table, version))
        if known is None:
            known = self._remember(table, version, self.folder(table).content(version))
        return known

    def _remember(self, table: str, version: int, content: Content) -> Content:
        if len(self._contents) >= MOST_REMEMBERED:
            self._contents.clear()
        self._contents[table, version] = content
        return content

    def folder(self, table: str) -> DeltaFolder:
        """Where a table lies."""
        return DeltaFolder(self.root / "tables" / table, self.contracts[table])

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the publish lock of the store.

        Raises StoreError where the store cannot be written or someone else holds it too long.
        """
        try:
            private_files.closed(self.root)
            lock = FileLock(self.root / LOCK, timeout=self.lock_timeout)
            lock.acquire()
        except Timeout as reason:
            raise StoreError("The store is locked: someone else is publishing.") from reason
        except OSError as reason:
            raise StoreError("The store {root} cannot be written.", root=self.root) from reason
        try:
            yield
        finally:
            lock.release()

    def publish(
        self,
        changes: Sequence[Change],
        who: str,
        label: str = "",
        upload: str = "",
        note: str = "",
        *,
        expected: int | None = None,
        base: Release | None = None,
        action: Action = "publish",
        subject: str = "",
    ) -> Release:
        """Make the changes, and what is computed from them, one new release.

        Returns when it is on the disk; a crash before that leaves the release before it. Changes
        to one table happen in their order. Without changes it only renews derived tables whose
        definition is new, and returns the current release where there is none. `expected`
        refuses to publish when the current release has another number; `base` is the release to
        start from instead of the current one.
        Raises StoreError; nothing is published then.
        """
        import duckdb  # slow, as what uses it: imported by who publishes, not by who looks

        from data.publishing import Publishing

        with self.locked(), self._workplace() as workplace:
            current = self.release()
            if expected is not None and current.number != expected:
                raise StoreError(
                    "Release {number} was published meanwhile; look again.", number=current.number
                )
            self._refuse_label(label)
            folders = {name: self.folder(name) for name in self.contracts}
            tell = noted(workplace, who, action, note, subject)
            start = base or current
            run = Publishing(folders, self.content, self.computed, start, workplace, tell)
            try:
                self.pointer.begin()
                run.apply(changes)
                run.derive()
                if not run.touched and base is None:
                    return current
                release = Release(
                    number=current.number + 1,
                    at=max(datetime.now(UTC), current.at),  # time never runs backwards
                    who=who,
                    label=label,
                    note=note,
                    upload=upload,
                    action=action,
                    subject=subject,
                    tables=run.versions,
                    rows=run.rows,
                    definitions=run.definitions,
                )
                self.pointer.change(lambda known: [*known, Recorded(release, run.added)])
                for name, content in run.touched.items():
                    self._remember(name, run.versions[name], content)
            except (OSError, DeltaError, duckdb.Error) as reason:
                if is_full(reason):
                    raise StoreError(FULL) from reason
                raise StoreError(
                    "Nothing was published: {reason}", reason=str(reason).partition("\n")[0]
                ) from reason
            finally:
                run.close()
            return release

    def underway(self) -> Underway | None:
        """The publish that is going on, in this process or another."""
        return underway(self.root)

    def label(self, number: int, name: str) -> Release:
        """Give a release a label ("" takes it away).

        Raises StoreError for an unknown release or a label that another one bears.
        """
        with self.locked():
            release = self.release(number)
            if release.label != name:
                self._refuse_label(name)
            labelled = replace(release, label=name)
            self.pointer.change(
                lambda recorded: [
                    replace(one, release=labelled) if one.release.number == number else one
                    for one in recorded
                ]
            )
            return labelled

    def undo(self, upload: str, who: str) -> Release:
        """Take back exactly the rows of one upload, in a new release.

        Rows that it brought go, rows that it changed or removed are what they were before. Raises
        StoreError for an unknown upload and where a later release changed the same rows.
        """
        from data import history

        return history.undo(self, upload, who)

    def restore(self, number: int, who: str) -> "history.Restored":
        """Make an old release's tables the newest release.

        Raises StoreError for an unknown release.
        """
        from data import history

        return history.restore(self, number, who)

    def diff(self, before: int, after: int) -> "list[history.TableDiff]":
        """What differs between two releases, for each table that differs.

        Raises StoreError for an unknown release.
        """
        from data import history

        return history.diff(self, before, after)

    def verify(self) -> list[upkeep.Damage]:
        """Files that are missing or differ from what their release recorded; [] = all well.

        Raises StoreError where not even the list of files can be read.
        """
        return upkeep.verify(self)

    def backup(self, folder: Path) -> Release:
        """Copy the store into a new or empty folder, which then is a store; returns its release.

        Raises StoreError where the folder holds something.
        """
        return upkeep.backup(self, folder)

    def compact(self, keep_days: int = upkeep.KEEP_DAYS) -> upkeep.Compacted:
        """Remove files that only old, unlabelled releases need; those can then not be opened."""
        return upkeep.compact(self, keep_days)

    def _refuse_label(self, name: str) -> None:
        for one in self.releases():
            if name and one.label == name:
                raise StoreError(
                    "Release {number} is already labelled {label}.", number=one.number, label=name
                )

    @contextmanager
    def _workplace(self) -> Iterator[Path]:
        """A folder for what does not fit into memory; what a crash left there goes first."""
        place = self.root / WORKPLACE
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)
