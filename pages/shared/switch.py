"""A switch between a few words whose choice the address keeps."""

from collections.abc import Mapping

import streamlit as st

from pages.shared import address
from pages.shared.paper import printing
from pages.shared.parts import escaped

# On a phone Streamlit hides what has no room behind a scroll that nothing tells of.
WRAPPED = """<style>@media (max-width:40rem){{
.st-key-{key} [role=radiogroup]{{flex-wrap:wrap;row-gap:.25rem;overflow:visible;mask:none}}
.st-key-{key} [role=radiogroup] button{{flex:1 0 {share}}}
}}</style>"""


def one_of(
    parameter: str,
    words: Mapping[str, str],
    label: str,
    *,
    usual: bool = True,
    part: str = "part",
    share: str = "auto",
) -> str | None:
    """Draw the switch; the chosen code, on paper without drawing anything.

    words: code → what the switch calls it. usual: the first code stands where none is chosen;
    otherwise nothing may be chosen, and a second click undoes the first. part: tells switches of
    one parameter apart; share: how wide a word is on a phone.
    """
    first = next(iter(words))
    found = address.one(parameter)
    chosen = found if found in words else first if usual else None
    if printing():
        return chosen
    key = f"{parameter}_{part}"
    st.session_state[key] = chosen

    def remember() -> None:
        code = st.session_state[key]
        address.write(parameter, None if usual and code == first else code)

    st.html(WRAPPED.format(key=key, share=share))
    st.segmented_control(
        label,
        list(words),
        format_func=lambda code: escaped(words[code]),
        key=key,
        on_change=remember,
        required=usual,
        label_visibility="collapsed",
    )
    return chosen
