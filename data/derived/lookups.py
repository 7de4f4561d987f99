"""Lookup tables that are computed in Python: the calendar and the ageing buckets."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    import duckdb


def calendar_days(connection: "duckdb.DuckDBPyConnection") -> pa.Table:
    """`calendar` from `holidays`; the published days off for years of which none is stored."""
    from data import calendar  # with Polars, slow: imported where it is used

    stored = connection.execute(
        "select day, is_working_day, name, coalesce(is_statutory, false) from holidays order by day"
    ).fetchall()
    years = {row[0].year for row in stored}
    published = [row for row in calendar.published_holidays() if row[0].year not in years]
    return calendar.build([*stored, *published])


def ageing_edges(connection: "duckdb.DuckDBPyConnection") -> pa.Table:
    """`ageing_edges` from `settings`."""
    from data import ageing

    return ageing.build(dict(connection.execute("select name, value from settings").fetchall()))


Builder = Callable[["duckdb.DuckDBPyConnection"], pa.Table]
BUILDERS: dict[str, tuple[tuple[str, ...], Builder]] = {
    "calendar": (("holidays",), calendar_days),
    "ageing_edges": (("settings",), ageing_edges),
}
"""Table → (the tables it reads, the function)."""
