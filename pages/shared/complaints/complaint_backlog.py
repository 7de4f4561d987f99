"""What is open: the chart of the last dekad ends by state or age, and the switch of the list."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from data.calendar import period_of
from pages.shared import address, numbers
from pages.shared.ask import ask
from pages.shared.charts import stacked
from pages.shared.language import _, current
from pages.shared.parts import caption, chart, signs
from pages.shared.presenter import theme
from pages.shared.view import View
from pages.shared.words import complaints as words

BY, STATE = "by", "state"  # parameters of the address
PARTS = {"state": "by state", "age_band": "by age"}
TITLES = {
    "state": "Open complaints by state at dekad ends",
    "age_band": "Open complaints by days since receiving, at dekad ends",
}


def backlog_chart(view: View, days: list[date], who: Mapping[str, Any]) -> None:
    """Draw the stacked columns; whether by state or by age stands in the address.

    days: those of complaints/measures, oldest first.
    """
    wanted = address.one(BY)
    part = wanted if wanted and wanted in PARTS else "state"
    told = words.state_words(current()) if part == "state" else words.age_words(current())
    parts = [one for one in told if one != "closed"]
    trend = ask("complaints/backlog_trend", as_of=view.until, **who)
    chart(
        _(TITLES[part]),
        signs(*zip(stacked.steps(len(parts)), (told[one] for one in parts), strict=True)),
        stacked.rows(backlog_columns(trend, days, part, parts), parts, numbers.count, told),
        stacked.spec(theme(), tuple(parts)),
        key=f"backlog_{part}",
    )

    def remember() -> None:
        chosen = st.session_state[BY]
        address.write(BY, None if chosen == "state" else chosen)

    st.segmented_control(
        _("Backlog"),
        list(PARTS),
        default=part,
        format_func=lambda one: _(PARTS[one]),
        key=BY,
        on_change=remember,
        required=True,
        label_visibility="collapsed",
    )


def backlog_columns(
    trend: pl.DataFrame, days: list[date], part: str, parts: list[str]
) -> pl.DataFrame:
    """One row per day with one number of complaints per part, for `charts.stacked`.

    trend: rows of complaints/backlog_trend; part: state or age_band. A day on which nothing was
    open has zeros.
    """
    counts = {
        (day, one): count
        for day, one, count in trend.group_by("day", part)
        .agg(pl.col("complaint_count").sum())
        .iter_rows()
    }
    return pl.DataFrame(
        {"at": [_column(day) for day in days]}
        | {one: [counts.get((day, one), 0) for day in days] for one in parts}
    )


def _column(day: date) -> str:
    is_end = period_of("dekad", day).to_on == day
    return numbers.dekad(day, current()) if is_end else numbers.short_day(day)


def in_state(backlog: pl.DataFrame) -> pl.DataFrame:
    """Draw the list's title and the states with their numbers; keep the chosen one's complaints."""
    counts = dict(backlog["state"].value_counts().iter_rows())
    found = address.one(STATE)
    state = found if found in counts else None
    told = words.lit_state_words(current())
    caption(" · ".join([_("Open complaints"), *([] if state is None else [told[state]])]))
    st.session_state[STATE] = state
    st.segmented_control(
        _("State"),
        [one for one in words.OPEN_STATES if one in counts],
        format_func=lambda one: f"{told[one]} {numbers.count(counts[one])}",
        key=STATE,
        on_change=lambda: address.write(STATE, st.session_state[STATE]),
        label_visibility="collapsed",
    )
    return backlog if state is None else backlog.filter(state=state)
