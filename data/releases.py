"""The table `_releases`: which versions of which tables readers see together."""

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, Schema, Transaction, write_deltalake
from deltalake.exceptions import DeltaError

from data import soundness
from data.contracts import BASE
from data.delta import CONFIGURATION, damaged
from data.durable import is_full, push, push_files
from data.errors import DamagedError, StoreError

LONGEST_LABEL = 60
Action = Literal["publish", "undo", "restore", "renew"]
FIELDS: dict[str, pa.DataType] = {
    "number": pa.int64(),
    "at": pa.timestamp("us", "UTC"),
    "who": pa.string(),
    "label": pa.string(),
    "note": pa.string(),
    "upload": pa.string(),
    "action": pa.string(),
    "subject": pa.string(),
    "kept": pa.bool_(),
    "tables": pa.string(),
    "rows": pa.string(),
    "definitions": pa.string(),
    "files": pa.string(),
}
SCHEMA = pa.schema(FIELDS)
START = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Release:
    """What readers see together: {table: version} and how it came about.

    Number 0 is the empty store. `subject` is the upload that an undo took back or the release
    that a restore brought back. `kept` turns False when compact has removed its files.
    `definitions` holds the check sum of each derived table's definition at the time.
    """

    number: int
    at: datetime
    who: str = ""
    label: str = ""
    note: str = ""
    upload: str = ""
    action: Action = "publish"
    subject: str = ""
    kept: bool = True
    tables: Mapping[str, int] = field(default_factory=dict, hash=False)
    rows: Mapping[str, int] = field(default_factory=dict, hash=False)
    definitions: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def stored_rows(self) -> int:
        """Rows that came in; what is computed from them is not counted."""
        return sum(count for name, count in self.rows.items() if name in BASE)


EMPTY = Release(0, START)
MAPPINGS = ("tables", "rows", "definitions")


@dataclass(frozen=True)
class Recorded:
    """A release and the files it added: {table/path: (sha256, rows)}."""

    release: Release
    files: Mapping[str, tuple[str, int]]


def as_row(one: Recorded) -> dict[str, Any]:
    row = dict(vars(one.release))
    return (
        row | {name: json.dumps(row[name]) for name in MAPPINGS} | {"files": json.dumps(one.files)}
    )


def as_release(row: Mapping[str, Any]) -> Release:
    values = {name: value for name, value in row.items() if name != "files"}
    return Release(**values | {name: json.loads(values[name]) for name in MAPPINGS})


class Releases:
    """All releases of a store, read again only when the log of their table has grown."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "_releases"
        self._lock = threading.Lock()
        self._version = -1
        self._known: tuple[Release, ...] = ()

    def all(self) -> tuple[Release, ...]:
        """Every release, oldest first; none in a store that holds nothing.

        Raises DamagedError where the table cannot be read, or does not fit the tables beside it.
        """
        with self._lock:
            if self._version < 0 or self._has(self._version + 1) or not self._has(self._version):
                self._look()
            return self._known

    def _has(self, version: int) -> bool:
        return (self.folder / "_delta_log" / f"{version:020d}.json").exists()

    def _look(self) -> None:
        """Read the table, which a process does for the first time or because it has changed."""
        if not self._exists():
            if self._version >= 0:
                raise DamagedError(soundness.LOST)
            soundness.refuse_lost(self.folder.parent)
            return
        known, version = self._read()
        while self._version < 0:  # a process sees once whether the tables fit
            newest = known[-1] if known else EMPTY
            later = soundness.release_ahead(self.folder.parent, newest.number, newest.tables)
            if not later:
                break
            reread, reached = self._read()
            if reached == version:  # nobody published between the two looks
                raise DamagedError(soundness.BEHIND, number=newest.number, later=later)
            known, version = reread, reached
        self._known, self._version = known, version

    def _read(self) -> tuple[tuple[Release, ...], int]:
        handle = self._open()
        columns = [name for name in SCHEMA.names if name != "files"]
        try:
            return tuple(map(as_release, self._rows(handle, columns))), handle.version()
        except (TypeError, ValueError, KeyError) as reason:  # rows that no release wrote
            raise damaged(self.folder, reason) from reason

    def recorded(self) -> list[Recorded]:
        """Every release with the files that it added, oldest first."""
        return self._recorded(self._open()) if self.all() else []

    def begin(self) -> None:
        """Make the table, without a row, before anything else of a store.

        From then on tables without it are a damage, never a store that holds nothing.
        """
        if self._exists():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        DeltaTable.create(str(self.folder), Schema.from_arrow(SCHEMA), configuration=CONFIGURATION)
        log = self.folder / "_delta_log"
        push([*log.glob("*.json"), log, self.folder, self.folder.parent])

    def change(self, to: Callable[[list[Recorded]], list[Recorded]]) -> None:
        """Replace the releases in one commit, which is on the disk when this returns.

        Written whole: a look costs one small file however many releases there are. Raises
        StoreError when someone else wrote in between (which the publish lock prevents).
        """
        handle = self._open()
        recorded = to(self._recorded(handle))
        version = handle.version() + 1
        try:
            write_deltalake(
                handle,
                pa.Table.from_pylist([as_row(one) for one in recorded], schema=SCHEMA),
                mode="overwrite",
                commit_properties=CommitProperties(
                    app_transactions=[Transaction("releases", version)], max_commit_retries=0
                ),
            )
        except DeltaError as reason:
            if is_full(reason):
                raise
            raise StoreError("Someone else published at the same moment; try again.") from reason
        log = self.folder / "_delta_log"
        hint = log / "_last_checkpoint"
        push_files(self._files(handle), up_to=self.folder)
        push([*log.glob(f"{version:020d}.*"), *([hint] if hint.exists() else [])])
        push([log, self.folder, self.folder.parent])
        with self._lock:
            self._version, self._known = version, tuple(one.release for one in recorded)

    def outdated(self, since: datetime) -> list[Path]:
        """Files of the table's own earlier versions, written before that moment."""
        if not self._exists():
            return []
        current = set(self._files(self._open()))
        return [
            path
            for path in self.folder.glob("*.parquet")
            if path not in current and path.stat().st_mtime < since.timestamp()
        ]

    def _exists(self) -> bool:
        return DeltaTable.is_deltatable(str(self.folder))

    def _open(self) -> DeltaTable:
        try:
            return DeltaTable(str(self.folder))
        except (DeltaError, OSError) as reason:
            raise damaged(self.folder, reason) from reason

    def _files(self, handle: DeltaTable) -> list[Path]:
        """The table's files; their addresses are escaped, so that only the names can be taken."""
        return [self.folder / Path(uri).name for uri in handle.file_uris()]

    def _recorded(self, handle: DeltaTable) -> list[Recorded]:
        return [
            Recorded(
                as_release(row),
                {path: (sha, rows) for path, (sha, rows) in json.loads(row["files"]).items()},
            )
            for row in self._rows(handle, SCHEMA.names)
        ]

    def _rows(self, handle: DeltaTable, columns: Sequence[str]) -> list[dict[str, Any]]:
        try:
            rows = [row for file in self._files(handle) for row in rows_of(file, columns)]
        except (pa.ArrowException, OSError) as reason:
            raise damaged(self.folder, reason) from reason
        return sorted(rows, key=lambda row: row["number"])


def rows_of(path: Path, columns: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of a file of `_releases`.

    A shorter way would load pandas, for data sets and for moments with a zone: twice the time
    that a command takes to start.
    """
    with pq.ParquetFile(path) as file:
        table = file.read(columns=list(columns))
    micros = (one for part in table["at"].chunks for one in part.view(pa.int64()).to_pylist())
    rows = table.drop_columns(["at"]).to_pylist()
    return [
        row | {"at": START + timedelta(microseconds=one or 0)}
        for row, one in zip(rows, micros, strict=True)
    ]


def find(
    known: Sequence[Release],
    number: int | None = None,
    label: str | None = None,
    known_on: datetime | date | None = None,
) -> Release:
    """The newest release that fits what is asked for; number 0 is the empty store.

    A `known_on` without zone is local time; a day means its end. Raises StoreError where none
    fits: Delta itself would silently give its first version.
    """
    if number == 0 or (not known and number is None and label is None and known_on is None):
        return EMPTY
    fitting = [one for one in known if number is None or one.number == number]
    if not fitting and number is not None:
        raise StoreError("There is no release {number}.", number=number)
    fitting = [one for one in fitting if label is None or one.label == label]
    if not fitting and label is not None:
        raise StoreError("No release is labelled {label}.", label=label)
    if known_on is not None:
        moment = known_on
        if not isinstance(moment, datetime):
            moment = datetime.combine(moment, time.max)
        fitting = [one for one in fitting if one.at <= in_utc(moment)]
        if not fitting:
            raise StoreError("There was no release yet at {moment}.", moment=known_on)
    return fitting[-1]


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC; at the ends of what a date can be, where no zone fits, that end."""
    try:
        return moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return START if moment.year < START.year else datetime.max.replace(tzinfo=UTC)
