"""The parts of a page that are read one at a time: a switch between them, kept in the address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from pages.shared import address
from pages.shared.exports import Sheet
from pages.shared.language import _
from pages.shared.paper import printing

PARAMETER = "show"
# On a phone Streamlit hides what has no room behind a scroll that nothing tells of.
WRAPPED = f"""<style>@media (max-width:40rem){{
.st-key-{PARAMETER} [role=radiogroup]{{flex-wrap:wrap;row-gap:.25rem;overflow:visible;mask:none}}
.st-key-{PARAMETER} [role=radiogroup] button{{flex:1 0 30%}}
}}</style>"""


@dataclass(frozen=True)
class Section:
    """One part. `title` is a message id; `draw` shows the part and gives its tables for a file."""

    code: str
    title: str
    draw: Callable[[], Sequence[Sheet]]


def sections(known: Sequence[Section], *, above: Callable[[], None] = lambda: None) -> list[Sheet]:
    """Draw the switch and the part that the address names, else the first; its tables.

    above: draws what stands between the two in every part. A click inside runs that part alone
    again; the list then holds the tables of what is shown.
    """
    shown: list[Sheet] = []
    _part(known, above, shown)
    return shown


@st.fragment
def _part(known: Sequence[Section], above: Callable[[], None], shown: list[Sheet]) -> None:
    by_code = {one.code: one for one in known}
    usual = known[0].code
    chosen = by_code.get(address.one(PARAMETER) or usual, known[0])

    def remember() -> None:
        code = st.session_state[PARAMETER]
        address.write(PARAMETER, None if code == usual else code)

    if len(known) > 1 and not printing():
        st.html(WRAPPED)
        st.segmented_control(
            _("Part of the page"),
            list(by_code),
            default=chosen.code,
            format_func=lambda code: _(by_code[code].title),
            key=PARAMETER,
            on_change=remember,
            required=True,
            label_visibility="collapsed",
        )
    above()
    shown[:] = chosen.draw()
