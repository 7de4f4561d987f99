"""Goods that customers have paid for and not lifted yet: 客存油, in tonnes and money."""

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
from pages.shared.receivables.subject import Subject
from pages.shared.row_keys import row_key
from pages.shared.tables import table
from pages.shared.view import View
from pages.shared.words import receivables as words


def stored_goods(subject: Subject) -> Sequence[Sheet]:
    """Draw customer × product, and below a chosen row its lines."""
    view, language = subject.view, current()
    found = ask("receivables/stored_oil", as_of=view.as_of, **subject.who)
    rows = found.filter(pl.col("stored_t") > 0).with_columns(
        key=row_key("customer_id", "product_id"),
        real_t=pl.col("stored_t") - pl.col("short_t"),
        product_name=pl.col("product_name").fill_null(_("no product")),
    )
    st.markdown(sentence(_answer(rows, view), language))
    sheets = []
    if not rows.is_empty():
        ordered, limit = first_rows(rows, rows["key"].to_list(), "stored")
        unit = numbers.unit_word(view.unit, language)
        title = _("Paid and not lifted, tonnes and {unit}", unit=unit)
        chosen = table(_grid(ordered, view, limit), "stored", title=title)
        sheets.append(Sheet(_("Paid, not lifted"), _grid(rows, view, MOST_ROWS)))
        if chosen:
            row = rows.row(by_predicate=pl.col("key") == chosen, named=True)
            profile_link(row["customer_id"], row["customer_name"])
            sheets.append(_lines(row, view))
        more_or_fewer(rows.height)
    st.caption(_rule(int(found["unknown_lines"].sum())))
    return sheets


def _answer(rows: pl.DataFrame, view: View) -> list[str]:
    language = current()
    if rows.is_empty():
        return [_("No customer has paid for goods that were not lifted")]
    short_loads = _(
        "with loads that fell short by 5% or less {tonnes} t, paid with {amount}",
        tonnes=numbers.tonnes(rows["stored_t"].sum()),
        amount=numbers.with_unit(rows["stored_amount"].sum(), view.unit, language),
    )
    real = rows.filter(pl.col("real_t") > 0)
    if real.is_empty():
        return [_("Nobody leaves paid goods with us"), short_loads]
    owners = real.group_by("customer_name", maintain_order=True).agg(pl.col("real_t").sum())
    first = owners.sort("real_t", descending=True, maintain_order=True).row(0, named=True)
    return [
        _(
            "{count} paid for {tonnes} t that they have not lifted; first {customer}: {most} t",
            count=words.customers_counted(owners.height, language),
            tonnes=numbers.tonnes(real["real_t"].sum()),
            customer=short(first["customer_name"]),
            most=numbers.tonnes(first["real_t"]),
        ),
        short_loads,
    ]


def _rule(unknown: int) -> str:
    told = [_("Stored = tonnes × settled share − lifted, per line, at least 0")]
    if unknown:
        count = numbers.count(unknown)
        told.append(_("{count} paid lines do not say what was lifted: in no figure", count=count))
    return escaped(("；" if current() == "zh" else "; ").join(told))


def _grid(rows: pl.DataFrame, view: View, limit: int) -> Grid:
    columns = [
        Column("customer_name", _("Customer"), width=128, pinned=True),
        Column("stored_t", _("Not lifted, t"), "tonnes", width=104),
        Column("product_name", _("Product"), width=150),
        Column("real_t", _("besides short loads"), "tonnes", width=124,
               meaning=_("Of lines of which less than 95% was lifted")),
        Column("short_t", _("short loads"), "tonnes", width=96,
               meaning=_("Of lines of which 95% or more was lifted: mostly weighing")),
        Column("stored_amount", _("Paid for it"), "money", width=104),
        Column("line_count", _("Lines"), "count", width=76),
        Column("oldest_on", _("Oldest order"), "date"),
        Column("region", _("Region"), width=72),
        Column("rep_name", _("Rep"), width=84),
    ]  # fmt: skip
    return lay_out(
        rows,
        columns,
        unit=view.unit,
        key="key",
        label=_("Total"),
        total={},
        limit=limit,
        rest=lambda count: _("other rows: {count}", count=numbers.count(count)),
    )


def _lines(row: Mapping[str, Any], view: View) -> Sheet:
    found = ask(
        "receivables/stored_oil_lines",
        as_of=view.as_of,
        customer_id=row["customer_id"],
        product_id=row["product_id"] or "",
    ).sort("stored_t", descending=True, nulls_last=True, maintain_order=True)
    columns = [
        Column("order_id", _("Order"), width=150, pinned=True),
        Column("line_no", _("Line"), "count", width=60, adds=False),
        Column("ordered_on", _("Ordered on"), "date"),
        Column("invoiced_on", _("Invoiced on"), "date"),
        Column("quantity_t", _("Tonnes"), "tonnes", width=92, digits=3),
        Column("returned_t", _("Taken back"), "tonnes", width=92, digits=3),
        Column("settled_share", _("Settled"), "percent", width=84),
        Column("lifted_t", _("Lifted"), "tonnes", width=92, digits=3),
        Column("stored_t", _("Not lifted, t"), "tonnes", width=104, digits=3),
        Column("stored_amount", _("Paid for it"), "money", width=120),
    ]
    title = _(
        "{customer} · {product}: lines, the most not lifted first, tonnes and CNY",
        customer=short(row["customer_name"]),
        product=short(row["product_name"]),
    )
    return Sheet(_("Lines"), documents(found, columns, "stored_lines", title))
