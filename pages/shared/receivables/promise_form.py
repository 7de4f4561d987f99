"""Writing down what a customer promised to pay, and correcting it while there is time left."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import streamlit as st

from pages.shared.ask import may_write
from pages.shared.language import _
from pages.shared.names import short
from pages.shared.parts import escaped
from pages.shared.session import current_user
from pages.shared.view import View
from pages.shared.written_rows import business_now, form_key, new_id, publish_row

LEAST = 0.01


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
        if not st.form_submit_button(_("Save"), type="primary"):
            return
        row = {
            "promise_id": f"P{new_id()}",
            "customer_id": customer,
            "order_id": None if about == "customer" else about,
            "promised_on": today,
            "pay_by_on": pay_by,
            "amount": amount,
            "rep_id": user.rep_id or item["rep_id"],
        }
        publish_row("promises", row, user.name, about=f"{customer} {row['promise_id']}")


def correct_promise(promise: Mapping[str, Any]) -> None:
    """A button with a form that changes a promise or takes it back, for who may write about it.

    promise: a row of receivables/promises that is open. What is over is no longer changed: the
    rate of kept promises would be.
    """
    customer, promise_id = str(promise["customer_id"]), str(promise["promise_id"])
    if not may_write("customer", customer):
        return
    user, about = current_user(), f"{customer} {promise_id}"
    with (
        st.popover(_("Correct"), icon=":material/edit:", key=f"correct_{promise_id}"),
        st.form(form_key("correct", promise_id), border=False),
    ):
        amount, pay_by = _fields(promise["amount"], promise["pay_by_on"], promise["promised_on"])
        with st.container(horizontal=True):
            is_saved = st.form_submit_button(_("Save"), type="primary")
            is_taken_back = st.form_submit_button(_("Take the promise out"))
        st.caption(_("Every change is kept in the list of releases, with who and when."))
        key = {"promise_id": promise_id}
        if is_taken_back:
            publish_row("promises", key, user.name, about=about, mode="delete")
        if is_saved:
            same = {
                name: promise[name] for name in ("customer_id", "order_id", "promised_on", "rep_id")
            }
            changed = {"pay_by_on": pay_by, "amount": amount}
            publish_row("promises", key | same | changed, user.name, about=about)


def _fields(amount: Decimal, pay_by: date, earliest: date) -> tuple[Decimal, date]:
    """Amount to the cent, and the day by which it is to be paid."""
    wanted = st.number_input(
        _("Amount, CNY"), min_value=LEAST, value=max(float(amount), LEAST), step=10_000.0
    )
    day = st.date_input(_("Pay by"), value=max(pay_by, earliest), min_value=earliest)
    return Decimal(str(wanted)).quantize(Decimal("0.01")), day
