"""What an upload changes: rows new, changed, the same, gone, rejected; sums before and after."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars as pl
import streamlit as st

from data.contracts import TABLES
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.numbers import count, joined
from pages.shared.parts import Figure, escaped, figures
from pages.shared.tables import table

Outcome = Mapping[str, Any]


def draw(outcome: Outcome) -> None:
    """Figures over all tables, the counts of each table, the sums of its columns."""
    figures(
        [
            Figure(_("New"), count(outcome["new"]), _("rows")),
            Figure(_("Changed"), count(outcome["changed"]), _("rows")),
            Figure(_("The same"), count(outcome["same"]), _("rows")),
            Figure(_("Vanishing"), count(outcome["gone"]), _("rows"), meaning=meaning_of_gone()),
            Figure(_("Rejected"), count(outcome["rejected"]), _("rows")),
            Figure(
                _("Repeated"),
                count(outcome["duplicates"]),
                _("rows"),
                meaning=meaning_of_repeated(),
            ),
        ]
    )


def meaning_of_gone() -> str:
    """What the column of vanishing rows counts."""
    return _("Rows that are there now and leave: an order comes whole, or the table is replaced.")


def meaning_of_repeated() -> str:
    """What the column of repeated rows counts."""
    return _("Rows that repeat another row exactly count once.")


def tables(outcome: Outcome) -> None:
    """Counts and sums, table by table."""
    title = _("What was published") if outcome["published"] else _("What publishing would do")
    if len(outcome["tables"]) > 1:
        table(counts(outcome), "counts", title=title, select=False)
    grid = sums(outcome)
    if grid.rows:
        table(grid, "sums", title=_("Sums of the whole table, before and after"), select=False)
    for one in outcome["tables"]:
        if lost := one.get("emptied"):
            st.warning(escaped(emptied_words(one["table"], lost)), icon=":material/warning:")


def emptied_words(name: str, lost: Mapping[str, int]) -> str:
    """Which columns of a table lose what stood there, and in how many rows."""
    language, fields = current(), TABLES[name].by_name
    columns = (
        _("{column} in {count} rows", column=fields[one].label(language), count=count(rows))
        for one, rows in lost.items()
    )
    return _(
        "{table}: values that are there now become empty: {columns}.",
        table=TABLES[name].label(language),
        columns=joined(columns, language),
    )


def counts(outcome: Outcome) -> Grid:
    """One row per table, rows by what happens to them."""
    language = current()
    rows = [
        {"name": TABLES[one["table"]].label(language)}
        | {key: one[key] for key in ("new", "changed", "same", "gone", "rejected", "duplicates")}
        for one in outcome["tables"]
    ]
    columns = [
        Column("name", _("Table"), pinned=True, width=150),
        Column("new", _("New"), "count", width=110),
        Column("changed", _("Changed"), "count", width=110),
        Column("same", _("The same"), "count", width=110),
        Column("gone", _("Vanishing"), "count", width=110, meaning=meaning_of_gone()),
        Column("rejected", _("Rejected"), "count", width=110),
        Column("duplicates", _("Repeated"), "count", width=110, meaning=meaning_of_repeated()),
    ]
    total: dict[str, Any] | None = {} if len(rows) > 1 else None
    return lay_out(pl.DataFrame(rows), columns, key="name", label=_("Total"), total=total)


def sums(outcome: Outcome) -> Grid:
    """One row per money or tonnes column that the files fill or that changes otherwise."""
    language = current()
    rows = []
    for one in outcome["tables"]:
        contract = TABLES[one["table"]]
        moved = [name for name, sum_ in one["after"].items() if sum_ != one["before"][name]]
        for name in dict.fromkeys((*one["totals"], *moved)):
            in_files = one["totals"].get(name)
            before, after = (
                Decimal(one[key][name]) if name in one[key] else None for key in ("before", "after")
            )
            rows.append(
                {
                    "key": f"{contract.name}.{name}",
                    "table": contract.label(language),
                    "column": contract.by_name[name].label(language),
                    "unit": _(contract.by_name[name].unit_text),
                    "before": None if before is None else float(before),
                    "in_files": None if in_files is None else float(in_files),
                    "after": None if after is None else float(after),
                    "by": None if before is None or after is None else float(after - before),
                }
            )
    columns = [
        Column("column", _("Column"), pinned=True, width=150),
        Column("table", _("Table"), width=110),
        Column("unit", _("Unit"), width=60),
        Column("in_files", _("In these files"), "number", width=160, digits=2),
        Column("before", _("Before"), "number", width=160, digits=2),
        Column("after", _("After"), "number", width=160, digits=2),
        Column("by", _("Difference"), "number", width=160, digits=2, sign=True),
    ]
    schema = {"key": pl.String, "table": pl.String, "column": pl.String, "unit": pl.String} | (
        dict.fromkeys(("before", "in_files", "after", "by"), pl.Float64)
    )
    return lay_out(pl.DataFrame(rows, schema=schema), columns, key="key")
