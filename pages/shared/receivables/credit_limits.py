"""Limits and what uses them: who is over, who owes without a limit, what exposure is made of."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.exports import Sheet
from pages.shared.grid import MOST_ROWS, Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.parts import Figure, escaped, figures
from pages.shared.profile_link import profile_link
from pages.shared.receivables.credit_choice import first_rows, more_or_fewer, sentence
from pages.shared.receivables.exposure_documents import behind_exposure
from pages.shared.receivables.subject import Subject
from pages.shared.switch import one_of
from pages.shared.tables import table
from pages.shared.view import View
from pages.shared.words import receivables as words

GROUPS = {"over": "over the limit", "none": "no limit set", "within": "within the limit"}
ORDER = tuple(GROUPS)


def credit_limits(subject: Subject, customers: pl.DataFrame) -> Sequence[Sheet]:
    """Draw who uses which limit, and below a chosen customer what the exposure is made of.

    customers: as `debtors.judged`.
    """
    view, language = subject.view, current()
    using = grouped(customers)
    st.markdown(sentence(_answer(using, view), language))
    recovery = _recovery(subject)
    figures(_figures(using, recovery, view))
    if recovery:
        st.caption(escaped(_recovery_words(recovery, view)))
    if using.is_empty():
        return []
    counts = dict(using["group"].value_counts().iter_rows())
    labels = {
        code: f"{_(GROUPS[code])} {words.customers_counted(counts[code], language)}"
        for code in ORDER
        if code in counts
    }
    group = one_of("limit", labels, _("Limits"), usual=False)
    shown = using if group is None else using.filter(group=group)
    ordered, limit = first_rows(shown, shown["customer_id"].to_list(), "limits")
    title = _("Who uses credit, {unit}", unit=numbers.unit_word(view.unit, language))
    chosen = table(_grid(ordered, view, limit), "limits", title=title)
    sheets = [Sheet(_("Limits and exposure"), _grid(shown, view, MOST_ROWS))]
    if chosen:
        customer = shown.row(by_predicate=pl.col("customer_id") == chosen, named=True)
        profile_link(chosen, customer["customer_name"])
        sheets += behind_exposure(customer, view)
    more_or_fewer(shown.height)
    return sheets


def grouped(customers: pl.DataFrame) -> pl.DataFrame:
    """Who has any exposure, with `group`, `balance_amount`, `excess_amount`; over the limit first.

    Where exposure is above 0 its three parts add up to it, so that the totals do, too.
    """
    limit, exposure = pl.col("credit_limit_amount"), pl.col("exposure_amount")
    group = (
        pl.when(limit.is_null())
        .then(pl.lit("none"))
        .when(exposure >= limit)
        .then(pl.lit("over"))
        .otherwise(pl.lit("within"))
    )
    return (
        customers.filter(exposure > 0)
        .with_columns(
            group=group,
            balance_amount=pl.col("open_amount") - pl.col("credit_amount"),
            excess_amount=pl.when(exposure > limit).then(exposure - limit),
        )
        .with_columns(place=pl.col("group").replace_strict({c: n for n, c in enumerate(ORDER)}))
        .sort(
            "place",
            pl.when(pl.col("group") == "within").then("credit_use").cast(pl.Float64),
            pl.coalesce("excess_amount", "exposure_amount"),
            "customer_id",
            descending=[False, True, True, False],
            nulls_last=True,
        )
    )


def _answer(using: pl.DataFrame, view: View) -> list[str]:
    language = current()

    def amount(rows: pl.DataFrame, name: str) -> str:
        return numbers.with_unit(rows[name].sum(), view.unit, language)

    over, none = (using.filter(group=code) for code in ("over", "none"))
    return [
        _(
            "Exposure {exposure} = balance {balance} + delivered, not invoiced {delivered} + "
            "commercial drafts not due {drafts}",
            exposure=amount(using, "exposure_amount"),
            balance=amount(using, "balance_amount"),
            delivered=amount(using, "delivered_amount"),
            drafts=amount(using, "draft_amount"),
        ),
        _(
            "{count} over their limit, by {excess} in all",
            count=words.customers_counted(over.height, language),
            excess=amount(over, "excess_amount"),
        )
        if over.height
        else _("nobody over the limit"),
        _(
            "{count} without a limit owe {amount}",
            count=words.customers_counted(none.height, language),
            amount=amount(none, "exposure_amount"),
        )
        if none.height
        else "",
    ]


def _recovery(subject: Subject) -> Mapping[str, Any] | None:
    found = ask("targets/recovery", as_of=subject.view.as_of, period="month", **subject.who)
    rows = found.filter(level="company")
    return None if rows.is_empty() else rows.row(0, named=True)


def _recovery_words(row: Mapping[str, Any], view: View) -> str:
    """The recovery rate with its three amounts."""
    language = current()
    return _(
        "Recovery of {month} to date {rate} = 1 − still open {open} ÷ (overdue on the first "
        "{overdue} + fallen due since {due}), ledger view",
        month=numbers.month(view.as_of, language),
        rate=numbers.percent(row["recovery"]),
        open=numbers.with_unit(row["still_open_amount"], view.unit, language),
        overdue=numbers.with_unit(row["overdue_at_opening_amount"], view.unit, language),
        due=numbers.with_unit(row["fallen_due_amount"], view.unit, language),
    )


def _use(using: pl.DataFrame) -> float | None:
    """Σ exposure ÷ Σ limits of those who have a limit above 0."""
    limited = using.filter(pl.col("credit_limit_amount") > 0)
    limits = limited["credit_limit_amount"].sum()
    return float(limited["exposure_amount"].sum()) / float(limits) if limits else None


def _figures(
    using: pl.DataFrame, recovery: Mapping[str, Any] | None, view: View
) -> Sequence[Figure]:
    language = current()
    unit = numbers.unit_word(view.unit, language)
    over, none = (using.filter(group=code) for code in ("over", "none"))
    return [
        Figure(
            _("Exposure"), numbers.money(using["exposure_amount"].sum(), view.unit), unit,
            note=_("limits {use} used", use=numbers.percent(_use(using))),
            meaning=_("Balance + delivered, not invoiced + commercial drafts not due, "
                      "at least 0 for each customer"),
        ),
        Figure(
            _("Above the limit"), numbers.money(over["excess_amount"].sum(), view.unit), unit,
            note=words.customers_counted(over.height, language),
        ),
        Figure(
            _("Owed without limit"), numbers.money(none["exposure_amount"].sum(), view.unit), unit,
            note=words.customers_counted(none.height, language),
        ),
        Figure(
            _("Recovery"), numbers.percent(recovery["recovery"] if recovery else None),
            note=numbers.month(view.as_of, language),
        ),
    ]  # fmt: skip


def _grid(using: pl.DataFrame, view: View, limit: int) -> Grid:
    columns = [
        Column("customer_name", _("Customer"), width=112, pinned=True),
        Column("told", _("May we ship?"), "status", width=112 if current() == "zh" else 126),
        Column("exposure_amount", _("Exposure"), "money", width=88),
        Column("balance_amount", _("Balance"), "money", width=88),
        Column("delivered_amount", _("Not invoiced"), "money", width=88,
               meaning=_("Delivered and not invoiced yet")),
        Column("draft_amount", _("Drafts"), "money", width=76,
               meaning=_("Commercial drafts that are not due")),
        Column("credit_limit_amount", _("Limit"), "money", width=88, meaning=_("Empty: none set")),
        Column("credit_use", _("Credit use"), "bar", width=112, digits=0,
               meaning=_("In the total: of those who have a limit")),
        Column("excess_amount", _("Above"), "money", width=80, effect=True),
        Column("headroom_t", _("Room, t"), "tonnes", width=76, adds=False),
        Column("overdue_amount", _("Overdue"), "money", width=80),
        Column("region", _("Region"), width=64),
        Column("rep_name", _("Rep"), width=72),
    ]  # fmt: skip
    return lay_out(
        using,
        columns,
        unit=view.unit,
        key="customer_id",
        light="light",
        label=_("Total"),
        total={"credit_use": _use(using), "light": "none"},
        limit=limit,
        rest=lambda count: _("others: {count}", count=numbers.count(count)),
        light_words=words.action_words(current()),
    )
