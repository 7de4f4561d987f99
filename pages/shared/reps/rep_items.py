"""The overdue items of one rep: own orders, the own part of joint ones, the oldest first."""

import polars as pl
import streamlit as st

from pages.shared import numbers
from pages.shared.grid import MOST_ROWS, Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.names import short
from pages.shared.profile_link import profile_link
from pages.shared.reps.ways import way
from pages.shared.row_keys import flag, row_key
from pages.shared.tables import table

UNIT = "yuan"  # compared with paper, to the cent
OLD_FROM = 90  # days overdue


def overdue_items(items: pl.DataFrame, first: int) -> Grid:
    """Draw the first items and where the chosen one leads; all of them for the export.

    items: rows of receivables/rep_items that are overdue.
    """
    rows = items.with_columns(
        item=row_key("customer_id", "order_id", "due_on", flag("is_claim")),
        within=row_key("order_id", "due_on", flag("is_claim")),  # its name among the customer's
        light=pl.when(pl.col("days_overdue") > OLD_FROM)
        .then(pl.lit("red"))
        .otherwise(pl.lit("amber")),
    )
    amount = numbers.with_unit(rows["open_amount"].sum(), UNIT, current())
    title = _("{count} overdue items, {amount}", count=numbers.count(rows.height), amount=amount)
    if chosen := table(_grid(rows, first), "overdue", title=title, whole=True):
        row = rows.row(by_predicate=pl.col("item") == chosen, named=True)
        with st.container(horizontal=True):
            there = {"at_customers": row["customer_id"], "at_items": row["within"]}
            way("receivables", _("Receipts and order lines"), there)
            profile_link(row["customer_id"], row["customer_name"])
    return _grid(rows, MOST_ROWS)


def _grid(rows: pl.DataFrame, limit: int) -> Grid:
    named = rows.with_columns(
        customer_name=pl.Series([short(name) for name in rows["customer_name"]], dtype=pl.String)
    )
    columns = [
        Column("customer_name", _("Customer"), width=150, pinned=True),
        Column("order_id", _("Order"), width=140),
        Column("due_on", _("Due on"), "date"),
        Column("days_overdue", _("Days late"), "count", width=80, adds=False, effect=True),
        Column("open_amount", _("Overdue"), "money", width=120),
    ]
    if (rows["item_amount"] != rows["open_amount"]).any():
        meaning = _("The whole item of a joint order, of which the rep has a part")
        columns.append(Column("item_amount", _("Whole item"), "money", width=120, meaning=meaning))
    return lay_out(
        named,
        columns,
        unit=UNIT,
        key="item",
        light="light",
        label=_("Total"),
        total={},
        limit=limit,
        rest=lambda count: _("{count} others", count=numbers.count(count)),
    )
