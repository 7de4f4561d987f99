"""Presenter mode (`?present=1`): larger type for the room, no navigation, paging by remote."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from pages.shared import address
from pages.shared.language import _
from pages.shared.tokens import DARK, LIGHT, PRESENTER_SCALE, Tokens

AGENDA = ("overview", "targets", "receivables", "complaints", "key_accounts")
PLACE = "place_in_the_agenda"
END = ("present",)
CARRIED = ("present", "lang", "as_of", "known_on", "release", "region", "unit")


def presenting() -> bool:
    """Whether the page is shown in the meeting room."""
    return address.one("present") == "1"


def theme() -> Tokens:
    """Tokens for charts and tables, which are canvas and cannot follow the theme by CSS."""
    tokens = DARK if st.context.theme.type == "dark" else LIGHT
    return replace(tokens, scale=PRESENTER_SCALE) if presenting() else tokens


def style() -> None:
    """Enlarge everything Streamlit draws, tables included. Once per run, in the shell."""
    if presenting():
        st.html("<style>html{font-size:22px!important}</style>")


def opened(page: str, files: Mapping[str, str]) -> None:
    """Remember which page is on and where the others lie. Once per run, in the shell.

    page: the address of the page; files: the page file of each address the user may open.
    """
    st.session_state[PLACE] = (page, dict(files))


def entrance() -> None:
    """The button that starts presenting, on the pages of the agenda."""
    page, _files = st.session_state.get(PLACE, ("", {}))
    if page in AGENDA:
        st.button(
            "",
            key="present",
            icon=":material/slideshow:",
            help=_("Present"),
            on_click=address.write,
            args=("present", "1"),
        )


def turning() -> None:
    """Previous and next agenda item, also by the keys that a presenter's remote sends, and out."""
    page, files = st.session_state.get(PLACE, ("", {}))
    agenda = [one for one in AGENDA if one in files]
    st.button(_("End"), key="present_end", type="tertiary", on_click=address.remove, args=(END,))
    if page not in agenda:
        return
    at = agenda.index(page)
    before, after = agenda[at - 1 : at], agenda[at + 1 : at + 2]
    for label, key, there in ((_("Previous"), "PageUp", before), (_("Next"), "PageDown", after)):
        pressed = st.button(
            label, key=f"turn_{key}", shortcut=key, disabled=not there, type="tertiary"
        )
        if pressed and there:
            st.switch_page(files[there[0]], query_params=address.kept(CARRIED))
