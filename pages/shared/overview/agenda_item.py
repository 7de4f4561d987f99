"""One item of the agenda : question, light, figure, a sentence, the way in."""

import html

import streamlit as st

from pages.shared.language import _
from pages.shared.parts import TYPE, WHOLE_LABELS, Figure, escaped, figure, light_word
from pages.shared.presenter import presenting
from pages.shared.tokens import css, name_of

STYLE = """<style>[class*=st-key-agenda_] a{padding:0!important;background:none!important}
[class*=st-key-agenda_] :is(a p,.agenda){font-size:1.0625rem}</style>"""


def agenda_item(light: str, title: str, page: str, sentence: str, shown: Figure) -> None:
    """One item: question, light ("" = no verdict), figure, a sentence, the way in.

    page is a page file; stand it in `st.grid(columns=4, min_column_width=270, border=True)`.
    """
    with st.container(gap="xsmall"):
        with st.container(
            key=f"agenda_{title}", horizontal=True, vertical_alignment="center", gap="xsmall"
        ):
            if presenting():
                st.html(f'<b class="agenda">{html.escape(title)}</b>', width="content")
            else:
                st.page_link(
                    page,
                    label=f"**{escaped(title)}**",
                    icon=":material/arrow_forward:",
                    icon_position="right",
                    help=_("Open page"),
                    width="content",
                )
            st.space("stretch")
            look = f"font-size:.9375rem;white-space:nowrap;color:{css(name_of(light))}"
            word = html.escape(light_word(light)) if light else ""
            st.html(f'{STYLE}{WHOLE_LABELS}<b style="{look}">{word}</b>', width="content")
        figure(shown)
        st.html(
            f'<div style="font-size:.875rem;line-height:1.5;min-height:3em;{TYPE}">'
            f"{html.escape(sentence)}</div>"
        )
