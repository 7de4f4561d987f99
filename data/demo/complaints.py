"""Complaints of the demo company, in all states and severities."""

import math
import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal

from data.demo.columns import Row
from data.demo.customers import active
from data.demo.span import AS_OF, TODAY, day_at, dice
from data.demo.world import World

PER_HUNDRED_CUSTOMERS = 125
END = datetime.combine(AS_OF, time(18, 0))
"""Nothing is known after this moment."""
BACKLOG_SHARE = 0.04
"""Complaints of the last days, a good part of them open."""
FORGOTTEN_DAYS = 120
"""What is older than this has been dealt with, however late."""

# fmt: off
# (category, fault, description, root cause, corrective action, weight)
CASES = (
    ("质量", "product", "柴油过滤器频繁堵塞，怀疑杂质超标", "罐底沉积物随出库带出", "缩短清罐周期并加装过滤器", 14),
    ("质量", "product", "汽油蒸气压偏高，车辆启动异常", "换季调合方案切换滞后", "提前十天切换夏季方案", 8),
    ("质量", "product", "沥青针入度与报告不符", "储罐加热温度过高导致老化", "限定储存温度与时间", 7),
    ("质量", "product", "聚丙烯粒料黑点偏多", "挤压机滤网更换不及时", "滤网更换纳入点检", 5),
    ("计量", "logistics", "到货数量比提单少 0.4%", "流量计与地磅未同期校验", "每月同期比对校验", 16),
    ("计量", "logistics", "两次过磅差异超过允差", "车辆残液未卸净", "增加卸净确认签字", 7),
    ("物流", "logistics", "送货比承诺晚两天", "调度集中，车辆不足", "大客户固定车辆与时段", 21),
    ("物流", "logistics", "押运员未按现场规定着装", "承运商培训不到位", "承运商季度考核", 4),
    ("服务", "rep", "调价未提前通知", "价格通知只发到采购员", "价格通知双人发送", 9),
    ("服务", "rep", "电话多次无人接听", "业务员离岗无人代理", "离岗必须指定代理人", 6),
    ("票据", "other", "发票税号错误，无法抵扣", "客户开票资料未更新", "每季核对开票资料", 8),
    ("票据", "other", "对账单与实际付款不符", "未指定订单的收款未及时核对", "每旬核对未匹配收款", 6),
)
# fmt: on
PACE = {"urgent": (0.8, 14.0), "major": (5.0, 60.0), "minor": (9.0, 40.0)}
"""Median hours to the first answer and from there to the solution."""


def rows(world: World) -> Iterator[Row]:
    """All complaints, oldest first."""
    chance = dice(world.seed, "complaints")
    buyers = active(world.customers)
    weights = [world.customers[at].weight ** 0.6 for at in buyers]
    count = len(world.customers) * PER_HUNDRED_CUSTOMERS // 100
    recent = round(count * BACKLOG_SHARE)
    days = [round(TODAY * chance.random() ** 0.75) for _ in range(count - recent)]
    days += [TODAY - chance.randrange(0, 6) for _ in range(recent)]
    for number, day in enumerate(sorted(days)):
        at = chance.choices(buyers, weights)[0]
        yield {"complaint_id": f"TS{number + 1:05d}", **_case(chance, world, at, day)}
    yield _of_crisis(world, count + 1)


def _case(chance: random.Random, world: World, at: int, day: int) -> Row:
    customer = world.customers[at]
    category, fault, text, cause, action, _ = chance.choices(CASES, [one[-1] for one in CASES])[0]
    severity = chance.choices(("minor", "major", "urgent"), (0.68, 0.25, 0.07))[0]
    hour = chance.choice((8, 9, 9, 10, 10, 11, 14, 15, 16, 17))
    received = datetime.combine(day_at(day), time(hour, chance.randrange(60)))
    products = [one for one in world.products if one.family == customer.family]
    affected = round(chance.uniform(2, 32), 1)
    found = {
        "customer_id": customer.customer_id,
        "product_id": products[min(int(chance.expovariate(0.7)), len(products) - 1)].product_id,
        "description": text,
        "received_at": received,
        "severity": None if severity == "minor" and chance.random() < 0.1 else severity,
        "category": category,
        "fault": fault,
        "owner_rep_id": None if chance.random() < 0.02 else world.reps[customer.rep].rep_id,
        "affected_t": Decimal(str(affected)),
        "affected_amount": Decimal(round(affected * 75) * 100),
    }
    return found | _answers(chance, received, severity, customer.rep, (cause, action))


def _answers(
    chance: random.Random, received: datetime, severity: str, rep: int, why: tuple[str, str]
) -> Row:
    """What happened up to END; whatever would be later has not happened."""
    to_answer, to_solve = PACE[severity]
    slow = 2.6 if rep % 11 == 4 else 1.0  # a few owners let customers wait
    answered = received + _hours(chance, to_answer * slow, 0.8)
    solved = answered + _hours(chance, to_solve * slow, 0.75)
    told = solved + _hours(chance, 9, 0.9)
    found: Row = {}
    may_be_open = (END - received).days < FORGOTTEN_DAYS
    if answered > END or (slow > 1 and (END - received).days < 12 and chance.random() < 0.6):
        return found
    if chance.random() > 0.04:
        found["first_response_at"] = answered
    if solved - received > timedelta(days=4) and answered + timedelta(days=3) < END:
        found["interim_reply_at"] = answered + timedelta(days=chance.choice((2, 3)))
    if solved > END or (chance.random() < 0.05 and may_be_open):
        return found
    found["resolved_at"] = solved
    if chance.random() < 0.2:
        found["waiting_hours"] = float(chance.choice((4, 8, 24, 48)))
    if chance.random() < 0.86:
        found["root_cause"], found["corrective_action"] = why[0], why[1]
    elif chance.random() < 0.5:
        found["root_cause"] = why[0]
    if told > END or (chance.random() < 0.08 and may_be_open):
        return found
    found["feedback_at"] = told
    if chance.random() < 0.3:
        found["compensation_amount"] = Decimal(chance.randrange(2, 60) * 500)
    if chance.random() < 0.62:
        scores = (5, 4, 3, 2, 1)
        found["satisfaction"] = chance.choices(scores, (0.28, 0.42, 0.19, 0.08, 0.03))[0]
    return found | _reopened(chance, told)


def _reopened(chance: random.Random, told: datetime) -> Row:
    """One in twenty comes back; most are solved again."""
    again = told + timedelta(days=chance.randrange(1, 12), hours=3)
    if chance.random() >= 0.05 or again >= END:
        return {}
    found: Row = {"reopened_at": again, "reopened_count": chance.choice((1, 1, 2))}
    solved_again = chance.random() < 0.8 or (END - again).days >= FORGOTTEN_DAYS
    if solved_again and again + timedelta(days=4) < END:
        found["resolved_at"] = again + timedelta(days=2)
        found["feedback_at"] = again + timedelta(days=2, hours=20)
    return found


def _hours(chance: random.Random, median: float, spread: float) -> timedelta:
    minutes = round(60 * median * math.exp(chance.gauss(0, spread)))
    return timedelta(minutes=max(minutes, 3))


def _of_crisis(world: World, number: int) -> Row:
    """The customer in crisis has waited for two weeks."""
    customer = next(one for one in world.customers if one.course == "crisis")
    received = datetime.combine(day_at(TODAY - 14), time(10, 20))
    return {
        "complaint_id": f"TS{number:05d}",
        "customer_id": customer.customer_id,
        "description": "连续三批到货数量不足，要求当面说明，否则停止采购",
        "received_at": received,
        "severity": "urgent",
        "category": "计量",
        "fault": "logistics",
        "owner_rep_id": world.reps[customer.rep].rep_id,
        "first_response_at": received + timedelta(hours=7),
        "affected_t": Decimal("46.5"),
        "affected_amount": Decimal(352000),
    }
