"""What explains a change, in words: volume, mix, price, cost."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from data.language import translate
from pages.shared import numbers
from pages.shared.targets.metrics import Metric
from pages.shared.view import View

# Column of targets/effects → its word; message ids.
EFFECTS = {
    "volume_effect": "Tonnes sold",
    "mix_effect": "Product mix",
    "price_effect": "Prices",
    "cost_effect": "Unit costs",
    "other_effect": "Other effects",
}
# Comparison of the view → against which days.
AGAINST = {
    "year": "the same days last year",
    "period": "the same days of the previous period",
    "month": "the same dekad last month",
}
# What each effect is, for the heads of the table.
MEANINGS = {
    "volume_effect": "(t now − t before) × average {of} per t before",
    "mix_effect": "(t now − t before) × (the product's {of} per t before − the average)",
    "price_effect": "t now × (price now − price before), product by product in its region",
    "cost_effect": "−t now × (unit cost now − before), product by product in its region",
    "other_effect": "Credit notes beyond what was sold, and money without tonnes",
}
OF = {"net_sales": "sales", "gross_profit": "profit"}

Row = Mapping[str, Any]


def shown_effects(total: Row) -> list[str]:
    """The columns worth showing: cost for profit alone, other where there is any."""
    return [
        name
        for name in EFFECTS
        if total[name] is not None and (name != "other_effect" or total[name])
    ]


def answer(metric: Metric, total: Row, view: View, language: str) -> str:
    """+430.9 万元 against the same days last year, and from what."""
    told = "{metric} {change} against {before}"
    said = translate(
        language,
        told,
        metric=translate(language, metric.title),
        change=metric.with_unit(total["change_value"], view.unit, language, sign=True),
        before=translate(language, AGAINST[view.compare]),
    )
    if total["average_per_t"] is None:
        return said
    colon, comma = ("：", "，") if language == "zh" else (": ", ", ")
    parts = []
    for name in shown_effects(total):
        word = translate(language, EFFECTS[name])
        word = word if language == "zh" else word.lower()
        parts.append(f"{word} {metric.text(total[name], view.unit, sign=True)}")
    return f"{said}{colon}{comma.join(parts)}"


def days(first: date, last: date, view: View, language: str) -> str:
    """A span of days, with the year where it is not plain: 11月1–18日, 2025年11月1–18日."""
    year = view.needs_year(first, last)
    if first == last:
        return numbers.day(first, language, year=year)
    if (first.year, first.month) == (last.year, last.month):
        end = numbers.day(last, language, year=year)
        if language == "zh":
            return end.replace(f"月{last.day}日", f"月{first.day}–{last.day}日")
        return f"{first.day}–{end}"
    return "–".join(numbers.day(day, language, year=year) for day in (first, last))
