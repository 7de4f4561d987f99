"""The day that movements of receivables are counted from: the last meeting's, or a chosen one."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from data.calendar import FIRST_DAY, ONE_DAY
from pages.shared import address, numbers
from pages.shared.ask import ask
from pages.shared.language import _, current
from pages.shared.paper import printing
from pages.shared.states import notes
from pages.shared.view import View
from pages.shared.view_reading import day_of

SINCE = "since"  # parameter of the address
PICKED = f"{SINCE}_picked"


@dataclass(frozen=True)
class Since:
    """The earlier of two days. usual: nobody chose another one."""

    day: date
    usual: bool


def chosen_since(view: View) -> Since:
    """The day of the address, when it lies before the page's day; else the last meeting's."""
    usual: date = ask("meeting/last_meeting", as_of=view.as_of)["compared_on"][0]
    given = address.one(SINCE)
    if given is None:
        return Since(usual, usual=True)
    try:
        day = day_of(given)
    except ValueError:
        day = view.as_of
    if day >= view.as_of:
        shown = view.day(usual, current())
        notes((_("There is no such day before the page's: counted since {day}.", day=shown),))
        return Since(usual, usual=True)
    return Since(day, usual=day == usual)


def choice(since: Since, view: View) -> None:
    """Draw the day as a field, and the chip that takes a chosen one back."""
    if printing():
        return
    st.session_state[PICKED] = since.day

    def remember() -> None:
        picked = st.session_state[PICKED]
        address.write(SINCE, picked.isoformat() if picked else None)

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.date_input(
            _("Moved since"),
            key=PICKED,
            min_value=FIRST_DAY,
            max_value=view.as_of - ONE_DAY,
            format="YYYY-MM-DD",
            on_change=remember,
            width=180,
        )
        if not since.usual:
            st.button(
                _("since {day}", day=numbers.short_day(since.day, year=True)),
                key="chip_since",
                icon=":material/close:",
                icon_position="right",
                on_click=address.remove,
                args=((SINCE,),),
            )
