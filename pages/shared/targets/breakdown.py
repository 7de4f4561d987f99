"""What a measure is broken down by: the tree of regions, reps, customers, or product families."""

import streamlit as st

from pages.shared import address
from pages.shared.language import _
from pages.shared.targets.metrics import Metric
from pages.shared.targets.standings import FAMILY, LEVELS
from pages.shared.words.targets import HEADS

PARAMETER = "by"


def chosen_steps(metric: Metric, first: str) -> tuple[str, ...]:
    """The levels from the first table to the customers.

    first: the level a reader starts from, see `standings.first_level`. Families come before it.
    """
    tree = LEVELS[LEVELS.index(first) :]
    by_family = metric.has_families and address.one(PARAMETER) == FAMILY
    return (FAMILY, *tree) if by_family else tree


def breakdown_switch(metric: Metric, steps: tuple[str, ...]) -> None:
    """Draw the switch; a word instead where families were asked for and the measure has none."""
    if not metric.has_families:
        if address.one(PARAMETER) == FAMILY:
            st.caption(_("{metric}: not by product family", metric=_(metric.title)))
        return
    tree = next(level for level in steps if level != FAMILY)

    def remember() -> None:
        by_family = st.session_state[PARAMETER] == FAMILY
        address.write(PARAMETER, FAMILY if by_family else None)

    st.segmented_control(
        _("Broken down by"),
        [tree, FAMILY],
        default=steps[0],
        format_func=lambda level: _(HEADS[level]),
        key=PARAMETER,
        on_change=remember,
        required=True,
        label_visibility="collapsed",
    )
