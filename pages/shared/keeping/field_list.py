"""A table of the contract as people read it: its columns, what they mean, their other names."""

import polars as pl
import streamlit as st

from data import templates
from data.contracts import Table
from data.language import translate
from pages.shared.export_menu import EXCEL
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _
from pages.shared.parts import escaped


def about(table: Table, language: str) -> None:
    """One sentence on the table and its key."""
    key = [one.label(language) for one in table.fields if one.key]
    sentence = translate(language, table.meaning)
    joined = ("、" if language == "zh" else ", ").join(key)
    st.markdown(escaped(f"{sentence} {_('Key: {fields}.', fields=joined)}"))


def templates_of(table: Table, language: str) -> None:
    """Empty files to fill in."""
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("Excel template"),
            lambda: templates.as_workbook(table, language),
            templates.file_name(table, language, "xlsx"),
            EXCEL,
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            _("CSV template"),
            lambda: templates.as_csv(table, language),
            templates.file_name(table, language, "csv"),
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )


def grid(table: Table, language: str) -> Grid:
    """One row per column of the table: header, need, kind, values, meaning, other headers."""
    titles, *rows = templates.explanations(table, language)
    names = [f"c{number}" for number in range(len(titles))]
    frame = pl.DataFrame([dict(zip(names, row, strict=True)) for row in rows])
    columns = [
        Column(name, title, pinned=name == "c0") for name, title in zip(names, titles, strict=True)
    ]
    return lay_out(frame, columns, key="c0")
