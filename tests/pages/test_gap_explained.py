"""What explains the gap, over the tiny company with an October beside its November.

First 12 days. October: C1 (川南) 10 t P1 for 70,000; C3 40 t P1 for 300,000 and C4 10 t P2 for
74,000 (川北): 444,000 for 60 t, 7,400 on average. November: 川南 25 t P1 for 200,000 and, new,
22 t P2 for 160,000; 川北 30 t P1 for 240,000; 1 t P1 of nobody, new, for 10,000: 610,000.

Volume: 川南 37 × 7,400 = 273,800, 川北 −20 × 7,400 = −148,000, nobody 7,400. Mix: 川南 15 × −400 +
(160,000 − 22 × 7,400) = −8,800, 川北 −10 × 100 − 10 × 0 = −1,000, nobody 2,600. Price: 25 × 1,000 and
30 × 500. Sum: 133,200 − 7,200 + 40,000 = 166,000.

The company's target is raised to 2,000,000: 800,000 expected, 190,000 missing, 400,000 of it
nobody's. C4 is 24,666.67 below the mean of its three months: 13.0 % of what is missing.
"""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.store import Change, Store
from tests.pages import conftest
from tests.pages.conftest import OpenPage

OCTOBER = """
order_id,line_no,customer_id,ordered_on,product_id,quantity_t,invoice_amount,cost_amount
O30,1,C1,2026-10-05,P1,10,70000,60000
O31,1,C3,2026-10-12,P1,40,300000,270000
O32,1,C4,2026-10-06,P2,10,74000,70000
O33,1,C4,2026-10-13,P2,90,900000,70000
"""
RAISED = """
month,level,scope_id,metric,family,tier,dekad,target_value
2026-11,company,company,net_sales,,base,,2000000
"""


@pytest.fixture
def with_october(own_store: Path) -> Path:
    tables = {"orders": OCTOBER, "targets": RAISED}
    changes = [Change(name, conftest.rows(name, text).to_arrow()) for name, text in tables.items()]
    Store(own_store).publish(changes, who="test")
    return own_store


def said(at: AppTest) -> str:
    """Every text of the page."""
    assert not at.exception
    drawn = [str(getattr(one, "body", "")) for one in at.get("html")]
    return "\n".join([*drawn, *(one.value for one in at.caption)])


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    shown = frame[list(columns)].astype(object)
    return list(shown.where(shown.notna(), None).itertuples(index=False, name=None))


@pytest.mark.usefixtures("with_october")
def test_volume_mix_and_price_explain_the_change_down_to_the_order_lines(
    open_page: OpenPage,
) -> None:
    query = {
        "show": "why", "compare": "period", "unit": "yuan", "at_effects_region": "川北",
        "span": "2026-10-01",
    }  # fmt: skip
    at = open_page("targets", query=query)
    assert "销售额比上期同期 +166,000.00 元" in said(at)
    assert "销量影响 +133,200.00，结构影响 −7,200.00，价格影响 +40,000.00" in said(at)
    assert "每吨销售额 7,400.00 元" in said(at)
    regions, lines = (one.value for one in at.dataframe)
    columns = ("name", "change_value", "volume_effect", "mix_effect", "price_effect")
    assert rows(regions, *columns) == [
        ("川北", -134_000.0, -148_000.0, -1_000.0, 15_000.0),
        ("未归属", 10_000.0, 7_400.0, 2_600.0, 0.0),
        ("川南", 290_000.0, 273_800.0, -8_800.0, 25_000.0),
        ("合计", 166_000.0, 133_200.0, -7_200.0, 40_000.0),
    ]
    assert rows(regions, "prior_per_t", "actual_per_t")[0] == (7_480.0, 8_000.0)
    assert rows(lines, "order_id", "net_amount") == [
        ("O31", 300_000.0),
        ("O32", 74_000.0),
        ("合计", 374_000.0),
    ]
    volume = open_page("targets", query={"show": "why", "metric": "volume"})
    assert "销量不含价格因素" in said(volume)
    nothing = open_page("targets", query={"show": "why"})
    assert "同期没有按吨销售" in said(nothing)


@pytest.mark.usefixtures("with_october")
def test_the_gap_by_rep_and_what_is_nobodys(open_page: OpenPage) -> None:
    at = open_page("targets", query={"show": "gap", "split": "rep"})
    (reps,) = at.dataframe
    assert rows(reps.value, "name", "expected", "actual", "gap") == [
        ("罗敏", 16.0, 24.0, 8.0),
        ("陈立", 24.0, 36.0, 12.0),
        ("未归属", None, 1.0, 1.0),
        ("未分解", 40.0, 0.0, -40.0),
        ("合计", 80.0, 61.0, -19.0),
    ]
    assert "没有目标的按全部实际计" in said(at)
    of_region = open_page("targets", query={"show": "gap", "at_region": "川南"})
    assert rows(of_region.dataframe[0].value, "name", "gap")[-1] == ("合计", 12.0)
    customers = open_page("targets", query={"show": "gap", "split": "customer"})
    assert "这里没有分解到客户的目标" in said(customers)


@pytest.mark.usefixtures("with_october")
def test_who_could_close_the_gap(open_page: OpenPage) -> None:
    query = {"show": "closers", "unit": "yuan", "at_closers": "C4", "span": "2026-10-01"}
    at = open_page("targets", query=query)
    told = "前 1 家恢复到三期平均，可补 24,666.67 元，占缺口 190,000.00 元的 13.0%"
    assert told in said(at)
    customers, lines = at.dataframe
    columns = ("customer_name", "rep_name", "actual_value", "first_value", "mean_value")
    assert rows(customers.value, *columns) == [
        ("青禾路桥", "罗敏", 0.0, 74_000.0, 24_666.67),
        ("合计", "", 0.0, 74_000.0, 24_666.67),
    ]
    assert customers.value["cumulated_share"].round(1).to_list() == [13.0, 13.0]
    # owes more than the limit of 40,000: nothing may be shipped before that is settled
    assert customers.value["told"].to_list() == ["◆ 停 超授信", ""]
    assert "这 1 家中有 1 家已停发" in " ".join(one.value for one in at.markdown)
    assert rows(lines.value, "order_id", "net_amount") == [("O32", 74_000.0), ("合计", 74_000.0)]
    english = open_page("targets", language="en", query={"show": "closers"})
    assert "The first 1 customer back at their mean bring 25 k CNY, 13.0%" in said(english)
