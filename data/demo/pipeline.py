"""Opportunities of the demo company, and the visits that follow them up."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from data.demo import names
from data.demo.catalogue import FAMILIES
from data.demo.columns import Row, whole_tonnes
from data.demo.span import AS_OF, dice
from data.demo.world import World

PER_HUNDRED_CUSTOMERS = 40
STAGE_WEIGHTS = (0.14, 0.20, 0.17, 0.14, 0.12, 0.09, 0.09, 0.05)
NEXT_STEPS = ("约技术交流", "补充资质文件", "送样检测", "提交正式报价", "协调账期", "确认首批用量")
LOST_REASONS = ("价格", "账期", "运距", "质量指标", "客户项目取消")
COMPETITORS = ("民营炼厂甲", "民营炼厂乙", "外省贸易商", "地方油库")


@dataclass(frozen=True)
class Pipeline:
    """All deals with what was done about them."""

    world: World

    @cached_property
    def deals(self) -> list[Row]:
        chance = dice(self.world.seed, "deals")
        count = len(self.world.customers) * PER_HUNDRED_CUSTOMERS // 100
        return [_deal(chance, self.world, number) for number in range(1, count + 1)]

    def visits(self) -> Iterator[Row]:
        """The 1-15-30 rule: most deals are visited within a day and again by day 15."""
        chance = dice(self.world.seed, "deal visits")
        number = 0
        for deal in self.deals:
            for days, share in ((1, 0.85), (14, 0.7)):
                day = deal["stage_since"] + timedelta(days=days)
                if chance.random() < share and day <= min(deal["closed_on"] or AS_OF, AS_OF):
                    number += 1
                    yield _visit(chance, deal, f"ZFS{number:05d}", day)


def _deal(chance: random.Random, world: World, number: int) -> Row:
    prospects = [one for one in world.customers if one.course == "prospect"]
    others = [one for one in world.customers if one.course in ("steady", "growing", "new")]
    customer = chance.choice(prospects if chance.random() < 0.45 else others)
    known = chance.random() < 0.9
    family = customer.second_family if customer.course == "steady" else customer.family
    products = [one.product_id for one in world.products if one.family == family]
    opened_on = AS_OF - timedelta(days=round(420 * chance.random() ** 1.2))
    stage = chance.choices(range(1, 9), STAGE_WEIGHTS)[0]
    age = (AS_OF - opened_on).days
    status = chance.choices(("open", "parked", "won", "lost"), _outcomes(age))[0]
    stage = 8 if status == "won" else stage
    closed_on = opened_on + timedelta(days=chance.randrange(age // 2, age + 1))
    closed = status in ("won", "lost")
    until = (closed_on if closed else AS_OF) - opened_on
    since = opened_on + timedelta(days=chance.randrange(until.days * 2 // 3, until.days + 1))
    judged_on = since + timedelta(days=chance.randrange(0, 31))
    tonnes = chance.choice((60, 120, 200, 360, 500, 900, 1500))
    return {
        "opportunity_id": f"SJ{number:05d}",
        "customer_id": customer.customer_id if known else None,
        "prospect_name": None if known else names.companies(chance, ("建材",))[0],
        "rep_id": world.reps[customer.rep].rep_id,
        "product_id": chance.choice(products),
        "opened_on": opened_on,
        "seller_stage": stage,
        "stage_since": since,
        "buyer_stage": max(1, min(8, stage + chance.choices((-2, -1, 0, 1), (8, 30, 50, 12))[0])),
        "judged_on": judged_on if judged_on <= AS_OF and chance.random() < 0.75 else None,
        "expected_amount": Decimal(round(tonnes * FAMILIES[family].price / 10_000) * 10_000),
        "expected_t": whole_tonnes(tonnes),
        "expected_close_on": AS_OF + timedelta(days=chance.randrange(-20, 150)),
        "next_step": chance.choice(NEXT_STEPS) if chance.random() < 0.85 else None,
        "status": status,
        "closed_on": closed_on if closed else None,
        "lost_reason": chance.choice(LOST_REASONS) if status == "lost" else None,
        "competitor": chance.choice(COMPETITORS) if status == "lost" else None,
    }


def _outcomes(age: int) -> tuple[float, float, float, float]:
    """Weights of open, parked, won, lost by the days since the opening."""
    return (0.92, 0.04, 0.02, 0.02) if age < 60 else (0.36, 0.09, 0.27, 0.28)


def _visit(chance: random.Random, deal: Row, visit_id: str, day: date) -> dict[str, Any]:
    return {
        "visit_id": visit_id,
        "customer_id": deal["customer_id"],
        "opportunity_id": deal["opportunity_id"],
        "rep_id": deal["rep_id"],
        "visited_at": datetime.combine(day, time(chance.randrange(9, 18), 30)),
        "channel": chance.choice(("visit", "visit", "phone")),
        "contact_level": chance.choice(("senior", "middle", "frontline")),
        "purpose": "follow_up",
        "our_roles": chance.choice(("业务员", "业务员;技术服务", "业务员;区域经理")),
        "done": chance.choice(("交流需求", "介绍方案", "确认采购流程")),
        "next_step": deal["next_step"],
    }
