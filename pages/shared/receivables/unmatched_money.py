"""Money that no item took: by reason, and the documents of the reason that is chosen."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _
from pages.shared.numbers import unit_word
from pages.shared.tables import table
from pages.shared.view import View
from pages.shared.words import receivables as words

MOST_DOCUMENTS = 200


def unmatched_money(view: View, language: str, who: Mapping[str, Any]) -> None:
    """Draw what is unmatched, asked only once the section is opened.

    who: the filters on customers; the total is the unmatched number of the identity.
    """
    with st.expander(
        _("Unmatched money: why no item took it"), key="unmatched", on_change="rerun"
    ) as section:
        if not section.open:
            return
        documents = ask("receivables/unmatched", as_of=view.as_of, **who)
        if documents.is_empty():
            st.caption(_("All money and credit notes are matched to items."))
            return
        by_reason = documents.group_by("reason").agg(
            document_count=pl.len(),
            unmatched_amount=pl.col("unmatched_amount").sum(),
            oldest_on=pl.col("dated_on").min(),
        )
        unit = unit_word(view.unit, language)
        grid = _reasons(by_reason.sort("unmatched_amount", descending=True), view)
        chosen = table(grid, "reasons", title=_("Unmatched by reason, {unit}", unit=unit))
        if chosen:
            shown = documents.filter(reason=chosen).sort(
                pl.col("unmatched_amount").abs(), descending=True, maintain_order=True
            )
            title = _("{reason} · documents, in CNY", reason=_(words.UNMATCHED[chosen]))
            table(_documents(shown), "unmatched", title=title, select=False)


def _reasons(rows: pl.DataFrame, view: View) -> Grid:
    columns = [
        Column("told", _("Reason"), width=220, pinned=True),
        Column("document_count", _("Documents"), "count", width=96),
        Column("unmatched_amount", _("Unmatched"), "money", width=110),
        Column("oldest_on", _("Oldest"), "date"),
    ]
    told = {reason: _(message) for reason, message in words.UNMATCHED.items()}
    return lay_out(
        rows.with_columns(told=pl.col("reason").replace(told)),
        columns,
        unit=view.unit,
        key="reason",
        label=_("Total"),
        total={},
    )


def _documents(rows: pl.DataFrame) -> Grid:
    columns = [
        Column("document_id", _("Document"), width=150, pinned=True),
        Column("kind", _("Kind"), width=90),
        Column("dated_on", _("Dated"), "date"),
        Column("customer_name", _("Customer"), width=130),
        Column("order_id", _("Order"), width=150),
        Column("document_amount", _("Document amount"), "money", width=120),
        Column("unmatched_amount", _("Unmatched"), "money", width=120),
    ]
    told = {kind: _(word) for kind, word in words.DOCUMENTS.items()}
    return lay_out(
        rows.with_columns(pl.col("kind").replace(told)),
        columns,
        unit="yuan",
        label=_("Total"),
        total={},
        limit=MOST_DOCUMENTS,
        rest=lambda count: _("{count} more", count=numbers.count(count)),
    )
