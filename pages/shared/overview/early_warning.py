"""The early warning in a few lines, and the way to all of it."""

import streamlit as st

from pages.shared import address, numbers
from pages.shared.language import _, current
from pages.shared.overview.agenda import CARRIED
from pages.shared.parts import escaped
from pages.shared.sections import PARAMETER as PART
from pages.shared.targets.standings import asked
from pages.shared.targets.warnings import found, tell
from pages.shared.tokens import SIGNS
from pages.shared.view import View

MOST = 3


def early_warning(view: View, page: str) -> None:
    """Draw the first findings of the view and a link to the others. page: the targets page."""
    abnormal = found(asked(view))
    if not abnormal.findings:
        st.markdown(
            f"**{escaped(_('Early warning'))}** :green[{SIGNS['green']}] "
            f"{escaped(_('Nothing abnormal'))}"
        )
        return
    count = numbers.count(len(abnormal.findings))
    st.page_link(
        page,
        label=escaped(_("Early warning: {count} findings", count=count)),
        icon=":material/arrow_forward:",
        icon_position="right",
        query_params=address.kept(CARRIED) | {PART: "warnings"},
    )
    tell(abnormal.first[:MOST], view, current())
