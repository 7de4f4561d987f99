"""Where the gap comes from: one step per node, then what was never broken down, then the whole."""

from dataclasses import replace
from zlib import crc32

import polars as pl
import streamlit as st

from pages.shared import address, numbers
from pages.shared.charts import waterfall
from pages.shared.exports import Sheet
from pages.shared.grid import MOST_ROWS, Column, Grid, Kind, lay_out
from pages.shared.language import _, current
from pages.shared.parts import chart, light_words, signs
from pages.shared.presenter import theme
from pages.shared.tables import SELECTED, table
from pages.shared.targets.documents_of_row import documents_of_row
from pages.shared.targets.split import chosen_split, split_switch, splits
from pages.shared.targets.standings import NARROWED_BY, PARTS, Standings, gaps
from pages.shared.targets.subject import Subject
from pages.shared.view import LISTS
from pages.shared.words import targets as words
from pages.shared.words.targets import HEADS, OTHERS

MOST_STEPS = 10
FIRST_ROWS = 12
TABLE = "gap"
WITHOUT_TARGET = (
    "Who has no target counts with all of the actual; what nobody was given stands against it."
)
FILTERED = "gap_filtered"  # in the session: a click has just narrowed the whole page


def gap(subject: Subject) -> list[Sheet]:
    """Draw the steps of a node's gap by region, rep, customer or family, and their table.

    Without any target below every step would be more than the nothing expected: then in words.
    """
    if st.session_state.pop(FILTERED, False):
        st.rerun(scope="app")
    known = splits(subject, families=subject.metric.has_families)
    level = chosen_split(known)
    split_switch(known, TABLE)
    found = gaps(subject.metric.code, subject.parameters, level, subject.view, subject.node)
    if found.nodes["expected"].count() == 0:
        told = "No target is broken down by {level} here: there is no gap to explain."
        st.caption(_(told, level=_(HEADS[level]) if current() == "zh" else _(HEADS[level]).lower()))
        return []
    title = _steps(subject, found)
    parts = found.rows.filter(pl.col("key").is_in(PARTS))  # nobody's, but seen with the first
    first = found.nodes.head(FIRST_ROWS)
    ordered = pl.concat([first, parts, found.nodes.slice(FIRST_ROWS)])
    shown = gap_grid(subject, replace(found, rows=ordered), first.height + parts.height)
    picked = table(shown, f"{TABLE}_{level}", whole=True)
    sheets = [Sheet(title, gap_grid(subject, found, MOST_ROWS))]
    if found.nodes["expected"].null_count():
        st.caption(_(WITHOUT_TARGET))
    if picked in PARTS:
        st.caption(_(words.PARTS[picked]))
    elif picked:
        name = found.rows.row(by_predicate=pl.col("key") == picked, named=True)["name"]
        sheets += documents_of_row(subject, level, picked, name)
    return sheets


def _steps(subject: Subject, found: Standings) -> str:
    """Draw the waterfall; its title. A click on a line narrows the page down to that node."""
    metric, view, where = subject.metric, subject.view, subject.where
    unit = metric.unit_word(view.unit, current())
    title = (
        _(
            "Where the gap of {where} comes from: actual − expected by now, {unit}",
            where=where,
            unit=unit,
        )
        if where
        else _("Where the gap comes from: actual − expected by now, {unit}", unit=unit)
    )
    chart(
        title,
        signs(("green", _("more than expected")), ("red", _("less than expected"))),
        waterfall.rows(gap_steps(found), lambda value: metric.text(value, view.unit)),
        waterfall.spec(theme()),
        key=f"{TABLE}_{found.level}_{crc32(where.encode())}",
        pick=waterfall.PICK,
        on_pick=lambda key: _narrow(subject, found.level, key),
    )
    return title


def _narrow(subject: Subject, level: str, key: str | None) -> None:
    """The node right below is chosen, with its chip; one further down filters the page."""
    if not key or key in PARTS:
        return
    if level == subject.level:
        address.write(SELECTED + level, key)
    else:
        address.write(LISTS[NARROWED_BY[level]], key)
        st.session_state[FILTERED] = True


def gap_grid(subject: Subject, found: Standings, limit: int) -> Grid:
    """One row per node and what is nobody's, worst first; the total is the node's own gap."""
    kind: Kind = subject.metric.kind
    rate: Kind = "number" if kind == "count" else kind  # what is expected is no whole number
    rows = found.rows.with_columns(gap=_gap())
    total = found.total
    own = float(total["actual_value"] or 0) - float(total["expected_value"] or 0)
    return lay_out(
        rows,
        [
            Column("name", _(HEADS[found.level]), pinned=True, width=176),
            Column("status", _("Status"), "status", width=96),
            Column("target", _("Target"), kind, width=96),
            Column("expected", _("Expected by now"), rate, width=108),
            Column("actual", _("Actual"), kind, width=96),
            Column("gap", _("Gap"), rate, sign=True, effect=True, width=108),
            Column("attainment", _("Attained"), "bar", full=1.2, width=140),
        ],
        unit=subject.view.unit,
        key="key",
        light="light",
        label=_("Total"),
        total={
            "target": total["target_value"],
            "expected": total["expected_value"],
            "actual": total["actual_value"],
            "gap": own,
            "attainment": total["attainment"],
            "light": total["light"] or "none",
            "status": total["light"] or "none",
        },
        limit=limit,
        rest=lambda count: _(OTHERS[found.level], count=numbers.count(count)),
        light_words=light_words(),
    )


def _gap() -> pl.Expr:
    """Actual − expected; who has an actual without a target counts with all of it."""
    return pl.col("actual") - pl.col("expected").fill_null(0.0)


def gap_steps(found: Standings, most: int = MOST_STEPS) -> pl.DataFrame:
    """Rows for `charts.waterfall.rows`: name, value, is_total, key; the steps add up to the total.

    Who has an actual without a target counts with all of it. The largest steps stand alone; where
    there is no room for all, those without a target are one step together.
    """
    steps = found.rows.select("key", "name", "expected", value=_gap())
    several = pl.col("name").is_duplicated()  # two customers of one name are two lines
    steps = steps.with_columns(
        name=pl.when(several).then(pl.format("{} {}", "name", "key")).otherwise("name")
    )
    nodes = steps.filter(~pl.col("key").is_in(PARTS))
    if nodes.height > most:
        without = nodes.filter(pl.col("expected").is_null())
        aside = without if without.height > 1 else without.clear()
        by_size = nodes.join(aside, "key", "anti").sort(
            pl.col("value").abs(), descending=True, maintain_order=True
        )
        others = _in_one(by_size.slice(most), OTHERS[found.level])
        kept = by_size.head(most).sort("value", maintain_order=True)
        nodes = pl.concat([kept, others, _in_one(aside, "{count} without a target")])
    parts = steps.filter(pl.col("key").is_in(PARTS), pl.col("value") != 0)
    total = float(found.total["actual_value"] or 0) - float(found.total["expected_value"] or 0)
    whole = pl.DataFrame([{"key": "", "name": _("Gap in total"), "value": total}])
    return pl.concat([nodes, parts, whole], how="diagonal_relaxed").select(
        "name", "value", pl.int_range(pl.len()).eq(pl.len() - 1).alias("is_total"), "key"
    )


def _in_one(steps: pl.DataFrame, name: str) -> pl.DataFrame:
    """These steps as a single one that selects nobody; none stays none."""
    summed = steps.select(
        key=pl.lit(""),
        name=pl.lit(_(name, count=numbers.count(steps.height))),
        expected=pl.col("expected").sum(),
        value=pl.col("value").sum(),
    )
    return summed.head(1 if steps.height else 0)
