"""What customers have in stock, and what was planned for them and delivered to them."""

import random
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import numpy as np

from data.calendar import dekad_code
from data.demo import sales
from data.demo.catalogue import REGIONS
from data.demo.columns import Row, whole_tonnes
from data.demo.order_rows import order_ids
from data.demo.sales import INVOICED
from data.demo.span import AS_OF, TODAY, day_at, dice, months
from data.demo.world import World

STOCKED_WEIGHT = 2.5
"""Size from which a customer's tanks are counted."""
TRUCK_KG = 30_000
COUNTED_DAYS, PLANNED_DEKADS = 180, 9


def main_product(world: World, family: int) -> str:
    """The best seller of a family."""
    return next(one.product_id for one in world.products if one.family == family)


def stock(world: World) -> Iterator[Row]:
    """Weekly counts at large customers; some run low."""
    chance = dice(world.seed, "stock")
    for customer, monthly in zip(world.customers, world.monthly_t, strict=True):
        if customer.weight < STOCKED_WEIGHT or customer.course == "prospect":
            continue
        use = Decimal(str(round(monthly / 30 * 1.25, 1)))
        cover = chance.choices((2.5, 6, 10, 15), (0.12, 0.33, 0.35, 0.2))[0]
        for day in range(TODAY - COUNTED_DAYS + chance.randrange(7), TODAY + 1, 7):
            days = Decimal(str(round(cover * chance.uniform(0.7, 1.3), 1)))
            yield {
                "customer_id": customer.customer_id,
                "product_id": main_product(world, customer.family),
                "counted_on": day_at(day),
                "stock_t": (use * days).quantize(Decimal("0.1")),
                "daily_use_t": use,
            }


def plans(world: World) -> Iterator[Row]:
    """Tonnes per dekad by product, and for large customers; the last ones fall short."""
    chance = dice(world.seed, "plans")
    dekads = sorted({dekad_code(AS_OF - timedelta(days=10 * n)) for n in range(PLANNED_DEKADS)})
    for dekad in [*dekads, dekad_code(AS_OF + timedelta(days=10))]:
        for product in world.products:
            family = [one.family == product.family for one in world.customers]
            tonnes = sum(t for t, there in zip(world.monthly_t, family, strict=True) if there)
            yield _plan(chance, dekad, product.product_id, None, tonnes / 3 * 0.45**product.place)
        for customer, monthly in zip(world.customers, world.monthly_t, strict=True):
            if customer.weight >= STOCKED_WEIGHT * 1.5 and customer.course != "prospect":
                product_id = main_product(world, customer.family)
                yield _plan(chance, dekad, product_id, customer.customer_id, monthly / 3)


def _plan(
    chance: random.Random, dekad: str, product_id: str, customer_id: str | None, tonnes: float
) -> Row:
    contracted = tonnes * chance.uniform(0.85, 1.02)
    allocated = contracted * chance.choices((1.0, 0.95, 0.8), (0.6, 0.3, 0.1))[0]
    return {
        "dekad": dekad,
        "product_id": product_id,
        "customer_id": customer_id,
        "planned_t": whole_tonnes(tonnes),
        "contracted_t": whole_tonnes(contracted),
        "allocated_t": whole_tonnes(allocated),
    }


def deliveries(world: World) -> Iterator[Row]:
    """The loads of lines that needed more than one truck, of half a year."""
    chance = dice(world.seed, "deliveries")
    number = 0
    for month in months()[-6:]:
        lines = sales.of_month(world, month)
        ids = order_ids(month, lines.order)
        large = (lines.kilograms > TRUCK_KG) & (lines.status == INVOICED)
        for at in np.flatnonzero(large).tolist():
            left = int(lines.loaded[at])
            while left > 0:
                number += 1
                load = min(left, TRUCK_KG)
                left -= load
                yield {
                    "delivery_id": f"TH{number:06d}",
                    "order_id": ids[at],
                    "line_no": int(lines.line[at]),
                    "delivered_on": day_at(lines.delivered[at]),
                    "delivered_t": Decimal(load) / 1000,
                    "ship_to_region": REGIONS[int(lines.ship_to[at])],
                    "vehicle": f"挂{chance.randrange(1000, 9999)}",
                }
