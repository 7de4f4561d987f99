"""The reps page over the tiny company, on 11-18 (18 of 30 days), with a few deeds of reps.

陈立 (R1): sales 360,000 of 600,000, 360,000 expected: on pace. Open O1 200,000 + O2 60,000 + O3 59,999
(1 came in for C2), O2 overdue: 60,000 ÷ 319,999 = 18.8 %. K1 waits. Promised C2 11-10: nobody came;
C1 today. New are C1 (name, region, channel, limit, rep: 5 of 12) and C2 (no limit: 4 of 12): 37.5 %.
罗敏 (R2): 240,000 of 400,000, on pace. Open O4 240,000 − 5,000, O5 50,000 overdue: 17.5 %. The follow-up
at C3 was kept. New is C3, 5 of 12: 41.7 %. An action was due on 11-17.
Two have left: 莫言 (R3) still has an action, due 11-30; 岳宁 (R4) holds nothing.
Nobody's: O9 10,000, due 11-12; C9 has no card: 0 of 12. In total 14 of 48 fields, overdue 120,000 ÷ 614,999.
"""

from pathlib import Path

import pytest

from data.store import Change, Store
from pages.shared.register import pages_for
from tests.pages.conftest import OpenPage, rows

PUBLISHED = {
    "orders": """order_id,line_no,customer_id,ordered_on,product_id,quantity_t,invoice_amount,status
O18,1,C2,2026-11-18,P2,1,9000,cancelled""",
    "receipts": "receipt_id,line_no,customer_id,received_on,amount\nR18,1,C2,2026-11-18,1",
    "visits": """visit_id,customer_id,rep_id,visited_at,next_follow_up_on
V2,C2,R1,2026-11-05 10:00:00,2026-11-10
V3,C1,R1,2026-11-12 10:00:00,2026-11-18
V4,C3,R2,2026-11-09 10:00:00,2026-11-12
V5,C3,R2,2026-11-12 10:00:00,""",
    "actions": """action_id,meeting_on,page,key,decision,owner_rep_id,due_on,status,created_by,created_at
A9,2026-11-10,targets,C3,逐户补量,R2,2026-11-17,open,manager,2026-11-10 10:00:00
A8,2026-10-10,targets,C3,交接,R3,2026-11-30,open,manager,2026-10-10 10:00:00""",
    "reps": """rep_id,rep_name,department,region,left_on
R3,莫言,二部,川北,2026-10-31
R4,岳宁,二部,川北,2026-10-31""",
}


@pytest.fixture(autouse=True)
def deeds(own_store: Path) -> None:
    changes = [Change(name, rows(name, text).to_arrow()) for name, text in PUBLISHED.items()]
    Store(own_store).publish(changes, who="test")


def html(at: object) -> str:
    return " ".join(one.value for one in at.get("html"))  # type: ignore[attr-defined]  # AppTest


def test_who_needs_a_word_stands_first_and_the_rows_add_up(open_page: OpenPage) -> None:
    at = open_page("reps")
    assert not at.exception
    drawn = html(at)
    assert "最需关注" in drawn and "陈立" in drawn and "reps?at_reps=R1" in drawn
    (table,) = (one.value for one in at.dataframe)
    assert list(table["name"]) == ["陈立", "罗敏", "莫言", "未归属", "合计"]
    assert list(table["told"])[:3] == [
        "◆ 投诉、跟进、资料卡",
        "◆ 资料卡、行动",
        "● 都正常 · 已离职",
    ]
    assert list(table["net_sales_attainment"])[:2] == [60.0, 60.0]
    assert table["net_sales_attainment"].iloc[4] == 60.0  # 600,000 ÷ 1,000,000: who has a target
    assert list(table["overdue_amount"]) == [6.0, 5.0, 0.0, 1.0, 12.0]
    assert list(table["overdue_ratio"].fillna(-1)) == [18.8, 17.5, -1, 100.0, 19.5]
    assert list(table["late_count"]) == [1, 0, 0, 0, 1]
    assert list(table["missed_count"]) == [1, 0, 0, 0, 1]
    assert list(table["completeness"].fillna(-1)) == [37.5, 41.7, -1, 0.0, 29.2]
    assert list(table["late_actions"]) == [0, 1, 0, 0, 1]


def test_one_rep_on_one_page_and_one_click_back(open_page: OpenPage) -> None:
    at = open_page("reps", query={"at_reps": "R1"})
    assert not at.exception
    tables = {tuple(one.value.columns): one.value for one in at.dataframe}
    measures = next(one for names, one in tables.items() if "expected" in names)
    assert measures["name"][0] == "销售额"
    assert measures["actual"][0] == measures["expected"][0] == 36.0
    items = next(one for names, one in tables.items() if "days_overdue" in names)
    assert items["order_id"][0] == "O2"
    assert list(items["open_amount"]) == [60000.0, 60000.0]
    duties = next(one for names, one in tables.items() if "done_on" in names)
    assert list(duties["kind"])[:2] == ["跟进", "投诉首响"]
    assert list(duties["when"])[:2] == ["◆ 逾期 8 天", "◆ 超时"]
    assert list(duties["days"])[:2] == [8.0, 0.6]  # 14 h after 11-18 10:00, to 24:00
    cards = next(one for names, one in tables.items() if "missing" in names)
    assert list(cards["completeness"]) == [33.3, 41.7, 37.5]
    assert "授信额度" in cards["missing"][0]
    next(one for one in at.button if one.label == "罗敏").click().run()
    assert "R2" in at.query_params["at_reps"]
    next(one for one in at.button if one.label == "全部业务员").click().run()
    assert "at_reps" not in at.query_params


def test_a_rep_starts_with_the_own_day_whatever_is_asked_for(open_page: OpenPage) -> None:
    assert [one.address for one in pages_for("rep")][:2] == ["reps", "overview"]
    assert pages_for("manager")[0].address == "overview"
    at = open_page("reps", role="rep", query={"at_reps": "R2"})
    assert not at.exception
    drawn = html(at)
    assert "陈立" in drawn and "罗敏" not in drawn
    day, overdue = (one.value for one in at.dataframe[:2])
    assert day["when"][0] == "▲ 今天到期" and day["subject"][0] == "赤霞矿业"
    assert list(overdue["subject"])[:2] == ["云栈物流", "赤霞矿业"]
    assert "全部业务员" not in [one.label for one in at.button]


def test_a_region_manager_speaks_to_the_reps_of_the_region(open_page: OpenPage) -> None:
    at = open_page("reps", role="region_manager", language="en")
    assert not at.exception
    (table,) = (one.value for one in at.dataframe)
    assert list(table["name"]) == ["陈立", "Total"]
    assert list(table["overdue_amount"]) == [60.0, 60.0]  # k CNY
