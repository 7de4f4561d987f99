"""Ageing buckets: the edges of the settings as a lookup table."""

from collections.abc import Mapping
from itertools import pairwise

import pyarrow as pa

from data.contracts import ALL

YEARS = "years"  # instead of edges: buckets that end on anniversaries
MOST_EDGES, LATEST_EDGE = 6, 36_500  # as many columns as tables have; days


def is_asked(text: str) -> bool:
    """Whether a text asks for buckets: `years`, or ascending upper edges in days: `15,45,90`."""
    parts = text.split(",")
    if text == YEARS or not all(part.isascii() and part.isdigit() for part in parts):
        return text == YEARS
    edges = [int(part) for part in parts]
    ascending = all(low < high for low, high in pairwise([0, *edges]))
    return ascending and len(edges) <= MOST_EDGES and edges[-1] <= LATEST_EDGE


def bucket_names(edges: list[int]) -> list[str]:
    """`not_due`, `1-30`, …, `>365` from upper edges 0, 30, …, 365."""
    spans = pairwise(edges)
    return ["not_due", *(f"{low + 1}-{high}" for low, high in spans), f">{edges[-1]}"]


def build(settings: Mapping[str, str]) -> pa.Table:
    """The lookup table `ageing_edges` from the settings `ageing_edges` and `provision_rates`.

    Edges are days, inclusive, ascending from 0; a missing rate is the last one given.
    """
    edges = [int(float(part)) for part in settings["ageing_edges"].split(",")]
    rates = [float(part) / 100 for part in settings["provision_rates"].split(",")]
    names = bucket_names(edges)
    lows: list[int | None] = [None, *(edge + 1 for edge in edges)]
    highs: list[int | None] = [*edges, None]
    rows = [
        {
            "ageing_bucket": name,
            "position": position,
            "from_days": lows[position],
            "to_days": highs[position],
            "provision_rate": rates[min(position, len(rates) - 1)],
        }
        for position, name in enumerate(names)
    ]
    return pa.Table.from_pylist(rows, schema=ALL["ageing_edges"].arrow_schema())
