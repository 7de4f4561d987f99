"""A release made of a few rows that a test writes down: base tables as CSV, the rest is built."""

import io
from collections.abc import Collection, Mapping
from pathlib import Path

import duckdb
import polars as pl

from data import derived, settings
from data.base_views import identifier, typed
from data.contracts import ALL, BASE
from queries.engines import DuckDB
from queries.scope import ASKED


def engine(folder: Path, given: Mapping[str, str], reads: Collection[str] = ALL) -> DuckDB:
    """An engine whose release 1 holds the given rows.

    `given` maps a base table to CSV text with only the columns that matter; an empty cell is null.
    `reads`: the tables that will be asked; the others stay empty, which is much quicker.
    """
    files = written(folder, given, reads)
    return DuckDB(folder, lambda _release: files)


def written(
    folder: Path, given: Mapping[str, str], reads: Collection[str] = ALL
) -> dict[str, list[str]]:
    """One Parquet file per table that will be read, derived tables included."""
    folder = folder.resolve()
    connection = duckdb.connect()
    needed = closure(reads)
    for name, text in given.items():
        unknown = set(text.strip().partition("\n")[0].split(",")) - set(BASE[name].by_name)
        assert not unknown, f"{name} has no column {sorted(unknown)}"
    for name in needed & set(BASE):
        table = BASE[name]
        rows = pl.read_csv(io.StringIO(given.get(name, "").strip() or "_"), infer_schema=False)
        rows = completed(name, rows)
        connection.register("given_rows", rows.to_arrow())
        columns = typed(table, rows.columns)
        connection.execute(f"create table {identifier(name)} as select {columns} from given_rows")
        connection.unregister("given_rows")
    derived.build(connection, needed)
    files = {}
    for name in needed:
        path = folder / f"{name}.parquet"
        connection.execute(f"copy {identifier(name)} to '{path}' (format parquet)")
        files[name] = [str(path)]
    connection.close()
    return files


def closure(reads: Collection[str]) -> set[str]:
    """The tables read, what rights ask, and all that they are computed from."""
    needed = {*reads, *ASKED}
    for name, one in reversed(derived.ORDER.items()):
        if name in needed:
            needed |= set(one.reads)
    return needed


def completed(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with what a reader of files fills in: line numbers, months, numbers of settings."""
    table = BASE[name]
    if "line_no" in table.keys and "line_no" not in rows.columns and rows.height:
        group = table.keys[0]
        rows = rows.with_columns(line_no=pl.int_range(1, pl.len() + 1).over(group).cast(pl.String))
    if table.month_field in rows.columns:
        rows = rows.with_columns(partition_month=pl.col(table.month_field).str.slice(0, 7))
    if name == "settings":
        changed = dict(rows.select("name", "value").iter_rows()) if rows.height else {}
        return pl.DataFrame(settings.resolved(changed))
    return rows
