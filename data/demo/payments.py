"""How the invoices of one month were paid: in parts, late, with the next load, or not at all."""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from data.demo.sales import INVOICED, NONE, Lines
from data.demo.span import DAYS, TODAY, Flags, Ints
from data.demo.world import World

KINDS = ("receipt", "write_off", "refund", "offset")
RECEIPT, WRITE_OFF, REFUND, OFFSET = range(4)
METHODS = ("transfer", "cash", "bank_acceptance", "commercial_acceptance")
TRANSFER, CASH, BANK_DRAFT, TRADE_DRAFT = range(4)
LATENESS = {
    "early": (-9, 2),
    "prompt": (-4, 4),
    "average": (-2, 12),
    "slow": (5, 42),
    "bad": (25, 130),
    "rolling": (0, 1),
    "prepaid": (-4, 0),
    "stopped": (0, 10),
}
"""Days between due and paid, from … to, by kind of payer (prepaid: between order and paid)."""
STOPPED_ON = TODAY - 110
"""From this day on the customer in crisis pays nothing."""

MATCHED_AFTER = 70
"""Days after which the clerks have found the order of nearly every receipt."""
KEPT_BACK = 50
"""The part of an order that is kept back in a dispute: one fiftieth."""


@dataclass(frozen=True)
class Invoices:
    """What one order owes in sum, one array entry each; days are day numbers, money cents."""

    order: Ints
    customer: Ints
    ordered: Ints
    invoiced: Ints
    due: Ints
    amount: Ints


@dataclass(frozen=True)
class Payments:
    """Receipt lines, one array entry each. `order` is NONE where the payer named none."""

    customer: Ints
    received: Ints
    amount: Ints
    order: Ints
    kind: Ints
    method: Ints
    matures: Ints

    def __len__(self) -> int:
        return len(self.customer)

    def where(self, which: Flags | Ints) -> Self:
        """The chosen lines."""
        return type(self)(**{one.name: getattr(self, one.name)[which] for one in fields(self)})

    @classmethod
    def joined(cls, parts: list[Self]) -> Self:
        return cls(
            **{
                one.name: np.concatenate([getattr(part, one.name) for part in parts])
                for one in fields(cls)
            }
        )


def invoices(lines: Lines) -> Invoices:
    """What each order owes after its credit notes."""
    billed = lines.where(lines.status == INVOICED)
    paid_order = np.where(billed.reversed_order == NONE, billed.order, billed.reversed_order)
    amount = np.bincount(paid_order, billed.amount).astype(np.int64)
    plain = billed.where((billed.reversed_order == NONE) & (billed.kilograms != 0))
    order, first = np.unique(plain.order, return_index=True)
    head = plain.where(first)
    return Invoices(order, head.customer, head.ordered, head.invoiced, head.due, amount[order])


def of_month(world: World, random: np.random.Generator, lines: Lines) -> Payments:
    """Everything that was paid for the orders of one month up to TODAY."""
    owed = invoices(lines)
    registered = owed.customer < len(world.customers)
    customer = np.where(registered, owed.customer, 0)
    payer = np.array([one.payer for one in world.customers])[customer]
    paid_on = _paid_on(world, random, owed, customer, payer)
    parts = random.choice([1, 2, 3], len(owed.order), p=[0.72, 0.21, 0.07])
    parts = np.where(payer == "prepaid", 1, parts)
    invoice = np.repeat(np.arange(len(owed.order)), parts)
    part = np.arange(len(invoice)) - np.repeat(np.cumsum(parts) - parts, parts)
    disputed = random.random(len(owed.order)) < 0.002
    kept_back = np.where(disputed, owed.amount // KEPT_BACK, 0)
    share = owed.amount // parts // 1000 * 1000
    last = part == parts[invoice] - 1
    rest = owed.amount - kept_back - share * (parts - 1)
    amount = np.where(last, rest[invoice], share[invoice])
    back = (parts[invoice] - 1 - part) * random.integers(3, 12, len(invoice))
    received = np.maximum(paid_on[invoice] - back, owed.ordered[invoice] - 4)
    method = _method(random, customer[invoice])
    drafts = np.isin(method, (BANK_DRAFT, TRADE_DRAFT))
    matures = np.where(drafts, received + random.choice([90, 180], len(received)), NONE)
    paid = Payments(
        owed.customer[invoice],
        received,
        amount,
        owed.order[invoice],
        np.full(len(received), RECEIPT),
        method,
        matures,
    )
    paid = paid.where(amount > 0)
    everything = Payments.joined(
        [_named(world, random, paid), *_exceptions(random, paid), _written_off(owed, kept_back)]
    )
    return everything.where((everything.received <= TODAY) & (everything.received >= 0))


def _paid_on(
    world: World, random: np.random.Generator, owed: Invoices, customer: Ints, payer: np.ndarray
) -> Ints:
    """The day an order is paid in full; DAYS and later = not within this story."""
    low = np.array([LATENESS[one.payer][0] for one in world.customers])[customer]
    high = np.array([LATENESS[one.payer][1] for one in world.customers])[customer]
    late = low + np.rint((high - low) * random.random(len(customer)) ** 1.6).astype(np.int64)
    paid_on = np.maximum(owed.due + late, owed.invoiced)
    following = world.rhythm.next_day[customer, owed.ordered]
    with_next_load = np.maximum(following + random.integers(0, 2, len(following)), owed.due + 1)
    paid_on = np.where(payer == "rolling", with_next_load, paid_on)
    paid_on = np.where(payer == "prepaid", np.maximum(owed.ordered + late, 0), paid_on)
    stopped = (payer == "stopped") & (paid_on >= STOPPED_ON)
    disputed = (random.random(len(paid_on)) < 0.004) & (payer != "prepaid")
    paid_on = np.where(disputed, paid_on + random.integers(60, 500, len(paid_on)), paid_on)
    return np.where(stopped, DAYS * 2, paid_on)


def _method(random: np.random.Generator, customer: Ints) -> Ints:
    draw = random.random(len(customer))
    by_draft = (customer % 9 == 4) & (draw < 0.7)
    trade = by_draft & (customer % 2 == 0)
    usual = np.where(draw < 0.015, CASH, TRANSFER)
    return np.select([trade, by_draft], [TRADE_DRAFT, BANK_DRAFT], usual)


def _named(world: World, random: np.random.Generator, paid: Payments) -> Payments:
    """The payments as they arrive: some name no order, some come from somebody else."""
    count = len(paid)
    recent = paid.received > TODAY - MATCHED_AFTER
    careless = paid.customer % 7 == 3
    often = np.where(careless, 0.30, 0.03)
    unnamed = random.random(count) < np.where(recent, often, often / 60)
    third_party = (random.random(count) < np.where(recent, 0.004, 0.0002)) & ~unnamed
    payer = np.where(third_party, (paid.customer + 1) % len(world.customers), paid.customer)
    return Payments(
        payer,
        paid.received,
        paid.amount,
        np.where(unnamed, NONE, paid.order),
        paid.kind,
        paid.method,
        paid.matures,
    )


def _exceptions(random: np.random.Generator, paid: Payments) -> list[Payments]:
    """Overpayments and their refunds, bounced drafts, offsets, money ahead."""
    draw = random.random(len(paid))
    over = paid.where(draw < 0.004)
    surplus = (over.amount // 20) // 10_000 * 10_000 + 50_000
    again = random.random(len(over)) < 0.6
    refunded = over.where(again)
    bounced = paid.where((draw > 0.5) & (draw < 0.506) & (paid.matures != NONE))
    offset = paid.where((draw > 0.6) & (draw < 0.6015))
    ahead = paid.where((draw > 0.7) & (draw < 0.725) & (paid.received > TODAY - 30))
    return [
        _like(over, surplus, 0, RECEIPT, over.order),
        _like(
            refunded,
            -surplus[again],
            12,
            REFUND,
            np.where(refunded.order % 2, NONE, refunded.order),
        ),
        _like(bounced, -bounced.amount, 20, REFUND, bounced.order),
        _like(bounced, bounced.amount, 29, RECEIPT, bounced.order),
        _like(offset, offset.amount // 40, -2, OFFSET, np.full(len(offset), NONE)),
        _like(ahead, ahead.amount // 10_000 * 10_000, 2, RECEIPT, np.full(len(ahead), NONE)),
    ]


def _written_off(owed: Invoices, kept_back: Ints) -> Payments:
    """What was kept back is written off after eight months."""
    which = np.flatnonzero(kept_back)
    nothing = np.full(len(which), NONE)
    return Payments(
        owed.customer[which],
        owed.due[which] + 240,
        kept_back[which],
        owed.order[which],
        np.full(len(which), WRITE_OFF),
        nothing,
        nothing,
    )


def _like(paid: Payments, amount: Ints, later: int, kind: int, order: Ints) -> Payments:
    """Transfers by the same customers, some days later."""
    return Payments(
        paid.customer,
        paid.received + later,
        amount,
        order,
        np.full(len(paid), kind),
        np.full(len(paid), TRANSFER),
        np.full(len(paid), NONE),
    )
