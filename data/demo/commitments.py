"""What was promised about single orders: payments, and shares of a joint sale."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from data.demo import payments, sales
from data.demo.columns import Row
from data.demo.order_rows import order_ids
from data.demo.payments import Invoices, Payments
from data.demo.span import TODAY, day_at, day_number, dice, months
from data.demo.span import chance as seeded
from data.demo.world import World

PROMISE_SHARE = {"bad": 0.5, "slow": 0.12, "stopped": 0.5, "rolling": 0.1}
JOINT_SHARE = 0.05


def promises(world: World) -> Iterator[Row]:
    """Promises of those who pay late, of what overdue orders of the last months still owe."""
    chance = dice(world.seed, "promises")
    number = 0
    for month in months()[-6:]:
        owed, ids = _orders(world, month)
        paid = _paid(world, month)
        for at in range(len(owed.order)):
            customer = int(owed.customer[at])
            due = int(owed.due[at])
            if customer == len(world.customers) or not TODAY - 75 < due < TODAY - 3:
                continue
            if chance.random() > PROMISE_SHARE.get(world.customers[customer].payer, 0):
                continue
            day = min(due + chance.randrange(2, 20), TODAY)
            promised_on, given = day_at(day), chance.choice((5, 7, 10, 15, 20))
            before = (paid.order == owed.order[at]) & (paid.received < day)
            still_owed = int(owed.amount[at]) - int(paid.amount[before].sum())
            if still_owed <= 0:
                continue
            number += 1
            yield {
                "promise_id": f"CN{number:05d}",
                "customer_id": world.customer_ids[customer],
                "order_id": ids[at],
                "promised_on": promised_on,
                "pay_by_on": promised_on + timedelta(days=given),
                "amount": Decimal(still_owed) / 100,
                "rep_id": world.reps[world.customers[customer].rep].rep_id,
            }


def order_shares(world: World) -> Iterator[Row]:
    """Orders of large customers that two reps sold together."""
    chance = dice(world.seed, "shares")
    for month in months()[-6:]:
        owed, ids = _orders(world, month)
        for at in range(len(owed.order)):
            customer = int(owed.customer[at])
            if customer == len(world.customers) or world.customers[customer].weight < 4:
                continue
            if chance.random() < JOINT_SHARE:
                rep = world.customers[customer].rep
                first = Decimal(chance.choice(("0.5", "0.6", "0.7")))
                for seller, share in ((rep, first), ((rep + 1) % len(world.reps), 1 - first)):
                    rep_id = world.reps[seller].rep_id
                    yield {"order_id": ids[at], "rep_id": rep_id, "share": share}


def _paid(world: World, month: date) -> Payments:
    """The receipts for the orders of a month, as the table of receipts has them."""
    random = seeded(world.seed, "receipts", day_number(month))
    return payments.of_month(world, random, sales.of_month(world, month))


def _orders(world: World, month: date) -> tuple[Invoices, list[str]]:
    """What the invoiced orders of a month owe, and their numbers."""
    owed = payments.invoices(sales.of_month(world, month))
    return owed, order_ids(month, owed.order)
