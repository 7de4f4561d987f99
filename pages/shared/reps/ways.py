"""From a row of a rep's page to where the documents stand: another page, or the customer."""

from collections.abc import Iterable, Mapping

import streamlit as st

from pages.shared import address
from pages.shared.language import _
from pages.shared.profile_link import profile_link
from pages.shared.register import pages_for
from pages.shared.session import current_user

CARRIED = ("lang", "as_of", "known_on", "release", "period", "from_on", "to_on", "unit")


def way(page: str, label: str, parameters: Mapping[str, str | Iterable[str]] | None = None) -> None:
    """A link to another page with the days of this one; nothing where the user may not open it."""
    entry = next((one for one in pages_for(current_user().role) if one.address == page), None)
    if entry is not None:
        st.page_link(
            str(entry.file),
            label=label,
            icon=":material/arrow_forward:",
            icon_position="right",
            query_params={**address.kept(CARRIED), **(parameters or {})},
        )


def ways_of(page: str | None, at: str | None, customer_id: str | None, name: str) -> None:
    """From a chosen duty to its page, and to its customer; at: `parameter=value` there."""
    with st.container(horizontal=True):
        if page:
            way(page, _("Open page"), dict([at.split("=", 1)]) if at else {})
        if customer_id:
            profile_link(customer_id, name)
