"""Meetings that were held, what was decided in them, and notes beside numbers."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from data.calendar import ONE_DAY, dekad_code, period_of
from data.demo.columns import Row
from data.demo.customers import Customer
from data.demo.span import AS_OF, TODAY, day_at, dice
from data.demo.world import World

HELD = 9
DECISIONS = (
    ("targets", "逐户排出下旬补量清单"),
    ("targets", "对落后客户本周内上门"),
    ("receivables", "超期 30 天以上客户停发，由区域经理约谈"),
    ("receivables", "核对未匹配收款并回填订单号"),
    ("complaints", "处理超时的投诉两日内给客户答复"),
    ("complaints", "计量差异与物流部联合校验流量计"),
    ("key_accounts", "高层走访沉默大客户"),
    ("key_accounts", "为低库存客户优先配置货源"),
)


def ends(count: int) -> list[date]:
    """Last days of the dekads before that of AS_OF, oldest first."""
    found = []
    day = AS_OF
    for _ in range(count):
        day = period_of("dekad", day).from_on - ONE_DAY
        found.append(day)
    return found[::-1]


def held_after(as_of: date) -> date:
    """The second day after the dekad, moved off a weekend."""
    day = as_of + 2 * ONE_DAY
    return day + timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)


def meetings(release: int) -> Iterator[Row]:
    """One meeting per dekad; figures are those of the demo release."""
    for as_of in ends(HELD):
        yield {
            "held_on": held_after(as_of),
            "as_of": as_of,
            "release": release,
            "label": dekad_code(as_of),
        }


def actions(world: World) -> Iterator[Row]:
    """Three to five decisions per meeting; old ones done, some overdue, the newest open."""
    chance = dice(world.seed, "actions")
    large = [one for one in world.customers if one.weight > 4]
    number = 0
    for as_of in ends(HELD):
        held_on = held_after(as_of)
        for page, decision in chance.sample(DECISIONS, chance.randrange(3, 6)):
            number += 1
            customer = chance.choice(large)
            due_on = held_on + timedelta(days=chance.choice((8, 10, 20)))
            share = 0.9 if due_on < AS_OF - timedelta(days=20) else 0.5
            draw = chance.random()
            status = "done" if draw < share else "dropped" if draw > 0.97 else "open"
            closed_on = min(due_on + timedelta(days=chance.randrange(-4, 5)), AS_OF)
            closed_on = max(closed_on, held_on)
            yield {
                "action_id": f"XD{number:04d}",
                "meeting_on": held_on,
                "page": page,
                "key": customer.customer_id if chance.random() < 0.7 else None,
                "decision": decision,
                "owner_rep_id": world.reps[customer.rep].rep_id,
                "due_on": due_on,
                "status": status,
                "created_by": "manager",
                "created_at": datetime.combine(held_on, time(10, 15)),
                "closed_at": None
                if status == "open"
                else datetime.combine(closed_on, time(17, 30)),
            }


def notes(world: World) -> Iterator[Row]:
    """A few of each kind."""
    by_course = {one.course: one for one in world.customers}
    crisis, silent = by_course["crisis"], by_course["silent"]
    leaking = next(one for one in world.customers if one.leaks)
    found = [
        _about(crisis, "crisis_step", "总经理带队上门，当面说明计量差异", 12),
        _about(crisis, "crisis_step", "承诺三日内完成流量计校验并书面答复", 9),
        _about(crisis, "comment", "原因：三批到货短量；措施：赔付并更换承运商；时限：11月下旬", 8),
        _about(silent, "comment", "原因：竞品每吨低 80 元；措施：申请阶梯价；时限：本旬", 6),
        _about(silent, "card_check", "联系人已更换，资料卡待更新", 5),
        _about(leaking, "verdict", "已核实一车送出区域，业务员约谈", 15, value="confirmed"),
        _about(by_course["drifting"], "override", "装置检修，预计下旬恢复，评级改为关注", 7)
        | {"value": "关注", "valid_until": AS_OF + timedelta(days=13)},
        {"about": "region", "key": "川南", "kind": "comment", "at": 4}
        | {"text": "原因：两家矿业客户停产检修；措施：向滇中调剂；时限：11-25"},
        {"about": "rep", "key": "R05", "kind": "excuse", "at": 10}
        | {"text": "首响超时期间在外地处理质量事故"},
        {"about": "rep", "key": "R16", "kind": "sanction", "at": 10}
        | {"text": "两次反馈超时，旬会点评"},
    ]
    for number, note in enumerate(found, 1):
        written = datetime.combine(day_at(TODAY - int(note["at"])), time(16, number))
        yield {"note_id": f"BZ{number:04d}", "by": "manager", **note, "at": written}


def _about(
    customer: Customer, kind: str, text: str, days_ago: int, value: str | None = None
) -> Row:
    key = customer.customer_id
    return {
        "about": "customer",
        "key": key,
        "kind": kind,
        "text": text,
        "value": value,
        "at": days_ago,
    }
