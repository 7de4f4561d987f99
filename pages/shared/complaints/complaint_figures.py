"""The six figures of complaints, each compared with the last dekad end."""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl

from pages.shared import numbers
from pages.shared.language import _
from pages.shared.parts import Figure
from pages.shared.words.complaints import moved_count
from pages.shared.words.receivables import moved


def complaint_figures(measures: pl.DataFrame, day: date) -> list[Figure]:
    """Open, late, unanswered past the limit, not told, first response, satisfaction.

    measures: rows of complaints/measures, oldest first; the last one is that of `day`.
    """
    now = measures.row(-1, named=True)
    earlier = measures.filter(pl.col("day") < day)
    before = earlier.row(-1, named=True) if earlier.height else dict.fromkeys(now)
    since = _("vs last dekad")

    def counted(name: str, label: str, meaning: str = "") -> Figure:
        return Figure(
            label,
            numbers.count(now[name]),
            _("complaints"),
            delta=_change(now, before, name, lambda change: numbers.count(change, sign=True)),
            against=since,
            light=moved_count(now[name], before[name]),
            trend=measures[name].to_list(),
            meaning=meaning,
        )

    return [
        counted("open_count", _("Not closed"), _("Received by that day and not closed")),
        counted("late_count", _("Past limit"), _("Open, and any of the three clocks was exceeded")),
        counted("unanswered_late_count", _("No answer"), _("No first response, past its limit")),
        counted("awaiting_feedback_count", _("Not told"), _("Solved, nobody told them")),
        Figure(
            _("Median reply"),
            numbers.hours(now["median_response_hours"]),
            _("hours"),
            delta=_change(now, before, "median_response_hours", _one_digit),
            against=since,
            light=moved(now["median_response_hours"], before["median_response_hours"]),
            trend=measures["median_response_hours"].to_list(),
            meaning=_(
                "Median on the clock of {count} complaints received in 90 days and answered; "
                "unanswered ones stand beside it",
                count=numbers.count(now["response_count"]),
            ),
        ),
        Figure(
            _("Satisfaction"),
            numbers.number(now["mean_score"]),
            _("of 5"),
            delta=_change(now, before, "mean_score", _one_digit),
            against=since,
            light=moved(now["mean_score"], before["mean_score"], more_is_good=True),
            trend=measures["mean_score"].to_list(),
            meaning=_(
                "Σ scores ÷ {count} scored complaints of 12 months",
                count=numbers.count(now["score_count"]),
            ),
        ),
    ]


def _one_digit(change: numbers.Number) -> str:
    return numbers.number(change, sign=True)


def _change(
    now: dict[str, Any], before: dict[str, Any], name: str, shown: Callable[[numbers.Number], str]
) -> str:
    if now[name] is None or before[name] is None:
        return ""
    return shown(now[name] - before[name])
