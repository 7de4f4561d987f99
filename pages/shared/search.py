"""The search box of the shell: any customer by name, code or whatever else finds them."""

import streamlit as st

from pages.shared import address
from pages.shared.ask import ask
from pages.shared.language import _

OPEN, TEXT = "search", "search_text"  # in the session: whether the box is open, what is in it
GOES, NOTHING = "search_goes", "search_nothing"  # where the hit leads; that there was none
CARRIED = ("lang", "as_of", "known_on", "release", "unit")
ENOUGH = 2  # hits tell whether there is only one


@st.fragment
def box(profile: str) -> None:
    """A box behind a magnifier. Enter opens the customer who is meant, else the list of hits.

    profile: the page file of the customer profile, which also lists what is found.
    """
    if goes := st.session_state.pop(GOES, None):
        st.switch_page(profile, query_params={**address.kept(CARRIED), **goes})
    with (
        st.popover(_("Customer"), icon=":material/search:", key=OPEN, on_change="rerun"),
        st.form("search_form", border=False, enter_to_submit=True),
    ):
        st.text_input(
            _("Find a customer"),
            key=TEXT,
            placeholder=_("Name, code, city …"),
            label_visibility="collapsed",
        )
        st.form_submit_button(_("Search"), icon=":material/search:", on_click=_look)
        if st.session_state.pop(NOTHING, False):
            st.caption(_("No customer found."))


def _look() -> None:
    """Where the text leads; the box closes when it leads somewhere."""
    text = str(st.session_state[TEXT]).strip()
    if not text:
        return
    found = ask("customers/search", text=text, limit=ENOUGH)
    if found.is_empty():
        st.session_state[NOTHING] = True
        return
    best = found.row(0, named=True)
    is_meant = found.height == 1 or text in (best["customer_id"], best["customer_name"])
    st.session_state[GOES] = {"customer": best["customer_id"]} if is_meant else {"find": text}
    st.session_state[OPEN] = False
    st.session_state[TEXT] = ""
