"""The table `targets` for two years: company, regions, reps and the larger customers."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from data.demo.catalogue import FAMILIES, FAMILY_NAMES, LAUNCHES, REGIONS, TAX_RATE
from data.demo.columns import Row
from data.demo.rhythm import LINES_PER_ORDER
from data.demo.span import Floats, day_number, months
from data.demo.world import World

FIRST_MONTH, LAST_MONTH = date(2025, 1, 1), date(2026, 12, 1)
AMBITION = {"川南": 0.97, "川北": 0.92, "川东": 1.11, "滇中": 0.86, "滇西": 0.95, "黔北": 0.80}
"""How much more than usual each region was asked for."""
REPS_CARRY = {"川东": 1.025}
"""Share of a region's target that its reps carry; 0.985 elsewhere, 川东 handed out too much."""
REGIONS_CARRY = 0.99
TIERS = (("base", 1.0), ("stretch", 1.06), ("challenge", 1.12))
NEW_PRODUCT_SHARE = {2025: 0.024, 2026: 0.045}
OUTLETS_A_MONTH = 1
SMALLEST_CUSTOMER = 350_000
"""CNY a month from which a customer has a target of its own."""


def rows(world: World) -> Iterator[Row]:
    """Every target, months in order."""
    for month in months(FIRST_MONTH, LAST_MONTH):
        yield from _month(world, month)


def expected_sales(world: World, month: date) -> Floats:
    """(customers × families) CNY without tax that an ordinary month of each would bring."""
    first = day_number(month)
    following = (month + timedelta(days=31)).replace(day=1)
    tonnes = world.rhythm.expected[:, first : day_number(following)].sum(axis=1) * LINES_PER_ORDER
    price = np.array([family.price for family in FAMILIES]) / (1 + TAX_RATE / 100)
    found = np.zeros((len(world.customers), len(FAMILIES)))
    at = np.arange(len(world.customers))
    main = np.array([one.family for one in world.customers])
    second = np.array([one.second_family for one in world.customers])
    volume = tonnes * world.mean_line_t
    found[at, main] += 0.9 * volume * price[main]
    found[at, second] += 0.1 * volume * price[second]
    ambition = np.array([AMBITION[REGIONS[one.region]] for one in world.customers])
    wanted: Floats = found * ambition[:, None]
    return wanted


def _month(world: World, month: date) -> Iterator[Row]:
    sales = expected_sales(world, month)
    region = world.region_of_customer
    owner = np.array([one.rep for one in world.customers])
    by_region = np.array([sales[region == at].sum(axis=0) for at in range(len(REGIONS))])
    yield from _node(month, "company", "company", by_region.sum(axis=0) / REGIONS_CARRY, True)
    for at, name in enumerate(REGIONS):
        yield from _node(month, "region", name, by_region[at], True)
        yield from _dekads(month, name, by_region[at].sum())
    for at, rep in enumerate(world.reps):
        carried = sales[owner == at].sum(axis=0) * REPS_CARRY.get(REGIONS[rep.region], 0.985)
        if carried.sum() > 0:
            yield from _node(month, "rep", rep.rep_id, carried, False)
    for at in np.flatnonzero(sales.sum(axis=1) >= SMALLEST_CUSTOMER).tolist():
        customer_id = world.customers[at].customer_id
        yield from _customer(month, customer_id, sales[at])


def _node(month: date, level: str, scope_id: str, sales: Floats, by_family: bool) -> Iterator[Row]:
    """All metrics of a node, the money metrics in three tiers."""
    price = np.array([family.price for family in FAMILIES]) / (1 + TAX_RATE / 100)
    margin = np.array([family.margin for family in FAMILIES])
    launched = any(day <= month for day in LAUNCHES.values())
    values: dict[str, Floats] = {
        "net_sales": sales,
        "gross_profit": sales * margin,
        "volume": sales / price,
        "collections": sales * (1 + TAX_RATE / 100) * 0.98,
        "new_product_sales": sales * NEW_PRODUCT_SHARE[month.year] * launched,
    }
    for tier, factor in TIERS:
        for metric, value in values.items():
            if value.sum() > 0:
                yield _row(month, level, scope_id, metric, "", tier, float(value.sum()) * factor)
    outlets = {"company": 7, "region": OUTLETS_A_MONTH}.get(level)
    if outlets:
        yield _row(month, level, scope_id, "new_outlets", "", "base", outlets)
    if by_family:
        for metric in ("net_sales", "gross_profit", "volume"):
            for name, value in zip(FAMILY_NAMES, values[metric], strict=True):
                if value > 0:
                    yield _row(month, level, scope_id, metric, name, "base", float(value))


def _dekads(month: date, region: str, sales: float) -> Iterator[Row]:
    """A first dekad that was fixed by hand, in two regions of late."""
    if month >= date(2026, 9, 1) and region in ("川北", "滇中"):
        yield {
            **_row(month, "region", region, "net_sales", "", "base", sales * 0.30),
            "dekad": "D1",
        }


def _customer(month: date, customer_id: str, sales: Floats) -> Iterator[Row]:
    price = np.array([family.price for family in FAMILIES]) / (1 + TAX_RATE / 100)
    money = float(sales.sum())
    yield _row(month, "customer", customer_id, "net_sales", "", "base", money)
    yield _row(month, "customer", customer_id, "volume", "", "base", float((sales / price).sum()))
    collected = money * (1 + TAX_RATE / 100) * 0.98
    yield _row(month, "customer", customer_id, "collections", "", "base", collected)


def _row(
    month: date, level: str, scope_id: str, metric: str, family: str, tier: str, value: float
) -> Row:
    """One target, in whole thousands of CNY, whole tonnes, or as it is."""
    step = {"volume": 1, "new_outlets": 1}.get(metric, 1000)
    return {
        "month": f"{month:%Y-%m}",
        "level": level,
        "scope_id": scope_id,
        "metric": metric,
        "family": family or None,
        "tier": tier,
        "dekad": None,
        "target_value": Decimal(round(value / step) * step).quantize(Decimal("0.001")),
    }
