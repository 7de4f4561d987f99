"""The targets page over the tiny company: every figure can be added up by hand.

Orders end on 2026-11-12, so that is the day: 12 of 30, 400,000 expected; 610,000 are in: 61.0 %,
+21.0 pp, +210,000. 川南 360,000 − 240,000, 川北 240,000 − 160,000, 未归属 10,000 without target.
Projection 610,000 × 1,000,000 ÷ 400,000 = 1,525,000; needed 390,000 ÷ 18 = 21,667 a day, so far
50,833. The region manager's own newest order is of 11-05: 5 of 30 days, 60.0 %, +43.3 pp.
"""

from datetime import date
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from data.store import Change, Store
from pages.shared.targets.metrics import METRICS
from pages.shared.targets.standings import UNDISTRIBUTED, Standings
from pages.shared.targets.target_gap import gap_steps
from pages.shared.view import Choices, View
from pages.shared.words import targets as words
from tests.pages import conftest
from tests.pages.conftest import OpenPage
from tests.pages.trees import sent, tree_rows

NOVEMBER = View(date(2026, 11, 18), "month", date(2026, 11, 1), date(2026, 11, 30))
# 1,000 of 2,000 with 1,200 expected; 100 of the target, 60 of what is expected, is nobody's.
BEHIND = Standings(
    "region",
    {
        "light": "amber", "attainment": 0.5, "pace_gap": -0.1, "days_left": 12,
        "actual_value": 1_000.0, "expected_value": 1_200.0,
    },
    pl.DataFrame(
        {
            "key": ["S", "N", "-", UNDISTRIBUTED],
            "name": ["川南", "川北", "未归属", "未分解"],
            "light": ["red", "green", "none", UNDISTRIBUTED],
            "actual": [400.0, 590.0, 10.0, 0.0],
            "expected": [600.0, 540.0, None, 60.0],
            "variance": [-200.0, 50.0, None, -60.0],
        }
    ),
)  # fmt: skip

# R2 of 川北 sells 20,000 in 川南, R1 of 川南 30,000 in 川北; two families are given targets.
ABROAD = """
order_id,line_no,customer_id,ordered_on,rep_id,product_id,quantity_t,invoice_amount,cost_amount
O20,1,C1,2026-11-11,R2,P1,2,20000,18000
O21,1,C3,2026-11-11,R1,P2,4,30000,28000
"""
# R1 and R2 sell 100,000 to R1's C1 together, 60 : 40; R1 alone 30,000 to C3, whom R2 owns.
JOINT = """
order_id,line_no,customer_id,ordered_on,rep_id,product_id,quantity_t,invoice_amount,cost_amount
O20,1,C1,2026-11-11,R1,P1,10,100000,90000
O21,1,C3,2026-11-11,R1,P2,4,30000,28000
"""
SHARES = """
order_id,rep_id,share
O20,R1,0.6
O20,R2,0.4
"""
# The first order of all: what came before it is not known.
LONG_AGO = """
order_id,line_no,customer_id,ordered_on,rep_id,product_id,quantity_t,invoice_amount,cost_amount
O0,1,C5,2013-01-02,R1,P1,1,5000,4500
"""
BY_FAMILY = """
month,level,scope_id,metric,family,tier,dekad,target_value
2026-11,company,company,net_sales,汽油,base,,500000
2026-11,company,company,net_sales,柴油,base,,300000
"""


def publish(root: Path, table: str, text: str) -> None:
    Store(root).publish([Change(table, conftest.rows(table, text).to_arrow())], who="test")


def answer(at: AppTest) -> str:
    """The headline as it is drawn."""
    assert not at.exception
    drawn = [str(getattr(one, "body", "")) for one in at.get("html")]
    return next(text for text in drawn if "<h1" in text)


def figures(at: AppTest) -> dict[str, tuple[str, str]]:
    """Label without unit → value, delta."""
    return {one.label.split(" :gray")[0]: (one.value, one.delta) for one in at.metric}


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    shown = frame[list(columns)].astype(object)
    return list(shown.where(shown.notna(), None).itertuples(index=False, name=None))


def test_answer_figures_and_regions_agree(open_page: OpenPage) -> None:
    at = open_page("targets")
    said = answer(at)
    assert "11月销售额完成 61.0%，领先时间进度" in said
    assert "21.0 pp" in said
    assert "没有落后的单位" in said
    assert figures(at) == {
        "销售额": ("61.0", "+21.0"),
        "完成率": ("61.0%", "● +21.0 pp"),
        "预计完成": ("152.5", "+52.5"),
        "剩余日均需": ("2.2", "−2.9"),
        "去年同期": ("—", ""),
        "未分解": ("0.0", "0.0%"),
    }
    assert tree_rows(at, "target", "actual", "variance") == [
        ("合计", 100.0, 61.0, 21.0),
        ("川北", 40.0, 24.0, 8.0),
        ("川南", 60.0, 36.0, 12.0),
        ("未归属", None, 1.0, None),
    ]


def test_each_step_adds_up_to_the_row_it_opens(open_page: OpenPage) -> None:
    at = open_page(
        "targets", query={"at_region": "川南", "at_rep": "R1", "at_customer": "C1", "unit": "yuan"}
    )
    assert not at.exception
    assert tree_rows(at, "actual") == [
        ("合计", 610_000.0),
        ("川北", 240_000.0),
        ("川南", 360_000.0),
        ("陈立", 360_000.0),
        ("赤霞矿业", 300_000.0),
        ("云栈物流", 60_000.0),
        ("未分解", 0.0),
        ("未归属", 10_000.0),
    ]
    assert "川南 · 陈立 · 赤霞矿业" in [one.label for one in at.button]
    (lines,) = (one.value for one in at.dataframe)
    assert rows(lines, "order_id", "net_amount", "quantity_t") == [
        ("O2", 100_000.0, 14.0),
        ("O1", 200_000.0, 25.0),
        ("合计", 300_000.0, 39.0),
    ]


def test_a_region_leads_to_its_order_lines_at_once(open_page: OpenPage) -> None:
    at = open_page("targets", query={"at_region": "-", "documents": "region"})
    assert not at.exception
    (lines,) = (one.value for one in at.dataframe)
    assert rows(lines, "order_id", "net_amount") == [("O9", 10_000.0), ("合计", 10_000.0)]


@pytest.mark.parametrize(
    ("language", "name", "home"),
    [("zh", "罗敏（跨区）", "属川北"), ("en", "罗敏 (other region)", "of 川北")],
)
def test_a_rep_of_another_region_stands_below_without_target(
    open_page: OpenPage, own_store: Path, language: str, name: str, home: str
) -> None:
    publish(own_store, "orders", ABROAD)
    query = {"at_region": "川南", "at_rep": "R2", "unit": "yuan"}
    at = open_page("targets", language=language, query=query)
    assert not at.exception
    shown = tree_rows(at, "target", "actual", "elsewhere", "variance", "status")
    at_region = next(place for place, row in enumerate(shown) if row[0] == "川南")
    region, own, foreign, customer = shown[at_region : at_region + 4]
    assert region[1:3] == (600_000.0, 380_000.0)
    assert own[:5] == ("陈立", 600_000.0, 360_000.0, 30_000.0, 120_000.0)
    assert foreign == (name, None, 20_000.0, None, None, home)
    assert customer[:3] == ("赤霞矿业", None, 20_000.0)


def test_a_region_manager_sees_who_else_sells_to_own_customers(
    open_page: OpenPage, own_store: Path
) -> None:
    publish(own_store, "orders", ABROAD)
    at = open_page("targets", role="region_manager")
    assert tree_rows(at, "status", "target", "actual") == [
        ("合计", "● 正常", 60.0, 38.0),
        ("陈立", "● 正常", 60.0, 36.0),
        ("罗敏（跨区）", "", None, 2.0),
    ]


def test_families_instead_of_regions(open_page: OpenPage, own_store: Path) -> None:
    publish(own_store, "targets", BY_FAMILY)
    query = {"by": "family", "at_family": "柴油"}
    at = open_page("targets", query=query)
    assert "完成 61.0%" in answer(at)
    assert tree_rows(at, "target", "actual", "variance") == [
        ("合计", 100.0, 61.0, 21.0),
        ("柴油", 30.0, 16.0, 4.0),
        ("川南", None, 16.0, None),
        ("未分解", 30.0, 0.0, -12.0),
        ("汽油", 50.0, 45.0, 25.0),
        ("未分解", 20.0, 0.0, -8.0),
    ]
    at = open_page("targets", query=query | {"documents": "family"})
    assert rows(at.dataframe[0].value, "order_id", "net_amount") == [
        ("O2", 100_000.0),
        ("O3", 60_000.0),
        ("合计", 160_000.0),
    ]


def test_families_without_targets_name_nobody_as_not_behind(open_page: OpenPage) -> None:
    at = open_page("targets", query={"by": "family"})
    said = answer(at)
    assert "完成 61.0%" in said
    assert "没有落后的单位" not in said
    assert tree_rows(at, "target", "actual") == [
        ("合计", 100.0, 61.0),
        ("汽油", None, 45.0),
        ("柴油", None, 16.0),
        ("未分解", 100.0, 0.0),
    ]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({}, ["销售按订单日期计"]),
        # O9 is the only line without a cost; 40,000 came in for O2 (by the 12th), not as a draft
        ({"metric": "gross_profit"}, ["1 行无成本（销售额 1.0 万元），未计入毛利"]),
        ({"metric": "collections"}, ["回款按收到日计（含承兑）", "若承兑按到期日计：4.0 万元"]),
    ],
)
def test_the_foot_says_what_counts(
    open_page: OpenPage, query: dict[str, str], said: list[str]
) -> None:
    at = open_page("targets", query=query)
    assert not at.exception
    foot = " ".join(one.value for one in at.caption)
    assert all(piece in foot for piece in said)


def test_money_is_not_told_by_family(open_page: OpenPage) -> None:
    at = open_page("targets", query={"by": "family", "metric": "collections"})
    assert not at.exception
    assert "回款不分品种" in [one.value for one in at.caption]
    assert tree_rows(at, "actual")[1] == ("川南", 4.0)


def test_another_measure_has_its_own_unit_and_no_target(open_page: OpenPage) -> None:
    at = open_page("targets", language="en", query={"metric": "volume"})
    assert "Volume, Nov: " in answer(at)
    assert "78.0 t" in answer(at)
    assert "no target" in answer(at)
    assert [(one.delta, one.proto.delta_description) for one in at.metric] == [("", "")] * 6


def test_a_region_manager_starts_from_the_reps(open_page: OpenPage) -> None:
    at = open_page("targets", role="region_manager")
    assert "完成 60.0%，领先时间进度" in answer(at)
    assert "20.0 pp" in answer(at)  # day 12 of 30: 40.0 %
    assert tree_rows(at, "target", "actual") == [("合计", 60.0, 36.0), ("陈立", 60.0, 36.0)]


def test_a_rep_starts_from_the_customers(open_page: OpenPage) -> None:
    assert tree_rows(open_page("targets", role="rep"), "actual") == [
        ("合计", 36.0),
        ("赤霞矿业", 30.0),
        ("云栈物流", 6.0),
        ("未分解", 0.0),
    ]


@pytest.mark.parametrize(
    ("role", "query"),
    [("rep", {}), ("manager", {"rep": "R1"}), ("region_manager", {"rep": "R1"})],
)
def test_a_rep_has_one_number_whoever_looks(
    open_page: OpenPage, own_store: Path, role: str, query: dict[str, str]
) -> None:
    """The rep's own page counted the 40,000 of R2 and not the 30,000 of a customer of R2.

    200,000 + 100,000 + 60,000 before, 60,000 of the joint order, 30,000 of C3: 450,000 of
    600,000. Expected by day 12 of 30: 240,000.
    """
    publish(own_store, "orders", JOINT)
    publish(own_store, "order_shares", SHARES)
    at = open_page("targets", role=role, query=query)
    assert "完成 75.0%" in answer(at)
    shown = figures(at)
    assert (shown["销售额"], shown["完成率"][0]) == (("45.0", "+21.0"), "75.0%")
    seen = tree_rows(at, "actual")
    stranger = ("岷泰运输", 3.0) if role == "manager" else ("未列出", 3.0)
    assert sorted(seen, key=repr) == sorted(
        [("赤霞矿业", 36.0), ("云栈物流", 6.0), stranger, ("未分解", 0.0), ("合计", 45.0)], key=repr
    )
    foot = " ".join(one.value for one in at.caption)
    assert "联合销售只计本人份额" in foot
    lines = open_page("targets", role=role, query=query | {"at_customer": "C1"}).dataframe[0].value
    assert rows(lines, "order_id", "net_amount") == [
        ("O20", 60_000.0),
        ("O2", 100_000.0),
        ("O1", 200_000.0),
        ("合计", 360_000.0),
    ]


def test_what_is_not_known_has_no_line(open_page: OpenPage) -> None:
    """On the second of 30 days nothing is projected; a year before lie no data at all."""
    at = open_page("targets", query={"as_of": "2026-11-02"})
    assert not at.exception
    unknown = {one.label.split(" :gray")[0] for one in at.metric if one.value == "—"}
    assert unknown == {"预计完成", "去年同期"}
    assert not any(one.proto.chart_data for one in at.metric if one.value == "—")


def test_the_parts_of_what_each_day_needs_add_up_with_what_is_nobodys(
    open_page: OpenPage, own_store: Path
) -> None:
    """18 days left: 柴油 300,000 − 160,000, 汽油 50,000, 200,000 nobody's; 390,000 in total."""
    publish(own_store, "targets", BY_FAMILY)
    at = open_page("targets", query={"by": "family", "unit": "yuan"})
    assert tree_rows(at, "needed") == [
        ("合计", 21_666.67),
        ("柴油", 7_777.78),
        ("汽油", 2_777.78),
        ("未分解", 11_111.11),
    ]
    foot = " ".join(one.value for one in at.caption)
    assert "合计的剩余日均需和预计按合计自身计算，不是各行之和" in foot


def test_a_long_list_shows_how_many_more_there_are_and_its_total(
    open_page: OpenPage, own_store: Path
) -> None:
    """C1 300,000, C2 60,000, and twenty of 1,000 … 20,000: 210,000 together."""
    head = "customer_id,customer_name,region,rep_id\n"
    customers = "\n".join(f"D{n:02},客户{n:02},川南,R1" for n in range(1, 21))
    publish(own_store, "customers", head + customers)
    head = "order_id,line_no,customer_id,ordered_on,rep_id,product_id,quantity_t,invoice_amount\n"
    orders = "\n".join(f"N{n:02},1,D{n:02},2026-11-11,R1,P1,1,{n * 1_000}" for n in range(1, 21))
    publish(own_store, "orders", head + orders)
    query = {"unit": "yuan", "at_customer": "D03"}
    at = open_page("targets", role="rep", query=query)
    shown = tree_rows(at, "actual")
    assert [name for name, _actual in shown[:4]] == ["合计", "赤霞矿业", "云栈物流", "客户20"]
    # 12 customers stand there, down to 11,000, and the chosen one; 1,000 … 10,000 less 3,000 do not
    assert shown[12:] == [
        ("客户11", 11_000.0),
        ("客户03", 3_000.0),
        ("未分解", 0.0),
        ("其余 9 家", 52_000.0),
    ]
    assert shown[0] == ("合计", 570_000.0)
    more = sent(at)["rows"][-1]["id"]
    every = tree_rows(open_page("targets", role="rep", query=query | {"open": more}), "actual")
    assert every[-9:] == [(f"客户{n:02}", n * 1_000.0) for n in (10, 9, 8, 7, 6, 5, 4, 2, 1)]


def test_filters_that_nobody_fits_are_the_cause(open_page: OpenPage) -> None:
    """R2 belongs to 川北: no dash as a number, and no advice to upload targets."""
    at = open_page("targets", query={"region": "川南", "rep": "R2"})
    assert not at.exception
    assert "11月没有销售额的目标，也没有实际" in [one.value for one in at.subheader]
    said = " ".join(one.value for one in at.caption)
    assert "请重置筛选" in said
    assert "上传" not in said
    assert not [one for one in at.get("html") if "已实现 —" in str(getattr(one, "body", ""))]


def test_an_empty_month_says_what_to_do(open_page: OpenPage) -> None:
    at = open_page("targets", query={"as_of": "2026-06-30"})
    assert not at.exception
    assert "6月没有销售额的目标，也没有实际" in [one.value for one in at.subheader]


def test_collections_lead_to_receipts(open_page: OpenPage) -> None:
    query = {"metric": "collections", "at_region": "川南", "documents": "region"}
    at = open_page("targets", query=query)
    assert not at.exception
    (receipts,) = (one.value for one in at.dataframe)
    assert rows(receipts, "receipt_id", "customer_name", "amount") == [
        ("R1", "赤霞矿业", 40_000.0),
        ("合计", "", 40_000.0),
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "11月销售额完成 50.0%，落后时间进度 10.0 pp；缺口最大：川南 −200.00 元"),
        (
            "en",
            "Net sales, Nov: 50.0% of target, 10.0 pp behind time; largest gap: 川南 −200.00 CNY",
        ),
    ],
)
def test_the_answer_names_the_largest_gap(language: str, said: str) -> None:
    view = View(NOVEMBER.as_of, NOVEMBER.period, NOVEMBER.from_on, NOVEMBER.to_on, unit="yuan")
    answer = words.answer(METRICS["net_sales"], BEHIND, view, language, "targets")
    assert (answer.light, answer.text) == ("amber", said)


def test_a_period_that_is_over_is_short_of_its_target() -> None:
    over = Standings("region", BEHIND.total | {"days_left": 0}, BEHIND.rows)
    answer = words.answer(METRICS["volume"], over, NOVEMBER, "en", "")
    assert answer.text.startswith("Volume, Nov: 50.0% of target, 10.0 pp short; largest gap")


def test_a_span_of_years_says_them_in_headline_and_titles() -> None:
    """After an upload of old files the page shows all their days."""
    first, last = date(2014, 1, 1), date(2017, 12, 30)
    newest = Choices(newest=date(2026, 11, 18))
    years = View(last, "range", first, last, choices=newest)
    assert words.days_shown(years, "zh") == "2014年1月1日–2017年12月30日"
    assert words.days_shown(years, "en") == "1 Jan 2014–30 Dec 2017"
    assert words.period_words(years, "zh") == "2014-01-01 – 2017-12-30"
    covered = {"months_covered": 48, "months_in_period": 48}
    found = Standings("region", BEHIND.total | covered, BEHIND.rows)
    about = words.about(METRICS["net_sales"], found, years, "zh")
    assert about.endswith("2014-01-01 – 2017-12-30 · 截止 2017年12月30日")
    month = View(date(2017, 11, 7), "month", date(2017, 11, 1), date(2017, 11, 30), choices=newest)
    assert words.period_words(month, "zh") == "2017年11月"
    assert words.days_shown(month, "zh") == "2017年11月1日–2017年11月7日"


@pytest.mark.parametrize(
    ("from_on", "shown"), [("2025-11-13", "0.0"), ("2025-11-12", "—"), ("2014-01-01", "—")]
)
def test_a_span_longer_than_a_year_has_no_year_before_of_its_own_days(
    open_page: OpenPage, own_store: Path, from_on: str, shown: str
) -> None:
    """To 2026-11-12; a year earlier nothing was sold, and 2025-11-12 would count on both sides."""
    publish(own_store, "orders", LONG_AGO)
    query = {"period": "range", "from_on": from_on, "to_on": "2026-11-12"}
    at = open_page("targets", query=query)
    assert not at.exception
    (before,) = (one.value for one in at.metric if one.label.startswith("去年同期"))
    assert before == shown


def test_the_steps_of_the_gap_add_up() -> None:
    steps = gap_steps(BEHIND)
    assert steps.drop("key").rows() == [
        ("川南", -200.0, False),
        ("川北", 50.0, False),
        ("未归属", 10.0, False),
        ("未分解", -60.0, False),
        ("合计差额", -200.0, True),
    ]
    few = gap_steps(BEHIND, most=1)
    assert few["value"].to_list() == [-200.0, 60.0, -60.0, -200.0]


def test_whole_outlets_and_what_is_expected_of_them() -> None:
    outlets = METRICS["new_outlets"]
    assert outlets.with_unit(3.0, "wan", "zh") == "3 个"
    assert outlets.text(-0.6, "wan", sign=True) == "−0.6"


def test_months_without_a_target_are_said() -> None:
    some = Standings(
        "region", BEHIND.total | {"months_covered": 1, "months_in_period": 3}, BEHIND.rows
    )
    about = words.about(METRICS["net_sales"], some, NOVEMBER, "zh")
    assert about == "目标达成 · 销售额 · 2026年11月 · 截止 11月18日 · 3 个月中 1 个月有目标"


def test_stretch_targets_and_working_days_are_measured_and_said(
    open_page: OpenPage, own_store: Path
) -> None:
    """Stretch 1,220,000: 610,000 are 50.0 %.

    By working days: the first dekad's 333,333.33 and 2 of the 8 working days of the second's:
    416,666.67 expected by the 12th, 193,333.33 less than the actual.
    """
    stretch = (
        "month,level,scope_id,metric,family,tier,dekad,target_value\n"
        "2026-11,company,company,net_sales,,stretch,,1220000\n"
    )
    publish(own_store, "targets", stretch)
    at = open_page("targets", query={"tier": "stretch"})
    assert "完成 50.0%" in answer(at)
    assert "冲刺目标" in answer(at)
    assert tree_rows(at, "target", "actual")[0] == ("合计", 122.0, 61.0)
    at = open_page("targets", query={"days": "working"})
    assert "工作日" in [one.label for one in at.button]
    assert tree_rows(at, "target", "variance")[0] == ("合计", 100.0, 19.3)
