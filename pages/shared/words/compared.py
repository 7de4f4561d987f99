"""What is said beside three comparisons: their days, unequal lengths, a Spring Festival shift."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from data.language import translate
from pages.shared import numbers
from pages.shared.view import View

# Comparison of targets/comparison → head of its column; message ids.
NAMES = {
    "previous": "Previous period",
    "month_before": "Same dekad, last month",
    "year_before": "Same days last year",
}


def remarks(total: pl.DataFrame, earlier: pl.DataFrame, view: View, language: str) -> list[str]:
    """The days behind each column; where lengths or statutory Spring Festival days differ.

    total, earlier: rows of targets/comparison for one node, the current one among the first.
    """
    now = total.filter(comparison="current").row(0, named=True)
    spans = [_span(now, "These days", view, language)]
    spans += [_span(row, NAMES[row["comparison"]], view, language) for row in _rows(earlier)]
    said = [" · ".join(spans)]
    if view.period != "dekad":
        said.append(
            translate(language, "The same dekad of the month before is compared for dekads only.")
        )
    if any(row["lengths_differ"] for row in _rows(earlier)):
        said.append(translate(language, "Lengths differ: the change per day is the fair one."))
    for row in _rows(earlier):
        if row["festival_differs"]:
            said.append(
                translate(
                    language,
                    "Spring Festival: {now} statutory days in these days, {then} in {period}; "
                    "the comparison is not one of like with like.",
                    now=now["festival_days"],
                    then=row["festival_days"],
                    period=translate(language, NAMES[row["comparison"]]),
                )
            )
    return said


def lengths(row: Mapping[str, Any], language: str) -> str:
    """Why there is a change per day."""
    return translate(
        language, "Compared by what one day brought: {days} days then", days=row["compared_days"]
    )


def _rows(earlier: pl.DataFrame) -> list[dict[str, Any]]:
    return list(earlier.iter_rows(named=True))


def _span(row: Mapping[str, Any], word: str, view: View, language: str) -> str:
    first, last = view.ends(row["from_on"], row["compared_to_on"])
    days = translate(language, "{count} days", count=numbers.count(row["compared_days"]))
    return f"{translate(language, word)} {first} – {last} ({days})"
