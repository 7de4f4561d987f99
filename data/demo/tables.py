"""All tables of the demo company as changes to an empty store."""

from collections.abc import Iterable
from itertools import chain

from data.demo import (
    columns,
    commitments,
    complaints,
    master_rows,
    meetings,
    order_rows,
    prices,
    profiles,
    receipt_rows,
    supply,
    targets,
    value,
    visits,
)
from data.demo.columns import Row
from data.demo.pipeline import Pipeline
from data.demo.world import World
from data.rewrite import Change


def changes(world: World, release: int) -> list[Change]:
    """Every table; orders, receipts and prices are made while they are read.

    `release` is the number that these changes are about to get.
    """
    return [
        Change("orders", columns.reader(order_rows.batches(world))),
        Change("receipts", columns.reader(receipt_rows.batches(world))),
        Change("prices", columns.reader(prices.batches(world.prices, world.products))),
        *(
            Change(name, columns.rows(name, rows))
            for name, rows in small_tables(world, release).items()
        ),
    ]


def small_tables(world: World, release: int) -> dict[str, Iterable[Row]]:
    """The rows of every table that fits into memory."""
    pipeline = Pipeline(world)
    return {
        "customers": master_rows.customers(world),
        "reps": master_rows.reps(world),
        "products": master_rows.products(world),
        "contacts": master_rows.contacts(world),
        "deliveries": supply.deliveries(world),
        "targets": targets.rows(world),
        "profiles": profiles.rows(),
        "promises": commitments.promises(world),
        "complaints": complaints.rows(world),
        "visits": chain(visits.rows(world), pipeline.visits()),
        "opportunities": pipeline.deals,
        "customer_stock": supply.stock(world),
        "supply_plans": supply.plans(world),
        "costs": value.costs(world),
        "scores": value.scores(world),
        "trainings": value.trainings(world),
        "order_shares": commitments.order_shares(world),
        "meetings": meetings.meetings(release),
        "actions": meetings.actions(world),
        "notes": meetings.notes(world),
    }
