"""The records of one customer as tables: orders, complaints, visits, what happened."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from pages.shared import numbers
from pages.shared.codes import code_words
from pages.shared.complaints.complaint_tables import moments
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.names import short
from pages.shared.words import complaints, profile
from pages.shared.words.receivables import DOCUMENTS

FIRST_ROWS = 8
DOCUMENTS_IN = "yuan"  # a document is compared with paper, to the cent


def master_data(customer: Mapping[str, Any], unit: str) -> list[tuple[str, str | None]]:
    """What the customer file says, name and value: of a row of customers/profile."""
    limit, terms = customer["credit_limit_amount"], customer["credit_terms"]
    channel, relationship = customer["channel"], customer["relationship"]
    return [
        *_whole_name(customer["customer_name"]),
        (_("Credit limit"), None if limit is None else numbers.with_unit(limit, unit, current())),
        (_("Credit days"), _credit_days(customer["credit_days"], terms)),
        (_("Credit rating"), customer["credit_rating"]),
        (_("Channel"), code_words("customers", "channel").get(channel, channel)),
        (_("Industry"), customer["industry"]),
        (_("City"), customer["city"]),
        (
            _("Relationship"),
            code_words("customers", "relationship").get(relationship, relationship),
        ),
        (_("Yearly demand, t"), _tonnes(customer["annual_demand_t"])),
        (_("Products bought"), customer["main_products"]),
        (_("Contact"), customer["contact_name"]),
        (_("Phone"), customer["contact_phone"]),
        (_("First order"), _day(customer["first_ordered_on"])),
    ]


def _whole_name(name: str) -> list[tuple[str, str | None]]:
    """The name where the headline has no room for all of it."""
    return [] if short(name) == name else [(_("Customer"), name)]


def _credit_days(days: int | None, terms: str | None) -> str | None:
    if days is None:
        return None
    text = numbers.days(days, current())
    return _("{days} from month end", days=text) if terms == "month_end" else text


def _tonnes(quantity: numbers.Number) -> str | None:
    return None if quantity is None else numbers.tonnes(quantity)


def _day(day: date | None) -> str | None:
    return None if day is None else f"{day}"


def _others(count: int) -> str:
    return _("{count} others", count=numbers.count(count))


def orders(rows: pl.DataFrame, limit: int = FIRST_ROWS) -> Grid:
    """The orders, newest first: rows of customers/orders."""
    columns = [
        Column("order_id", _("Order"), width=132, pinned=True),
        Column("ordered_on", _("Ordered on"), "date"),
        Column("family", _("Product family"), width=104),
        Column("quantity_t", _("Tonnes"), "tonnes", width=84, digits=3),
        Column("net_amount", _("Net amount"), "money", width=124),
        Column("invoice_amount", _("Amount with tax"), "money", width=124),
        Column("gross_profit_amount", _("Gross profit"), "money", width=112),
        Column("delivered_on", _("Delivered on"), "date"),
        Column("invoiced_on", _("Invoiced on"), "date"),
        Column("due_on", _("Due on"), "date"),
    ]
    return lay_out(
        rows, columns, unit=DOCUMENTS_IN, key="order_id", label=_("Total"), total={},
        limit=limit, rest=_others,
    )  # fmt: skip


def order_lines(rows: pl.DataFrame) -> Grid:
    """The lines of one order; they add up to it: rows of customers/order_lines."""
    columns = [
        Column("line_no", _("Line"), width=56),
        Column("product_name", _("Product"), width=160, pinned=True),
        Column("quantity_t", _("Tonnes"), "tonnes", width=84, digits=3),
        Column("net_amount", _("Net amount"), "money", width=124),
        Column("invoice_amount", _("Amount with tax"), "money", width=124),
        Column("gross_profit_amount", _("Gross profit"), "money", width=112),
        Column("delivered_on", _("Delivered on"), "date"),
        Column("invoiced_on", _("Invoiced on"), "date"),
        Column("due_on", _("Due on"), "date"),
    ]
    return lay_out(rows, columns, unit=DOCUMENTS_IN, label=_("Total"), total={})


def visits(rows: pl.DataFrame, limit: int = FIRST_ROWS) -> Grid:
    """The visits and calls, newest first: rows of customers/visits."""
    missed = pl.lit(_("next one missed"))
    shown = rows.with_columns(
        pl.col("channel").replace(code_words("visits", "channel")),
        pl.col("contact_level").replace(code_words("visits", "contact_level")),
        pl.col("purpose").replace(code_words("visits", "purpose")),
        light=pl.when("next_follow_up_is_missed").then(pl.lit("amber")).otherwise(pl.lit("none")),
        missed=pl.when("next_follow_up_is_missed").then(missed).otherwise(pl.lit("")),
        visited_text=moments(rows["visited_at"]),
    )
    columns = [
        Column("visited_text", _("Visited"), width=132, pinned=True),
        Column("channel", _("Way"), width=96),
        Column("purpose", _("Purpose"), width=84),
        Column("contact_level", _("Met whom"), width=84),
        Column("done", _("What was done"), width=164),
        Column("feedback", _("What they said"), width=164),
        Column("next_step", _("Next step"), width=150),
        Column("next_follow_up_on", _("Next one on"), "date"),
        Column("missed", _("Remark"), "status", width=120),
        Column("rep_name", _("Rep"), width=72),
    ]
    return lay_out(
        shown, columns, light="light", limit=limit, rest=_others, label=_("Total"),
        total={"light": "none", "done": _("{count} visits", count=numbers.count(rows.height))},
    )  # fmt: skip


def timeline(rows: pl.DataFrame, limit: int = 12) -> Grid:
    """Everything that happened, newest first: rows of customers/timeline."""
    codes = (
        {code: _(word) for code, word in DOCUMENTS.items()}
        | {code: _(word) for code, word in complaints.SEVERITIES.items()}
        | code_words("visits", "purpose")
        | {"comment": "", "receipt": ""}
    )
    told = rows.select(
        pl.concat_str(
            pl.col("code").replace(codes).fill_null(""), "text", separator=" ", ignore_nulls=True
        ).str.strip_chars()
    ).to_series()
    columns = [
        Column("happened_on", _("On day"), "date", pinned=True),
        Column("kind", _("Event"), width=110),
        Column("told", _("In words"), width=420),
        Column("amount", _("Amount"), "money", width=130, adds=False),
        Column("document_id", _("Document"), width=140),
    ]
    shown = rows.with_columns(
        pl.col("kind").replace({kind: _(word) for kind, word in profile.KINDS.items()}), told=told
    )
    return lay_out(shown.head(limit), columns, unit=DOCUMENTS_IN)
