"""What a reader may see, applied beneath every query, so that none can forget it.

The one place that assembles SQL: names come from the contracts, values are bound.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb

from data.contracts import ALL, Table


@dataclass(frozen=True)
class Scope:
    """Regions or one rep; None = everything, an empty tuple = nothing.

    `on` is the real day of the reader, not of the report: a deputy sees the customers of a rep
    who is away on that day. `release` is the one whose directory says what lies in the regions and
    whose reps say who is away; None = the release that is asked.
    """

    regions: tuple[str, ...] | None = None
    rep: str | None = None
    on: date | None = None
    release: int | None = None

    @property
    def is_whole(self) -> bool:
        return self.regions is None and self.rep is None

    @property
    def code(self) -> str:
        """A short name that is equal for equal rights."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


EVERYTHING = Scope()

SEEN = """
    with
        away as (
            select rep_id from {whole}reps
            where deputy_rep_id = $rep and away_from <= $on and coalesce(away_until, $on) >= $on
        )
    select 'customer' as level, customer_id as scope_id
    from {whole}customer_directory
    where ($regions is null or list_contains(cast($regions as varchar[]), region))
        and ($rep is null or rep_id = $rep or rep_id in (select rep_id from away))
    union all
    select 'rep' as level, rep_id as scope_id
    from {whole}reps
    where ($regions is null or list_contains(cast($regions as varchar[]), region))
        and ($rep is null or rep_id = $rep or rep_id in (select rep_id from away))
    union all
    select distinct 'region' as level, region as scope_id
    from {whole}customer_directory
    where $rep is null
        and ($regions is null or list_contains(cast($regions as varchar[]), region))
"""

MY_CUSTOMER = "t.customer_id in (select scope_id from {own}seen where level = 'customer')"
MY_REP = "t.{rep} in (select scope_id from {own}seen where level = 'rep')"
MY_ORDER = "t.order_id in (select o.order_id from {own}orders as o)"
MY_NODE = (
    "exists (select 1 from {own}seen as s where s.level = t.level and s.scope_id = t.scope_id)"
)
MY_SUBJECT = (
    "exists (select 1 from {own}seen as s where s.level = t.about and s.scope_id = t.key)"
    " or (t.about = 'order' and t.key in (select o.order_id from {own}orders as o))"
    " or (t.about = 'complaint' and t.key in (select c.complaint_id from {own}complaints as c))"
)

SUBJECT = f"select 1 from (select $about as about, $key as key) as t where {MY_SUBJECT}"


def sees(table: Table) -> str:
    """The condition under which a scoped reader sees a row `t` of that table."""
    columns = table.by_name
    rep = "rep_id" if "rep_id" in columns else "owner_rep_id"
    match table.seen_by:
        case "everyone":
            return "true"
        case "rep":
            return MY_REP.replace("{rep}", rep)
        case "order":
            return MY_ORDER
        case "node":
            return MY_NODE
        case "about":
            return MY_SUBJECT
    mine = MY_CUSTOMER
    if "rep_id" in columns:  # a row without customer belongs to its rep
        mine += f" or (t.customer_id is null and {MY_REP.replace('{rep}', rep)})"
    return mine


def seen_sql(whole: str) -> str:
    """The nodes (level, scope_id) that a scope may see; `whole` stands before each table name."""
    return SEEN.format(whole=whole)


def values(scope: Scope) -> dict[str, object]:
    """What `seen_sql` binds."""
    regions = None if scope.regions is None else list(scope.regions)
    return {"regions": regions, "rep": scope.rep, "on": scope.on}


def subject_sql() -> str:
    """One row where a scope, whose schema is in use, may see the subject ($about, $key)."""
    return SUBJECT.format(own="")


DECIDING = ("customer_directory", "reps")
"""Tables that `seen` asks."""
ASKED = ("orders", "complaints", *DECIDING)
"""Tables that `seen` or the views of other tables ask."""


def order_of_views(names: Iterable[str]) -> list[str]:
    """Tables that the views of others ask come first."""
    return sorted(names, key=lambda name: (name not in ASKED, name))


def create(connection: duckdb.DuckDBPyConnection, deciding: str, own: str, scope: Scope) -> None:
    """Make the schema `own` with the nodes that `scope` may see; it shows no table yet.

    `deciding`: the schema of the whole release whose tables decide.
    """
    connection.execute(f"create schema {own}")
    connection.execute(f"create table {own}.seen as {seen_sql(deciding + '.')}", values(scope))


def show(
    connection: duckdb.DuckDBPyConnection, whole: str, own: str, tables: Iterable[str]
) -> None:
    """Add to the schema `own` the views of schema `whole`, cut down to what its scope may see."""
    for name in order_of_views(tables):
        condition = sees(ALL[name]).format(own=own + ".")
        connection.execute(
            f"create view {own}.{name} as select * from {whole}.{name} as t where {condition}"
        )
