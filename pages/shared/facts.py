"""A short list of facts: name and value side by side, two columns on a desk."""

import html
from collections.abc import Sequence

import streamlit as st

from pages.shared import numbers
from pages.shared.parts import TYPE
from pages.shared.tokens import css

LONG = 60  # letters from which a value takes the whole width
SPAN = "grid-column:1/-1"


def facts(pairs: Sequence[tuple[str, str | None]]) -> None:
    """Draw the facts; what nobody filled in is a dash, so that the gap is seen."""
    cells = "".join(
        f'<div style="border-bottom:1px solid {css("line")};padding:.3rem 0;'
        f'{SPAN if len(value or "") > LONG else ""}">'
        f'<div style="font-size:.8125rem;color:{css("muted")}">{html.escape(name)}</div>'
        f"<div>{html.escape(value or numbers.NONE)}</div></div>"
        for name, value in pairs
    )
    st.html(
        '<div style="display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));'
        f'gap:0 1.25rem;font-size:.9375rem;{TYPE}">{cells}</div>'
    )
