"""The six figures of receivables, each compared with the last dekad end."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import polars as pl

from data.calendar import ONE_DAY, dekad_number, month_end
from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.language import _, current
from pages.shared.numbers import Number
from pages.shared.parts import Figure
from pages.shared.view import View
from pages.shared.words.receivables import moved

POINTS = 9  # dekads on a spark line
TREND_POINTS = 3 * POINTS  # so that the same dekad of nine months is among them
SUMS = ("open_amount", "overdue_amount", "over_90_amount")


def receivable_figures(
    view: View, regions: pl.DataFrame, measures: Mapping[str, Any], who: Mapping[str, Any]
) -> list[Figure]:
    """Open, overdue, their ratio, over 90 days, DSO, CEI.

    regions: rows of receivables/by_region in the view of the page; measures: the row of
    receivables/measures; who: the filters on customers. DSO and CEI always speak of the
    management view, and so do the lines.
    """
    trend = ask("receivables/trend", as_of=view.as_of, points=TREND_POINTS, **who)
    now = _sums(regions)
    before = _before(view, trend, who)
    lines = trend.tail(POINTS + 1) if view.ledger == "managed" else trend.clear()
    since = _("vs dekad")

    def amount(name: str, label: str, *, judged: bool) -> Figure:
        return Figure(
            label,
            numbers.money(now[name], view.unit),
            numbers.unit_word(view.unit, current()),
            delta=_change(
                now[name], before[name], lambda value: numbers.money(value, view.unit, sign=True)
            ),
            against=since,
            light=moved(now[name], before[name]) if judged else "none",
            trend=_line(lines, name),
        )

    return [
        amount("open_amount", _("Owed"), judged=False),
        amount("overdue_amount", _("Overdue"), judged=True),
        _ratio_figure(now, before, lines, since),
        amount("over_90_amount", _("Over 90 days"), judged=True),
        _dso(measures, trend, since),
        _cei(view, measures, trend, who),
    ]


def _sums(regions: pl.DataFrame) -> dict[str, float | None]:
    sums: dict[str, float | None] = {name: float(regions[name].sum()) for name in SUMS}
    return sums | {"overdue_ratio": _ratio(sums["overdue_amount"], sums["open_amount"])}


def _ratio(overdue: float | None, owed: float | None) -> float | None:
    return None if overdue is None or not owed else overdue / owed


def _before(view: View, trend: pl.DataFrame, who: Mapping[str, Any]) -> dict[str, float | None]:
    """The same sums at the end of the dekad before: of the trend, or asked in the ledger view."""
    ends = trend.filter("is_dekad_end")
    if ends.is_empty():
        return dict.fromkeys((*SUMS, "overdue_ratio"))
    if view.ledger == "managed":
        last = ends.row(-1, named=True)
        sums: dict[str, float | None] = {name: float(last[name]) for name in SUMS}
        return sums | {"overdue_ratio": last["overdue_ratio"]}
    day = ends["day"][-1]
    return _sums(ask("receivables/by_region", as_of=day, view=view.ledger, basis=view.basis, **who))


def _line(points: pl.DataFrame, name: str) -> list[float | None]:
    return [None if value is None else float(value) for value in points[name]]


def _ratio_figure(
    now: dict[str, float | None],
    before: dict[str, float | None],
    lines: pl.DataFrame,
    since: str,
) -> Figure:
    ratio, last = now["overdue_ratio"], before["overdue_ratio"]
    return Figure(
        _("Overdue ratio"),
        numbers.percent(ratio),
        delta=_change(ratio, last, numbers.points),
        against=since,
        light=moved(ratio, last),
        trend=_line(lines, "overdue_ratio"),
        meaning=_("Overdue ÷ receivables"),
    )


def _change(now: float | None, before: float | None, shown: Callable[[Number], str]) -> str:
    return "" if now is None or before is None else shown(now - before)


def _dso(measures: Mapping[str, Any], trend: pl.DataFrame, since: str) -> Figure:
    now = measures["dso_simple_days"]
    ends = trend.filter("is_dekad_end")["dso_simple_days"]
    before = ends[-1] if len(ends) else None
    countback = measures["dso_countback_days"]
    longer = measures["dso_countback_over_days"]
    return Figure(
        "DSO",
        numbers.number(now),
        _("days"),
        delta=_change(now, before, lambda value: numbers.number(value, sign=True)),
        against=since,
        light=moved(now, before),
        trend=_line(trend.tail(POINTS + 1), "dso_simple_days"),
        meaning=_(
            "Receivables ÷ invoiced of 90 days × 90. By count-back {countback} days; "
            "{best} days if nothing were overdue.",
            countback=numbers.number(countback) if longer is None else f"> {longer}",
            best=numbers.number(measures["dso_best_days"]),
        ),
    )


def _cei(
    view: View, measures: Mapping[str, Any], trend: pl.DataFrame, who: Mapping[str, Any]
) -> Figure:
    """CEI grows through the month: it is compared with the same day and dekad of months before."""
    day = view.as_of
    earlier = ask("receivables/measures", as_of=_a_month_before(day), **who)
    now, before = measures["cei"], earlier["cei"][0]
    alike = [dekad_number(one) == dekad_number(day) for one in trend["day"]]
    return Figure(
        "CEI",
        numbers.percent(now),
        delta=_change(now, before, numbers.points),
        against=_("vs month"),
        light=moved(now, before, more_is_good=True),
        trend=_line(trend.filter(pl.Series(alike, dtype=pl.Boolean)), "cei"),
        meaning=_(
            "Collection effectiveness: collected ÷ what could be collected, "
            "from the first of the month; the line shows the same dekad of earlier months"
        ),
    )


def _a_month_before(day: date) -> date:
    last = day.replace(day=1) - ONE_DAY
    return last.replace(day=min(day.day, month_end(last).day))
