"""Who owes us and for how long: bars by age, whom to see first, down to items and receipts."""

from collections.abc import Mapping

import polars as pl
import streamlit as st

from pages.shared import numbers
from pages.shared.charts import ageing
from pages.shared.comments import comments
from pages.shared.exports import Sheet
from pages.shared.grid import MOST_ROWS
from pages.shared.language import _, current
from pages.shared.parts import chart, escaped, signs
from pages.shared.presenter import theme
from pages.shared.profile_link import profile_link
from pages.shared.receivables import ageing_filter, debtors
from pages.shared.receivables.debtor_tree import debtor_tree, is_tree, list_or_tree
from pages.shared.receivables.item_trail import open_items
from pages.shared.receivables.subject import Subject
from pages.shared.tables import table
from pages.shared.words import receivables as words


def who_owes(
    subject: Subject, customers: pl.DataFrame, regions: pl.DataFrame, buckets: pl.DataFrame
) -> list[Sheet]:
    """Draw bars and table, and below a chosen customer the open items; the tables for the export.

    customers: as `debtors.judged`; regions, buckets: receivables/by_region, receivables/buckets.
    """
    view, language = subject.view, current()
    ages = words.bucket_words(buckets, view.basis, language)
    unit, in_days = numbers.unit_word(view.unit, language), words.with_days(ages, language)
    bucket = _bars(subject, customers, debtors.named(regions, buckets), ages)
    owing = ageing_filter.narrowed(customers, bucket, in_days, unit, beside=list_or_tree)
    if is_tree():
        sheet, chosen = debtor_tree(owing, ages, view)
        sheets = [sheet]
    else:
        ordered, count = ageing_filter.first_rows(owing)
        chosen = table(debtors.table_of(ordered, ages, view, count), "customers")
        sheets = [Sheet(_("Customers"), debtors.table_of(owing, ages, view, MOST_ROWS))]
    if chosen:
        customer = owing.row(by_predicate=pl.col("customer_id") == chosen, named=True)
        name, overdue = customer["customer_name"], customer["overdue_amount"]
        with st.container(horizontal=True, vertical_alignment="center"):
            profile_link(chosen, name)
            quoted = numbers.with_unit(overdue, view.unit, language)
            comments("receivables", "customer", chosen, quoted, name=name)
        if customer["item_count"]:
            sheets.append(Sheet(_("Open items"), open_items(customer, view, bucket)))
        else:
            st.caption(escaped(words.nothing_open(customer, language)))
    if not is_tree():
        ageing_filter.more_or_fewer(owing.height)
    st.caption(
        _("Select a customer → open items → receipts and order lines; click a bar: that age only")
    )
    return sheets


def _bars(
    subject: Subject, customers: pl.DataFrame, regions: pl.DataFrame, ages: Mapping[str, str]
) -> str | None:
    """The bars by age; the bucket that was clicked."""
    view, language = subject.view, current()
    unit, in_days = numbers.unit_word(view.unit, language), words.with_days(ages, language)
    by_region = regions.height > 1
    who = _("by region") if by_region else _("of the largest debtors")
    picked = chart(
        _("Receivables {who} by age, {unit}, {day}", who=who, unit=unit, day=view.as_of),
        signs(*debtors.legend(in_days, view.basis)),
        ageing.rows(
            debtors.bars(regions, "region") if by_region else debtors.largest_bars(customers),
            lambda amount: numbers.money(amount, view.unit),
            in_days,
        ),
        ageing.spec(theme(), tuple(ages), *words.sides(view.basis, language)),
        key=ageing_filter.chart_key(),
        pick=ageing.PICK,
    )
    return ageing_filter.chosen_bucket(picked, ages)
