"""What customers cost, how they are scored, and the guidance they get."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from data.demo.catalogue import FAMILIES, TAX_RATE
from data.demo.columns import Row
from data.demo.customers import Customer
from data.demo.rhythm import LINES_PER_ORDER
from data.demo.span import AS_OF, day_number, dice, months
from data.demo.world import World

FIRST_COSTS = date(2025, 1, 1)
QUARTERS = tuple(f"{year}-Q{quarter}" for year in (2025, 2026) for quarter in (1, 2, 3, 4))[:7]
USUAL_COSTS = {"logistics": 0.10, "rebate": 0.06, "service": 0.03}
"""Share of the gross profit."""
DEAR_SHARE, DEAR_FACTOR = 0.07, 2.1
"""So many customers cost more than they bring."""
UNALLOCATED = {"promotion": 90_000, "service": 55_000, "logistics": 70_000}
TOPICS = (
    ("油品储存与静电防护", "安全"),
    ("冬季低凝柴油使用", "产品"),
    ("改性沥青施工温度控制", "产品"),
    ("加油站精细化管理", "经营"),
    ("聚丙烯牌号选择", "产品"),
    ("账期与信用管理", "经营"),
)


def costs(world: World) -> Iterator[Row]:
    """Monthly costs by customer in proportion to what was ordered, and what nobody allocated."""
    chance = dice(world.seed, "costs")
    dear = {one.customer_id for one in world.customers if chance.random() < DEAR_SHARE}
    for month in months(FIRST_COSTS):
        first = day_number(month)
        orders = world.rhythm.orders[:, first : first + 31].sum(axis=1).tolist()
        for at, customer in enumerate(world.customers):
            tonnes = orders[at] * LINES_PER_ORDER * float(world.mean_line_t[at])
            family = FAMILIES[customer.family]
            profit = tonnes * family.price / (1 + TAX_RATE / 100) * family.margin
            factor = DEAR_FACTOR / sum(USUAL_COSTS.values()) if customer.customer_id in dear else 1
            for category, share in _shares(chance, customer, month).items():
                amount = round(profit * share * factor * chance.uniform(0.6, 1.4), -1)
                if amount >= 100:
                    rep_id = world.reps[customer.rep].rep_id
                    yield _cost(month, category, customer.customer_id, rep_id, amount)
        for category, usual in UNALLOCATED.items():
            yield _cost(month, category, None, None, round(usual * chance.uniform(0.7, 1.3), -2))


def _shares(chance: random.Random, customer: Customer, month: date) -> dict[str, float]:
    found = {name: share for name, share in USUAL_COSTS.items() if chance.random() < 0.6}
    if customer.course == "new" and month >= customer.opened_on.replace(day=1):
        found["development"] = 0.5
    return found


def _cost(
    month: date, category: str, customer_id: str | None, rep_id: str | None, amount: float
) -> Row:
    return {
        "month": f"{month:%Y-%m}",
        "category": category,
        "customer_id": customer_id,
        "rep_id": rep_id,
        "amount": Decimal(str(amount)).quantize(Decimal("0.01")),
    }


def scores(world: World) -> Iterator[Row]:
    """Ability and attitude per quarter; achievement is often left to the attainment."""
    chance = dice(world.seed, "scores")
    for customer in world.customers:
        if customer.course in ("prospect", "new") or chance.random() < 0.12:
            continue
        ability = min(chance.gauss(78, 10), 98)
        attitude = min(chance.gauss(80, 9), 98)
        falling = customer.course in ("crisis", "drifting", "silent")
        for number, quarter in enumerate(QUARTERS):
            fall = 6 * max(number - 4, 0) if falling else 0
            yield {
                "customer_id": customer.customer_id,
                "quarter": quarter,
                "ability": round(max(ability + chance.gauss(0, 3), 30)),
                "attitude": round(max(attitude - fall + chance.gauss(0, 4), 30))
                if chance.random() < 0.95
                else None,
                "achievement": round(max(min(chance.gauss(82 - 2 * fall, 11), 100), 20))
                if chance.random() < 0.5
                else None,
            }


def trainings(world: World) -> Iterator[Row]:
    """Courses with several customers each: planned, approved, filed, and mostly held."""
    chance = dice(world.seed, "trainings")
    buyers = [one for one in world.customers if one.course != "prospect"]
    for number in range(1, 25):
        topic, category = chance.choice(TOPICS)
        planned_on = AS_OF - timedelta(days=chance.randrange(-25, 600))
        approved = chance.random() < 0.93
        filed = approved and chance.random() < 0.9
        held_on = planned_on + timedelta(days=chance.choice((0, 0, 3, 8)))
        for customer in chance.sample(buyers, chance.randrange(2, 7)):
            yield {
                "training_id": f"PX{number:03d}",
                "customer_id": customer.customer_id,
                "topic": topic,
                "category": category,
                "attendee_level": chance.choice(("middle", "frontline", "frontline")),
                "planned_on": planned_on,
                "approved_on": planned_on - timedelta(days=12) if approved else None,
                "filed_on": planned_on - timedelta(days=7) if filed else None,
                "held_on": held_on if approved and held_on <= AS_OF else None,
                "attendees": chance.randrange(3, 30),
            }
