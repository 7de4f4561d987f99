"""The six figures of targets: where we are, where it leads, what each day must bring."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from pages.shared import numbers
from pages.shared.language import _, current
from pages.shared.parts import Figure
from pages.shared.targets.metrics import Metric
from pages.shared.targets.standings import UNDISTRIBUTED, Standings
from pages.shared.tokens import Light
from pages.shared.view import View
from pages.shared.words.targets import BEFORE

DEKADS = 3  # of a month


def a_year_before(day: date) -> date:
    """The same day a year earlier, 28 February for the 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def target_figures(
    metric: Metric,
    found: Standings,
    view: View,
    paces: pl.DataFrame,
    paces_before: pl.DataFrame,
) -> list[Figure]:
    """Actual, attainment, projection, needed per day, what it is compared with, undistributed.

    paces, paces_before: the last nine dekads, and nine a year before, from targets/pace.
    """
    brought = paces["actual_value"].cast(pl.Float64)
    total, unit = found.total, metric.unit_word(view.unit, current())
    light = _quiet(total["light"])
    return [
        Figure(
            _(metric.title),
            metric.text(total["actual_value"], view.unit),
            unit,
            delta=_signed(metric, total["variance"], view),
            against=_("vs pace"),
            light=light,
            trend=brought.to_list(),
            meaning=_("The line: the last nine dekads"),
        ),
        Figure(
            _("Attainment"),
            numbers.percent(total["attainment"]),
            delta="" if total["pace_gap"] is None else numbers.points(total["pace_gap"]),
            against=_("vs time"),
            light=total["light"] or "none",
            trend=paces["attainment"].to_list(),
            meaning=_("Actual ÷ target. The line: each of nine dekads against its own target"),
        ),
        _projection(metric, total, view, light, brought.rolling_sum(DEKADS).drop_nulls()),
        _needed(metric, total, view, light, brought / paces["days"]),
        _before(metric, total, view, paces_before["actual_value"].cast(pl.Float64)),
        _undistributed(metric, found, view),
    ]


def _quiet(light: str | None) -> Light:
    """A verdict that is news; green is none."""
    return "amber" if light == "amber" else "red" if light == "red" else "none"


def _line(trend: pl.Series, value: object) -> list[float | None]:
    """The dekads behind a figure; none where the figure itself is not known."""
    return [] if value is None else trend.to_list()


def _signed(metric: Metric, value: float | None, view: View) -> str:
    return "" if value is None else metric.text(value, view.unit, sign=True)


def _projection(
    metric: Metric, total: Mapping[str, Any], view: View, light: Light, trend: pl.Series
) -> Figure:
    projection, target = total["projection"], total["target_value"]
    missing = projection is None or target is None
    return Figure(
        _("Projection"),
        metric.text(projection, view.unit),
        metric.unit_word(view.unit, current()),
        delta="" if missing else _signed(metric, projection - float(target), view),
        against=_("vs target"),
        note="" if target is None else _("from 20% of the period on"),
        light="none" if missing else light,
        trend=_line(trend, projection),
        meaning=_("Actual × target ÷ expected by now. The line: sums of three dekads"),
    )


def _needed(
    metric: Metric, total: Mapping[str, Any], view: View, light: Light, trend: pl.Series
) -> Figure:
    """What each day left must bring, beside what each day brought; red only when it is more."""
    needed, unit = total["needed_per_day"], metric.unit_word(view.unit, current())
    if needed is not None and not total["days_left"]:
        return Figure(_("Shortfall"), metric.text(needed, view.unit), unit, light=light)
    days = (view.until - view.from_on).days + 1
    so_far = float(total["actual_value"] or 0) / days
    more = None if needed is None else float(needed) - so_far
    return Figure(
        _("Needed/day"),
        metric.rate_text(needed, view.unit),
        unit,
        delta="" if more is None else metric.rate_text(more, view.unit, sign=True),
        against=_("vs so far"),
        light=light if more is not None and more > 0 else "none",
        trend=_line(trend, needed),
        meaning=_(
            "(Target − actual) ÷ days left: {days}. The line: what a day brought, by dekad",
            days=total["days_left"] or 0,
        ),
    )


def _before(metric: Metric, total: Mapping[str, Any], view: View, trend: pl.Series) -> Figure:
    _name, label, against = BEFORE[view.compare]
    return Figure(
        _(label),
        metric.text(total["prior"], view.unit),
        metric.unit_word(view.unit, current()),
        delta="" if total["change"] is None else numbers.percent(total["change"], sign=True),
        against=_(against),
        trend=_line(trend, total["prior"]),
        meaning=_("The line: nine dekads, a year before"),
    )


def _undistributed(metric: Metric, found: Standings, view: View) -> Figure:
    rest = found.rows.filter(pl.col("key") == UNDISTRIBUTED)
    value = float(rest["target"][0]) if rest.height else 0.0
    target = found.total["target_value"]
    return Figure(
        _("Unallocated"),
        metric.text(None if target is None else value, view.unit),
        metric.unit_word(view.unit, current()),
        delta="" if not target else numbers.percent(value / float(target)),
        against=_("of the target"),
        meaning=_("Target − what is broken down on the next level; below zero = over-allocated"),
    )
