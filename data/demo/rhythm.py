"""When customers order: season, growth, weekends, and the course each of them takes."""

from dataclasses import dataclass

import numpy as np

from data.demo.catalogue import FAMILIES
from data.demo.customers import Customer
from data.demo.prices import working_days
from data.demo.span import DAY_OF_MONTH, DAYS, MONTH_OF_DAY, TODAY, Floats, Ints, chance

YEARLY_GROWTH = 0.055
LINES_PER_ORDER = 1.5


@dataclass(frozen=True)
class Rhythm:
    """(customers × days): `orders` placed, and `expected` as if none took a course of its own."""

    orders: Ints
    expected: Floats
    next_day: Ints
    """(customers × days) the customer's next later day with an order; DAYS where there is none."""


def season() -> Floats:
    """(families × days): season of the month, growth, fewer orders on days off."""
    worked = working_days()
    day = np.arange(DAYS)
    growth = (1 + YEARLY_GROWTH) ** ((day - TODAY) / 365)
    rush = np.where(DAY_OF_MONTH >= 26, 1.18, np.where(DAY_OF_MONTH <= 5, 0.92, 1.0))
    common = growth * rush * np.where(worked, 1.0, 0.38)
    return np.array([np.array(family.season)[MONTH_OF_DAY - 1] * common for family in FAMILIES])


def course(customer: Customer) -> Floats:
    """How the customer's business follows its own way: 1 = as expected."""
    since = np.arange(DAYS) - customer.turned_on
    shape = np.ones(DAYS)
    match customer.course:
        case "growing":
            shape = np.clip(0.7 + 0.3 * (since + 500) / 500, 0.7, 1.5)
        case "drifting":
            shape = np.where(since < 0, 1.0, np.clip(1 - since / 110, 0.3, 1))
        case "silent" | "churned":
            shape = np.where(since < 0, 1.0, 0.0)
        case "crisis":
            shape = np.where(since < 0, 1.0, np.clip(0.7 - since / 75, 0.0, 1))
        case "new":
            shape = np.where(since < 0, 0.0, 1.0)
        case "seasonal":
            months = (3, 4, 5, 9, 10) if customer.family == 0 else (4, 5, 6, 7, 8, 9, 10)
            shape = np.where(np.isin(MONTH_OF_DAY, months), 1.5, 0.0)
        case "prospect":
            shape = np.zeros(DAYS)
    return shape


def make(seed: int, customers: list[Customer], orders: int) -> Rhythm:
    """Orders per customer and day, about `orders` lines up to AS_OF.

    An order falls where the cumulated expectation passes a whole number: customers keep a rhythm
    of their own, with noise.
    """
    family = np.array([one.family for one in customers])
    rate = np.array([one.weight for one in customers]) ** 0.55
    rate[[one.course == "prospect" for one in customers]] = 0
    normal = rate[:, None] * season()[family]
    actual = normal * np.array([course(one) for one in customers])
    scale = orders / LINES_PER_ORDER / actual[:, : TODAY + 1].sum()
    noise = chance(seed, "rhythm").gamma(3, 1 / 3, actual.shape)
    phase = chance(seed, "rhythm", 1).random(len(customers))
    passed = np.floor(np.cumsum(actual * scale * noise, axis=1) + phase[:, None])
    placed = np.diff(passed, axis=1, prepend=np.floor(phase)[:, None]).astype(np.int64)
    placed[:, TODAY + 1 :] = 0
    return Rhythm(placed, normal * scale, following_days(placed))


def following_days(placed: Ints) -> Ints:
    """(customers × days): the next later day with an order; DAYS where there is none."""
    day = np.where(placed > 0, np.arange(DAYS), DAYS)
    soonest = np.minimum.accumulate(day[:, ::-1], axis=1)[:, ::-1]
    return np.concatenate([soonest[:, 1:], np.full((len(placed), 1), DAYS)], axis=1)
