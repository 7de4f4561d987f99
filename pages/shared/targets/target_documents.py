"""The documents behind one actual: order lines, receipts, or the customers that were won."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.exports import Sheet
from pages.shared.filters import choices
from pages.shared.grid import Column, lay_out
from pages.shared.language import _
from pages.shared.tables import table
from pages.shared.targets.metrics import Metric

MOST_ROWS = 200
IN = "yuan"  # a document is compared with paper, to the cent
TABLE = "documents"
# What a table shows: its query, its title, what it says when there is nothing.
SOURCES = {
    "order_lines": (
        "targets/orders",
        "{of} · {count} order lines, money in CNY",
        "No order line in this period.",
    ),
    "receipts": (
        "targets/collections",
        "{of} · {count} days with receipts, in CNY with tax",
        "No receipt in this period.",
    ),
}
SUMS = {
    "order_lines": ("quantity_t", "net_amount", "gross_profit_amount"),
    "receipts": ("amount",),
}


def documents(metric: Metric, parameters: Mapping[str, Any], of: str) -> Sheet | None:
    """Draw what the actual of one node consists of; its total is that actual.

    parameters: as of the node's standings; of: its name.
    """
    if metric.documents == "customers":
        return _won(metric, parameters, of)
    query, title, nothing = SOURCES[metric.documents]
    rows = ask(query, **_asked(metric, parameters))
    if rows.is_empty():
        st.caption(_(nothing))
        return None
    totals = {name: rows[f"total_{name}"][0] for name in SUMS[metric.documents]}
    count = int(rows["total_rows"][0])
    shown = rows.with_columns(rep=pl.col("rep_id").replace(dict(choices().labels["rep"])))
    grid = lay_out(
        _with_others(shown, count, totals),
        _line_columns() if metric.documents == "order_lines" else _receipt_columns(),
        unit=IN,
        label=_("Total"),
        total=totals,
        limit=MOST_ROWS + 1,
    )
    full = _(title, of=of, count=numbers.count(count))
    table(grid, TABLE, title=full, select=False)
    return Sheet(full, grid)


def _asked(metric: Metric, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The node as the query of its documents takes it."""
    wanted = dict(parameters)
    if metric.documents == "receipts":
        del wanted["families"]  # money belongs to no product
        return wanted
    reps = wanted.pop("rep_ids") or []
    if len(reps) == 1:  # a joint sale belongs to this rep with a share of its line
        return wanted | {"metric": metric.code, "level": "rep", "scope_id": reps[0]}
    return wanted | {"metric": metric.code, "rep_ids": reps or None}


def _line_columns() -> list[Column]:
    return [
        Column("order_id", _("Order"), pinned=True, width=140),
        Column("line_no", _("Line"), "number", digits=0, width=52),
        Column("sales_on", _("Date"), "date"),
        Column("customer_name", _("Customer"), width=140),
        Column("rep", _("Rep"), width=80),
        Column("family", _("Product family"), width=80),
        Column("product_id", _("Product"), width=88),
        Column("quantity_t", _("Tonnes"), "tonnes", digits=3, width=96),
        Column("net_amount", _("Net sales"), "money", width=124),
        Column("gross_profit_amount", _("Gross profit"), "money", width=116),
    ]


def _receipt_columns() -> list[Column]:
    return [
        Column("receipt_id", _("Receipt no."), pinned=True, width=160),
        Column(
            "receipt_count", _("Documents that day"), "number", digits=0, width=132,
            meaning=_("Receipts of the customer on that day; the first of them is named"),
        ),
        Column("day", _("Date"), "date"),
        Column("customer_name", _("Customer"), width=180),
        Column("rep", _("Rep"), width=100),
        Column("region", _("Region"), width=90),
        Column("amount", _("Collected"), "money", width=140),
    ]  # fmt: skip


def _with_others(rows: pl.DataFrame, count: int, totals: Mapping[str, Any]) -> pl.DataFrame:
    """The first rows, and one for all others, whose sums are the totals less what is shown."""
    shown = rows.head(MOST_ROWS)
    if count <= MOST_ROWS:
        return shown
    first = "order_id" if "order_id" in rows.columns else "receipt_id"
    left = {name: total - (shown[name].sum() or 0) for name, total in totals.items()}
    name = _("{count} more lines", count=numbers.count(count - MOST_ROWS))
    return pl.concat([shown, pl.DataFrame([left | {first: name}])], how="diagonal_relaxed")


def _won(metric: Metric, parameters: Mapping[str, Any], of: str) -> Sheet | None:
    """The customers that count as new outlets, and those that stopped counting."""
    rows = ask("targets/attainment", metric=metric.code, level="customer", **parameters)
    won = rows.filter(pl.col("actual_value") != 0)
    if won.is_empty():
        st.caption(_("No customer became a new outlet in this period."))
        return None
    grid = lay_out(
        won,
        [
            Column("scope_name", _("Customer"), pinned=True, width=240),
            Column("scope_id", _("Customer code"), width=140),
            Column("actual_value", _(metric.title), "count", sign=True, width=140),
        ],
        label=_("Total"),
        total={},
        limit=MOST_ROWS,
        rest=lambda count: _("{count} more customers", count=numbers.count(count)),
    )
    title = _("{of} · customers that became new outlets", of=of)
    table(grid, TABLE, title=title, select=False)
    return Sheet(title, grid)
