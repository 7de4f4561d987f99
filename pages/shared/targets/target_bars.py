"""The bars of the first nodes of the tree: actual, target, projection, time; a click chooses."""

from collections.abc import Sequence

import streamlit as st

from pages.shared import numbers
from pages.shared.charts import pace
from pages.shared.language import _, current
from pages.shared.names import short
from pages.shared.parts import chart, escaped, signs
from pages.shared.presenter import theme
from pages.shared.targets.metrics import Metric
from pages.shared.targets.path import choose
from pages.shared.targets.standings import Standings
from pages.shared.targets.subject import Subject
from pages.shared.view import View
from pages.shared.words import targets as words

MOST_BARS = 10
ROUND = "pace_round"  # in the session: a new one draws the bars without an old click


def target_bars(metric: Metric, view: View, found: Standings, steps: Sequence[str]) -> None:
    """Draw the first nodes; the one that is clicked is chosen in the tree, or no longer."""

    def amount(value: numbers.Number) -> str:
        return metric.text(value, view.unit)

    title = _(words.TITLES[found.level], **words.place(metric, view, current()))
    if found.nodes.height > MOST_BARS:
        title = _("{title}: the first {count}", title=title, count=MOST_BARS)
    chart(
        title,
        signs(
            ("actual", _("Actual")),
            ("forecast", _("Projection")),
            ("plan", _("Target")),
            ("prior", _(words.BEFORE[view.compare][0])),
            ("time", _("Expected by now")),
        ),
        pace.rows(found.nodes.head(MOST_BARS), amount),
        pace.spec(theme(), _("Actual / target"), _("vs pace"), _("Gap, pp")),
        key=f"pace_{st.session_state.get(ROUND, 0)}",
        pick=pace.PICK,
        on_pick=lambda key: choose(steps, (key,) if key else ()),
    )


def chosen_chip(subject: Subject, steps: Sequence[str]) -> None:
    """Which node the parts of the page speak of, removable; nothing where that is all of it."""
    if subject.where:
        st.button(
            escaped(short(subject.where)),
            key="chosen_node",
            icon=":material/close:",
            icon_position="right",
            on_click=_unchoose,
            args=(tuple(steps),),
        )


def _unchoose(steps: Sequence[str]) -> None:
    """Nothing is chosen any more; the bars are drawn anew without the outline of the click."""
    choose(steps, ())
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
