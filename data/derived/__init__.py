"""Tables computed from the others at each publish, and the order in which they are built."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from data.derived import promise_payments
from data.derived.lookups import BUILDERS

if TYPE_CHECKING:
    import duckdb

READS = re.compile(r"^-- reads +(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Derived:
    """A computed table: one SELECT, or a function of the connection for what SQL cannot say."""

    name: str
    reads: tuple[str, ...]
    sql: str = ""
    rows: Callable[["duckdb.DuckDBPyConnection"], pa.Table] | None = None


def read(folder: Path) -> dict[str, Derived]:
    """The SELECTs of a folder by name, what is read before what reads it.

    Raises ValueError for a file without a `-- reads` line, CycleError for a circle.
    """
    found = {}
    for path in sorted(folder.glob("*.sql")):
        sql = path.read_text("utf-8")
        if not (header := READS.search(sql)):
            raise ValueError(f"{path.name} does not say what it reads")
        found[path.stem] = Derived(path.stem, tuple(re.split(r",\s*", header[1].strip())), sql)
    return in_order(found)


def in_order(found: Mapping[str, Derived]) -> dict[str, Derived]:
    """What is read before what reads it."""
    graph = {name: [one for one in found[name].reads if one in found] for name in sorted(found)}
    return {name: found[name] for name in TopologicalSorter(graph).static_order()}


def affected(order: Mapping[str, Derived], changed: Collection[str]) -> list[str]:
    """The derived tables that read a changed table, directly or through another, in order."""
    stale = set(changed)
    for name, one in order.items():
        if stale.intersection(one.reads):
            stale.add(name)
    return [name for name in order if name in stale]


def build(
    connection: "duckdb.DuckDBPyConnection",
    names: Iterable[str] | None = None,
    order: Mapping[str, Derived] | None = None,
) -> None:
    """Make derived tables (all by default) in a connection that holds what they read.

    `settings` there means the settings as queries see them, defaults included.
    """
    known = ORDER if order is None else order
    wanted = set(known if names is None else names)
    for name, one in known.items():
        if name in wanted:
            source = one.sql
            if one.rows:
                rows = one.rows(connection)
                connection.register("built_rows", rows)
                source = "select * from built_rows"
            connection.execute(f'create or replace table "{name}" as {source}')


ORDER: dict[str, Derived] = in_order(
    {name: Derived(name, reads, rows=rows) for name, (reads, rows) in BUILDERS.items()}
    | {
        "promise_payments": Derived(
            "promise_payments", promise_payments.READS, rows=promise_payments.rows
        )
    }
    | read(Path(__file__).parent)
)
