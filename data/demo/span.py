"""The days that the demo company has lived through."""

import random
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

FIRST_DAY = date(2023, 10, 1)
AS_OF = date(2026, 11, 18)
"""Newest day with documents: a Wednesday in the second dekad of November."""
PLANNED_UNTIL = date(2026, 12, 31)
DAYS = (PLANNED_UNTIL - FIRST_DAY).days + 1
TODAY = (AS_OF - FIRST_DAY).days
"""AS_OF as a day number; day 0 is FIRST_DAY."""

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

STREAMS = ("world", "rhythm", "orders", "receipts", "prices", "small")


def chance(seed: int, stream: str, part: int = 0) -> np.random.Generator:
    """Random numbers of their own for each purpose and part: one month can be made again alone."""
    return np.random.default_rng([seed, STREAMS.index(stream), part])


def dice(seed: int, *purpose: object) -> random.Random:
    """The same for rows that are made one at a time."""
    return random.Random(f"{seed}/{purpose}")  # noqa: S311 - demo data is no secret


def day_number(day: date) -> int:
    return (day - FIRST_DAY).days


def day_at(number: int) -> date:
    return FIRST_DAY + timedelta(days=int(number))


def months(first: date = FIRST_DAY, last: date = AS_OF) -> list[date]:
    """First days of the months from `first` to `last`."""
    found = [first.replace(day=1)]
    while (following := (found[-1] + timedelta(days=31)).replace(day=1)) <= last:
        found.append(following)
    return found


MONTH_OF_DAY: Ints = np.array([day_at(number).month for number in range(DAYS)])
"""Month of the year, 1–12, by day number."""
DAY_OF_MONTH: Ints = np.array([day_at(number).day for number in range(DAYS)])
