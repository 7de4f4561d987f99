"""The way from a customer's name to everything about that customer."""

import streamlit as st

from pages.shared.language import _
from pages.shared.names import short
from pages.shared.parts import escaped
from pages.shared.register import pages_for
from pages.shared.session import current_user


def profile_link(customer_id: str, name: str) -> None:
    """A link to `/profile?customer=ID`; nothing where the user may not open it."""
    entry = next((one for one in pages_for(current_user().role) if one.address == "profile"), None)
    if entry is not None:
        st.page_link(
            str(entry.file),
            label=escaped(_("Everything about {customer}", customer=short(name))),
            help=escaped(name) if short(name) != name else None,
            icon=":material/arrow_forward:",
            icon_position="right",
            query_params={"customer": customer_id},
        )
