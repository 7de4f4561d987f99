"""What is chosen within credit: a part, a group of customers, all rows or the first ones."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from pages.shared import address
from pages.shared.grid import MOST_ROWS
from pages.shared.language import _
from pages.shared.numbers import count
from pages.shared.paper import printing
from pages.shared.parts import escaped
from pages.shared.receivables.ageing_filter import ALL, FIRST_ROWS
from pages.shared.tables import SELECTED


def first_rows(rows: pl.DataFrame, keys: Sequence[str], table: str) -> tuple[pl.DataFrame, int]:
    """The rows in the order shown and how many of them are; one that is selected is among them.

    keys: what each row is selected by, in the order of the rows.
    """
    if address.one(ALL) == "1" or printing():
        return rows, min(rows.height, MOST_ROWS)
    chosen = address.one(SELECTED + table)
    if chosen is None or chosen not in keys[FIRST_ROWS:]:
        return rows, FIRST_ROWS
    at = list(keys).index(chosen)
    order = [*range(FIRST_ROWS), at, *(n for n in range(FIRST_ROWS, rows.height) if n != at)]
    return rows[order], FIRST_ROWS + 1


def more_or_fewer(total: int) -> None:
    """The button that shows all rows, or the first ones again."""
    if total <= FIRST_ROWS or printing():
        return
    every = address.one(ALL) == "1"
    st.button(
        _("First {count} rows only", count=count(FIRST_ROWS))
        if every
        else _("Show all {count} rows", count=count(total)),
        type="tertiary",
        icon=":material/unfold_less:" if every else ":material/unfold_more:",
        on_click=address.write,
        args=(ALL, None if every else "1"),
    )


def sentence(clauses: Sequence[str], language: str) -> str:
    """Clauses as one sentence, for a place where Markdown is live."""
    join, end = ("；", "。") if language == "zh" else ("; ", ".")
    return escaped(join.join(one for one in clauses if one) + end)
