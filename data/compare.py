"""Two versions of one table side by side: which rows are new, gone or different."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from data.base_views import identifier, rows_of
from data.contracts import LINEAGE, PARTITION
from data.delta import Content, DeltaFolder
from data.rewrite import same

BEFORE, AFTER = "rows_before", "rows_after"


@dataclass(frozen=True)
class TableDiff:
    """Rows of one table that are new, changed or gone; sums of each money column, before and after.

    Where a row came from does not count as a change.
    """

    table: str
    new: int
    changed: int
    gone: int
    sums: dict[str, tuple[Decimal, Decimal]]


def unshared(one: Content, other: Content) -> Content:
    """The files that the other version has not: rows of shared files are the same in both."""
    files = {path: file for path, file in one.files.items() if path not in other.files}
    return Content(files, one.columns)


@contextmanager
def side_by_side(
    folder: DeltaFolder, before: Content, after: Content
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with what the two versions do not share as views `rows_before`, `rows_after`."""
    with duckdb.connect() as connection:
        pairs = ((BEFORE, unshared(before, after)), (AFTER, unshared(after, before)))
        for name, content in pairs:
            rows = rows_of(folder.table, folder.uris(content.files), content.columns)
            connection.execute(f"create view {name} as {rows}")
        yield connection


def differs(columns: Sequence[str]) -> str:
    """SQL: rows `b` and `a` differ in one of these columns."""
    parts = (f"b.{identifier(one)} is distinct from a.{identifier(one)}" for one in columns)
    return f"({' or '.join(parts)})" if columns else "false"


def compare(folder: DeltaFolder, before: Content, after: Content) -> TableDiff:
    """Count what differs between two versions of a table with keys."""
    table = folder.table
    aside = {PARTITION.name, *(one.name for one in LINEAGE), *table.keys}
    values = [one.name for one in table.columns if one.name not in aside]
    money = [one.name for one in table.fields if one.kind == "money"]
    on = same(table.keys, "b", "a")
    with side_by_side(folder, before, after) as connection:

        def count(rows: str) -> int:
            found = connection.execute(f"select count(*) from {rows}").fetchone()  # noqa: S608
            return int(found[0]) if found else 0

        return TableDiff(
            table.name,
            new=count(f"{AFTER} as a anti join {BEFORE} as b on {on}"),
            changed=count(f"{BEFORE} as b join {AFTER} as a on {on} where {differs(values)}"),
            gone=count(f"{BEFORE} as b anti join {AFTER} as a on {on}"),
            sums={
                name: (total(folder, before, name), total(folder, after, name)) for name in money
            },
        )


def total(folder: DeltaFolder, content: Content, column: str) -> Decimal:
    """Sum of one column over a whole version."""
    rows = rows_of(folder.table, folder.uris(content.files), content.columns)
    with duckdb.connect() as connection:
        found = connection.execute(
            f"select coalesce(sum({identifier(column)}), 0) from ({rows})"  # noqa: S608
        ).fetchone()
    return Decimal(str(found[0])) if found else Decimal(0)
