"""The documents behind a number of credit: the first ones and their total, all on request."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from pages.shared import address, numbers
from pages.shared.grid import MOST_ROWS, Column, Grid, lay_out
from pages.shared.language import _
from pages.shared.paper import printing
from pages.shared.receivables.listing import EVERY, FIRST, IN, MOST
from pages.shared.tables import table


def documents(
    rows: pl.DataFrame, columns: Sequence[Column], key: str, title: str, light: str = ""
) -> Grid:
    """Draw rows in yuan, to the cent; the table for the export. light: the column of lights."""
    every = address.one(EVERY + key) == "1" or printing()

    def grid(limit: int) -> Grid:
        return lay_out(
            rows,
            columns,
            unit=IN,
            light=light,
            label=_("Total"),
            total={},
            limit=limit,
            rest=lambda count: _("{count} more", count=numbers.count(count)),
        )

    table(grid(MOST if every else FIRST), key, title=title, select=False, whole=True)
    if rows.height > FIRST and not printing():
        count = numbers.count(min(rows.height, MOST))
        st.button(
            _("First {count} only", count=FIRST) if every else _("Show {count} rows", count=count),
            key=f"more_{key}",
            type="tertiary",
            icon=":material/unfold_less:" if every else ":material/unfold_more:",
            on_click=address.write,
            args=(EVERY + key, None if every else "1"),
        )
    return grid(MOST_ROWS)
