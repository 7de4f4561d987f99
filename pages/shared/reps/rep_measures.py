"""The six measures of one rep: against target and pace, and beside the same days of last year."""

import polars as pl

from pages.shared import numbers
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.parts import light_words
from pages.shared.targets.metrics import METRICS, Metric
from pages.shared.view import View


def measures_table(attained: pl.DataFrame, before: pl.DataFrame, view: View) -> Grid:
    """One row per measure, each in its own unit.

    attained, before: rows of targets/attainment and targets/comparison of the rep.
    """
    language = current()
    known = {row["metric"]: row for row in attained.iter_rows(named=True)}
    years = before.filter(comparison="year_before")
    earlier = {row["metric"]: row for row in years.iter_rows(named=True)}
    rows = []
    for code, metric in METRICS.items():
        row, old = known.get(code, {}), earlier.get(code, {})
        rows.append(
            {
                "name": _(metric.title),
                "unit": metric.unit_word(view.unit, language),
                "light": row.get("light") or "none",
                "actual": _in_unit(row.get("actual_value", 0), metric, view),
                "target": _in_unit(row.get("target_value"), metric, view),
                "expected": _in_unit(row.get("expected_value"), metric, view),
                "attainment": row.get("attainment"),
                "pace_gap": row.get("pace_gap"),
                "before": _in_unit(old.get("actual_value"), metric, view),
                "change": old.get("change"),
            }
        )
    columns = [
        Column("name", _("Measure"), width=112, pinned=True),
        Column("light", _("Status"), "status", width=88),
        Column("attainment", _("Attainment"), "bar", full=1.2, width=132),
        Column("pace_gap", _("Gap, pp"), "points", effect=True, width=76),
        Column("actual", _("Actual"), "number", width=92),
        Column("expected", _("Expected by now"), "number", width=92),
        Column("target", _("Target"), "number", width=92),
        Column("before", _("Same days last year"), "number", width=96),
        Column("change", _("yoy"), "percent", sign=True, width=76),
        Column("unit", _("Unit"), width=60),
    ]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    return lay_out(frame, columns, light="light", light_words=light_words())


def _in_unit(value: object, metric: Metric, view: View) -> float | None:
    """A value in the unit of its measure."""
    if value is None:
        return None
    factor = float(numbers.per_yuan(view.unit)) if metric.kind == "money" else 1.0
    return float(str(value)) * factor


def grown_most(now: pl.DataFrame, before: pl.DataFrame, view: View, most: int = 2) -> list[str]:
    """The customers that brought most more than in the same days of last year, in words.

    now, before: rows of targets/attainment and targets/comparison by customer for net sales.
    """
    language = current()
    years = before.filter(comparison="year_before").select(
        "scope_id",
        then=pl.col("actual_value").cast(pl.Float64),
        more=pl.col("change_value").cast(pl.Float64),
    )
    grown = (
        now.join(years, "scope_id")
        .filter((pl.col("more") > 0) & (pl.col("then") > 0))
        .sort("more", "scope_id", descending=[True, False])
    )
    return [
        _(
            "{customer} {more} more than in the same days of last year",
            customer=row["scope_name"] or row["scope_id"],
            more=numbers.with_unit(row["more"], view.unit, language),
        )
        for row in grown.head(most).iter_rows(named=True)
    ]
