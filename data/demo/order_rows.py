"""The table `orders`, month by month."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pyarrow as pa

from data.demo import columns, sales
from data.demo.catalogue import REGIONS
from data.demo.sales import DELIVERED, INVOICED, NONE, Lines
from data.demo.span import Ints, chance, day_number, months
from data.demo.world import World


def order_ids(month: date, numbers: Ints) -> list[str]:
    """Order numbers as the ERP gives them: month and running number."""
    return [f"XS{month:%y%m}{number + 1:06d}" for number in numbers.tolist()]


def batches(world: World) -> Iterator[pa.RecordBatch]:
    """One batch per month."""
    for month in months():
        yield batch(world, month, sales.of_month(world, month))


def batch(world: World, month: date, lines: Lines) -> pa.RecordBatch:
    """The lines of one month as rows."""
    random = chance(world.seed, "orders", -day_number(month) + 100_000)
    count = len(lines)
    all_ids = order_ids(month, np.arange(int(lines.order.max()) + 1))
    stations = [one.station for one in world.reps]
    rep_ids = [one.rep_id for one in world.reps]
    gone = np.isin(lines.status, (INVOICED, DELIVERED))
    rebate = lines.kilograms == 0
    without_ship_to = (random.random(count) < 0.05) | (lines.kilograms <= 0)
    without_region = random.random(count) < 0.30
    region = np.append(world.region_of_customer, 0)[lines.customer]
    seller = np.where(lines.rep == NONE, 0, lines.rep)
    return columns.batch(
        "orders",
        {
            "order_id": columns.words(all_ids, lines.order),
            "line_no": pa.array(lines.line),
            "customer_id": columns.words(world.customer_ids, lines.customer),
            "ordered_on": columns.dates(lines.ordered),
            "rep_id": columns.words(rep_ids, lines.rep, lines.rep == NONE),
            "product_id": columns.words(world.product_ids, lines.product),
            "quantity_t": columns.tonnes(lines.kilograms, rebate),
            "invoice_amount": columns.money(lines.amount),
            "net_amount": columns.money(lines.net, lines.net == NONE),
            "cost_amount": columns.money(lines.cost, (lines.cost == NONE) | rebate),
            "invoiced_on": columns.dates(lines.invoiced, lines.invoiced == NONE),
            "due_on": columns.dates(lines.due, ~lines.due_is_written),
            "region": columns.words(REGIONS, region, without_region),
            "station": columns.words(stations, seller, lines.rep == NONE),
            "ship_to_region": columns.words(REGIONS, lines.ship_to, without_ship_to),
            "promised_on": columns.dates(lines.promised, lines.promised == NONE),
            "delivered_on": columns.dates(lines.delivered, lines.delivered == NONE),
            "delivered_t": columns.tonnes(lines.loaded, ~gone | (lines.kilograms <= 0)),
            "status": columns.words(sales.STATUSES, lines.status),
            "payment_terms": columns.words(sales.TERMS, lines.terms),
            "returned_order_id": columns.words(
                all_ids, lines.reversed_order, lines.reversed_order == NONE
            ),
        },
    )
