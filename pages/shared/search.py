"""The search box of the shell: any customer by name or code, and whether we may still ship.

Whoever is on the phone about a load needs the verdict, not the page: a few hits are judged in
the box itself.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from pages.shared import address, filters, numbers
from pages.shared.ask import ask
from pages.shared.language import _, current
from pages.shared.names import short
from pages.shared.parts import escaped
from pages.shared.tokens import STREAMLIT_COLOURS
from pages.shared.words import receivables as words

OPEN, TEXT = "search", "search_text"  # in the session: whether the box is open, what is in it
GOES = "search_goes"  # where the hit leads
ASKED = "search_asked"  # the text whose hits are shown
CARRIED = ("lang", "as_of", "known_on", "release", "unit")
HITS = 8  # that are judged in the box; the page lists all
NAME = 28  # half-width letters


@st.fragment
def box(profile: str) -> None:
    """A box behind a magnifier. Enter opens the customer who is meant, else it judges the hits.

    profile: the page file of the customer profile, which also lists all that is found.
    """
    if goes := st.session_state.pop(GOES, None):
        st.switch_page(profile, query_params={**address.kept(CARRIED), **goes})
    with st.popover(_("Customer"), icon=":material/search:", key=OPEN, on_change="rerun"):
        with st.form("search_form", border=False, enter_to_submit=True):
            st.text_input(
                _("Find a customer"),
                key=TEXT,
                placeholder=_("Name, code, city …"),
                label_visibility="collapsed",
            )
            st.form_submit_button(_("Search"), icon=":material/search:", on_click=_look)
        if text := st.session_state.get(ASKED):
            _hits(text)


def _look() -> None:
    """Where the text leads, if it means one customer; the box closes when it leads somewhere."""
    text = str(st.session_state[TEXT]).strip()
    st.session_state[ASKED] = text
    if not text:
        return
    found = _found(text)
    if found.is_empty():
        return
    best = found.row(0, named=True)
    if found.height == 1 or text in (best["customer_id"], best["customer_name"]):
        _go({"customer": best["customer_id"]})


def _found(text: str) -> pl.DataFrame:
    """The first hits, and one more where there are more of them."""
    return ask("customers/search", text=text, limit=HITS + 1)


def _go(where: Mapping[str, str]) -> None:
    st.session_state[GOES] = dict(where)
    st.session_state[OPEN] = False
    st.session_state[TEXT] = st.session_state[ASKED] = ""


def _hits(text: str) -> None:
    """The first hits with their verdicts, each a way to its profile; then the way to all."""
    found = _found(text)
    if found.is_empty():
        st.caption(_("No customer found."))
        return
    shown = found.head(HITS)
    verdicts = _verdicts(shown["customer_id"].to_list())
    st.caption(escaped(_("May we still ship? Room in tonnes")))
    with st.container(gap=None):
        for row in shown.iter_rows(named=True):
            st.button(
                verdict_label(str(row["customer_name"]), verdicts.get(row["customer_id"])),
                key=f"hit_{row['customer_id']}",
                type="tertiary",
                on_click=_go,
                args=({"customer": row["customer_id"]},),
            )
        if found.height > HITS:
            st.button(
                _("All that is found"),
                type="tertiary",
                icon=":material/arrow_forward:",
                on_click=_go,
                args=({"find": text},),
            )


def _verdicts(customer_ids: list[str]) -> dict[str, dict[str, Any]]:
    """Customer → row of receivables/shipping on the day that the pages speak of."""
    view, _ignored = filters.reading(("as_of",))
    rows = ask("receivables/shipping", as_of=view.as_of, customer_ids=customer_ids)
    return {row["customer_id"]: row for row in rows.iter_rows(named=True)}


def verdict_label(name: str, row: Mapping[str, Any] | None) -> str:
    """◆ 停 超授信 · 赤霞矿业 · 0.0 吨, with the verdict in its colour.

    row: of receivables/shipping. Who is stopped may be shipped nothing, whatever room is left.
    """
    told = escaped(short(name, NAME))
    if row is None:
        return told
    reason = words.reason_of(row)
    if reason == "free" and row["balance_amount"] <= 0:
        reason = words.OWES_NOTHING
    verdict = str(row["verdict"])
    word = words.action_words(current())[f"{verdict}/{reason}"].strip()
    colour = STREAMLIT_COLOURS[words.LIGHTS[verdict]]
    room = 0.0 if verdict == "stop" else row["headroom_t"]
    tonnes = "" if room is None else f" · {numbers.tonnes(room)} {_('t')}"
    return f":{colour}[**{escaped(word)}**] · {told}{tonnes}"
