"""Which rep is on: chosen in the table or by a bar, the one before, the next, one's own."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from pages.shared import address, numbers
from pages.shared.language import _
from pages.shared.paper import printing
from pages.shared.parts import escaped
from pages.shared.presenter import presenting
from pages.shared.reps.standings import OTHERS, Standings
from pages.shared.tables import SELECTED, unselect

PARAMETER = SELECTED + "reps"
# What was chosen on the page of one rep means nothing on that of another.
WITHIN = [SELECTED + table for table in ("closers", "overdue", "missed", "todo", "due", "cards")]


def chosen_rep(found: Standings, own: str | None) -> dict[str, Any] | None:
    """The row of the rep whose page is asked for; a rep has the own one, whatever is asked.

    own: the rep whose rights these are. A deputy may also open the page of who is away.
    """
    rows = found.reps if own else found.rows.filter(pl.col("key") != OTHERS)
    rows = rows.filter(pl.col("name").is_not_null())
    asked = address.one(PARAMETER)
    for key in (asked, own):
        mine = rows.filter(key=key) if key else rows.head(0)
        if mine.height:
            return mine.row(0, named=True)
    return rows.row(0, named=True) if own else None


def neighbours(found: Standings, row: Mapping[str, Any]) -> None:
    """Back to all, and on to the next one: the 点评 goes person by person, in the table's order."""
    if printing():
        return
    keys = found.rows.filter(pl.col("key") != OTHERS)["key"].to_list()
    names = dict(found.rows.select("key", "name").iter_rows())
    at = keys.index(row["key"])
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("All reps"),
            key="all_reps",
            icon=":material/close:",
            icon_position="right",
            on_click=_leave,
        )
        # a remote turns the items of the agenda, the arrow keys turn the reps
        steps = ((-1, ":material/chevron_left:", "Left"), (1, ":material/chevron_right:", "Right"))
        for step, icon, arrow in steps:
            there = keys[at + step] if 0 <= at + step < len(keys) else None
            st.button(
                escaped(names[there]) if there else numbers.NONE,
                key=f"rep_{step}",
                icon=icon,
                icon_position="left" if step < 0 else "right",
                type="tertiary",
                disabled=there is None,
                shortcut=arrow if presenting() else None,
                on_click=_open,
                args=(there,),
            )
        place = _("{place} of {all}", place=numbers.count(at + 1), all=numbers.count(len(keys)))
        st.caption(place, width="content")


def _open(key: str) -> None:
    address.remove(WITHIN)
    address.write(PARAMETER, key)


def _leave() -> None:
    address.remove(WITHIN)
    unselect("reps")


def own_choice(found: Standings, row: Mapping[str, Any]) -> None:
    """A deputy changes between the own page and that of who is away; others have no choice."""
    names = dict(found.reps.select("key", "name").iter_rows())
    if len(names) < 2 or printing():
        return

    def remember() -> None:
        _open(st.session_state["own_choice"])

    st.segmented_control(
        _("Rep"),
        list(names),
        default=row["key"],
        format_func=lambda key: names[key],
        key="own_choice",
        on_change=remember,
        required=True,
        label_visibility="collapsed",
    )
