"""Presenter mode (`?present=1`): larger type for the room, no navigation, paging by remote."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from pages.shared import address
from pages.shared.language import _
from pages.shared.tokens import DARK, LIGHT, PRESENTER_SCALE, Tokens

WIDTH = "room_width"  # in the session: pixels of the picture on the wall, which the browser tells
FULL_WIDTH = 1920  # where 22 px can be read from five metres; a picture of fewer pixels needs fewer
STEP = 16  # the scale goes in sixteenths, so that few chart specs are built
STYLE = """<style>
html{font-size:clamp(16px,1.1459vw,22px)!important}
[data-testid=stLayoutWrapper]:has(>.st-key-room_measure){position:absolute;visibility:hidden}
</style>"""
SCRIPT = """
export default function({ data, setStateValue }) {
  if (data.width !== window.innerWidth) setStateValue("width", window.innerWidth);
}
"""
_measure = st.components.v2.component("xunboard_room", html="<i></i>", js=SCRIPT)

AGENDA = ("overview", "targets", "receivables", "complaints", "key_accounts", "reps")
PLACE = "place_in_the_agenda"
END = ("present",)
CARRIED = ("present", "lang", "as_of", "known_on", "release", "region", "unit")


def presenting() -> bool:
    """Whether the page is shown in the meeting room."""
    return address.one("present") == "1"


def theme() -> Tokens:
    """Tokens for charts and tables, which are canvas and cannot follow the theme by CSS."""
    tokens = DARK if st.context.theme.type == "dark" else LIGHT
    return replace(tokens, scale=scale()) if presenting() else tokens


def scale() -> float:
    """How much larger than at a desk: as much of the picture is text on any projector."""
    share = float(st.session_state.get(WIDTH, FULL_WIDTH)) / FULL_WIDTH
    return max(1.0, min(PRESENTER_SCALE, round(PRESENTER_SCALE * share * STEP) / STEP))


def style() -> None:
    """Enlarge everything Streamlit draws, tables included. Once per run, in the shell."""
    if not presenting():
        return
    st.html(STYLE)

    def remember() -> None:
        st.session_state[WIDTH] = st.session_state["room"]["width"]

    with st.container(key="room_measure"):
        width = st.session_state.get(WIDTH)
        _measure(key="room", data={"width": width}, on_width_change=remember, height=1)


def size_mark() -> str:
    """Part of the key of each table: it reads its type size once, when the browser first draws it.

    Another mark before the room is measured makes sure that this is the size of the room.
    """
    return f"-{st.session_state.get(WIDTH)}" if presenting() else ""


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
    st.button(
        _("End"),
        key="present_end",
        type="tertiary",
        shortcut="Esc",
        on_click=address.remove,
        args=(END,),
    )
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
