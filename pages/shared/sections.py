"""The parts of a page that are read one at a time: a switch between them, kept in the address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from pages.shared.exports import Sheet
from pages.shared.language import _
from pages.shared.switch import one_of

PARAMETER = "show"


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
    code = known[0].code
    if len(known) > 1:
        words = {one.code: _(one.title) for one in known}
        code = one_of(PARAMETER, words, _("Part of the page"), share="30%") or code
    above()
    shown[:] = by_code[code].draw()
