"""One Delta table on the disk: its files at a version, and one commit that sets them."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Schema, Transaction
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, RemoveAction

from data.contracts import PARTITION, Table
from data.errors import DamagedError

CONFIGURATION = {
    # By default versions older than 30 days are forgotten, and with them past meetings.
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
}


@dataclass(frozen=True)
class DataFile:
    """A Parquet file of a table: `path` relative to the table's folder, month of its partition."""

    path: str
    month: str | None
    size: int
    rows: int


@dataclass(frozen=True)
class Content:
    """A table at one version: its files by path, and the columns that they may have."""

    files: Mapping[str, DataFile]
    columns: tuple[str, ...]


NOTHING = Content({}, ())
"""A table that has no version yet."""


def milliseconds() -> int:
    return time.time_ns() // 1_000_000


class DeltaFolder:
    """The Delta table of one contract in `folder`. Who writes holds the publish lock."""

    def __init__(self, folder: Path, table: Table) -> None:
        self.folder = folder
        self.table = table
        self.partition_by = [PARTITION.name] if table.month_field else []

    def exists(self) -> bool:
        return DeltaTable.is_deltatable(str(self.folder))

    def open(self, version: int | None = None) -> DeltaTable:
        """The table at a version, the newest by default."""
        return DeltaTable(str(self.folder), version=version)

    def content(self, version: int) -> Content:
        """The table at a version.

        Raises StoreError where it cannot be read.
        """
        try:
            handle = self.open(version)
            return Content(files_of(handle), tuple(columns_of(handle)))
        except (DeltaError, OSError) as reason:
            raise damaged(self.folder, reason) from reason

    def create(self) -> None:
        """Make an empty table with the contract's schema."""
        self.folder.mkdir(parents=True, exist_ok=True)
        DeltaTable.create(
            str(self.folder),
            Schema.from_arrow(self.table.arrow_schema()),
            partition_by=self.partition_by or None,
            configuration=CONFIGURATION,
        )

    def uris(self, files: Mapping[str, DataFile]) -> list[str]:
        """Where those files are, for DuckDB."""
        return [str(self.folder / path) for path in sorted(files)]

    def commit(
        self, wanted: Mapping[str, DataFile], note: Mapping[str, str]
    ) -> tuple[int, Content]:
        """Make `wanted` the table's files, in one commit; returns its version and content.

        What a crashed publish left behind, or what came after a restored release, leaves the
        table in the same commit. A commit that got in between is refused by Delta, because
        the write goes through the handle that was read.
        """
        handle = self._widened(self.open())
        present = files_of(handle)
        content = Content(wanted, tuple(columns_of(handle)))
        now = milliseconds()
        actions: list[AddAction | RemoveAction] = [
            AddAction(
                path=file.path,
                size=file.size,
                partition_values={PARTITION.name: file.month} if self.partition_by else {},
                modification_time=now,
                data_change=True,
                stats=json.dumps({"numRecords": file.rows}),
            )
            for path, file in wanted.items()
            if path not in present
        ]
        actions += [
            RemoveAction(
                path=file.path,
                data_change=True,
                deletion_timestamp=now,
                size=file.size,
                partition_values={PARTITION.name: file.month} if self.partition_by else {},
            )
            for path, file in present.items()
            if path not in wanted
        ]
        if not actions:
            return int(handle.version()), content
        version = int(handle.version()) + 1
        handle.create_write_transaction(
            actions,
            mode="append",
            schema=handle.schema(),
            partition_by=self.partition_by or None,
            commit_properties=CommitProperties(
                custom_metadata=dict(note),
                app_transactions=[Transaction("publish", version)],
                max_commit_retries=0,
            ),
        )
        return version, content

    def _widened(self, handle: DeltaTable) -> DeltaTable:
        """The table with every column that the contract has gained since it was made."""
        known = set(columns_of(handle))
        schema = Schema.from_arrow(self.table.arrow_schema())
        gained = [field for field in schema.fields if field.name not in known]
        if not gained:
            return handle
        handle.alter.add_columns(gained)
        return self.open()

    def log_files(self) -> set[Path]:
        """Every file of the transaction log."""
        log = self.folder / "_delta_log"
        return set(log.iterdir()) if log.exists() else set()


def files_of(handle: DeltaTable) -> dict[str, DataFile]:
    """The data files of an opened table by relative path."""
    actions = pa.table(handle.get_add_actions(flatten=True)).to_pylist()
    return {
        row["path"]: DataFile(
            row["path"],
            row.get(f"partition.{PARTITION.name}"),
            row["size_bytes"],
            row["num_records"],
        )
        for row in actions
    }


def columns_of(handle: DeltaTable) -> list[str]:
    """The columns that an opened table has."""
    return [field.name for field in handle.schema().fields]


def damaged(place: Path, reason: Exception) -> DamagedError:
    """The refusal for files that cannot be read."""
    return DamagedError(
        "The store is damaged: {place} cannot be read ({reason}).",
        place=place.name,
        reason=str(reason).partition("\n")[0],
    )
