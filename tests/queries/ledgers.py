"""Random ledgers, and what is open in them, worked out one document after the other."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
REGIONS = {"A": "川南", "B": "川北", "C": ""}
NONE = Decimal(0)


@dataclass(frozen=True)
class Line:
    """One order line; a negative one is a credit note."""

    customer_id: str
    order_id: str
    line_no: int
    invoiced_on: date
    due_on: date | None
    amount: Decimal
    returned_order_id: str
    status: str

    @property
    def falls_due_on(self) -> date:
        return self.due_on or self.invoiced_on


@dataclass(frozen=True)
class Receipt:
    """One line of money in, or out again."""

    customer_id: str
    receipt_id: str
    received_on: date
    amount: Decimal
    order_id: str
    kind: str


@dataclass
class Part:
    """What one invoice day added to one item."""

    invoiced_on: date
    due_on: date
    amount: Decimal
    open: Decimal


@dataclass
class Order:
    """One order of one customer: its invoices, money that waits for one, refunds beyond it."""

    parts: list[Part] = field(default_factory=list)
    waiting: Decimal = NONE
    shortfall: Decimal = NONE

    def invoice(self, part: Part) -> None:
        paid = min(self.waiting, part.open)
        self.waiting -= paid
        part.open -= paid
        self.parts.append(part)

    def receive(self, amount: Decimal) -> None:
        """Make up for refunds beyond what had come, then pay the first invoice first."""
        made_up = min(self.shortfall, amount)
        self.shortfall -= made_up
        amount -= made_up
        for part in self.parts:
            paid = min(amount, part.open)
            part.open -= paid
            amount -= paid
        self.waiting += amount

    def refund(self, amount: Decimal) -> None:
        """Take what waits, then re-open what was paid last."""
        taken = min(self.waiting, amount)
        self.waiting -= taken
        amount -= taken
        for part in reversed(self.parts):
            reopened = min(amount, part.amount - part.open)
            part.open += reopened
            amount -= reopened
        self.shortfall += amount


@dataclass(frozen=True)
class Item:
    """An open item as `receivables/items` lists it."""

    customer_id: str
    order_id: str
    due_on: date
    invoiced_on: date
    original: Decimal
    open: Decimal
    is_claim: bool = False


def random_documents(seed: int, customers: int) -> tuple[list[Line], list[Receipt]]:
    """Documents of that many customers, who share order numbers; some lie in the future."""
    chance = random.Random(seed)
    lines: list[Line] = []
    receipts: list[Receipt] = []
    numbers: dict[str, int] = {}
    for number in range(customers):
        customer = f"{chance.choice('ABC')}{number:03d}"
        orders = [f"O{chance.randrange(customers)}" for _ in range(chance.randint(1, 3))]
        for order in orders:
            for _ in range(chance.randint(1, 4)):
                numbers[order] = numbers.get(order, 0) + 1
                invoiced_on = _day(chance)
                is_credit_note = chance.random() < 0.2
                lines.append(
                    Line(
                        customer,
                        order,
                        numbers[order],
                        invoiced_on,
                        chance.choice([None, invoiced_on + timedelta(chance.choice([0, 10, 30]))]),
                        _amount(chance) * (-1 if is_credit_note else 1),
                        chance.choice(["", *orders]) if is_credit_note else "",
                        chance.choice(["", "", "", "", "", "cancelled", "ordered"]),
                    )
                )
        for index in range(chance.randint(0, 6)):
            is_refund = chance.random() < 0.25
            receipts.append(
                Receipt(
                    customer,
                    f"R{number:03d}{index}",
                    _day(chance),
                    _amount(chance) * (-1 if is_refund else 1),
                    chance.choice(["", "O-unknown", f"O{chance.randrange(customers)}", *orders]),
                    "refund"
                    if is_refund
                    else chance.choice(["", "receipt", "write_off", "offset"]),
                )
            )
    return lines, receipts


def _day(chance: random.Random) -> date:
    return FIRST + timedelta(chance.randrange((LAST - FIRST).days + 1))


def _amount(chance: random.Random) -> Decimal:
    return Decimal(chance.choice([100, 2000, 2000, 3333, 5001])) / 100


def tables(lines: Iterable[Line], receipts: Iterable[Receipt]) -> dict[str, str]:
    """The documents as CSV per base table, for tests/given.py."""
    lines, receipts = list(lines), list(receipts)
    names = sorted({one.customer_id for one in lines} | {one.customer_id for one in receipts})
    return {
        "customers": "customer_id,customer_name,region\n"
        + "".join(f"{name},{name},{REGIONS[name[0]]}\n" for name in names),
        "orders": "customer_id,order_id,line_no,ordered_on,invoiced_on,due_on,invoice_amount,"
        "returned_order_id,status\n"
        + "".join(
            f"{one.customer_id},{one.order_id},{one.line_no},{one.invoiced_on},{one.invoiced_on},"
            f"{one.due_on or ''},{one.amount},{one.returned_order_id},{one.status}\n"
            for one in lines
        ),
        "receipts": "customer_id,receipt_id,line_no,received_on,amount,order_id,kind\n"
        + "".join(
            f"{one.customer_id},{one.receipt_id},1,{one.received_on},{one.amount},"
            f"{one.order_id},{one.kind}\n"
            for one in receipts
        ),
    }


def booked(
    lines: Iterable[Line], receipts: Iterable[Receipt], as_of: date
) -> tuple[list[Item], Decimal]:
    """The open items of one customer in the ledger view, claims included, and what is unmatched."""
    lines = [one for one in lines if one.invoiced_on <= as_of and not one.status]
    receipts = [one for one in receipts if one.received_on <= as_of]
    orders: dict[str, Order] = {}
    free = NONE
    for day, turn, order_id, due_on, amount in sorted(_events(lines, receipts)):
        order = orders.setdefault(order_id, Order())
        if turn == 0:
            order.invoice(Part(day, due_on, amount, amount))
        elif not order_id:
            free += amount
        elif amount > 0:
            order.receive(amount)
        else:
            order.refund(-amount)
    owners = [one.customer_id for one in lines] + [one.customer_id for one in receipts]
    owner = owners[0] if owners else ""
    items = [item for name in orders for item in _items(owner, name, orders[name].parts)]
    unmatched = free + sum((one.waiting - one.shortfall for one in orders.values()), NONE)
    if unmatched < 0:
        newest = max((one for one in receipts if one.amount < 0), key=_newest)
        day = newest.received_on
        items.append(
            Item(owner, newest.receipt_id, day, day, -unmatched, -unmatched, is_claim=True)
        )
    return items, max(unmatched, NONE)


def _newest(receipt: Receipt) -> tuple[date, str]:
    return receipt.received_on, receipt.receipt_id


def _events(
    lines: Iterable[Line], receipts: Iterable[Receipt]
) -> list[tuple[date, int, str, date, Decimal]]:
    """(day, turn, order, due day, amount): of a day the invoices first, then credits, then money."""
    sums: dict[tuple[date, str, date, str], Decimal] = {}
    for one in lines:
        key = (one.invoiced_on, one.order_id, one.falls_due_on, one.returned_order_id)
        sums[key] = sums.get(key, NONE) + one.amount
    invoices: dict[tuple[date, str, date], Decimal] = {}
    events = []
    for (day, order_id, due_on, returned), amount in sums.items():
        if amount > 0:
            invoices[day, order_id, due_on] = invoices.get((day, order_id, due_on), NONE) + amount
        elif amount < 0:
            events.append((day, 1, returned, day, -amount))
    events += [(day, 0, order, due_on, amount) for (day, order, due_on), amount in invoices.items()]
    events += [(one.received_on, 2, one.order_id, one.received_on, one.amount) for one in receipts]
    return events


def _items(owner: str, order_id: str, parts: Iterable[Part]) -> list[Item]:
    by_due: dict[date, list[Part]] = {}
    for part in parts:
        by_due.setdefault(part.due_on, []).append(part)
    return [
        Item(
            owner,
            order_id,
            due_on,
            min(one.invoiced_on for one in same),
            sum((one.amount for one in same), NONE),
            rest,
        )
        for due_on, same in by_due.items()
        if (rest := sum((one.open for one in same), NONE)) > 0
    ]


def managed(items: Iterable[Item], unmatched: Decimal) -> tuple[dict[Item, Decimal], Decimal]:
    """What stays open of each item after unmatched money is applied, and the advance."""
    rests = {}
    for item in sorted(items, key=lambda one: (one.due_on, one.invoiced_on, one.order_id)):
        used = min(unmatched, item.open)
        unmatched -= used
        rests[item] = item.open - used
    return rests, unmatched
