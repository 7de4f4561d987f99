"""The cards of new customers that lack something, with what is missing."""

import polars as pl

from data.contracts import TABLES
from pages.shared import numbers
from pages.shared.grid import MOST_ROWS, Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.names import short
from pages.shared.profile_link import profile_link
from pages.shared.reps.measures import CARDS_AMBER
from pages.shared.reps.standings import summed
from pages.shared.tables import table


def incomplete_cards(cards: pl.DataFrame, first: int) -> Grid:
    """Draw the first cards and the way to the chosen customer; all of them for the export.

    cards: rows of reps/cards with something missing.
    """
    language, fields = current(), TABLES["customers"].by_name
    missing = [
        numbers.joined((fields[one].label(language) for one in text.split(";") if one), language)
        for text in cards["missing"]
    ]
    rows = cards.with_columns(
        missing=pl.Series(missing, dtype=pl.String),
        customer_name=pl.Series([short(name) for name in cards["customer_name"]], dtype=pl.String),
        light=pl.when(pl.col("completeness") < CARDS_AMBER)
        .then(pl.lit("red"))
        .otherwise(pl.lit("amber")),
    )
    title = _("{count} cards of new customers lack something", count=numbers.count(rows.height))
    chosen = table(_grid(rows, first), "cards", title=title, wraps=True)
    if chosen:
        row = cards.row(by_predicate=pl.col("customer_id") == chosen, named=True)
        profile_link(chosen, row["customer_name"])
    return _grid(rows, MOST_ROWS)


def _grid(rows: pl.DataFrame, limit: int) -> Grid:
    filled, fields = summed(rows, "filled_count"), summed(rows, "field_count")
    columns = [
        Column("customer_name", _("Customer"), width=150, pinned=True),
        Column("new_on", _("New since"), "date"),
        Column("completeness", _("Filled"), "percent", width=80, effect=True),
        Column("missing", _("What is missing"), width=420),
    ]
    return lay_out(
        rows,
        columns,
        key="customer_id",
        light="light",
        label=_("Total"),
        total={"completeness": filled / fields if fields else None},
        limit=limit,
        rest=lambda count: _("{count} others", count=numbers.count(count)),
    )
