"""Who could close the gap: customers below what they brought at this point of earlier periods."""

from typing import Any

import polars as pl
import streamlit as st

from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.exports import Sheet
from pages.shared.grid import MOST_ROWS, Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.parts import caption, escaped
from pages.shared.tables import table
from pages.shared.targets.documents_of_row import documents_of_row
from pages.shared.targets.standings import total_of
from pages.shared.targets.subject import Subject
from pages.shared.words import closers as words
from pages.shared.words.receivables import LIGHTS, action_words, reason_of
from pages.shared.words.targets import place

FIRST_ROWS = 10
TABLE = "closers"
EARLIER = ("first", "second", "third")


def closers(subject: Subject) -> list[Sheet]:
    """Draw the customers whose return to what is usual would bring most, against the gap."""
    metric, view, language = subject.metric, subject.view, current()
    if metric.documents == "customers":
        st.caption(_("An outlet is won once: see who is being developed instead."))
        return []
    gap = missing_to_plan(subject)
    rows = ask("targets/closers", metric=metric.code, gap=gap, **subject.parameters)
    if rows.is_empty():
        st.caption(escaped(_("No customer is below the mean of the three periods before.")))
        return []
    rows = judged(subject, rows)
    answer = words.answer(metric, rows, gap, view, language, first=FIRST_ROWS)
    caption(f"{subject.where} · {answer}" if subject.where else answer)
    grid = closers_grid(subject, rows, gap, FIRST_ROWS)
    title = _(
        "{metric}, {unit}, {days}, and the same days of the three periods before",
        **place(metric, view, language),
    )
    picked = table(grid, TABLE, title=title, whole=True)
    sheets = [Sheet(title, closers_grid(subject, rows, gap, MOST_ROWS))]
    if stopped := words.stopped(rows.head(FIRST_ROWS), language):
        st.markdown(escaped(stopped))
    st.caption(escaped(" · ".join(_definitions(rows, gap))))
    if picked:
        name = rows.row(by_predicate=pl.col("customer_id") == picked, named=True)["customer_name"]
        spans = [(rows[f"{one}_on"][0], rows[f"{one}_to_on"][0]) for one in _known(rows)]
        sheets += documents_of_row(subject, "customer", picked, name, *spans)
    return sheets


def judged(subject: Subject, rows: pl.DataFrame) -> pl.DataFrame:
    """The customers with `verdict`, `told` and `light`: who may be shipped nothing buys nothing.

    Of collections no verdict is asked: who is stopped may pay all the same.
    """
    if subject.metric.documents == "receipts":
        return rows.with_columns(
            verdict=pl.lit(None, pl.String), told=pl.lit(None, pl.String), light=pl.lit("none")
        )
    asked = {"as_of": subject.view.as_of, "customer_ids": rows["customer_id"].to_list()}
    found = ask("receivables/shipping", **asked)
    reasons = pl.Series([reason_of(row) for row in found.iter_rows(named=True)], dtype=pl.String)
    judged = found.select(
        "customer_id",
        "verdict",
        told=pl.col("verdict") + "/" + reasons,
        light=pl.col("verdict").replace_strict(LIGHTS, return_dtype=pl.String),
    )
    return rows.join(judged, "customer_id", "left", maintain_order="left")


def missing_to_plan(subject: Subject) -> float | None:
    """Expected − actual of the node; None without a target."""
    found = total_of(subject.metric.code, subject.parameters, subject.view, subject.node)
    return None if found["variance"] is None else -float(found["variance"])


def _known(rows: pl.DataFrame) -> list[str]:
    """The earlier periods that there are data of, the newest first."""
    return [one for one in EARLIER if rows[f"{one}_value"].count()]


def closers_grid(subject: Subject, rows: pl.DataFrame, gap: float | None, limit: int) -> Grid:
    """One row per customer, the largest shortfall first; what it closes runs up."""
    metric, view, language = subject.metric, subject.view, current()
    kind = metric.kind
    heads = {one: words.earlier(rows[f"{one}_on"][0], view, language) for one in _known(rows)}
    columns = [
        Column("customer_name", _("Customer"), pinned=True, width=160),
        Column("rep_name", _("Rep"), width=76),
        *([Column("told", _("May we ship?"), "status", width=112)] if rows["told"].count() else []),
        Column("actual_value", _("These days"), kind, width=88),
        *(Column(f"{one}_value", head, kind, width=92) for one, head in heads.items()),
        Column("mean_value", _("Their mean"), kind, width=88),
        Column("missing_value", _("Below it by"), kind, width=92),
        Column("cumulated_value", _("Running sum"), kind, adds=False, width=92),
    ]
    all_of_it = rows["missing_value"].sum()
    total: dict[str, Any] = {"cumulated_value": all_of_it}
    if gap is not None and gap > 0:
        meaning = _("Running sum ÷ gap: 100% closes it")
        columns.append(
            Column("cumulated_share", _("Of the gap"), "bar", width=140, meaning=meaning)
        )
        total["cumulated_share"] = float(all_of_it) / gap
    return lay_out(
        rows,
        columns,
        unit=view.unit,
        key="customer_id",
        light="light",
        light_words=action_words(current()),
        label=_("Total"),
        total=total,
        limit=limit,
        rest=lambda count: _("{count} more customers", count=numbers.count(count)),
    )


def _definitions(rows: pl.DataFrame, gap: float | None) -> list[str]:
    known = int(rows["known_periods"][0])
    said = [_("below it by = mean of the same days of the three periods before − these days")]
    if known < len(EARLIER):
        said.append(_("only {known} of three periods are known", known=known))
    if gap is not None and gap > 0:
        said.append(_("gap = expected by now − actual"))
    return [*said, _("select a customer → its documents")]
