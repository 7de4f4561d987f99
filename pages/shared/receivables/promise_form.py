"""Writing down what a customer promised to pay, and correcting it while there is time left."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import streamlit as st

import queries
from data.reading.numbers import LARGEST
from pages.shared import numbers
from pages.shared.ask import ask_release, may_write
from pages.shared.language import _, current
from pages.shared.names import short
from pages.shared.parts import escaped
from pages.shared.session import current_user
from pages.shared.view import View
from pages.shared.written_rows import business_now, form_key, new_id, publish_row

NO_END = date(2199, 12, 31)  # whatever was promised is known
LEAST, MOST = 0.01, LARGEST - 0.01  # yuan; from LARGEST on no row of a file is taken either


def promise_form(item: Mapping[str, Any], view: View) -> None:
    """A button with a form for a new promise about an open item, for who may write about it.

    item: a row of receivables/collection_list. Beside it the promise may be for whatever the
    customer owes: then it names no order.
    """
    customer, order = str(item["customer_id"]), str(item["order_id"])
    if not may_write("customer", customer):
        return
    user, today = current_user(), business_now().date()
    with (
        st.popover(_("Note a promise"), icon=":material/handshake:", key=f"promise_{customer}"),
        st.form(form_key("promise", customer, order), border=False),
    ):
        st.markdown(f"**{escaped(short(str(item['customer_name'])))}**")
        about = st.selectbox(
            _("For"),
            ["customer"] if item["is_claim"] else [order, "customer"],
            format_func=lambda one: _("All that the customer owes") if one == "customer" else one,
        )
        amount, pay_by = _fields(item["open_amount"], max(view.to_on, today), today)
        is_saved = st.form_submit_button(_("Save"), type="primary")
        if not is_saved or not _accepted(amount, pay_by, today):
            return
        row = {
            "promise_id": f"P{new_id()}",
            "customer_id": customer,
            "order_id": None if about == "customer" else about,
            "promised_on": today,
            "pay_by_on": pay_by,
            "amount": _to_the_cent(amount),
            "rep_id": user.rep_id or item["rep_id"],
        }
        publish_row("promises", row, user.name, about=f"{customer} {row['promise_id']}")


def correct_promise(promise_id: str) -> None:
    """A button with a form that changes a promise or takes it back, for who may write about it.

    Only while it is open by the newest data, whatever day or release the page shows: what is over
    is no longer changed, the rate of kept promises would be.
    """
    promise = _open_now(promise_id)
    if promise is None:
        st.caption(_("By the newest data it is paid or its time is over: it is no longer changed."))
        return
    customer = str(promise["customer_id"])
    if not may_write("customer", customer):
        return
    user, about = current_user(), f"{customer} {promise_id}"
    with (
        st.popover(_("Correct"), icon=":material/edit:", key=f"correct_{promise_id}"),
        st.form(form_key("correct", promise_id), border=False),
    ):
        earliest = promise["promised_on"]
        amount, pay_by = _fields(promise["amount"], promise["pay_by_on"], earliest)
        with st.container(horizontal=True):
            is_saved = st.form_submit_button(_("Save"), type="primary")
            is_taken_back = st.form_submit_button(_("Take the promise out"))
        st.caption(_("Every change is kept in the list of releases, with who and when."))
        if not (is_saved or is_taken_back):
            return
        if _open_now(promise_id) is None:  # somebody published since the form was drawn
            st.error(
                _("By the newest data it is paid or its time is over: it is no longer changed.")
            )
            return
        key = {"promise_id": promise_id}
        if is_taken_back:
            publish_row("promises", key, user.name, about=about, mode="delete")
        elif _accepted(amount, pay_by, earliest):
            same = {
                name: promise[name] for name in ("customer_id", "order_id", "promised_on", "rep_id")
            }
            changed = {"pay_by_on": pay_by, "amount": _to_the_cent(amount)}
            publish_row("promises", key | same | changed, user.name, about=about)


def _open_now(promise_id: str) -> Mapping[str, Any] | None:
    """The promise as the newest release knows it, None unless it is open on its newest day.

    That is the newer of the newest order and receipt: who lets receipts wait gains no time.
    """
    newest = queries.store().release().number
    dates = ask_release(newest, "shared/dates")
    moves = dates.filter(pl.col("table_name").is_in(["orders", "receipts"]))
    promises = ask_release(
        newest, "receivables/promises", as_of=moves["newest_on"].max(), known_by=NO_END
    )
    found = promises.filter(promise_id=promise_id, state="open")
    return found.row(0, named=True) if found.height else None


def _fields(amount: Decimal, pay_by: date, earliest: date) -> tuple[float, date]:
    """Amount as it was typed, and the day by which it is to be paid."""
    # Without bounds of its own: the field would store its default for what lies outside them.
    wanted = st.number_input(_("Amount, CNY"), value=float(amount), step=10_000.0)
    day = st.date_input(_("Pay by"), value=max(pay_by, earliest), min_value=earliest)
    return wanted, day


def _accepted(amount: float, pay_by: date, earliest: date) -> bool:
    """Whether it may be stored, refused in words else."""
    if not LEAST <= amount <= MOST:
        most = numbers.with_unit(MOST, "yi", current())
        st.error(escaped(_("The amount is above 0 and below {most}.", most=most)))
    elif pay_by < earliest:
        st.error(_("The day of payment is not before the day of the promise."))
    else:
        return True
    return False


def _to_the_cent(amount: float) -> Decimal:
    return Decimal(str(amount)).quantize(Decimal("0.01"))
