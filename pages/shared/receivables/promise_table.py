"""Promises to pay: who promised what by when, what came, and which receipts those were."""

from typing import Any

import polars as pl
import streamlit as st

from pages.shared import address, numbers
from pages.shared.ask import ask
from pages.shared.codes import code_words
from pages.shared.grid import MOST_ROWS, Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.parts import escaped
from pages.shared.profile_link import profile_link
from pages.shared.receivables.collecting import Collecting
from pages.shared.receivables.promise_form import correct_promise
from pages.shared.tables import SELECTED, table
from pages.shared.view import View
from pages.shared.words import collection as words
from pages.shared.words import receivables as receivable_words

PROMISES, EVERY = "promises", "every_promise"
FIRST = 12
PROMISED_IN = "yuan"  # a promise is held against receipts, to the cent


def promise_table(listed: Collecting, rep: str | None) -> Grid:
    """Draw the promises of everybody or of one rep, below a chosen one what came of it."""
    view = listed.view
    promises = listed.promises if rep is None else listed.promises.filter(rep=rep)
    if promises.is_empty():
        st.caption(_("No promise to pay was written down in the last 12 months."))
        return _grid(promises, MOST_ROWS)
    chosen = address.one(SELECTED + PROMISES)
    every = address.one(EVERY) == "1" or chosen in promises["promise_id"][FIRST:]
    title = _("Promises of 12 months, in CNY; those with time left first, then those not kept")
    opened = table(_grid(promises, 200 if every else FIRST), PROMISES, title=title, whole=True)
    if not every and promises.height > FIRST:
        st.button(
            _("Show all {count} promises", count=numbers.count(promises.height)),
            type="tertiary",
            icon=":material/unfold_more:",
            key="promises_more",
            on_click=address.write,
            args=(EVERY, "1"),
        )
    if opened:
        _opened(promises.row(by_predicate=pl.col("promise_id") == opened, named=True), view)
    return _grid(promises, MOST_ROWS)


def _grid(promises: pl.DataFrame, limit: int) -> Grid:
    columns = [
        Column("customer_name", _("Customer"), width=124, pinned=True),
        Column("state", _("State"), "status", width=104),
        Column("pay_by_on", _("Pay by"), "date"),
        Column("amount", _("Promised"), "money", width=112),
        Column(
            "received_amount", _("Received in time"), "money", width=112,
            meaning=_("Receipts of the customer that name no other order; each counts once"),
        ),
        Column("unpaid_amount", _("Not received"), "money", width=112),
        Column("order_id", _("Order"), width=124),
        Column("rep_name", _("Rep"), width=72),
        Column("promised_on", _("Promised on"), "date"),
        Column(
            "counts_to_on", _("Counts to"), "date",
            meaning=_("One working day after the day promised"),
        ),
    ]  # fmt: skip
    light = pl.col("state").replace_strict(words.STATE_LIGHTS, return_dtype=pl.String)
    return lay_out(
        promises.with_columns(light=light),
        columns,
        unit=PROMISED_IN,
        key="promise_id",
        light="light",
        light_words=words.state_words(current()),
        label=_("Total"),
        total={},
        limit=limit,
        rest=lambda count: _("{count} more", count=numbers.count(count)),
    )


def _opened(promise: dict[str, Any], view: View) -> None:
    """The receipts that count for a promise; while there is time left it can be corrected."""
    with st.container(horizontal=True, vertical_alignment="center"):
        profile_link(promise["customer_id"], promise["customer_name"])
        if promise["state"] == "open":
            correct_promise(promise["promise_id"])
    receipts = ask(
        "receivables/promise_payments", as_of=view.as_of, promise_id=promise["promise_id"]
    )
    told = {"id": promise["promise_id"], "customer": promise["customer_name"]}
    if receipts.is_empty():
        st.caption(escaped(_("{customer}, promise {id}: no receipt counts for it so far", **told)))
        return
    columns = [
        Column("receipt_id", _("Receipt"), width=140, pinned=True),
        Column("kind", _("Kind"), width=90),
        Column("received_on", _("Dated"), "date"),
        Column("order_id", _("Order"), width=140),
        Column("method", _("How paid"), width=90),
        Column("amount", _("Document amount"), "money", width=120),
        Column("counted_amount", _("Counts for it"), "money", width=120),
    ]
    kinds = {kind: _(word) for kind, word in receivable_words.DOCUMENTS.items()}
    rows = receipts.with_columns(
        pl.col("kind").replace(kinds), pl.col("method").replace(code_words("receipts", "method"))
    )
    grid = lay_out(rows, columns, unit=PROMISED_IN, label=_("Total"), total={})
    title = _("{customer}, promise {id}: receipts that count for it, in CNY", **told)
    table(grid, "promise_receipts", title=title, select=False)
