"""How far the tables reach that a page stands on, and when they were loaded."""

from collections.abc import Sequence
from datetime import date, datetime

import polars as pl

from data.contracts import TABLES
from data.language import translate
from pages.shared import numbers


def stands_on(
    dates: pl.DataFrame, tables: Sequence[str], loaded_at: datetime, language: str
) -> tuple[str, ...]:
    """For each table its newest day and its rows, then when the release was loaded.

    dates: rows of shared/dates.
    """
    found = {row["table_name"]: row for row in dates.iter_rows(named=True)}
    reach = [
        translate(
            language,
            "{table} to {day}, {count} rows",
            table=TABLES[name].zh if language == "zh" else TABLES[name].en,
            day=_reach(name, found[name]["newest_on"]),
            count=numbers.count(found[name]["row_count"]),
        )
        for name in tables
        if name in found
    ]
    return (*reach, translate(language, "loaded {at}", at=numbers.moment(loaded_at)))


def _reach(table: str, newest_on: date | None) -> str:
    """Targets are set by month, everything else by day."""
    if newest_on is None:
        return numbers.NONE
    return f"{newest_on:%Y-%m}" if table == "targets" else newest_on.isoformat()
