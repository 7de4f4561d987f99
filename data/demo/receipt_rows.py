"""The table `receipts`, by the month of the orders that are paid."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pyarrow as pa

from data.demo import columns, payments, sales
from data.demo.order_rows import order_ids
from data.demo.payments import Payments
from data.demo.sales import NONE
from data.demo.span import DAYS, Ints, chance, day_number, months
from data.demo.world import World


def batches(world: World) -> Iterator[pa.RecordBatch]:
    """One batch per month of orders."""
    for month in months():
        random = chance(world.seed, "receipts", day_number(month))
        lines = sales.of_month(world, month)
        paid = payments.of_month(world, random, lines)
        yield batch(world, month, paid, order_ids(month, np.arange(int(lines.order.max()) + 1)))


def batch(world: World, month: date, paid: Payments, all_ids: list[str]) -> pa.RecordBatch:
    """Receipt lines as rows; what a customer pays on one day is one receipt."""
    paid = paid.where(np.lexsort((paid.order, paid.customer, paid.received)))
    receipt, line = numbered(paid.received * (len(world.customers) + 1) + paid.customer)
    ids = [f"SK{month:%y%m}{number + 1:06d}" for number in range(int(receipt.max(initial=-1)) + 1)]
    drafts = paid.matures != NONE
    bills = [
        f"{paid.matures[at] % DAYS:04d}{month:%y%m}{at:07d}" if drafts[at] else ""
        for at in range(len(paid))
    ]
    return columns.batch(
        "receipts",
        {
            "receipt_id": columns.words(ids, receipt),
            "line_no": pa.array(line),
            "customer_id": columns.words(world.customer_ids, paid.customer),
            "received_on": columns.dates(paid.received),
            "amount": columns.money(paid.amount),
            "order_id": columns.words(all_ids, paid.order, paid.order == NONE),
            "kind": columns.words(payments.KINDS, paid.kind),
            "method": columns.words(payments.METHODS, paid.method, paid.method == NONE),
            "bill_no": pa.array(bills, pa.string(), mask=~drafts),
            "matures_on": columns.dates(paid.matures, ~drafts),
        },
    )


def numbered(group: Ints) -> tuple[Ints, Ints]:
    """Running number of each group of equal neighbours, and the position within it from 1."""
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    number = np.searchsorted(starts, np.arange(len(group)), side="right") - 1
    return number, np.arange(len(group)) - starts[number] + 1
