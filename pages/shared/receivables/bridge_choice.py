"""Which step of the bridge is open: the bar clicked last, or the row selected last."""

import polars as pl
import streamlit as st

from pages.shared import address
from pages.shared.language import _

STEP = "step"  # parameter of the address
ROUND, SELECTED_LAST = "bridge_round", "bridge_selected"


def chart_key() -> str:
    """The key of the chart; a new one draws it without its old selection."""
    return f"bridge_chart_{st.session_state.get(ROUND, 0)}"


def clicked(step: str | None) -> None:
    """A click on a bar opens its step; a second one closes it."""
    address.write(STEP, step)


def chosen_step(selected: str | None, steps: pl.DataFrame) -> str | None:
    """The open step: that of the address, which a new selection in the table replaces.

    selected: the selected row. A bar that was clicked gets a chip that closes it.
    """
    if selected != st.session_state.get(SELECTED_LAST):
        st.session_state[SELECTED_LAST] = selected
        address.write(STEP, selected)
    step = address.one(STEP) or selected
    if step is None or step not in steps["key"]:
        return None
    if step != selected:
        st.button(
            _("Only {bucket}", bucket=steps.filter(key=step)["name"][0]),
            key="chip_step",
            icon=":material/close:",
            icon_position="right",
            on_click=_forget,
        )
    return step


def _forget() -> None:
    address.remove((STEP,))
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
