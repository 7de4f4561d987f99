"""Which receipt counts for which promise to pay; each counts once.

A receipt counts for the promises of its customer from the day of the promise to one working day
after the day promised. One that names an order counts for promises of this order first, then for
those that name none, never for those of another order; one that names none counts for any. Among
them the oldest promise comes first; what it does not need goes to the next one. A refund takes
back what it could count for, from the newest promise first.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    import duckdb

READS = ("promises", "receipts", "calendar")

PROMISES = """
with
    deadlines as (
        select p.pay_by_on, min(c.day) as counts_to_on
        from (select distinct pay_by_on from promises) as p
        left join calendar as c on c.is_working_day and c.day > p.pay_by_on
        group by p.pay_by_on
    )
select p.promise_id, p.customer_id, p.order_id, p.promised_on, p.amount,
    coalesce(d.counts_to_on, p.pay_by_on) as counts_to_on
from promises as p
inner join deadlines as d on d.pay_by_on = p.pay_by_on
order by p.promised_on, p.pay_by_on, p.promise_id
"""
# A window wide enough for every promise of the customer: the rest is judged one by one.
RECEIPTS = """
with
    spans as (
        select customer_id, min(promised_on) as from_on, max(pay_by_on) + 40 as to_on
        from promises
        group by customer_id
    )
select r.receipt_id, r.line_no, r.customer_id, r.order_id, r.received_on, r.amount
from receipts as r
inner join spans as s on s.customer_id = r.customer_id
where coalesce(r.kind, 'receipt') in ('receipt', 'refund')
    and r.received_on between s.from_on and s.to_on
order by r.received_on, case when r.amount < 0 then 1 else 0 end, r.receipt_id, r.line_no
"""
COLUMNS: dict[str, pa.DataType] = {
    "promise_id": pa.string(),
    "customer_id": pa.string(),
    "counts_to_on": pa.date32(),
    "receipt_id": pa.string(),
    "line_no": pa.int64(),
    "received_on": pa.date32(),
    "counted_amount": pa.decimal128(18, 2),
}


@dataclass(frozen=True)
class Receipt:
    """A line of a receipt (amount > 0) or of a refund (< 0)."""

    receipt_id: str
    line_no: int
    customer_id: str
    order_id: str | None
    received_on: date
    amount: Decimal


@dataclass
class Promise:
    """A promise and what has been counted for it so far."""

    promise_id: str
    customer_id: str
    order_id: str | None
    promised_on: date
    amount: Decimal
    counts_to_on: date
    counted: Decimal = Decimal(0)
    parts: list[tuple[Receipt, Decimal]] = field(default_factory=list)

    def takes(self, receipt: Receipt) -> bool:
        """Whether this receipt could count for it."""
        names_another = None not in (self.order_id, receipt.order_id) and (
            self.order_id != receipt.order_id
        )
        is_in_time = self.promised_on <= receipt.received_on <= self.counts_to_on
        return is_in_time and not names_another

    def count(self, receipt: Receipt, amount: Decimal) -> None:
        if amount:
            self.counted += amount
            self.parts.append((receipt, amount))


def rows(connection: "duckdb.DuckDBPyConnection") -> pa.Table:
    """One row per promise and line of a receipt that counts for it; at least one per promise."""
    promises = [Promise(*row) for row in connection.execute(PROMISES).fetchall()]
    assign(promises, (Receipt(*row) for row in connection.execute(RECEIPTS).fetchall()))
    return pa.Table.from_pylist(
        [row for one in promises for row in _rows_of(one)], pa.schema(COLUMNS)
    )


def assign(promises: Iterable[Promise], receipts: Iterable[Receipt]) -> None:
    """Count receipts, sorted by day, for promises, sorted by age."""
    by_customer: dict[str, list[Promise]] = defaultdict(list)
    for promise in promises:
        by_customer[promise.customer_id].append(promise)
    for receipt in receipts:
        left = receipt.amount
        wanted = [one for one in by_customer[receipt.customer_id] if one.takes(receipt)]
        if left < 0:
            wanted.reverse()
        wanted.sort(key=lambda one: receipt.order_id is None or one.order_id is None)
        for promise in wanted:
            part = max(left, -promise.counted)
            if left > 0:
                part = min(left, promise.amount - promise.counted)
            promise.count(receipt, part)
            left -= part


def _rows_of(promise: Promise) -> list[dict[str, Any]]:
    common = {
        "promise_id": promise.promise_id,
        "customer_id": promise.customer_id,
        "counts_to_on": promise.counts_to_on,
    }
    if not promise.parts:
        return [common | {"counted_amount": Decimal(0)}]
    return [
        common
        | {
            "receipt_id": receipt.receipt_id,
            "line_no": receipt.line_no,
            "received_on": receipt.received_on,
            "counted_amount": amount,
        }
        for receipt, amount in promise.parts
    ]
