"""What one step of the bridge consists of: documents, or the customers whose balance changed."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from pages.shared import address, numbers
from pages.shared.ask import ask, ask_release
from pages.shared.exports import Sheet
from pages.shared.grid import Column
from pages.shared.language import _, current
from pages.shared.receivables.bridge_choice import STEP
from pages.shared.receivables.listing import listing
from pages.shared.receivables.since import SINCE
from pages.shared.receivables.subject import Subject
from pages.shared.register import KNOWN
from pages.shared.tables import SELECTED
from pages.shared.words import receivables as words

KINDS = words.DOCUMENTS | {"invoice": "Invoice"}


def step_documents(step: str, name: str, row: Mapping[str, Any], subject: Subject) -> list[Sheet]:
    """Draw what stands behind a step; its total is the step. row: of receivables/bridge."""
    if step in ("invoiced", "collected", "written_off"):
        return _documents(step, name, row, subject)
    if step in ("corrections", "credit"):
        return _customers(step, name, row, subject)
    _as_of_that_day(step, row)
    return []


def _as_of_that_day(step: str, row: Mapping[str, Any]) -> None:
    """The way to the page as it speaks, or spoke, for that day."""
    if step == "closing":
        return
    gone = {SINCE, STEP, "as_of", "release", "known_on", "show", SELECTED + "bridge"}
    asked = {name: one for name, one in address.everything().items() if name not in gone}
    asked["as_of"] = [row["opening_on"].isoformat()]
    if step == "shown":
        asked["release"] = [str(row["meeting_release"])]
    st.page_link(
        str(next(one.file for one in KNOWN if one.address == "receivables")),
        label=_("The page as it was shown that day")
        if step == "shown"
        else _("The page as of that day"),
        icon=":material/arrow_forward:",
        icon_position="right",
        query_params=asked,
    )


def _documents(step: str, name: str, row: Mapping[str, Any], subject: Subject) -> list[Sheet]:
    rows = ask(
        "receivables/documents_between",
        as_of=row["closing_on"],
        before_on=row["opening_on"],
        kind=step,
        **subject.who,
    )
    if rows.is_empty():
        st.caption(_("No document between the two days."))
        return []
    count, total = int(rows["total_rows"][0]), rows["total_amount"][0]
    shown = rows.with_columns(
        pl.col("kind").replace({kind: _(word) for kind, word in KINDS.items()})
    )
    if count > rows.height:  # the query gives the largest only; the rest has no names
        left = pl.DataFrame([{"amount": total - rows["amount"].sum()}])
        shown = pl.concat([shown, left], how="diagonal_relaxed")
    columns = [
        Column("document_id", _("Document"), width=160, pinned=True),
        Column("kind", _("Kind"), width=90),
        Column("dated_on", _("Dated"), "date"),
        Column("customer_name", _("Customer"), width=180),
        Column("order_id", _("Order"), width=160),
        Column("amount", _("Amount"), "money", width=140),
    ]
    title = _("{step} · {count} documents, in CNY", step=name, count=numbers.count(count))

    def rest(left_out: int) -> str:
        return _("{count} more", count=numbers.count(count - (shown.height - left_out)))

    return [Sheet(name, listing(shown, columns, "moved_documents", title, rest=rest))]


def _customers(step: str, name: str, row: Mapping[str, Any], subject: Subject) -> list[Sheet]:
    """Whose balance of the opening day was corrected, or whose money beside the items changed."""
    who, then, now = subject.who, row["opening_on"], row["closing_on"]
    managed = subject.view.ledger == "managed"
    if step == "corrections":
        column = "managed_amount" if managed else "open_amount"
        before = ask_release(row["meeting_release"], "receivables/balance", as_of=then, **who)
        after = ask("receivables/balance", as_of=then, **who)
    else:
        column = "advance_amount" if managed else "unmatched_amount"
        before, after = (ask("receivables/balance", as_of=day, **who) for day in (then, now))
    both = after.join(before, on="customer_id", how="full", coalesce=True, suffix="_before")
    rows = (
        both.select(
            "customer_id",
            customer_name=pl.coalesce("customer_name", "customer_name_before"),
            before=pl.col(f"{column}_before").fill_null(0),
            after=pl.col(column).fill_null(0),
        )
        .with_columns(difference=pl.col("after") - pl.col("before"))
        .filter(pl.col("difference") != 0)
        .sort(pl.col("difference").abs(), "customer_id", descending=[True, False])
    )
    if rows.is_empty():
        st.caption(_("No customer differs."))
        return []
    corrected = step == "corrections"
    columns = [
        Column("customer_name", _("Customer"), width=220, pinned=True),
        Column("before", _("Shown then") if corrected else _("Amount then"), "money", width=150),
        Column("after", _("As known now") if corrected else _("Amount now"), "money", width=150),
        Column("difference", _("Difference"), "money", width=150, sign=True),
    ]
    counted = words.customers_counted(rows.height, current())
    title = _("{step} · {customers}, in CNY", step=name, customers=counted)

    def rest(left_out: int) -> str:
        return _("others: {count}", count=numbers.count(left_out))

    return [Sheet(name, listing(rows, columns, "moved_customers", title, rest=rest))]
