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


def answer(
    metric: Metric, rows: pl.DataFrame, gap: float | None, view: View, language: str, *, first: int
) -> str:
    """How much of the gap the first customers close, and how many it takes, back at their mean."""

    def amount(value: float) -> str:
        return metric.with_unit(value, view.unit, language)

    def customers(count: int) -> str:
        return translate(language, "{count} customers", count=numbers.count(count))

    missing = float(rows["missing_value"].sum())
    if gap is None or gap <= 0:
        told = (
            "No target is set here; {customers} are {missing} below their mean"
            if gap is None
            else "There is no gap; still {customers} are {missing} below their mean"
        )
        return translate(language, told, customers=customers(rows.height), missing=amount(missing))
    count = enough(rows, gap)
    if count is not None and count <= first:
        told = "{customers} back at their mean close the gap of {gap}; {all} are below theirs"
        return translate(
            language, told, customers=customers(count), gap=amount(gap), all=customers(rows.height)
        )
    brought = float(rows["missing_value"].head(first).sum())
    clauses = [
        translate(
            language,
            "The first {customers} back at their mean bring {brought}, {share} of the gap of {gap}",
            customers=customers(min(first, rows.height)),
            brought=amount(brought),
            share=numbers.percent(brought / gap),
            gap=amount(gap),
        )
    ]
    if count is not None:
        told = "{customers} close it, of {all} below theirs"
        told = translate(language, told, customers=customers(count), all=customers(rows.height))
        clauses.append(told)
    elif rows.height > first:
        told = "all {customers} together {share}"
        share = numbers.percent(missing / gap)
        clauses.append(translate(language, told, customers=customers(rows.height), share=share))
    return ("；" if language == "zh" else "; ").join(clauses)


def stopped(rows: pl.DataFrame, language: str) -> str:
    """How many of these customers may be shipped nothing now; "" where none.

    rows: with `verdict` of receivables/shipping.
    """
    count = rows.filter(verdict="stop").height
    if not count:
        return ""
    told = "{count} of these {all} are stopped: before they buy again, the stop must be lifted."
    return translate(language, told, count=numbers.count(count), all=numbers.count(rows.height))


def earlier(first: date, view: View, language: str) -> str:
    """The head of an earlier period that begins on that day: 10月, 11月上旬, 2026 Q3."""
    if view.period == "range":
        last = first + (view.to_on - view.from_on)
        return " – ".join(view.ends(first, last))
    last = period_of(view.period, first).to_on
    return period_words(replace(view, from_on=first, to_on=last), language)
