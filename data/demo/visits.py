"""Visits of the demo company: calls, return visits, symposia, and what was fed back."""

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from data.demo.columns import Row
from data.demo.reps import LEFT_REP, SUCCESSOR
from data.demo.span import AS_OF, TODAY, day_at, day_number, dice
from data.demo.world import World

PER_CUSTOMER = 15
FEEDBACK = (
    ("price", "希望阶梯价早一天通知"),
    ("price", "民营竞品每吨低 80 元"),
    ("logistics", "夜间提货窗口太短"),
    ("logistics", "希望固定车辆与司机"),
    ("product", "冬季低凝柴油希望提前备货"),
    ("product", "粒料批次间色差明显"),
    ("service", "对账周期希望改为每旬一次"),
    ("service", "希望开通网上下单"),
    ("rep", "业务员响应及时，满意"),
    ("rep", "换人后对接不畅"),
)
PURPOSES = ("follow_up", "return_visit", "symposium", "training", "campaign", "price_notice")
PURPOSE_WEIGHTS = (0.56, 0.20, 0.02, 0.03, 0.06, 0.13)
NEXT_STEPS = (
    "确认下旬用量",
    "送样试用",
    "催收到期货款",
    "安排技术交流",
    "更新客户资料卡",
    "报送新牌价",
)
DONE = ("核对提货计划", "走访现场库存", "介绍新品", "对账", "了解竞品价格", "讲解安全卸油要求")


def rows(world: World) -> Iterator[Row]:
    """All visits, oldest first."""
    chance = dice(world.seed, "visits")
    count = len(world.customers) * PER_CUSTOMER
    places = range(len(world.customers))
    weights = [one.weight**0.5 for one in world.customers]
    days = sorted(round(TODAY * chance.random() ** 0.8) for _ in range(count))
    for number, day in enumerate(days):
        at = chance.choices(places, weights)[0]
        yield {"visit_id": f"ZF{number + 1:06d}", **_visit(chance, world, at, day)}


def _visit(chance: random.Random, world: World, at: int, day: int) -> Row:
    customer = world.customers[at]
    visited = datetime.combine(
        day_at(day), time(chance.randrange(8, 18), chance.choice((0, 15, 30, 45)))
    )
    if customer.course in ("crisis", "silent", "drifting") and day > customer.turned_on:
        levels = (0.02, 0.18, 0.80)
    else:
        levels = (0.14, 0.36, 0.50)
    prospect = customer.course == "prospect"
    purpose = "prospecting" if prospect else chance.choices(PURPOSES, PURPOSE_WEIGHTS)[0]
    found: Row = {
        "customer_id": customer.customer_id,
        "rep_id": world.reps[_visitor(chance, world, customer.rep, at, day)].rep_id,
        "visited_at": visited,
        "channel": chance.choices(
            ("visit", "phone", "web", "questionnaire"), (0.5, 0.36, 0.08, 0.06)
        )[0],
        "contact_level": chance.choices(("senior", "middle", "frontline"), levels)[0]
        if chance.random() < 0.95
        else None,
        "purpose": purpose,
        "our_roles": "业务员;技术服务" if chance.random() < 0.12 else "业务员",
        "done": chance.choice(DONE),
        "next_step": chance.choice(NEXT_STEPS) if chance.random() < 0.7 else None,
    }
    if chance.random() < 0.30:
        found |= _feedback(chance, visited)
    if chance.random() < 0.26:
        found["satisfaction"] = chance.choices((5, 4, 3, 2, 1), (0.26, 0.45, 0.2, 0.07, 0.02))[0]
    if chance.random() < 0.55:
        found["next_follow_up_on"] = visited.date() + timedelta(
            days=chance.choice((5, 7, 10, 14, 30))
        )
    return found


def _visitor(chance: random.Random, world: World, rep: int, at: int, day: int) -> int:
    """Mostly the owner; the former one while he was there; sometimes a colleague."""
    left_on = world.reps[LEFT_REP].left_on
    if left_on and rep == SUCCESSOR and at % 2 == 0 and day <= day_number(left_on):
        return LEFT_REP
    return (rep + 1) % len(world.reps) if chance.random() < 0.05 else rep


def _feedback(chance: random.Random, visited: datetime) -> Row:
    about, text = chance.choice(FEEDBACK)
    due_on = visited.date() + timedelta(days=chance.choice((3, 5, 7)))
    handled = visited + timedelta(days=chance.choice((1, 2, 3, 4, 6, 11)), hours=2)
    age = (AS_OF - visited.date()).days
    open_share = 0.25 if age < 40 else 0.03 if age < 120 else 0.0
    return {
        "about": about,
        "feedback": text,
        "feedback_due_on": due_on if chance.random() < 0.85 else None,
        "feedback_handled_at": None
        if handled.date() > AS_OF or chance.random() < open_share
        else handled,
    }
