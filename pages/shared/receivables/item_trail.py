"""From a customer to the documents: open items, and what settled the one that is chosen."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from pages.shared import address, numbers
from pages.shared.ask import ask
from pages.shared.grid import MOST_ROWS, Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.names import short
from pages.shared.parts import escaped
from pages.shared.row_keys import flag, row_key
from pages.shared.tables import SELECTED, table
from pages.shared.view import View
from pages.shared.words import receivables as words

FIRST_ITEMS, MOST_ITEMS = 12, 200
EVERY_ITEM = "every_item"  # in the address: whether all of them are shown
DOCUMENTS_IN = "yuan"  # a document is compared with paper, to the cent


def open_items(customer: Mapping[str, Any], view: View, bucket: str | None) -> Grid:
    """Draw the open items of one customer; below the chosen one, what it consists of.

    customer: a row of receivables/customers. Gives the table for the export.
    """
    applied = pl.col("offset_amount") if view.ledger == "managed" else pl.lit(0)
    items = ask(
        "receivables/items",
        as_of=view.as_of,
        view=view.ledger,
        basis=view.basis,
        edges=view.edges,
        customer_id=customer["customer_id"],
        bucket=bucket,
    ).with_columns(
        item=row_key("order_id", "due_on", flag("is_claim")),
        remark=pl.when("is_claim")
        .then(pl.lit(_("claim from a refund")))
        .when("due_is_missing")
        .then(pl.lit(_("no due date given")))
        .otherwise(pl.lit("")),
        booked_amount=pl.col("original_amount") - pl.col("open_amount") - applied,
        light=_by_age(),
    )
    chosen = address.one(SELECTED + "items")
    every = address.one(EVERY_ITEM) == "1" or chosen in items["item"][FIRST_ITEMS:]
    grid = _items_grid(items, view, MOST_ITEMS if every else FIRST_ITEMS)
    amount = numbers.with_unit(items["open_amount"].sum(), DOCUMENTS_IN, current())
    title = _(
        "{customer} · {count} open items, {amount} in total",
        customer=short(customer["customer_name"]),
        count=numbers.count(items.height),
        amount=amount,
    )
    chosen = table(grid, "items", title=title, whole=True)
    if chosen:
        trail(items.row(by_predicate=pl.col("item") == chosen, named=True), view)
    elif not every and items.height > FIRST_ITEMS:
        st.button(
            _("Show all {count} items", count=numbers.count(items.height)),
            type="tertiary",
            icon=":material/unfold_more:",
            on_click=address.write,
            args=(EVERY_ITEM, "1"),
        )
    return _items_grid(items, view, MOST_ROWS)


def _by_age() -> pl.Expr:
    return (
        pl.when(pl.col("days_overdue") > 90)
        .then(pl.lit("red"))
        .when(pl.col("days_overdue") > 0)
        .then(pl.lit("amber"))
        .otherwise(pl.lit("none"))
    )


def _items_grid(items: pl.DataFrame, view: View, limit: int) -> Grid:
    columns = [
        Column("order_id", _("Order"), width=140, pinned=True),
        Column("rep_name", _("Rep"), width=72),
        Column("ordered_on", _("Ordered on"), "date"),
        Column("invoiced_on", _("Invoiced on"), "date"),
        Column("due_on", _("Due on"), "date"),
        Column(
            "days_overdue", _("Days late"), "count", width=80, adds=False, effect=True,
            meaning=_("Below zero: days until it is due"),
        ),
        Column("original_amount", _("Invoiced so far"), "money", width=112),
        Column(
            "booked_amount", _("Settled"), "money", width=112,
            meaning=_("Receipts and credit notes that name the order"),
        ),
        Column("open_amount", _("Open amount"), "money", width=112),
        Column("remark", _("Remark"), width=120),
    ]  # fmt: skip
    if view.ledger == "managed":
        meaning = _("Unmatched money of the customer, applied to the oldest item first")
        offset = Column("offset_amount", _("Offset"), "money", width=112, meaning=meaning)
        columns.insert(-2, offset)
    return lay_out(
        items,
        columns,
        unit=DOCUMENTS_IN,
        key="item",
        light="light",
        label=_("Total"),
        total={},
        limit=limit,
        rest=lambda count: _("{count} more", count=numbers.count(count)),
    )


def trail(item: Mapping[str, Any], view: View) -> None:
    """Draw the lines of an item's order and what reduced it; both add up to what is open.

    item: a row of receivables/items in the view of `view`.
    """
    customer, order, due_on = item["customer_id"], item["order_id"], item["due_on"]
    settled = ask(
        "receivables/settlements",
        as_of=view.as_of,
        view=view.ledger,
        customer_id=customer,
        order_id=order,
    ).filter(due_on=due_on)
    if not item["is_claim"]:
        lines = ask(
            "receivables/documents",
            as_of=view.as_of,
            customer_id=customer,
            order_id=order,
            due_on=due_on,
        ).filter(order_id=order)
        table(
            _lines_grid(lines),
            "lines",
            title=_("Order {order} · lines, in CNY", order=order),
            select=False,
        )
    if settled.is_empty():
        st.caption(_("Nothing was received or credited for this item yet."))
    else:
        title = _("Order {order} · what settled it, in CNY", order=order)
        table(_settled_grid(settled), "settled", title=title, select=False)
    st.caption(escaped(sum_words(item, settled)))


def sum_words(item: Mapping[str, Any], settled: pl.DataFrame) -> str:
    """Invoiced less settled is open, in words, with their numbers as the items table calls them.

    What was applied without naming the order is an offset there, so here it is told apart.
    """

    def yuan(amount: numbers.Number) -> str:
        return numbers.money(amount, DOCUMENTS_IN)

    amounts = {"invoiced": yuan(item["original_amount"]), "open": yuan(item["open_amount"])}
    offset = settled.filter("is_virtual")["settled_amount"].sum()
    booked = settled.filter(~pl.col("is_virtual"))["settled_amount"].sum()
    if not offset:
        return _(
            "Invoiced {invoiced} − settled {settled} = open {open} CNY",
            settled=yuan(booked),
            **amounts,
        )
    return _(
        "Invoiced {invoiced} − in all {total} (settled {settled}, offset {offset}) = "
        "open {open} CNY",
        total=yuan(settled["settled_amount"].sum()),
        settled=yuan(booked),
        offset=yuan(offset),
        **amounts,
    )


def _lines_grid(lines: pl.DataFrame) -> Grid:
    columns = [
        Column("line_no", _("Line"), width=56),
        Column("product_name", _("Product"), width=140),
        Column("ordered_on", _("Ordered on"), "date"),
        Column("delivered_on", _("Delivered on"), "date"),
        Column("invoiced_on", _("Invoiced on"), "date"),
        Column("due_on", _("Due on"), "date"),
        Column("quantity_t", _("Tonnes"), "tonnes", width=84, digits=3),
        Column("invoice_amount", _("Invoiced so far"), "money", width=120),
    ]
    rows = lines.with_columns(pl.col("product_name").fill_null(pl.col("product_id")))
    return lay_out(rows, columns, unit=DOCUMENTS_IN, label=_("Total"), total={})


def _settled_grid(settled: pl.DataFrame) -> Grid:
    columns = [
        Column("document_id", _("Document"), width=150, pinned=True),
        Column("kind", _("Kind"), width=90),
        Column("settled_on", _("Dated"), "date"),
        Column("how", _("How matched"), width=170),
        Column("settled_amount", _("Taken off"), "money", width=120),
    ]
    booked, applied = _("names the order"), _("unmatched, applied to the oldest")
    rows = settled.with_columns(
        pl.col("kind").replace({kind: _(word) for kind, word in words.DOCUMENTS.items()}),
        how=pl.when("is_virtual").then(pl.lit(applied)).otherwise(pl.lit(booked)),
    )
    return lay_out(rows, columns, unit=DOCUMENTS_IN, label=_("Total"), total={})
