"""The search box of the shell: any customer by name, code or whatever else finds them."""

import streamlit as st

from pages.shared import address
from pages.shared.ask import ask
from pages.shared.language import _

CARRIED = ("lang", "as_of", "known_on", "release", "unit")
ENOUGH = 2  # hits tell whether there is only one


@st.fragment
def box(profile: str) -> None:
    """A box behind a magnifier. Enter opens the customer who is meant, else the list of hits.

    profile: the page file of the customer profile, which also lists what is found.
    """
    with (
        st.popover(_("Customer"), icon=":material/search:"),
        st.form("search", border=False, enter_to_submit=True),
    ):
        text = st.text_input(
            _("Find a customer"),
            key="search_text",
            placeholder=_("Name, code, city …"),
            label_visibility="collapsed",
        ).strip()
        if not st.form_submit_button(_("Search"), icon=":material/search:") or not text:
            return
        found = ask("customers/search", text=text, limit=ENOUGH)
        if found.is_empty():
            st.caption(_("No customer found."))
            return
        best = found.row(0, named=True)
        is_meant = found.height == 1 or text in (best["customer_id"], best["customer_name"])
        name, value = ("customer", best["customer_id"]) if is_meant else ("find", text)
        st.switch_page(profile, query_params={**address.kept(CARRIED), name: value})
