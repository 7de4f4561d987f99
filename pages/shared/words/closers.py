"""Who would close the gap, in words."""

from dataclasses import replace
from datetime import date

import polars as pl

from data.calendar import period_of
from data.language import translate
from pages.shared import numbers
from pages.shared.targets.metrics import Metric
from pages.shared.view import View
from pages.shared.words.targets import period_words


def enough(rows: pl.DataFrame, gap: float) -> int | None:
    """How many of the first rows close the gap; None when all do not suffice."""
    reached = rows.filter(pl.col("cumulated_value").cast(pl.Float64) >= gap)
    return rows.height - reached.height + 1 if reached.height else None


def answer(metric: Metric, rows: pl.DataFrame, gap: float | None, view: View, language: str) -> str:
    """How many customers close how much of the gap, if they were back at what is usual."""
    missing = metric.with_unit(rows["missing_value"].sum(), view.unit, language)
    everybody = translate(language, "{count} customers", count=numbers.count(rows.height))
    if gap is None or gap <= 0:
        told = (
            "No target is set here; {customers} are {missing} below their usual"
            if gap is None
            else "There is no gap; still {customers} are {missing} below their usual"
        )
        return translate(language, told, customers=everybody, missing=missing)
    hole = metric.with_unit(gap, view.unit, language)
    count = enough(rows, gap)
    if count is None:
        told = "All {customers} back at their usual bring {missing}: {share} of the gap of {gap}"
        share = numbers.percent(float(rows["missing_value"].sum()) / gap)
        return translate(
            language, told, customers=everybody, missing=missing, share=share, gap=hole
        )
    few = translate(language, "{count} customers", count=numbers.count(count))
    told = "{customers} back at their usual close the gap of {gap}; {all} are below it"
    return translate(language, told, customers=few, gap=hole, all=everybody)


def earlier(first: date, view: View, language: str) -> str:
    """The head of an earlier period that begins on that day: 10月, 11月上旬, 2026 Q3."""
    if view.period == "range":
        last = first + (view.to_on - view.from_on)
        return " – ".join(view.ends(first, last))
    last = period_of(view.period, first).to_on
    return period_words(replace(view, from_on=first, to_on=last), language)
