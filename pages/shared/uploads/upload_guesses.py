"""What each file of an upload was taken for: one row per file, its first rows as they stand."""

import html
from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from data.contracts import TABLES
from data.uploads import Job
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.numbers import count, joined
from pages.shared.parts import escaped
from pages.shared.tables import table
from pages.shared.tokens import css
from pages.shared.uploads import upload_empties, upload_form, upload_words
from pages.shared.uploads.upload_form import ENCODING_WORDS, SEPARATOR_WORDS
from pages.shared.words.upload import files_refused

File = Mapping[str, Any]


def draw(job: Job, outcome: Mapping[str, Any]) -> None:
    """The files, and what the chosen one was taken for with everything changeable."""
    files = outcome["files"]
    refused = files_refused(outcome)
    wrong = {one["file"] for one in outcome["problems"]}
    picked = None
    if len(files) > 1:
        laid = grid(files, refused, wrong)
        picked = table(laid, "file", title=_("What each file was taken for"))
    found = next(one for one in files if one["file"] == (picked or first(job, files, refused)))
    title = _("{file}: taken for {table}", file=found["file"], table=label(found))
    table(sample(found), "sample", title=title, legend=told(found), select=False)
    needed = found["file"] in refused
    if needed:
        for one in outcome["problems"]:
            if one["file"] == found["file"] and one["row"] is None:
                st.error(escaped(one["problem"]), icon=":material/help:")
    if needed:
        title = _("What is it? Answer here, then read again")
    elif upload_words.waiting(found):
        title = _("What do its words stand for? Answer here, then read again")
    elif upload_empties.waiting(found):
        title = _("Where do rows count that lack something? Answer here, then read again")
    else:
        title = _("Is something taken wrongly? Say here what it is")
    expanded = needed or bool(upload_words.waiting(found) or upload_empties.waiting(found))
    with st.expander(title, icon=":material/tune:", expanded=expanded):
        upload_form.draw(job, found)


def first(job: Job, files: list[File], refused: list[str]) -> str:
    """The file in front: in the order they were dropped, so that none jumps in while one is asked.

    One that needs an answer, else one with unknown words, else any.
    """
    words = [one["file"] for one in files if upload_words.waiting(one)]
    asked = refused or words or [one["file"] for one in files]
    return next(one.name for one in job.files if one.name in asked)


def label(found: File) -> str:
    """The table a file was taken for, in words."""
    return TABLES[found["table"]].label(current()) if found["table"] else _("nothing yet")


def told(found: File) -> str:
    """How the file was read: sheet, header row, encoding, separator, columns not used."""
    parts = [
        _("sheet {sheet}", sheet=found["sheet"]) if found.get("sheet") else "",
        header_row(found),
        _(ENCODING_WORDS.get(found.get("encoding", ""), "")),
        _(SEPARATOR_WORDS.get(found.get("delimiter", ""), "")),
        _("{count} rows", count=count(found["rows"])) if found["rows"] else "",
    ]
    return legend(" · ".join(one for one in parts if one))


def header_row(found: File) -> str:
    """Where the header stands."""
    if "header_row" not in found:
        return ""
    at = found["header_row"]
    return _("header in row {row}", row=at) if at else _("without header")


def legend(text: str) -> str:
    """Quiet words beside a title."""
    look = f"font-size:.8125rem;color:{css('muted')}"
    return f'<span style="{look}">{html.escape(text)}</span>'


def grid(files: list[File], refused: list[str], wrong: set[str]) -> Grid:
    """One row per file; its key is the name."""

    def state(one: File) -> tuple[str, str]:
        if one["file"] in refused:
            return "red", _("needs an answer")
        if upload_words.waiting(one):
            return "amber", _("has unknown words")
        return ("amber", _("has wrong rows")) if one["file"] in wrong else ("green", _("read"))

    rows = []
    for one in files:
        light, word = state(one)
        used = len({at for source in one["mapping"] for at in source.get("columns", ())})
        rows.append(
            {
                "file": one["file"],
                "state": word,
                "light": light,
                "table": label(one),
                "rows": one["rows"],
                "header": str(one.get("header_row", "")),
                "sheet": one.get("sheet", ""),
                "encoding": _(ENCODING_WORDS.get(one.get("encoding", ""), "")),
                "used": used,
                "ignored": ", ".join(one["ignored"]),
            }
        )
    columns = [
        Column("file", _("File"), pinned=True, width=220),
        Column("state", _("State"), "status", width=130),
        Column("table", _("Taken for"), width=120),
        Column("rows", _("Rows"), "count", width=90),
        Column("header", _("Header row"), width=90),
        Column("used", _("Columns used"), "count", width=100),
        Column("ignored", _("Not used"), width=320),
        Column("sheet", _("Sheet"), width=100),
        Column("encoding", _("Encoding"), width=120),
    ]
    return lay_out(pl.DataFrame(rows), columns, key="file", light="light")


def wide_enough(title: str) -> int:
    """Pixels for a title; Chinese signs are twice as wide."""
    return min(280, max(110, 28 + sum(8 if sign.isascii() else 15 for sign in title)))


def sample(found: File) -> Grid:
    """The first rows as they stand, above each column the fields that it fills."""
    language = current()
    fields = TABLES[found["table"]].by_name if found["table"] else {}
    taken: dict[int, list[str]] = {}
    for one in found["mapping"]:
        for at in one.get("columns", ()):
            taken.setdefault(at, []).append(fields[one["field"]].label(language))
    columns = []
    for at, header in enumerate(found["headers"]):
        title = header.strip() or _("(no header)")
        if at in taken:
            title = f"{title} → {joined(taken[at], language)}"
        columns.append(Column(f"c{at}", title, width=wide_enough(title)))
    rows = [
        {column.name: cell for column, cell in zip(columns, row, strict=False)}
        for row in found["sample"]
    ]
    schema = {column.name: pl.String for column in columns}
    return lay_out(pl.DataFrame(rows, schema=schema), columns or [Column("c0", "")])
