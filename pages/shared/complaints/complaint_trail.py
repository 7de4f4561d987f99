"""One complaint: what happened when, against which limit, and what was found out."""

from typing import Any

import polars as pl
import streamlit as st

from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.comments import comments
from pages.shared.complaints.complaint_tables import moments
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.names import short
from pages.shared.parts import caption, escaped
from pages.shared.profile_link import profile_link
from pages.shared.tables import table
from pages.shared.view import View
from pages.shared.words import complaints as words

FACTS = {
    "description": "What happened",
    "root_cause": "Root cause",
    "corrective_action": "Corrective action",
    "order_id": "Order",
}


def trail(complaint_id: str, customer_id: str, view: View) -> None:
    """Draw the history of one complaint with the way to its customer and the notes on it."""
    found = ask("customers/complaints", as_of=view.until, customer_ids=[customer_id])
    one = found.row(by_predicate=pl.col("complaint_id") == complaint_id, named=True)
    title = _(
        "{complaint} · {customer} · received {at}",
        complaint=complaint_id,
        customer=short(one["customer_name"]),
        at=numbers.moment(one["received_at"], year=True),
    )
    events = ask("complaints/history", as_of=view.until, complaint_id=complaint_id)
    caption(title)
    with st.container(horizontal=True, vertical_alignment="center"):
        profile_link(customer_id, one["customer_name"])
        quoted = words.state_words(current())[one["state"]]
        comments("complaints", "complaint", complaint_id, quoted, name=title)
    table(_history(events), f"history_{complaint_id}", select=False)
    st.caption(escaped(facts(one)))


def facts(one: dict[str, Any]) -> str:
    """What is known about it, in one line; what nobody filled in is said to be missing.

    one: a row of customers/complaints.
    """
    told = [f"{_(head)}: {one[name] or _('not filled in')}" for name, head in FACTS.items()]
    if one["satisfaction"] is not None:
        told.append(_("Satisfaction {score} of 5", score=numbers.count(one["satisfaction"])))
    return " · ".join(told)


def _history(events: pl.DataFrame) -> Grid:
    rows = events.with_columns(
        pl.col("event").replace({code: _(word) for code, word in words.EVENTS.items()}),
        light=pl.when("is_late").then(pl.lit("red")).otherwise(pl.lit("none")),
        verdict=pl.when("is_late")
        .then(pl.lit("late"))
        .when(pl.col("happened_at").is_null())
        .then(pl.lit("open"))
        .when(pl.col("due_at").is_not_null())
        .then(pl.lit("kept"))
        .otherwise(pl.lit("")),
        at_text=moments(events["happened_at"]),
        due_text=moments(events["due_at"]),
    )
    columns = [
        Column("event", _("Event"), width=150, pinned=True),
        Column("at_text", _("When"), width=150),
        Column("due_text", _("Time limit"), width=150),
        Column("hours", _("On the clock, h"), "number", width=120),
        Column("verdict", _("In time?"), "status", width=130),
    ]
    return lay_out(rows, columns, light="light", light_words=words.limit_words(current()))
