"""Feedback from visits that nobody handled in time: by rep, and the visits of the chosen rep."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.codes import code_words
from pages.shared.grid import MOST_ROWS, Column, Grid, lay_out
from pages.shared.language import _
from pages.shared.tables import table
from pages.shared.view import View

FIRST_ROWS = 10


def late_feedback(view: View, who: Mapping[str, Any]) -> Grid | None:
    """Draw who owes an answer on what customers said; gives the table of reps for the export.

    Counted: what waits now, and what was handled late since the period began.
    """
    asked = ask("complaints/visit_feedback", as_of=view.until, **who)
    found = asked.filter(
        pl.col("is_late")
        & (pl.col("handled_on").is_null() | (pl.col("handled_on") >= view.from_on))
    ).with_columns(pl.col("rep_id").fill_null("-"), pl.col("rep_name").fill_null(_("Unassigned")))
    if found.is_empty():
        return None
    chosen = table(
        _by_rep(found, FIRST_ROWS),
        "feedback",
        title=_("Visit feedback not handled in time, by rep"),
    )
    if chosen:
        mine = found.filter(rep_id=chosen)
        title = _("{rep} · feedback not handled in time", rep=mine["rep_name"][0])
        table(_visits(mine), "feedback_visits", title=title, select=False)
    return _by_rep(found, MOST_ROWS)


def _by_rep(found: pl.DataFrame, limit: int) -> Grid:
    waiting = pl.col("handled_on").is_null()
    rows = (
        found.group_by("rep_id", "rep_name")
        .agg(
            waiting_count=waiting.sum(),
            handled_count=(~waiting).sum(),
            longest_days=pl.col("late_days").filter(waiting).max(),
            customer_count=pl.col("customer_id").n_unique(),
        )
        .sort("waiting_count", "longest_days", "rep_id", descending=[True, True, False])
    )
    columns = [
        Column("rep_name", _("Rep"), width=110, pinned=True),
        Column("waiting_count", _("Waiting past due"), "count", width=120, heat=4),
        Column("longest_days", _("Longest, days"), "count", width=110, adds=False),
        Column("handled_count", _("Handled late in the period"), "count", width=170),
        Column("customer_count", _("Customers"), "count", width=96, adds=False),
    ]
    return lay_out(
        rows,
        columns,
        key="rep_id",
        label=_("Total"),
        total={
            "longest_days": rows["longest_days"].max(),
            "customer_count": found["customer_id"].n_unique(),
        },
        limit=limit,
        rest=lambda count: _("{count} others", count=numbers.count(count)),
    )


def _visits(mine: pl.DataFrame) -> Grid:
    columns = [
        Column("customer_name", _("Customer"), width=132, pinned=True),
        Column("visited_on", _("Visited"), "date"),
        Column("about", _("Concerns"), width=80),
        Column("feedback", _("What they said"), width=260),
        Column("due_on", _("To be handled by"), "date"),
        Column("handled_on", _("Handled"), "date"),
        Column("late_days", _("Late, days"), "count", width=84, adds=False, effect=True),
        Column("visit_id", _("Visit"), width=104),
    ]
    rows = mine.with_columns(
        pl.col("about").replace(code_words("visits", "about")),
        light=pl.when(pl.col("handled_on").is_null())
        .then(pl.lit("red"))
        .otherwise(pl.lit("amber")),
    )
    return lay_out(
        rows,
        columns,
        light="light",
        label=_("Total"),
        total={"light": "none", "visit_id": _("{count} visits", count=numbers.count(rows.height))},
        limit=200,
        rest=lambda count: _("{count} others", count=numbers.count(count)),
    )
