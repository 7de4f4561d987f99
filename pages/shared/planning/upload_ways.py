"""Targets and profiles from a file: the way to the upload page, and empty files to fill in."""

from functools import partial

import streamlit as st

from data import templates
from data.contracts import TABLES
from pages.shared.language import _, current
from pages.shared.register import pages_for
from pages.shared.session import current_user


def upload_ways() -> None:
    """A file instead of typing: templates for everybody here, the page for who may upload."""
    language = current()
    with st.expander(_("From a file instead"), icon=":material/upload_file:"):
        with st.container(horizontal=True, gap="small"):
            for name in ("targets", "profiles"):
                table = TABLES[name]
                st.download_button(
                    _("Template: {table}", table=table.label(language)),
                    partial(templates.as_workbook, table, language),
                    templates.file_name(table, language, "xlsx"),
                    icon=":material/table_view:",
                    on_click="ignore",
                    key=f"template_{name}",
                )
        entry = next(
            (one for one in pages_for(current_user().role) if one.address == "upload"), None
        )
        if entry:
            st.page_link(
                str(entry.file), label=_("To the upload page"), icon=":material/arrow_forward:"
            )
        else:
            st.caption(_("Please ask the data clerk to upload the files."))
