"""What arriving rows would change in one table: new, changed, the same, gone, and the sums.

Files say nothing about the columns that they do not have: rows that are there keep those.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

import duckdb
import polars as pl
import pyarrow as pa

from data.base_views import identifier, literal, rows_of
from data.compare import differs
from data.contracts import Table
from data.rewrite import Change, Mode, same
from data.store import Release, Store

MEMORY = "1GB"
GIVEN, KNOWN = "given_rows", "known_rows"
HERE, THERE, JUDGED = "arriving", "there", "judged"
Sums = dict[str, Decimal]
Untold = Mapping[str, Sequence[str]]
"""Column → the files that do not have it."""
NOTHING_UNTOLD: Untold = MappingProxyType({})


@dataclass(frozen=True)
class Arrival:
    """Counts of rows, sums of money and tonnes in the whole table before and after.

    `gone` rows leave the table because an order or the table is replaced whole. `emptied` counts,
    for each column, the rows that lose what stood there. `change` is what to publish, None where
    nothing would change.
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
    emptied: Mapping[str, int] = field(default_factory=dict)


def compare(
    store: Store,
    release: Release,
    table: Table,
    rows: pl.DataFrame,
    mode: Mode,
    untold: Untold = NOTHING_UNTOLD,
) -> Arrival:
    """Hold arriving rows (contract fields and lineage, keys distinct) against a release."""
    if not store.files(release.number)[table.name]:
        return first_rows(table, rows, mode)
    with side_by_side(store, release, table, rows, mode, untold) as connection:
        counts = dict.fromkeys(("new", "changed", "same", "gone"), 0)
        counts |= dict(
            connection.execute(
                f"select verdict, count(*) from {JUDGED} group by verdict"  # noqa: S608 - own name
            ).fetchall()
        )
        before, after = sums(connection, table)
        lost = emptied(connection, table) if counts["changed"] else {}
        change = None
        if counts["new"] or counts["changed"] or counts["gone"]:
            change = Change(table.name, to_publish(connection, table, mode), mode)
    return Arrival(
        table.name, mode, **counts, before=before, after=after, change=change, emptied=lost
    )


def first_rows(table: Table, rows: pl.DataFrame, mode: Mode) -> Arrival:
    """The arrival of rows in a table that has none: there is nothing to compare."""
    summed = adding_up(table)
    after = {one: Decimal(str(rows[one].sum())) for one in summed}
    change = Change(table.name, rows.to_arrow(), mode) if rows.height else None
    before = dict.fromkeys(summed, Decimal("0.00"))
    return Arrival(table.name, mode, rows.height, 0, 0, 0, before, after, change)


@contextmanager
def side_by_side(
    store: Store,
    release: Release,
    table: Table,
    rows: pl.DataFrame,
    mode: Mode,
    untold: Untold,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with `arriving`, `there` (the table now) and `judged` (keys with a verdict)."""
    uris = store.files(release.number)[table.name]
    columns = store.columns(release.number)[table.name]
    keys = same(table.keys, "a", "b")
    named = ", ".join(f"coalesce(a.{one}, b.{one}) as {one}" for one in map(identifier, table.keys))
    with duckdb.connect(config={"memory_limit": MEMORY}) as connection:
        connection.register(GIVEN, rows.to_arrow())
        connection.execute(f"create view {THERE} as {rows_of(table, uris, columns)}")
        complete(connection, table, untold if mode == "upsert" else {})
        connection.execute(
            f"create temp table {JUDGED} as select {named},"  # noqa: S608 - names of the contract
            " case when b.here is null then 'new' when a.here is null then 'gone'"
            f" when {differs(values_of(table))} then 'changed' else 'same' end as verdict"
            f" from (select *, true as here from {HERE}) as a"
            f" full join (select *, true as here from {reached(table, mode)}) as b on {keys}"
        )
        yield connection


def values_of(table: Table) -> list[str]:
    """The columns that hold what a row says, keys and lineage left aside."""
    return [one.name for one in table.fields if one.name not in table.keys]


def complete(connection: duckdb.DuckDBPyConnection, table: Table, untold: Untold) -> None:
    """Make `arriving`: the given rows, with what rows of the same key hold where a file is silent.

    What is worked out from another column is left to be worked out anew where that one changes.
    """
    kept = []
    keys = same(table.keys, "a", "b")
    for name, files in untold.items():
        column, source = identifier(name), table.by_name[name].follows
        silent = f"b.is_known and a.source_file in ({', '.join(map(literal, files))})"
        if source:
            silent += f" and {same((source,), 'a', 'b')}"
        kept.append(f"case when {silent} then b.{column} else a.{column} end as {column}")
    if not kept:
        connection.execute(f"create view {HERE} as select * from {GIVEN}")  # noqa: S608 - own names
        return
    connection.execute(
        f"create temp table {KNOWN} as select b.*, true as is_known"  # noqa: S608 - own names
        f" from {THERE} as b semi join {GIVEN} as a on {keys}"
    )
    connection.execute(
        f"create view {HERE} as select a.* replace ({', '.join(kept)})"  # noqa: S608 - quoted above
        f" from {GIVEN} as a left join {KNOWN} as b on {keys}"
    )


def emptied(connection: duckdb.DuckDBPyConnection, table: Table) -> dict[str, int]:
    """Column → changed rows that have a value now and none afterwards."""
    values = values_of(table)
    lost = ", ".join(
        f"count(*) filter (where b.{one} is not null and a.{one} is null)"
        for one in map(identifier, values)
    )
    counted = connection.execute(
        f"select {lost} from ({judged_rows(HERE, table.keys, 'changed')}) as a"  # noqa: S608
        f" join {THERE} as b on {same(table.keys, 'a', 'b')}"
    ).fetchall()[0]
    return {name: int(count) for name, count in zip(values, counted, strict=True) if count}


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
