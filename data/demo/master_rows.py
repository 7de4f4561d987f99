"""Master data of the demo company: customers, reps, products, contacts."""

import random
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from data.demo import names
from data.demo.catalogue import FAMILIES, REGIONS, TAX_RATE
from data.demo.columns import Row, whole_tonnes
from data.demo.customers import Customer
from data.demo.span import AS_OF, TODAY, day_at, dice
from data.demo.world import World

DENSITY = {"柴油": 0.84, "汽油": 0.74, "航煤": 0.79}
HABITS = ("月初集中提货", "随用随提", "看涨囤货、看跌观望", "每周固定一车", "招标后分批提")
OPERATING = ("经营正常", "扩产中", "开工率下降", "淡季停工", "资金偏紧")


def reps(world: World) -> Iterator[Row]:
    for one in world.reps:
        yield {
            "rep_id": one.rep_id,
            "rep_name": one.name,
            "department": one.department,
            "region": REGIONS[one.region],
            "station": one.station,
            "hired_on": one.hired_on,
            "left_on": one.left_on,
            "away_from": one.away_from,
            "away_until": one.away_until,
            "deputy_rep_id": one.deputy_rep_id,
        }


def products(world: World) -> Iterator[Row]:
    for one in world.products:
        family = FAMILIES[one.family].name
        yield {
            "product_id": one.product_id,
            "product_name": one.name,
            "family": family,
            "launched_on": one.launched_on,
            "density": DENSITY.get(family),
            "t_per_unit": 0.17 if "桶装" in one.name else None,
            "tax_rate": TAX_RATE / 100,
        }


def customers(world: World) -> Iterator[Row]:
    chance = dice(world.seed, "cards")
    people = names.persons(chance, len(world.customers))
    for number, one in enumerate(world.customers):
        row = _card(chance, world, one, people[number], world.monthly_t[number])
        for field in ("city", "industry", "address", "contact_phone", "operating_status"):
            if chance.random() < (0.35 if one.course == "new" else 0.06):
                row[field] = None
        yield row


def _card(chance: random.Random, world: World, one: Customer, person: str, t: float) -> Row:
    family = FAMILIES[one.family]
    t = t or chance.uniform(5, 120)  # what a prospect is thought to use
    ladder, origin = _ladder(chance, one)
    large = one.weight > 4
    gap = chance.random()
    return {
        "customer_id": one.customer_id,
        "customer_name": one.name,
        "class_code": chance.choice("ABC"),
        "group_id": f"G{chance.randrange(1, 9):02d}" if chance.random() < 0.05 else None,
        "region": None if gap < 0.012 else REGIONS[one.region],
        "city": one.city,
        "industry": one.industry,
        "channel": None if 0.02 < gap < 0.04 else one.channel,
        "ladder": ladder,
        "origin": origin,
        "owner_department": world.reps[one.rep].department if ladder == "floating" else None,
        "rep_id": None if ladder == "floating" else world.reps[one.rep].rep_id,
        "joint_rep_id": world.reps[(one.rep + 1) % len(world.reps)].rep_id
        if large and chance.random() < 0.15
        else None,
        "retail_zone": f"{one.city}片区" if one.channel == "retail" else None,
        "planned_on": one.opened_on - timedelta(days=chance.randrange(20, 90))
        if chance.random() < 0.75
        else None,
        "opened_on": None if one.course == "prospect" else one.opened_on,
        "closed_on": day_at(one.turned_on + 60)
        if one.course == "churned" and TODAY - one.turned_on > 400
        else None,
        **_credit(chance, one, t),
        "relationship": "partner" if large and chance.random() < 0.6 else "transactional",
        "switching_investment": chance.randrange(1, 6),
        "switching_risk": chance.randrange(1, 6),
        "capital_strength": chance.randrange(1, 6),
        "market_ability": chance.randrange(1, 6),
        "is_key_account": one.weight > 5.5 or None,
        "annual_demand_t": whole_tonnes(t * 12 * chance.uniform(1.1, 2.4))
        if chance.random() < 0.7
        else None,
        "allowed_regions": f"{REGIONS[one.region]};{REGIONS[(one.region + 2) % 6]}"
        if one.channel == "wholesale"
        else None,
        "address": f"{one.city}市{chance.choice('东西南北')}郊工业园{chance.randrange(1, 99)}号",
        "contact_name": person,
        "contact_phone": f"000-{chance.randrange(10**7, 10**8)}",
        "main_products": family.name,
        "trading_habits": chance.choice(HABITS) if chance.random() < 0.5 else None,
        "interested_products": FAMILIES[one.second_family].name if chance.random() < 0.4 else None,
        "operating_status": chance.choice(OPERATING),
        "notes": None,
    }


def _ladder(chance: random.Random, one: Customer) -> tuple[str | None, str | None]:
    if one.course == "prospect":
        return chance.choices(("target", "competitor", "floating"), (0.5, 0.3, 0.2))[0], None
    if one.course == "new":
        return "existing", chance.choice(("target", "target", "competitor", "floating"))
    return None, None


def _credit(chance: random.Random, one: Customer, t: float) -> Row:
    """Terms and limit: room for about a month and a half, in tens of thousands; some too small."""
    days = one.credit_days
    owed = t / 30 * ((days or 0) + 16) * FAMILIES[one.family].price
    room = chance.choices((0.8, 1.5, 2.4), (0.06, 0.34, 0.6))[0]
    limit: Decimal | None = Decimal(max(round(owed * room / 50_000), 1) * 50_000)
    if one.payer == "prepaid":
        limit = Decimal(0)
    elif days is None or chance.random() < 0.06 or one.course == "prospect":
        limit = None
    return {
        "credit_limit_amount": limit,
        "credit_days": days,
        "credit_terms": one.credit_terms,
        "credit_rating": None if limit is None else chance.choice(("AA", "A", "A", "BBB", "BB")),
        "credit_reviewed_on": None
        if limit is None
        else AS_OF - timedelta(days=chance.randrange(20, 500)),
    }


def contacts(world: World) -> Iterator[Row]:
    """One to five persons per customer; some only one of us knows, some have left."""
    chance = dice(world.seed, "contacts")
    number = 0
    for one in world.customers:
        levels = ["frontline", *chance.sample(("senior", "middle", "frontline", "middle"), 2)]
        levels = levels[: 1 + (one.weight > 0.7) + (one.weight > 2)]
        for level in [*levels, *(["senior"] if one.weight > 4 and chance.random() < 0.8 else [])]:
            number += 1
            other = chance.random() < 0.22
            yield {
                "contact_id": f"LX{number:05d}",
                "customer_id": one.customer_id,
                "contact_name": names.persons(chance, 1)[0],
                "level": level,
                "title": chance.choice(names.TITLES[level]),
                "phone": f"000-{chance.randrange(10**7, 10**8)}",
                "rep_id": world.reps[(one.rep + 1 if other else one.rep) % 30].rep_id,
                "is_active": chance.random() < 0.93,
            }
