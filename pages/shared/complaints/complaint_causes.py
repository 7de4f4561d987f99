"""What customers complain about: causes with their shares, and the complaints of one cause."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from data.calendar import Period, first_days, previous
from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.charts import bars
from pages.shared.complaints.complaint_tables import complaint_list
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _
from pages.shared.parts import chart, signs
from pages.shared.presenter import theme
from pages.shared.tables import table
from pages.shared.view import View

NONE_GIVEN = "-"  # key of the row without cause
MOST_COMPLAINTS = 50


def causes_chart(view: View, found: pl.DataFrame, span: str, who: Mapping[str, Any]) -> None:
    """Draw the causes of the period beside those of as many days of the period before.

    found: rows of complaints/causes.
    """
    title = _("What they complain about, received {span}", span=span)
    if found.is_empty():
        st.caption(_("No complaint was received {span}.", span=span))
        return
    elapsed = (view.until - view.from_on).days + 1
    earlier = first_days(previous(Period(view.period, view.from_on, view.to_on)), elapsed)
    before = ask("complaints/causes", as_of=earlier.to_on, from_on=earlier.from_on, **who)
    chart(
        title,
        signs(("actual", _("complaints")), ("prior", _("same days before"))),
        bars.ranked_rows(ranked(found, before), numbers.count),
        bars.spec(theme(), _("complaints"), _("cumulated")),
        key="causes",
    )


def ranked(found: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """name, value, prior for `charts.bars.ranked_rows`: both rows of complaints/causes."""
    counts = dict(before.select("category", "complaint_count").iter_rows())
    return found.select(
        name=_word(),
        value="complaint_count",
        prior=pl.col("category").replace_strict(counts, default=0, return_dtype=pl.Int64),
    )


def causes_table(view: View, found: pl.DataFrame, span: str, who: Mapping[str, Any]) -> Grid:
    """Draw the causes with recurrence and what was explained; the chosen one's complaints."""
    grid = causes_grid(found)
    chosen = table(grid, "causes", title=_("Causes, received {span}", span=span))
    if chosen:
        category = "" if chosen == NONE_GIVEN else chosen
        received = ask("customers/complaints", as_of=view.until, **who).filter(
            pl.col("received_at").dt.date() >= view.from_on,
            pl.col("category").fill_null("") == category,
        )
        title = _("Complaints of this cause: {cause}", cause=category or _("No cause given"))
        shown = complaint_list(received, MOST_COMPLAINTS, with_customer=True)
        table(shown, "of_cause", title=title, select=False)
    return grid


def causes_grid(found: pl.DataFrame) -> Grid:
    """The causes, most frequent first: rows of complaints/causes."""
    rows = found.with_columns(
        cause=_word(),
        key=pl.when(pl.col("category") == "").then(pl.lit(NONE_GIVEN)).otherwise("category"),
    )
    count, explained = rows["complaint_count"].sum(), rows["explained_count"].sum()
    columns = [
        Column("cause", _("Cause"), width=110, pinned=True),
        Column("complaint_count", _("Cases"), "count", width=72),
        Column("cumulative_share", _("Cumulated"), "percent", width=84),
        Column("late_count", _("past limit"), "count", width=84, heat=3),
        Column("recurred_30_count", _("Again in 30 days"), "count", width=112, heat=3),
        Column("recurred_90_count", _("Again in 90 days"), "count", width=112, heat=3),
        Column("explained_share", _("Cause and action known"), "percent", width=150),
        Column("affected_t", _("Affected, t"), "tonnes", width=96),
        Column("compensation_amount", _("Compensation, CNY"), "money", width=136),
    ]
    return lay_out(
        rows,
        columns,
        unit="yuan",
        key="key",
        label=_("Total"),
        total={"explained_share": float(explained) / float(count) if count else None},
    )


def _word() -> pl.Expr:
    none_given = pl.lit(_("No cause given"))
    return pl.when(pl.col("category") == "").then(none_given).otherwise(pl.col("category"))
