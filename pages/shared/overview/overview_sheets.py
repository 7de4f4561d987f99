"""What the overview says beside its actions, as tables for a file: four answers, six measures."""

from collections.abc import Sequence

import polars as pl

from pages.shared import numbers
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.overview.agenda import Item
from pages.shared.parts import light_words
from pages.shared.targets.metrics import METRICS


def answers_table(items: Sequence[Item]) -> Grid:
    """The items of the agenda in their order: light, sentence and figure of each."""
    rows = [
        {
            "item": item.title,
            "light": item.answer.light,
            "answer": item.answer.text,
            "figure": " ".join(
                part for part in (item.figure.label, item.figure.value, item.figure.unit) if part
            ),
        }
        for item in items
    ]
    columns = [
        Column("item", _("Agenda item"), width=100, pinned=True),
        Column("light", _("Status"), "status", width=84),
        Column("answer", _("Answer"), width=560),
        Column("figure", _("Figure"), width=150),
    ]
    return lay_out(pl.DataFrame(rows), columns, light="light", light_words=light_words())


def measures_table(drawn: pl.DataFrame, unit: str) -> Grid:
    """The six measures as drawn, with actual and target in the unit of each.

    drawn: of `six_measures`; unit: the money unit of the page.
    """
    language = current()
    metrics = [METRICS[code] for code in drawn["metric"]]
    factors = [
        float(numbers.per_yuan(unit)) if metric.kind == "money" else 1.0 for metric in metrics
    ]
    rows = drawn.with_columns(
        pl.col("actual_value", "target_value") * pl.Series(factors),
        unit=pl.Series([metric.unit_word(unit, language) for metric in metrics], dtype=pl.String),
    )
    columns = [
        Column("name", _("Measure"), width=120, pinned=True),
        Column("light", _("Status"), "status", width=84),
        Column("attainment", _("Attainment"), "percent"),
        Column("expected", _("Expected by now"), "percent", width=120),
        Column("pace_gap", _("Gap, pp"), "points"),
        Column("projection", _("Projection"), "percent"),
        Column("actual_value", _("Actual"), "number", width=110),
        Column("target_value", _("Target"), "number", width=110),
        Column("unit", _("Unit"), width=72),
    ]
    return lay_out(rows, columns, light="light", light_words=light_words())
