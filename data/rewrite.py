"""A change becomes new Parquet files: touched months are written anew, the others stay."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from data.base_views import identifier, literal, rows_of, typed
from data.contracts import PARTITION, Table
from data.delta import NOTHING, Content, DataFile, DeltaFolder
from data.errors import StoreError

if TYPE_CHECKING:
    import duckdb

Mode = Literal["upsert", "replace", "delete", "replace_groups"]

ROW_GROUP = 122_880
UNDATED = "undated"
"""Partition of rows whose month field is empty."""
MONTH = identifier(PARTITION.name)
ARRIVING, REPLACED = "arriving_rows", "replaced_keys"


@dataclass(frozen=True)
class Change:
    """What to do with the rows of one table.

    `rows` follow the contract by column name; columns that are absent are empty. `upsert` adds
    rows or replaces those of the same key, `delete` takes the rows of these keys out (only key
    columns are needed), `replace` makes them the whole table, `replace_groups` first takes out
    every row whose `group_fields` (the contract's by default) equal those of a row here.
    """

    table: str
    rows: pa.Table | pa.RecordBatchReader
    mode: Mode = "upsert"
    group_fields: tuple[str, ...] = ()

    def matched_on(self, table: Table) -> tuple[str, ...]:
        """The columns by which an arriving row pushes out rows that are there."""
        if self.mode == "replace":
            return ()
        if self.mode == "replace_groups":
            return self.group_fields or table.group_fields or table.keys
        return table.keys


def same(columns: tuple[str, ...], left: str, right: str) -> str:
    """SQL: equal in these columns, empty equals empty."""
    return " and ".join(
        f"{left}.{identifier(one)} is not distinct from {right}.{identifier(one)}"
        for one in columns
    )


class Rewriter:
    """Writes the files of one table's next version with DuckDB, a month at a time."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection", folder: DeltaFolder) -> None:
        self.connection = connection
        self.folder = folder
        self.table = folder.table

    def apply(self, change: Change, before: Content) -> Content:
        """The table after the change.

        Raises StoreError where the rows lack a key column, bring an unknown one, or share a key.
        """
        match = change.matched_on(self.table)
        self._refuse_other_columns(change, match)
        self.connection.register("given_rows", change.rows)
        try:
            self._spool("select * from given_rows", change.rows.schema.names)
        finally:
            self.connection.unregister("given_rows")
        if change.mode == "replace":
            self._refuse_repeated_keys()
            return self._content(self._written(self._months(ARRIVING)))
        self._find_replaced(match, before)
        if change.mode == "delete":
            self.connection.execute(f"delete from {ARRIVING}")  # noqa: S608 - a name of our own
        self._refuse_repeated_keys()
        touched = self._months(ARRIVING, REPLACED)
        kept = {path: file for path, file in before.files.items() if file.month not in touched}
        return self._content(kept | self._written(touched, before, match))

    def rows_of(self, select: str) -> dict[str, DataFile]:
        """The files of a table that holds just the rows of a SELECT, which has all its columns."""
        self._spool(select, self.table.by_name)
        return self._written(self._months(ARRIVING))

    def _content(self, files: Mapping[str, DataFile]) -> Content:
        return Content(files, tuple(self.table.by_name))

    def _refuse_other_columns(self, change: Change, match: tuple[str, ...]) -> None:
        given = set(change.rows.schema.names)
        needed = set(match if change.mode == "delete" else match + self.table.keys)
        wrong = (given - set(self.table.by_name)) | (needed - given)
        if wrong:
            raise StoreError(
                "The rows for {table} do not have its columns: {columns}.",
                table=self.table.name,
                columns=", ".join(sorted(wrong)),
            )

    def _spool(self, source: str, names: Collection[str]) -> None:
        """Keep the rows of a SELECT in a temporary table, typed, with the month they belong to."""
        select = f"select {typed(self.table, set(names) - {PARTITION.name})} from ({source})"  # noqa: S608
        if self.table.month_field:
            day = f"cast({identifier(self.table.month_field)} as varchar)"
            month = f"coalesce(left({day}, 7), {literal(UNDATED)})"
            select = f"select * replace ({month} as {MONTH}) from ({select})"  # noqa: S608
        self.connection.execute(f"create or replace temp table {ARRIVING} as {select}")

    def _refuse_repeated_keys(self) -> None:
        if not self.table.keys:
            return
        keys = ", ".join(map(identifier, self.table.keys))
        repeated = self.connection.execute(
            f"select {keys} from {ARRIVING} group by {keys} having count(*) > 1 limit 1"  # noqa: S608
        ).fetchone()
        if repeated:
            raise StoreError(
                "Two rows for {table} share the key {key}.",
                table=self.table.name,
                key=" / ".join("" if part is None else str(part) for part in repeated),
            )

    def _find_replaced(self, match: tuple[str, ...], before: Content) -> None:
        """Which of the keys or groups are there already, and in which months."""
        names = ", ".join(map(identifier, match)) + (f", {MONTH}" if self.table.month_field else "")
        there = rows_of(self.table, self.folder.uris(before.files), before.columns)
        self.connection.execute(
            f"create or replace temp table {REPLACED} as select distinct {names}"  # noqa: S608
            f" from ({there}) as o semi join {ARRIVING} as n on {same(match, 'o', 'n')}"
        )

    def _months(self, *sources: str) -> list[str | None]:
        """The months with rows in these tables; a table without partitions has the one, None."""
        if not self.table.month_field:
            return [None]
        union = " union ".join(f"select distinct {MONTH} from {source}" for source in sources)  # noqa: S608
        return sorted(row[0] for row in self.connection.execute(union).fetchall())

    def _written(
        self,
        months: list[str | None],
        before: Content = NOTHING,
        match: tuple[str, ...] = (),
    ) -> dict[str, DataFile]:
        """Write one file per month: rows that are there and stay, and those that arrive."""
        written = {}
        for month in months:
            within = "" if month is None else f" where {MONTH} = {literal(month)}"
            rows = f"select * from {ARRIVING}{within}"  # noqa: S608 - quoted above
            old = {path: file for path, file in before.files.items() if file.month == month}
            if old:
                there = rows_of(self.table, self.folder.uris(old), before.columns)
                rows = (
                    f"select * from ({there}) as o"  # noqa: S608 - quoted above
                    f" anti join (select * from {REPLACED}{within}) as r on {same(match, 'o', 'r')}"
                    f" union all {rows}"
                )
            file = self._copied(rows, month)
            if file.rows:
                written[file.path] = file
        return written

    def _copied(self, rows: str, month: str | None) -> DataFile:
        """Write rows into one new file, sorted for the questions that are asked."""
        name = f"{uuid.uuid4()}.parquet"
        path = name if month is None else f"{PARTITION.name}={month}/{name}"
        target = self.folder.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        order = dict.fromkeys(
            (*self.table.sort_fields, *filter(None, [self.table.month_field]), *self.table.keys)
        )
        by = f" order by {', '.join(map(identifier, order))}" if order else ""
        columns = ", ".join(
            identifier(one.name) for one in self.table.columns if one.name != PARTITION.name
        )
        counted = self.connection.execute(
            f"copy (select {columns} from ({rows}){by}) to {literal(str(target))}"  # noqa: S608
            f" (format parquet, compression zstd, row_group_size {ROW_GROUP})"
        ).fetchone()
        count = int(counted[0]) if counted else 0
        if not count:
            target.unlink()
        return DataFile(path, month, target.stat().st_size if count else 0, count)
