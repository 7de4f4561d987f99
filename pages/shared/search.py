"""The search box of the shell: any customer by name, code or whatever else finds them."""

import streamlit as st

from pages.shared.ask import ask
from pages.shared.language import _
from pages.shared.parts import escaped

SHOWN = 8


@st.fragment
def box(profile: str) -> None:
    """A box behind a magnifier; what is found leads to `/profile?customer=ID`.

    profile: the page file of the customer profile.
    """
    with st.popover(_("Customer"), icon=":material/search:"):
        text = st.text_input(
            _("Find a customer"),
            key="search_text",
            type="search",
            placeholder=_("Name, code, city …"),
            label_visibility="collapsed",
        )
        if not text:
            return
        found = ask("customers/search", text=text)
        for code, name in found.head(SHOWN).select("customer_id", "customer_name").iter_rows():
            st.page_link(
                profile,
                label=escaped(f"{name} · {code}"),
                query_params={"customer": code},
                width="stretch",
            )
        if found.is_empty():
            st.caption(_("No customer found."))
        elif found.height > SHOWN:
            st.caption(_("{count} more: type on to narrow down.", count=found.height - SHOWN))
