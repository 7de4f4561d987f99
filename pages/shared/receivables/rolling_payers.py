"""Rolling payers: who pays what is overdue only when the next load is wanted, and the evidence."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.exports import Sheet
from pages.shared.grid import MOST_ROWS, Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.names import short
from pages.shared.parts import escaped
from pages.shared.profile_link import profile_link
from pages.shared.receivables.credit_choice import first_rows, more_or_fewer, sentence
from pages.shared.receivables.credit_documents import documents
from pages.shared.receivables.item_trail import DOCUMENTS_IN
from pages.shared.receivables.subject import Subject
from pages.shared.tables import table
from pages.shared.view import View
from pages.shared.words import receivables as words


def rolling_payers(subject: Subject, customers: pl.DataFrame) -> Sequence[Sheet]:
    """Draw the rolling payers, and below a chosen one receipt by receipt.

    customers: as `debtors.judged`, for what we do about them.
    """
    view, language = subject.view, current()
    found = ask("receivables/rolling", as_of=view.as_of, **subject.who)
    verdicts = customers.select("customer_id", "told", "light")
    payers = found.filter("is_rolling").join(
        verdicts, on="customer_id", how="left", maintain_order="left"
    )
    others = found.height - payers.height
    st.markdown(sentence(_answer(payers, others, view), language))
    if payers.is_empty():
        st.caption(_rule())
        return []
    ordered, limit = first_rows(payers, payers["customer_id"].to_list(), "rolling")
    unit = numbers.unit_word(view.unit, language)
    title = _("Rolling payers, most overdue first, {unit}, receipts of 180 days", unit=unit)
    chosen = table(_grid(ordered, view, limit), "rolling", title=title)
    sheets = [Sheet(_("Rolling payers"), _grid(payers, view, MOST_ROWS))]
    if chosen:
        payer = payers.row(by_predicate=pl.col("customer_id") == chosen, named=True)
        profile_link(chosen, payer["customer_name"])
        sheets.append(_evidence(payer, view))
    more_or_fewer(payers.height)
    st.caption(_rule())
    return sheets


def _rule() -> str:
    return escaped(
        _(
            "Judged: half of the intervals between order days are 7 days or more. A receipt counts "
            "when it closes something overdue while a later order lies within 3 days of it; "
            "rolling = 3 such receipts or more, and 60% of what was received in 180 days."
        )
    )


def _answer(payers: pl.DataFrame, others: int, view: View) -> list[str]:
    language = current()
    rest = (
        _("{count} did so now and then", count=words.customers_counted(others, language))
        if others
        else ""
    )
    if payers.is_empty():
        return [_("Nobody pays only with the next load"), rest]
    received = float(payers["received_amount"].sum())
    return [
        _(
            "{count} pay old debts only when they order: {share} of the {received} they paid in "
            "180 days; overdue now {overdue}",
            count=words.customers_counted(payers.height, language),
            share=numbers.percent(float(payers["rolled_amount"].sum()) / received),
            received=numbers.with_unit(received, view.unit, language),
            overdue=numbers.with_unit(payers["overdue_amount"].sum(), view.unit, language),
        ),
        rest,
    ]


def _grid(payers: pl.DataFrame, view: View, limit: int) -> Grid:
    columns = [
        Column("customer_name", _("Customer"), width=120, pinned=True),
        Column("told", _("May we ship?"), "status", width=112 if current() == "zh" else 126),
        Column("overdue_amount", _("Overdue now"), "money", width=96),
        Column("receipt_count", _("Receipts"), "count", width=84),
        Column("rolled_count", _("rolled"), "count", width=72,
               meaning=_("Receipts that closed something overdue when a new order came")),
        Column("received_amount", _("Received"), "money", width=92),
        Column("rolled_amount", _("of it rolled"), "money", width=92),
        Column("rolled_share", _("Share rolled"), "bar", width=120, digits=0),
        Column("mean_days_late", _("Mean days late"), "number", width=108,
               meaning=_("Between due and received, weighed by amount")),
        Column("median_interval_days", _("Orders every, d"), "number", width=108,
               meaning=_("Half of the intervals between order days are longer")),
        Column("region", _("Region"), width=64),
        Column("rep_name", _("Rep"), width=80),
    ]  # fmt: skip
    received, closed = (float(payers[f"{one}_amount"].sum()) for one in ("received", "closed"))
    late = float((payers["closed_amount"].cast(pl.Float64) * payers["mean_days_late"]).sum())
    return lay_out(
        payers,
        columns,
        unit=view.unit,
        key="customer_id",
        light="light",
        light_words=words.action_words(current()),
        label=_("Total"),
        total={
            "light": "none",
            "rolled_share": float(payers["rolled_amount"].sum()) / received,
            "mean_days_late": late / closed if closed else None,
        },
        limit=limit,
        rest=lambda count: _("others: {count}", count=numbers.count(count)),
    )


def _evidence(payer: Mapping[str, Any], view: View) -> Sheet:
    """Which receipt closed what, and which order came with it."""
    found = ask(
        "receivables/rolling_receipts", as_of=view.as_of, customer_id=payer["customer_id"]
    ).with_columns(
        light=pl.when("is_rolled").then(pl.lit("red")).otherwise(pl.lit("none")),
        told=pl.when("is_rolled")
        .then(pl.lit(_("rolled")))
        .when(pl.col("order_id").is_null())
        .then(pl.lit(_("nothing overdue")))
        .otherwise(pl.lit(_("no order near"))),
    )
    language = current()
    title = _(
        "{customer} · {rolled} of {count} receipts closed something overdue with a new order: "
        "{amount} of {received}",
        customer=short(payer["customer_name"]),
        rolled=numbers.count(payer["rolled_count"]),
        count=numbers.count(payer["receipt_count"]),
        amount=numbers.with_unit(payer["rolled_amount"], DOCUMENTS_IN, language),
        received=numbers.with_unit(payer["received_amount"], DOCUMENTS_IN, language),
    )
    columns = [
        Column("document_id", _("Receipt"), width=128, pinned=True),
        Column("received_on", _("Received on"), "date", width=92),
        Column("receipt_amount", _("Received"), "money", width=108),
        Column("told", _("Judged"), "status", width=112),
        Column("order_id", _("Closed order"), width=128),
        Column("due_on", _("Due on"), "date", width=92),
        Column("days_late", _("Days late"), "count", width=80, adds=False),
        Column("closed_amount", _("Debt closed"), "money", width=108),
        Column("next_order_id", _("New order"), width=128),
        Column("next_ordered_on", _("Ordered on"), "date", width=92),
        Column("next_amount", _("Its amount"), "money", width=108, adds=False),
    ]
    return Sheet(_("Receipts"), documents(found, columns, "evidence", title, "light"))
