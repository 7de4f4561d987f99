"""What is wrong with the files of an upload: every problem with its place, and as a file."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from data import audit, uploads
from data.contracts import TABLES
from data.uploads import Job
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.numbers import count, joined
from pages.shared.parts import escaped
from pages.shared.session import current_user
from pages.shared.tables import table
from pages.shared.uploads import upload_words

SHOWN = 500  # problems on the screen; the file has all
NOTES = 12
MANY = 15  # from here on the kinds of problems are counted first


def draw(job: Job, outcome: Mapping[str, Any]) -> None:
    """The problems of rows as a table, the rejected rows as CSV, and what was done in passing."""
    problems = [one for one in outcome["problems"] if one["row"] is not None]
    if problems:
        words = "{count} problems: correct the file and drop it again"
        if any(map(upload_words.waiting, outcome["files"])):
            words = "{count} problems: answer above, or correct the file and drop it again"
        title = _(words, count=count(len(problems)))
        if len(problems) > MANY:
            table(kinds(problems), "kinds", title=_("Problems by kind"), select=False, wraps=True)
        several = len(job.files) > 1
        table(grid(problems, several), "problems", title=title, select=False, wraps=True)
        if outcome["rejected"]:
            download(job)
    notes(outcome["notes"])


def grid(problems: list[Mapping[str, Any]], several: bool) -> Grid:
    """One row per problem: row, column, what stands there, what was expected.

    several: more than one file was dropped, so each row says which.
    """
    rows = [
        {
            "at": str(one["row"]),
            "file": one["file"] + (f" · {one['sheet']}" if one.get("sheet") else ""),
            "column": in_words(one["column"]),
            "value": one["value"],
            "problem": one["problem"],
        }
        for one in problems
    ]
    columns = [
        Column("at", _("Row"), pinned=True, width=90),
        Column("column", _("Column"), width=150),
        Column("value", _("What stands there"), width=200),
        Column("problem", _("What is wrong, what was expected"), width=560),
    ]
    if several:
        columns.insert(1, Column("file", _("File"), width=180))
    return lay_out(pl.DataFrame(rows), columns, limit=SHOWN, rest=_others)


def kinds(problems: list[Mapping[str, Any]]) -> Grid:
    """One row per column and kind of problem, the most frequent first."""
    rows = [
        {"column": in_words(one["column"]), "problem": one["kind"], "value": one["value"]}
        for one in problems
    ]
    counted = (
        pl.DataFrame(rows)
        .group_by("column", "problem", maintain_order=True)
        .agg(number=pl.len(), value=pl.col("value").first())
        .sort("number", descending=True, maintain_order=True)
    )
    columns = [
        Column("column", _("Column"), pinned=True, width=170),
        Column("number", _("How often"), "count", width=100),
        Column("problem", _("What is wrong, what was expected"), width=560),
        Column("value", _("For example"), width=220),
    ]
    return lay_out(counted, columns, limit=50, rest=_others)


def in_words(column: str) -> str:
    """The header as the file has it; the names of several key fields as their labels."""
    fields = {one.name: one for table in TABLES.values() for one in table.fields}
    names = column.split(", ")
    if not all(one in fields for one in names):
        return column
    return joined((fields[one].label(current()) for one in names), current())


def _others(left: int) -> str:
    return _("{count} more", count=count(left))


def download(job: Job) -> None:
    """The rejected rows with the reason beside each."""

    name, language = current_user().name, current()  # a click asks outside of any run of the page

    def content() -> bytes:
        audit.record("export", name, page="upload", kind="csv", job=job.job_id)
        return uploads.rejected(job.job_id, language)

    st.download_button(
        _("Rejected rows with the reason beside each (CSV)"),
        content,
        _("rejected rows") + ".csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def notes(given: list[Mapping[str, Any]]) -> None:
    """What was done to the rows in passing: sums left out, names taken as codes."""
    for one in given[:NOTES]:
        st.caption(f":material/info: {escaped(one['file'] + ': ' + one['note'])}")
    if len(given) > NOTES:
        st.caption(_("{count} more", count=count(len(given) - NOTES)))
