"""What the same days of three earlier periods brought, node by node, and why they are unequal."""

from typing import Any

import polars as pl
import streamlit as st

from pages.shared import numbers
from pages.shared.exports import Sheet
from pages.shared.grid import MOST_ROWS, Column, Grid, Kind, lay_out
from pages.shared.language import _, current
from pages.shared.parts import escaped
from pages.shared.tables import table
from pages.shared.targets.documents_of_row import documents_of_row
from pages.shared.targets.standings import OTHERS, beside_earlier, gaps
from pages.shared.targets.subject import Subject
from pages.shared.words import compared as words
from pages.shared.words.targets import HEADS, place

TABLE = "compared"
FIRST_ROWS = 14


def compared(subject: Subject) -> list[Sheet]:
    """Draw a row per child of the chosen node: now, and beside it each earlier period."""
    metric, view, language = subject.metric, subject.view, current()
    total, rows = beside_earlier(metric.code, subject.parameters, subject.level, subject.node)
    total = total.filter(metric=metric.code)
    earlier = total.filter(pl.col("comparison") != "current", pl.col("actual_value").is_not_null())
    if earlier.is_empty():
        st.caption(_("There is nothing earlier to compare with."))
        return []
    named = gaps(metric.code, subject.parameters, subject.level, view, subject.node).nodes
    shown = side_by_side(rows, named.select("key", "name"), earlier["comparison"].to_list())
    title = _(
        "{metric} beside the same days of earlier periods, {unit}, {days}",
        **place(metric, view, language),
    )
    picked = table(_grid(subject, shown, total, earlier, FIRST_ROWS), TABLE, title=title)
    for sentence in words.remarks(total, earlier, view, language):
        st.caption(escaped(sentence))
    sheets = [Sheet(title, _grid(subject, shown, total, earlier, MOST_ROWS))]
    if picked and picked != OTHERS:
        name = shown.row(by_predicate=pl.col("key") == picked, named=True)["name"]
        spans = list(earlier.select("from_on", "compared_to_on").iter_rows())
        sheets += documents_of_row(subject, subject.level, picked, name, *spans)
    return sheets


def side_by_side(rows: pl.DataFrame, names: pl.DataFrame, known: list[str]) -> pl.DataFrame:
    """One row per node: key, name, actual, and per comparison `<comparison>_value`, `_change`,
    `_per_day`; the largest actual first, who brought something only then in one row at the end.

    rows: targets/comparison of one level with `key`; names: key, name of who brought something
    now or has a target; known: the comparisons to be shown.
    """
    money = pl.col("actual_value").cast(pl.Float64)
    wide = rows.filter(comparison="current").select("key", actual=money)
    for one in known:
        beside = rows.filter(comparison=one).select(
            "key",
            money.alias(f"{one}_value"),
            pl.col("change").alias(f"{one}_change"),
            pl.col("change_per_day").alias(f"{one}_per_day"),
        )
        wide = wide.join(beside, "key", "left")
    found = wide.join(names, "key", "left", maintain_order="left")
    sums = ["actual", *(f"{one}_value" for one in known)]
    gone = found.filter(pl.col("name").is_null())
    listed = found.filter(pl.col("name").is_not_null()).sort(
        "actual", "key", descending=[True, False]
    )
    if gone.select(pl.col(sums).abs().sum()).sum_horizontal().sum() == 0:
        return listed
    rest = gone.select(pl.col(sums).sum(), key=pl.lit(OTHERS), name=pl.lit(_("Inactive now")))
    return pl.concat([listed, rest], how="diagonal")


def _grid(
    subject: Subject, shown: pl.DataFrame, total: pl.DataFrame, earlier: pl.DataFrame, limit: int
) -> Grid:
    metric, language = subject.metric, current()
    kind: Kind = metric.kind
    columns = [
        Column("name", _(HEADS[subject.level]), pinned=True, width=140),
        Column("actual", _("These days"), kind, width=96),
    ]
    sums: dict[str, Any] = {"actual": total.filter(comparison="current")["actual_value"][0]}
    for row in earlier.iter_rows(named=True):
        one, word = row["comparison"], words.NAMES[row["comparison"]]
        columns += [
            Column(f"{one}_value", _(word), kind, width=104),
            Column(
                f"{one}_change", _("Changed by"), "percent", sign=True, width=84,
                full_title=f"{_(word)} · {_('Changed by')}",
            ),
        ]  # fmt: skip
        if row["lengths_differ"]:
            columns.append(
                Column(
                    f"{one}_per_day", _("Per day"), "percent", sign=True, width=84,
                    full_title=f"{_(word)} · {_('Per day')}",
                    meaning=words.lengths(row, language),
                )
            )  # fmt: skip
        sums |= {
            f"{one}_value": row["actual_value"],
            f"{one}_change": row["change"],
            f"{one}_per_day": row["change_per_day"],
        }
    return lay_out(
        shown,
        columns,
        unit=subject.view.unit,
        key="key",
        label=_("Total"),
        total=sums,
        limit=limit,
        rest=lambda count: _("{count} others", count=numbers.count(count)),
    )
