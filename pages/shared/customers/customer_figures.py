"""The figures of one customer, and the months behind them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from pages.shared import numbers
from pages.shared.language import _, current
from pages.shared.parts import Figure
from pages.shared.tokens import Light
from pages.shared.view import View
from pages.shared.words.profile import growth, verdict_words
from pages.shared.words.receivables import moved

MONTHS = 12


def customer_figures(
    view: View,
    customer: Mapping[str, Any],
    shipping: Mapping[str, Any],
    months: pl.DataFrame,
    late_count: int,
    light: Light,
) -> list[Figure]:
    """Net sales, tonnes, gross profit of 12 months; open, overdue, complaints now.

    customer: a row of customers/profile; shipping: of receivables/shipping; months: `last_months`;
    light: of whether we ship.
    """
    unit = numbers.unit_word(view.unit, current())
    net, before = customer["net_amount"], customer["net_amount_before"]
    profit, owed = customer["gross_profit_amount"], customer["open_amount"]
    told = customer["net_with_cost_amount"]
    overdue = customer["overdue_amount"]
    return [
        Figure(
            _("12-month sales"),
            numbers.money(net, view.unit),
            unit,
            delta=_growth_text(net, before),
            against=_("yoy"),
            light=moved(float(net), float(before), more_is_good=True),
            trend=months["net_amount"].to_list(),
        ),
        Figure(
            _("12-month volume"),
            numbers.tonnes(customer["quantity_t"]),
            _("t"),
            delta=_growth_text(customer["quantity_t"], customer["quantity_t_before"]),
            against=_("yoy"),
            trend=months["quantity_t"].to_list(),
        ),
        Figure(
            _("12-month profit"),
            numbers.money(profit, view.unit),
            unit,
            delta=numbers.percent(float(profit) / float(told)) if told > 0 else "",
            against=_("of net sales") if told == net else _("of net sales with cost"),
            trend=months["gross_profit_amount"].to_list(),
        ),
        Figure(
            _("Owed"),
            numbers.money(owed, view.unit),
            unit,
            delta=_credit_use(shipping),
            against=_("of limit"),
            light=light if owed > 0 else "none",
        ),
        Figure(
            _("Overdue"),
            numbers.money(overdue, view.unit),
            unit,
            delta=verdict_words(shipping, current()),
            light=light,
        ),
        Figure(
            _("Not closed"),
            numbers.count(customer["open_complaint_count"]),
            _("complaints"),
            delta=numbers.count(late_count) if late_count else "",
            against=_("past limit") if late_count else "",
            light="red" if late_count else "none",
        ),
    ]


def _growth_text(now: Decimal, before: Decimal) -> str:
    change = growth(now, before)
    return "" if change is None else numbers.percent(change, sign=True)


def _credit_use(shipping: Mapping[str, Any]) -> str:
    use = shipping["credit_use"]
    return "" if use is None else numbers.percent(use, 0)


def last_months(months: pl.DataFrame, day: date) -> pl.DataFrame:
    """The 12 months up to that day, oldest first, each beside the same month a year before.

    months: rows of customers/months. A month without sales is 0. Columns: at, net_amount,
    gross_profit_amount, quantity_t, net_amount_before.
    """
    found = {row["month_from"]: row for row in months.iter_rows(named=True)}
    firsts = [_months_before(day, count) for count in reversed(range(MONTHS))]

    def amounts(name: str, back: int = 0) -> list[float]:
        days = [_months_before(first, back) for first in firsts]
        return [float(found[one][name]) if one in found else 0.0 for one in days]

    return pl.DataFrame(
        {
            "at": [numbers.month(first, current(), year=False) for first in firsts],
            "net_amount": amounts("net_amount"),
            "gross_profit_amount": amounts("gross_profit_amount"),
            "quantity_t": amounts("quantity_t"),
            "net_amount_before": amounts("net_amount", MONTHS),
        }
    )


def in_unit(months: pl.DataFrame, unit: str) -> pl.DataFrame:
    """The same months with money in that unit, for a chart whose axis has numbers."""
    factor = float(numbers.per_yuan(unit))
    return months.with_columns(pl.col("net_amount", "net_amount_before") * factor)


def _months_before(day: date, count: int) -> date:
    """The first day of the month that lies `count` months before that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(year, month + 1, 1)
