"""No customer is chosen yet: find one, or take one of the largest or newest."""

import polars as pl
import streamlit as st

from pages.shared import address, numbers
from pages.shared.ask import ask
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _
from pages.shared.nothing import never_uploaded, not_uploaded
from pages.shared.numbers import unit_word
from pages.shared.states import empty
from pages.shared.tables import SELECTED, table
from pages.shared.view import View

FIND = "find"  # in the address: what was searched for
LARGEST, NEWEST, FOUND = 12, 6, 50
TABLES = ("orders", "receipts")


def find_box() -> str | None:
    """The search box; what is searched for stands in the address."""

    def remember() -> None:
        address.write(FIND, st.session_state[FIND].strip())

    st.text_input(
        _("Find a customer"),
        value=address.one(FIND) or "",
        key=FIND,
        placeholder=_("Name or code"),
        icon=":material/search:",
        on_change=remember,
        label_visibility="collapsed",
        width=420,
    )
    return address.one(FIND)


def choice(view: View, language: str) -> None:
    """Draw what was found, else the largest and the newest; a selected row opens the profile."""
    everyone = ask("customers/profile", as_of=view.as_of)
    if everyone.is_empty():
        if never_uploaded(view, TABLES):
            not_uploaded(("customers", *TABLES))
        else:
            empty(_("No customer found."), _("There is no customer whom you may see."))
        return
    text = find_box()
    if text:
        found = ask("customers/search", text=text, limit=FOUND).select("customer_id")
        rows = found.join(everyone, on="customer_id", how="left", maintain_order="left")
        if rows.is_empty():
            empty(
                _("No customer found."),
                _("No name or code among your customers holds “{text}”.", text=text),
            )
            return
        _offered(
            rows,
            "found",
            _("Found: {text}, {unit}", text=text, unit=unit_word(view.unit, language)),
            view,
        )
        return
    unit = unit_word(view.unit, language)
    largest = everyone.sort("net_amount", "customer_id", descending=[True, False]).head(LARGEST)
    newest = (
        everyone.filter(pl.col("first_ordered_on").is_not_null())
        .sort("first_ordered_on", "customer_id", descending=[True, False])
        .head(NEWEST)
    )
    _offered(largest, "largest", _("The largest customers of 12 months, {unit}", unit=unit), view)
    _offered(newest, "newest", _("The newest customers, {unit}", unit=unit), view)


def _offered(rows: pl.DataFrame, key: str, title: str, view: View) -> None:
    chosen = table(_grid(rows, view), key, title=title)
    if chosen:
        address.remove((SELECTED + key, FIND))
        address.write("customer", chosen)
        st.rerun()


def _grid(rows: pl.DataFrame, view: View) -> Grid:
    columns = [
        Column("customer_name", _("Customer"), width=160, pinned=True),
        Column("customer_id", _("Code"), width=88),
        Column("region", _("Region"), width=80),
        Column("rep_name", _("Rep"), width=80),
        Column("net_amount", _("12-month sales"), "money", width=150),
        Column("gross_profit_amount", _("12-month profit"), "money", width=150),
        Column("open_amount", _("Owed"), "money", width=120),
        Column("overdue_amount", _("Overdue"), "money", width=96),
        Column("open_complaint_count", _("Complaints open"), "count", width=110),
        Column("first_ordered_on", _("First order"), "date"),
    ]
    named = rows.with_columns(pl.col("region").fill_null(_("Unassigned")))
    return lay_out(
        named,
        columns,
        unit=view.unit,
        key="customer_id",
        label=_("{count} shown", count=numbers.count(rows.height)),
        total={},
    )
