"""A list of documents or items: the first ones and their total in sight, all on request."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from pages.shared import address, numbers
from pages.shared.grid import MOST_ROWS, Column, Grid, lay_out
from pages.shared.language import _
from pages.shared.profile_link import profile_link
from pages.shared.row_keys import row_key
from pages.shared.tables import SELECTED, table

FIRST, MOST = 12, 200
IN = "yuan"  # a document is compared with paper, to the cent
NAMES = (  # what tells one row from all others, as far as a table has it
    "customer_id",
    "document_id",
    "line_no",
    "kind",
    "order_id",
    "due_on",
    "dated_on",
    "is_claim",
)
EVERY = "every_"  # + key of the table, in the address: whether all of them are shown


def listing(
    rows: pl.DataFrame,
    columns: Sequence[Column],
    key: str,
    title: str,
    *,
    total: Mapping[str, Any] | None = None,
    rest: Callable[[int], str] | None = None,
) -> Grid:
    """Draw rows with customer_id and customer_name; below a chosen one the way to its customer.

    total, rest: as in `lay_out`. Gives the table for the export.
    """
    rows = rows.with_columns(row=row_key(*(name for name in NAMES if name in rows.columns)))
    chosen = address.one(SELECTED + key) or ""
    every = address.one(EVERY + key) == "1" or chosen in rows["row"][FIRST:]

    def grid(limit: int) -> Grid:
        return lay_out(
            rows,
            columns,
            unit=IN,
            key="row",
            label=_("Total"),
            total=total or {},
            limit=limit,
            rest=rest or (lambda count: _("{count} more", count=numbers.count(count))),
        )

    picked = table(grid(MOST if every else FIRST), key, title=title, whole=True)
    if rows.height > FIRST:
        _more_or_fewer(key, min(rows.height, MOST), every=every)
    if picked:
        row = rows.row(by_predicate=pl.col("row") == picked, named=True)
        if row["customer_id"]:
            profile_link(row["customer_id"], row["customer_name"])
    return grid(MOST_ROWS)


def _more_or_fewer(key: str, count: int, *, every: bool) -> None:
    fewer, more = _("First {count} only", count=FIRST), numbers.count(count)
    st.button(
        fewer if every else _("Show {count} rows", count=more),
        key=f"more_{key}",
        type="tertiary",
        icon=":material/unfold_less:" if every else ":material/unfold_more:",
        on_click=_turn,
        args=(key, not every),
    )


def _turn(key: str, every: bool) -> None:  # Streamlit passes it by position
    address.write(EVERY + key, "1" if every else None)
    if not every:
        address.remove((SELECTED + key,))
