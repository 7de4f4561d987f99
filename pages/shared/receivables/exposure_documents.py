"""What a customer's exposure is made of, document by document."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from pages.shared.ask import ask
from pages.shared.exports import Sheet
from pages.shared.grid import Column, Grid
from pages.shared.language import _, current
from pages.shared.names import short
from pages.shared.parts import escaped
from pages.shared.receivables.credit_documents import documents
from pages.shared.receivables.item_trail import open_items
from pages.shared.view import View
from pages.shared.words import receivables as words


def behind_exposure(customer: Mapping[str, Any], view: View) -> Sequence[Sheet]:
    """Draw loads and drafts beside the balance, then the open items; the tables as sheets.

    customer: a row of receivables/customers.
    """
    sheets = []
    if customer["delivered_amount"] or customer["draft_amount"]:
        found = ask(
            "receivables/exposure_documents",
            as_of=view.as_of,
            customer_id=customer["customer_id"],
        )
        title = _(
            "{customer} · uses the limit beside the balance, in CNY",
            customer=short(customer["customer_name"]),
        )
        sheets.append(Sheet(_("Beside the balance"), _beside(found, title)))
    if customer["item_count"]:
        return [*sheets, Sheet(_("Open items"), open_items(customer, view, None))]
    st.caption(escaped(words.nothing_open(customer, current())))
    return sheets


def _beside(rows: pl.DataFrame, title: str) -> Grid:
    told = {"delivered": _("Delivered, not invoiced"), "draft": _("Commercial draft, not due")}
    columns = [
        Column("document_id", _("Document"), width=150, pinned=True),
        Column("told", _("Kind"), width=160),
        Column("about", _("Product or bill"), width=150),
        Column("dated_on", _("Dated"), "date"),
        Column("matures_on", _("Matures on"), "date"),
        Column("delivered_t", _("Tonnes"), "tonnes", width=84, digits=3),
        Column("amount", _("Amount"), "money", width=120),
    ]
    named = rows.with_columns(told=pl.col("kind").replace_strict(told, return_dtype=pl.String))
    return documents(named, columns, "beside", title)
