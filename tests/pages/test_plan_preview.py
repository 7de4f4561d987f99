"""What a plan leaves behind is said before it is published.

In November 2025 川南 (C1) sold 500,000 and 川北 (C3) 100,000; × 1.05 = 525,000 and 105,000 of the
company's 1,000,000: 370,000 stay. 川南's first dekad was set to 300,000 of 600,000 = 50.0 %; of
525,000 it is 57.1 %.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from data.store import Change, Store
from pages.shared.planning.draft import Key
from pages.shared.planning.plan import Plan
from pages.shared.planning.preview import unfit
from pages.shared.planning.sheet import Line
from tests.pages.conftest import OpenPage, rows
from tests.pages.test_plan import NOVEMBER, press

ORDERS = """order_id,line_no,customer_id,ordered_on,quantity_t,invoice_amount,due_on
L1,1,C1,2025-11-10,50,500000,2025-12-10
L2,1,C3,2025-11-10,10,100000,2025-12-10
"""
DEKAD = (
    "month,level,scope_id,metric,tier,dekad,target_value\n2026-11,region,川南,net_sales,base,D1,"
)


@pytest.fixture
def last_year(own_store: Path) -> Path:
    tables = {"orders": ORDERS, "targets": f"{DEKAD}300000\n"}
    changes = [Change(name, rows(name, text).to_arrow()) for name, text in tables.items()]
    Store(own_store).publish(changes, "clerk")
    return own_store


def test_last_year_times_factor_says_what_stays_undistributed_and_which_dekads_do_not_fit(
    open_page: OpenPage, last_year: Path
) -> None:
    at = open_page("plan", query=NOVEMBER)
    assert not at.exception
    assert not at.warning
    press(at, "2025年11月 × 系数")
    assert not at.exception
    rest, dekads = at.warning
    assert rest.value == "发布后，公司未分解 37.0 万元，还没有人承担（现在：已全部分解）"
    assert dekads.value == ("月目标变了，手工设定的旬没有变（占月目标）：川南 上旬 50.0% → 57.1%")
    # × 2: 1,000,000 + 200,000 are 200,000 more than there is
    next(one for one in at.number_input if one.label == "系数").set_value(2.0).run()
    press(at, "2025年11月 × 系数")
    assert [one.value for one in at.error] == [
        "发布后，公司超分解 20.0 万元，各部分之和超过整体目标（现在：已全部分解）"
    ]


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("600", "600", False),  # the month stays
        ("600", "606", False),  # 300 ÷ 606 = 49.505 %: not quite half a point less
        ("600", "607", True),  # 49.4 %
        (None, "600", False),  # nothing was set for the month: there was no share
        ("600", None, False),  # the month is what its dekads are
    ],
)
def test_a_dekad_is_named_where_its_share_moves_by_more_than_half_a_point(
    old: str | None, new: str | None, named: bool
) -> None:
    key = Key("2026-11", "net_sales", "", "base", "region", "川南")
    first = Decimal(300) if old == "600" else None
    now = Plan(Decimal(old) if old else None, (first, None, None))
    then = now.with_value("", Decimal(new) if new else None)
    line = Line(key, "川南", False, now, then, None, None)
    assert [dekad for dekad, _old, _new in unfit(line)] == (["D1"] if named else [])
    typed = Line(key, "川南", False, now, then.with_value("D1", Decimal(280)), None, None)
    assert unfit(typed) == []  # who typed the dekad knows
