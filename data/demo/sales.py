"""Order lines of one month: what was ordered, delivered and invoiced, and what went wrong."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Self

import numpy as np

from data.demo.catalogue import FAMILIES, TAX_RATE
from data.demo.reps import LEFT_REP, SUCCESSOR
from data.demo.span import DAYS, TODAY, Flags, Floats, Ints, chance, day_at, day_number
from data.demo.world import World

NONE = -1
"""Stands for an empty day or index."""
STATUSES = ("invoiced", "delivered", "ordered", "cancelled")
INVOICED, DELIVERED, ORDERED, CANCELLED = range(4)
TERMS = ("prepaid", "cash", "credit", "acceptance")
PREPAID = TERMS.index("prepaid")
STORED_DAYS = 45
"""Within so many days those who buy ahead have lifted what they paid for."""


@dataclass(frozen=True)
class Lines:
    """Order lines, one array entry each. Days are day numbers, money cents, tonnes kilograms."""

    order: Ints
    line: Ints
    customer: Ints
    rep: Ints
    product: Ints
    ordered: Ints
    promised: Ints
    delivered: Ints
    invoiced: Ints
    due: Ints
    """By agreement or by the customer's terms; what is written down says `due_is_written`."""
    due_is_written: Flags
    kilograms: Ints
    loaded: Ints
    """Kilograms that left: mostly all, sometimes short."""
    price: Ints
    amount: Ints
    net: Ints
    cost: Ints
    ship_to: Ints
    status: Ints
    terms: Ints
    reversed_order: Ints
    """Order that a credit note names, NONE where it names none or is no credit note."""

    def __len__(self) -> int:
        return len(self.order)

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


def of_month(world: World, month: date) -> Lines:
    """All lines ordered in a month, credit notes for them included; the same each time."""
    first = day_number(month)
    last = min(first + 31, TODAY + 1)
    days = np.array([day for day in range(first, last) if day_at(day).month == month.month])
    random = chance(world.seed, "orders", first)
    placed = world.rhythm.orders[:, days]
    at, customer = np.nonzero(placed.T)
    repeats = placed.T[at, customer]
    order_customer, order_day = np.repeat(customer, repeats), np.repeat(days[at], repeats)
    count = len(order_day)
    lines = 1 + (random.random(count) < 0.38) + (random.random(count) < 0.12)
    order = np.repeat(np.arange(count), lines)
    line = np.arange(len(order)) - np.repeat(np.cumsum(lines) - lines, lines) + 1
    head = _heads(world, random, order_customer, order_day)
    sold = _goods(world, random, order_customer[order], order_day[order])
    found = Lines(order=order, line=line, **{name: of[order] for name, of in head.items()}, **sold)
    return _with_credit_notes(random, _partly_lifted(found), count)


def _partly_lifted(lines: Lines) -> Lines:
    """Some who pay ahead leave their goods in our tanks and lift them load by load."""
    age = TODAY - lines.ordered
    ahead = (lines.terms == PREPAID) & (lines.customer % 4 == 1) & (lines.status == INVOICED)
    percent = np.clip(12 + 88 * age // STORED_DAYS, 12, 100)
    lifted = lines.loaded * percent // 100 // 20 * 20  # the scale shows 20 kg
    return replace(lines, loaded=np.where(ahead & (percent < 100), lifted, lines.loaded))


def _heads(world: World, random: np.random.Generator, customer: Ints, day: Ints) -> dict[str, Any]:
    """What all lines of an order share."""
    count = len(day)
    owner = np.array([one.rep for one in world.customers])[customer]
    left = day_number(world.reps[LEFT_REP].left_on or date.max)
    owner = np.where((owner == SUCCESSOR) & (day <= left) & (customer % 2 == 0), LEFT_REP, owner)
    neighbour = (owner + 5) % len(world.reps)
    owner = np.where(random.random(count) < 0.006, neighbour, owner)
    promised = day + random.choice([1, 2, 3, 5], count, p=[0.3, 0.4, 0.2, 0.1])
    late = random.choice([-1, 0, 1, 2, 6], count, p=[0.16, 0.66, 0.09, 0.06, 0.03])
    delivered = np.maximum(promised + late, day)
    invoiced = delivered + random.choice([0, 1, 2, 4], count, p=[0.45, 0.3, 0.17, 0.08])
    due, written = _due(world, random, customer, invoiced)
    status = np.select([invoiced <= TODAY, delivered <= TODAY], [INVOICED, DELIVERED], ORDERED)
    status = np.where(random.random(count) < 0.008, CANCELLED, status)
    payer = np.array([one.payer for one in world.customers])[customer]
    credit = np.array([one.credit_days or 0 for one in world.customers])[customer]
    draft = customer % 9 == 4
    terms = np.select([payer == "prepaid", credit == 0, draft], [0, 1, 3], 2)
    unregistered = random.random(count) < 0.0006
    return {
        "customer": np.where(unregistered, len(world.customers), customer),
        "rep": np.where(random.random(count) < 0.15, NONE, owner),
        "ordered": day,
        "promised": promised,
        "delivered": np.where(np.isin(status, (INVOICED, DELIVERED)), delivered, NONE),
        "invoiced": np.where(status == INVOICED, invoiced, NONE),
        "due": due,
        "due_is_written": written,
        "status": status,
        "terms": terms,
        "ship_to": _ship_to(world, random, customer),
        "reversed_order": np.full(count, NONE),
    }


def _due(
    world: World, random: np.random.Generator, customer: Ints, invoiced: Ints
) -> tuple[Ints, Flags]:
    """Day due of each order, and whether the order itself says so."""
    days = np.array([one.credit_days or 0 for one in world.customers])[customer]
    by_month = np.array([one.credit_terms == "month_end" for one in world.customers])[customer]
    month_end = np.array(
        [day_number(_month_end(day_at(number))) for number in range(DAYS + 40)], dtype=np.int64
    )
    due = np.where(by_month, month_end[np.minimum(invoiced, DAYS + 39)], invoiced) + days
    agreed = random.random(len(due)) < 0.08
    return np.where(agreed, due + random.choice([5, 10, 15], len(due)), due), agreed


def _month_end(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _ship_to(world: World, random: np.random.Generator, customer: Ints) -> Ints:
    home = world.region_of_customer[customer]
    leaks = np.array([one.leaks for one in world.customers])[customer]
    strays = random.random(len(home)) < np.where(leaks, 0.16, 0.0015)
    return np.where(strays, (home + 1) % 6, home)


def _goods(world: World, random: np.random.Generator, customer: Ints, day: Ints) -> dict[str, Any]:
    """Product, tonnes, price and money of each line."""
    count = len(day)
    main = np.array([one.family for one in world.customers])[customer]
    second = np.array([one.second_family for one in world.customers])[customer]
    family = np.where(random.random(count) < 0.9, main, second)
    product = _product(world, random, family, day)
    leaks = np.array([one.leaks for one in world.customers])[customer]
    mean = world.mean_line_t[customer]
    size = mean * np.exp(random.normal(-0.06, 0.35, count))
    size = np.where(leaks & (random.random(count) < 0.03), size * 7, size)
    hundredths = np.maximum(np.rint(size * 50).astype(np.int64) * 2, 10)  # the scale shows 20 kg
    region = world.region_of_customer[customer]
    listed = world.prices.listed(product, region, day)
    discount = np.array([one.discount for one in world.customers])[customer]
    discount = np.maximum(discount + random.normal(0, 0.004, count), 0)
    price = np.maximum(
        (listed * (1 - discount)).astype(np.int64),
        floor := world.prices.floor(product, region, day),
    )
    below = random.random(count) < np.where(leaks, 0.10, 0.003)
    price = np.where(below, (floor * random.uniform(0.96, 0.995, count)).astype(np.int64), price)
    amount = hundredths * price  # hundredths of a tonne × whole CNY: cents, exactly
    net = _rounded(amount * 100, 100 + TAX_RATE)
    return {
        "product": np.where(random.random(count) < 0.001, len(world.products), product),
        "kilograms": hundredths * 10,
        "loaded": hundredths
        * 10
        * random.choice([1000, 997, 960], count, p=[0.86, 0.10, 0.04])
        // 1000,
        "price": price,
        "amount": amount,
        "net": np.where(random.random(count) < 0.01, NONE, net),
        "cost": _cost(random, family, hundredths, listed, net),
    }


def _rounded(numerator: Ints, denominator: int) -> Ints:
    """numerator ÷ denominator to the nearest whole number, of positive numbers."""
    return (2 * numerator + denominator) // (2 * denominator)


def _product(world: World, random: np.random.Generator, family: Ints, day: Ints) -> Ints:
    """The best sellers of a family more often; nothing before its launch."""
    start = np.searchsorted([one.family for one in world.products], np.arange(len(FAMILIES)))
    size = np.array([len(one.products) for one in FAMILIES])
    place = (size[family] * random.random(len(family)) ** 2.2).astype(np.int64)
    product = start[family] + place
    launched = np.array(
        [day_number(one.launched_on) if one.launched_on else NONE for one in world.products]
    )
    return np.where(day < launched[product], start[family], product)


def _cost(
    random: np.random.Generator, family: Ints, hundredths: Ints, listed: Ints, net: Ints
) -> Ints:
    """Cost without tax; NONE for the few lines whose cost nobody entered."""
    margin: Floats = np.array([one.margin for one in FAMILIES])[family]
    noise = random.normal(0, 0.012, len(net))
    per_t = listed / (1 + TAX_RATE / 100) * (1 - margin - 0.016 + noise)
    cost = np.rint(hundredths * per_t).astype(np.int64)
    return np.where(random.random(len(net)) < 0.008, NONE, cost)


def _with_credit_notes(random: np.random.Generator, lines: Lines, orders: int) -> Lines:
    """The lines, and behind them returns that name their order and price rebates that do not."""
    day = lines.invoiced + random.integers(3, 21, len(lines))
    possible = (lines.status == INVOICED) & (day <= TODAY)
    draw = random.random(len(lines))
    returned = np.flatnonzero(possible & (draw < 0.006))
    rebated = np.flatnonzero(possible & (draw > 0.998))
    chosen = np.concatenate([returned, rebated])
    is_return = np.arange(len(chosen)) < len(returned)
    share = np.where(is_return, random.choice([25, 50, 100], len(chosen), p=[0.5, 0.3, 0.2]), 3)
    notes = lines.where(chosen)
    hundredths = np.maximum(notes.kilograms * share // 1000, 1)
    amount = np.where(is_return, hundredths * notes.price, notes.amount * share // 100)
    day = day[chosen]
    credit = replace(
        notes,
        order=orders + np.arange(len(notes)),
        line=np.ones(len(notes), np.int64),
        ordered=day,
        promised=np.full(len(notes), NONE),
        delivered=np.full(len(notes), NONE),
        invoiced=day,
        due=day,
        due_is_written=np.ones(len(notes), np.bool_),
        kilograms=np.where(is_return, -hundredths * 10, 0),
        amount=-amount,
        net=-_rounded(amount * 100, 100 + TAX_RATE),
        cost=np.where(is_return & (notes.cost != NONE), -(notes.cost * share // 100), 0),
        reversed_order=np.where(is_return, notes.order, NONE),
    )
    return Lines.joined([lines, credit])
