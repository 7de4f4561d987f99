"""What arriving rows would change in one table: new, changed, the same, gone, and the sums."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

import duckdb
import polars as pl
import pyarrow as pa

from data.base_views import identifier, literal, rows_of
from data.compare import differs
from data.contracts import LINEAGE, PARTITION, Table
from data.rewrite import Change, Mode, same
from data.store import Release, Store

MEMORY = "1GB"
HERE, THERE, JUDGED = "arriving", "there", "judged"
Sums = dict[str, Decimal]


@dataclass(frozen=True)
class Arrival:
    """Counts of rows, sums of money and tonnes in the whole table before and after.

    `gone` rows leave the table because an order or the table is replaced whole. `change` is what
    to publish, None where nothing would change.
    """

    table: str
    mode: Mode
    new: int
    changed: int
    same: int
    gone: int
    before: Sums
    after: Sums
    change: Change | None


def compare(
    store: Store, release: Release, table: Table, rows: pl.DataFrame, mode: Mode
) -> Arrival:
    """Hold arriving rows (contract fields and lineage, keys distinct) against a release."""
    if not store.files(release.number)[table.name]:
        return first_rows(table, rows, mode)
    with side_by_side(store, release, table, rows, mode) as connection:
        counts = dict.fromkeys(("new", "changed", "same", "gone"), 0)
        counts |= dict(
            connection.execute(
                f"select verdict, count(*) from {JUDGED} group by verdict"  # noqa: S608 - own name
            ).fetchall()
        )
        before, after = sums(connection, table)
        change = None
        if counts["new"] or counts["changed"] or counts["gone"]:
            change = Change(table.name, to_publish(connection, table, mode), mode)
    return Arrival(table.name, mode, **counts, before=before, after=after, change=change)


def first_rows(table: Table, rows: pl.DataFrame, mode: Mode) -> Arrival:
    """The arrival of rows in a table that has none: there is nothing to compare."""
    summed = adding_up(table)
    after = {one: Decimal(str(rows[one].sum())) for one in summed}
    change = Change(table.name, rows.to_arrow(), mode) if rows.height else None
    before = dict.fromkeys(summed, Decimal("0.00"))
    return Arrival(table.name, mode, rows.height, 0, 0, 0, before, after, change)


@contextmanager
def side_by_side(
    store: Store, release: Release, table: Table, rows: pl.DataFrame, mode: Mode
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with `arriving`, `there` (the table now) and `judged` (keys with a verdict)."""
    uris = store.files(release.number)[table.name]
    columns = store.columns(release.number)[table.name]
    aside = {PARTITION.name, *(one.name for one in LINEAGE), *table.keys}
    values = [one.name for one in table.columns if one.name not in aside]
    keys = same(table.keys, "a", "b")
    named = ", ".join(f"coalesce(a.{one}, b.{one}) as {one}" for one in map(identifier, table.keys))
    with duckdb.connect(config={"memory_limit": MEMORY}) as connection:
        connection.register(HERE, rows.to_arrow())
        connection.execute(f"create view {THERE} as {rows_of(table, uris, columns)}")
        connection.execute(
            f"create temp table {JUDGED} as select {named},"  # noqa: S608 - names of the contract
            " case when b.here is null then 'new' when a.here is null then 'gone'"
            f" when {differs(values)} then 'changed' else 'same' end as verdict"
            f" from (select *, true as here from {HERE}) as a"
            f" full join (select *, true as here from {reached(table, mode)}) as b on {keys}"
        )
        yield connection


def reached(table: Table, mode: Mode) -> str:
    """SQL: the rows of the table that the arriving rows can replace."""
    if mode == "replace":
        return THERE
    by: Sequence[str] = table.group_fields if mode == "replace_groups" else table.keys
    return f"(select t.* from {THERE} as t semi join {HERE} as h on {same(tuple(by), 't', 'h')})"  # noqa: S608


def to_publish(connection: duckdb.DuckDBPyConnection, table: Table, mode: Mode) -> pa.Table:
    """The arriving rows that change something; with groups, every row of a changed group."""
    rows = f"select * from {HERE}"  # noqa: S608 - own name
    if mode == "upsert":
        rows = judged_rows(HERE, table.keys, "new", "changed")
    elif mode == "replace_groups":
        rows = judged_rows(HERE, table.group_fields, "new", "changed", "gone")
    found: pa.Table = connection.sql(rows).to_arrow_table()
    return found


def judged_rows(source: str, by: Sequence[str], *verdicts: str) -> str:
    """SQL: the rows of `source` whose key (or group) has one of these verdicts."""
    wanted = ", ".join(map(literal, verdicts))
    judged = f"(select * from {JUDGED} where verdict in ({wanted}))"  # noqa: S608 - own names
    return f"select s.* from {source} as s semi join {judged} as j on {same(tuple(by), 's', 'j')}"  # noqa: S608


def sums(connection: duckdb.DuckDBPyConnection, table: Table) -> tuple[Sums, Sums]:
    """Sum of each column of money or tonnes of the whole table, before and after."""
    summed = adding_up(table)
    if not summed:
        return {}, {}

    def total(rows: str) -> list[Decimal]:
        selected = ", ".join(f"coalesce(sum({identifier(one)}), 0)" for one in summed)
        found = connection.execute(f"select {selected} from ({rows})").fetchall()  # noqa: S608
        return [Decimal(str(one)) for one in found[0]]

    before = total(f"select * from {THERE}")  # noqa: S608 - own name
    leaving = total(judged_rows(THERE, table.keys, "changed", "gone"))
    coming = total(judged_rows(HERE, table.keys, "new", "changed"))
    after = [was - out + in_ for was, out, in_ in zip(before, leaving, coming, strict=True)]
    return dict(zip(summed, before, strict=True)), dict(zip(summed, after, strict=True))


def adding_up(table: Table) -> list[str]:
    """The columns whose sums a person compares: money and tonnes."""
    return [one.name for one in table.fields if one.kind in ("money", "tonnes")]
