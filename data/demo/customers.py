"""The customers of the demo company, each with a course and a way to pay."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from data.demo import names
from data.demo.catalogue import CITIES, FAMILIES, REGIONS
from data.demo.reps import LEFT_REP, REPS_PER_REGION, SUCCESSOR
from data.demo.span import AS_OF, FIRST_DAY, TODAY, day_at, dice

CUSTOMERS = 400
"""Customers of a fill of the usual size; more orders have more customers."""
REGION_WEIGHT = (0.24, 0.16, 0.19, 0.20, 0.12, 0.09)
SECOND_FAMILY = (1, 0, 0, 4, 3, 0)
CRISIS_PLACE, SILENT_PLACES, LEAK_PLACES = 13, (9, 17, 31, 44), (15, 33, 58, 83)
DRIFTING_PLACES = (2, 11, 14, 20, 25, 36, 41)
"""Places by size of those who leave: large enough to be seen."""
SPREAD = 1.6
LARGEST = 30.0
"""Sizes are lognormal with this spread, the largest so many times the middle one."""
PAYERS = ("early", "prompt", "average", "slow", "bad", "rolling", "prepaid")
USUAL_PAYERS = (0.07, 0.25, 0.27, 0.18, 0.04, 0.09, 0.10)
LARGEST_BAD_PLACE = 10
"""No customer larger than this one pays badly: alone it would ruin its region."""
BAD_REGION, BAD_PAYERS = "川东", (0.03, 0.14, 0.24, 0.28, 0.12, 0.12, 0.07)
CHANNELS = {"油品贸易": "wholesale", "加油站": "retail", "零售": "retail", "机场": "institution"}


@dataclass(frozen=True)
class Customer:
    """One customer. `weight` is its share of the business before its `course` changes it.

    course: steady, growing, drifting, silent, crisis, new, churned, seasonal, prospect (no order).
    payer: early, prompt, average, slow, bad, rolling, prepaid, stopped.
    """

    customer_id: str
    name: str
    region: int
    city: str
    rep: int
    family: int
    second_family: int
    industry: str
    channel: str
    weight: float
    course: str
    payer: str
    leaks: bool
    discount: float
    credit_days: int | None
    credit_terms: str | None
    opened_on: date
    turned_on: int
    """Day number on which the course takes its turn."""


def make(seed: int, count: int) -> list[Customer]:
    """The customers in the order of their ids, which run by region as an ERP gives them."""
    chance = dice(seed, "sizes")
    sizes = (min(math.exp(chance.gauss(0, SPREAD)), LARGEST) for _ in range(count))
    weights = sorted(sizes, reverse=True)
    families = [evenly(place, 0.7549, [one.share for one in FAMILIES]) for place in range(count)]
    trades = [
        dice(seed, place, "trade").choice(FAMILIES[family].trades)
        for place, family in enumerate(families)
    ]
    called = names.companies(dice(seed, "names"), [ending for _, ending in trades])
    serial = [0] * len(REGIONS)
    found = []
    for place, weight in enumerate(weights):
        region = evenly(place, 0.6180, REGION_WEIGHT)
        serial[region] += 1
        customer_id = f"{region + 1:02d}{serial[region]:04d}"
        who = (customer_id, called[place], region, families[place], trades[place][0])
        found.append(_customer(seed, place, count, weight, who))
    return sorted(found, key=lambda one: one.customer_id)


def evenly(place: int, step: float, shares: Sequence[float]) -> int:
    """A choice by shares that is spread evenly over the places, large customers included."""
    left = (0.5 + place * step) % 1 * sum(shares)
    for choice, share in enumerate(shares):
        if left < share:
            return choice
        left -= share
    return len(shares) - 1


def _customer(
    seed: int, place: int, count: int, weight: float, who: tuple[str, str, int, int, str]
) -> Customer:
    customer_id, name, region, family, industry = who

    def own(trait: str) -> random.Random:
        """Numbers of its own for each trait: one trait more changes no other."""
        return dice(seed, place, trait)

    course, turned_on = _course(own("course"), place, family, count)
    payer = _payer(place, region, course)
    days, terms = _credit(own("credit"), payer)
    opened_on = FIRST_DAY - timedelta(days=own("opened").randrange(30, 3600))
    if course == "new":
        opened_on = day_at(turned_on) - timedelta(days=own("opened").randrange(2, 20))
    return Customer(
        customer_id=customer_id,
        name=name,
        region=region,
        city=own("city").choice(CITIES[REGIONS[region]]),
        rep=_rep(own("rep"), region, family),
        family=family,
        second_family=SECOND_FAMILY[family],
        industry=industry,
        channel=CHANNELS.get(industry) or _channel(own("channel")),
        weight=weight,
        course=course,
        payer=payer,
        leaks=place in LEAK_PLACES,
        discount=own("discount").uniform(0.002, 0.022) + 0.008 * (place < count // 10),
        credit_days=days,
        credit_terms=terms,
        opened_on=opened_on,
        turned_on=turned_on,
    )


def _rep(chance: random.Random, region: int, family: int) -> int:
    """Fuels go to three reps of whom the first sells most; chemicals and asphalt to one each."""
    seat = {2: 4, 3: 3, 4: 3}.get(family)
    if seat is None:
        seat = chance.choices((0, 1, 2), (0.5, 0.3, 0.2))[0]
    rep = region * REPS_PER_REGION + seat
    return SUCCESSOR if rep == LEFT_REP else rep


def _course(chance: random.Random, place: int, family: int, count: int) -> tuple[str, int]:
    """Which course a customer takes, and the day number of its turn."""
    named = {CRISIS_PLACE: ("crisis", 95, 96)}
    named |= dict.fromkeys(SILENT_PLACES, ("silent", 26, 55))
    named |= dict.fromkeys(DRIFTING_PLACES, ("drifting", 70, 130))
    usual = ("growing", 500, 501) if chance.random() < 0.1 else ("steady", 500, 501)
    draw = chance.random()
    if place >= count * 9 // 10:
        usual = ("prospect", 0, 1)
    elif draw < 0.08 and place > count // 12:
        usual = ("new", 5, 175)
    elif draw < 0.14 and place > count // 5:
        usual = ("churned", 130, 620)
    elif draw < 0.20 and family in (0, 2) and place > count // 10:
        usual = ("seasonal", 0, 1)
    course, shortest, longest = named.get(place, usual)
    return course, TODAY - chance.randrange(shortest, longest)


def _payer(place: int, region: int, course: str) -> str:
    if course == "crisis":
        return "stopped"
    shares = BAD_PAYERS if REGIONS[region] == BAD_REGION else USUAL_PAYERS
    payer = PAYERS[evenly(place, 0.5698, shares)]
    return "average" if payer == "bad" and place < LARGEST_BAD_PLACE else payer


def _credit(chance: random.Random, payer: str) -> tuple[int | None, str | None]:
    """Credit days and terms; some customers have neither."""
    if payer == "prepaid":
        return 0, "days"
    if chance.random() < 0.03:
        return None, None
    if chance.random() < 0.18:
        return chance.choice((10, 15, 25)), "month_end"
    days = chance.choices((7, 15, 30, 45, 60), (0.08, 0.17, 0.36, 0.23, 0.16))[0]
    return days, "days" if chance.random() < 0.7 else None


def _channel(chance: random.Random) -> str:
    return chance.choices(("direct", "wholesale", "institution"), (0.82, 0.08, 0.10))[0]


def active(customers: Sequence[Customer]) -> list[int]:
    """Indexes of those who order."""
    return [number for number, one in enumerate(customers) if one.course != "prospect"]


def is_new(customer: Customer) -> bool:
    return (AS_OF - customer.opened_on).days <= 180
