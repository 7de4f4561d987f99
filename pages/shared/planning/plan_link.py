"""The way from a target to where it is set, for whom it is to set."""

import streamlit as st

from pages.shared.language import _
from pages.shared.register import Entry, pages_for
from pages.shared.session import current_user


def plan_link(*, month: str = "", metric: str = "", region: str = "", rep: str = "") -> None:
    """A link to `/plan`; nothing where the user may not open it.

    month: YYYY-MM; metric, region, rep: codes; "" = the page's usual choice. A rep is found
    beside its region.
    """
    entry = _entry()
    if entry is None:
        return
    wanted = {"month": month, "metric": metric, "region": region, "rep": rep}
    st.page_link(
        str(entry.file),
        label=_("Set targets"),
        icon=":material/edit_calendar:",
        query_params={name: value for name, value in wanted.items() if value},
    )


def may_plan() -> bool:
    """Whether who is here now may set targets: rights may have changed since the page was drawn."""
    return _entry() is not None


def _entry() -> Entry | None:
    return next((one for one in pages_for(current_user().role) if one.address == "plan"), None)
