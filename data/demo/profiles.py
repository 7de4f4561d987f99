"""The seasonal profile that spreads a month's sales and collections over its dekads."""

from collections.abc import Iterator
from decimal import Decimal

from data.demo.columns import Row
from data.demo.span import months
from data.demo.targets import FIRST_MONTH, LAST_MONTH

SHARES = {"net_sales": ("31.50", "32.50", "36.00"), "collections": ("29.00", "32.00", "39.00")}
"""Percent of the month: money comes in at its end."""


def rows() -> Iterator[Row]:
    """One profile for all months of the targets."""
    for month in months(FIRST_MONTH, LAST_MONTH):
        for metric, shares in SHARES.items():
            for dekad, share in zip(("D1", "D2", "D3"), shares, strict=True):
                yield {
                    "profile_id": "P1",
                    "metric": metric,
                    "family": None,
                    "month": f"{month:%Y-%m}",
                    "dekad": dekad,
                    "share": Decimal(share),
                }
