"""List and floor prices, which move every ten working days."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data.calendar import published_holidays
from data.demo import columns
from data.demo.catalogue import FAMILIES, REGIONS, Product
from data.demo.span import DAYS, TODAY, Flags, Ints, chance, day_at

WORKING_DAYS_BETWEEN_MOVES = 10
FLOOR = 0.965
SURCHARGES = {"滇西": 90, "黔北": 50}
"""CNY/t with tax on petrol and diesel, for the longer way."""
FUELS = (0, 1)


def working_days() -> Flags:
    """Whether each day is worked, 调休 included."""
    differing = {day: worked for day, worked, _, _ in published_holidays()}
    days = map(day_at, range(DAYS))
    return np.array([differing.get(day, day.weekday() < 5) for day in days], dtype=bool)


@dataclass(frozen=True)
class Prices:
    """`list_prices` is (moves × products) in CNY/t with tax; `move_of_day` the move in force."""

    moved_on: Ints
    move_of_day: Ints
    list_prices: Ints
    surcharges: Ints
    """(products × regions) CNY/t."""

    def listed(self, product: Ints, region: Ints, day: Ints) -> Ints:
        return self.list_prices[self.move_of_day[day], product] + self.surcharges[product, region]

    def floor(self, product: Ints, region: Ints, day: Ints) -> Ints:
        return floor_of(self.listed(product, region, day))


def floor_of(listed: Ints) -> Ints:
    """The lowest allowed price, in tens of CNY."""
    return (listed * FLOOR / 10).astype(np.int64) * 10


def make(seed: int, products: list[Product]) -> Prices:
    """A mean-reverting walk of each family, moved every ten working days."""
    worked = working_days()
    before: Ints = np.cumsum(worked) - worked
    move_of_day: Ints = before // WORKING_DAYS_BETWEEN_MOVES
    count = int(move_of_day[-1]) + 1
    steps = chance(seed, "prices").normal(0, 0.017, (count, len(FAMILIES)))
    level = np.zeros_like(steps)
    for move in range(1, count):
        level[move] = 0.93 * level[move - 1] + steps[move]
    level -= level[:, 1:2] * 0.3  # crude moves all families together
    family = np.array([one.family for one in products])
    base = np.array([FAMILIES[one.family].price * one.offset for one in products])
    listed = np.rint(base * np.exp(level[:, family]) / 5).astype(np.int64) * 5
    surcharges = np.zeros((len(products), len(REGIONS)), np.int64)
    for region, surcharge in SURCHARGES.items():
        surcharges[np.isin(family, FUELS), REGIONS.index(region)] = surcharge
    moved_on: Ints = np.searchsorted(move_of_day, np.arange(count))
    return Prices(moved_on, move_of_day, listed, surcharges)


def batches(prices: Prices, products: list[Product]) -> Iterator[pa.RecordBatch]:
    """The table `prices`: for all regions, and for those with a surcharge."""
    moves = int(prices.move_of_day[TODAY]) + 1
    ids = [one.product_id for one in products]
    for region in (None, *SURCHARGES):
        there = (
            np.arange(len(products))
            if region is None
            else np.flatnonzero(prices.surcharges[:, REGIONS.index(region)])
        )
        product = np.tile(there, moves)
        move = np.repeat(np.arange(moves), len(there))
        listed = prices.list_prices[move, product] + (SURCHARGES[region] if region else 0)
        place = np.zeros(len(product), np.int64)
        yield columns.batch(
            "prices",
            {
                "product_id": columns.words(ids, product),
                "region": columns.words([region or ""], place, np.full(len(product), not region)),
                "valid_from": columns.dates(prices.moved_on[move]),
                "list_price": columns.money(listed * 100),
                "floor_price": columns.money(floor_of(listed) * 100),
            },
        )
