"""Where the gap comes from: one step per node, then what was never broken down, then the whole."""

import polars as pl
import streamlit as st

from pages.shared import numbers
from pages.shared.charts import waterfall
from pages.shared.exports import Sheet
from pages.shared.language import _, current
from pages.shared.parts import chart, signs
from pages.shared.presenter import theme
from pages.shared.targets.standings import PARTS, Standings, standings
from pages.shared.targets.subject import Subject
from pages.shared.words.targets import OTHERS

MOST_STEPS = 10


def gap(subject: Subject) -> list[Sheet]:
    """Draw the steps of a node's gap.

    Without any target below every step would be more than the nothing expected: then in words.
    """
    metric, view, where = subject.metric, subject.view, subject.where
    found = standings(metric.code, subject.parameters, subject.level, view.compare, subject.node)
    if found.nodes["expected"].count() == 0:
        st.caption(_("No target is broken down here: there is no gap to explain."))
        return []
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
        key="gap",
    )
    return []


def gap_steps(found: Standings, most: int = MOST_STEPS) -> pl.DataFrame:
    """Rows for `charts.waterfall.rows`: name, value, is_total; the steps add up to the total.

    Who has an actual without a target counts with all of it. The largest steps stand alone.
    """
    steps = found.rows.select(
        "key", "name", value=pl.col("actual") - pl.col("expected").fill_null(0.0)
    )
    nodes = steps.filter(~pl.col("key").is_in(PARTS))
    if nodes.height > most:
        by_size = nodes.sort(pl.col("value").abs(), descending=True, maintain_order=True)
        others = by_size.slice(most)
        kept = by_size.head(most).sort("value", maintain_order=True)
        name = _(OTHERS[found.level], count=numbers.count(others.height))
        rest = pl.DataFrame([{"key": "", "name": name, "value": others["value"].sum()}])
        nodes = pl.concat([kept, rest])
    parts = steps.filter(pl.col("key").is_in(PARTS), pl.col("value") != 0)
    total = float(found.total["actual_value"] or 0) - float(found.total["expected_value"] or 0)
    whole = pl.DataFrame([{"key": "", "name": _("Gap in total"), "value": total}])
    return pl.concat([nodes, parts, whole]).select(
        "name", "value", is_total=pl.int_range(pl.len()) == pl.len() - 1
    )
