"""Setting targets in the page: what is typed is seen at once, published once, never over others."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import queries
from data import audit
from data.store import Change, Store
from pages.shared.register import pages_for
from tests.pages.conftest import OpenPage, rows

NOVEMBER = {"month": "2026-11"}


def press(at: AppTest, label: str) -> AppTest:
    found = [one for one in at.button if one.label == label]
    assert found, [one.label for one in at.button]
    return found[0].click().run()


def shown(at: AppTest) -> dict[str, str]:
    return {one.label: one.value for one in at.metric}


def targets_of(store: Path, level: str = "region", **more: str) -> dict[str, Decimal]:
    asked = {"month": "2026-11", "metric": "net_sales", "tier": "base"} | more
    found = queries.run("targets/plan_set", **asked)
    return {
        row["scope_id"]: row["month_value"]
        for row in found.filter(level=level).iter_rows(named=True)
    }


def somebody_else(store: Path, region: str, value: int) -> None:
    text = f"month,level,scope_id,metric,tier,target_value\n2026-11,region,{region},net_sales,base,"
    Store(store).publish([Change("targets", rows("targets", f"{text}{value}").to_arrow())], "other")


def test_targets_are_split_seen_published_and_taken_back(
    open_page: OpenPage, own_store: Path
) -> None:
    at = open_page("plan", query=NOVEMBER)
    assert not at.exception
    assert shown(at) == {
        "公司目标 :gray[万元]": "100.0",
        "已分解 :gray[万元]": "100.0",
        "未分解 :gray[万元]": "0.0",
        "2025年11月实际 :gray[万元]": "—",
    }
    assert next(one for one in at.button if one.label == "按去年结构分解").disabled
    press(at, "清空")
    assert shown(at)["未分解 :gray[万元]"] == "100.0"
    press(at, "平均分解")
    assert shown(at)["已分解 :gray[万元]"] == "100.0"
    assert targets_of(own_store) == {"川南": 600_000, "川北": 400_000}  # nothing is published yet
    press(at, "发布")
    assert not at.exception
    assert targets_of(own_store) == {"川南": 500_000, "川北": 500_000}
    release = Store(own_store).release()
    assert (release.who, release.note) == ("manager", "targets 2026-11 net_sales 公司")
    line = audit.read(1)[0]
    assert (line["event"], line["user"], line["table"]) == ("edit", "manager", "targets")
    # 360,000 sold of 500,000; 18 of 30 days: 300,000 were expected
    (south,) = queries.run(
        "targets/attainment", as_of=date(2026, 11, 18), period="month", metric="net_sales",
        level="region", regions=["川南"],
    ).to_dicts()  # fmt: skip
    assert (round(south["attainment"], 4), round(south["pace_gap"], 4)) == (0.72, 0.12)
    press(at, "撤回这次发布")
    assert targets_of(own_store) == {"川南": 600_000, "川北": 400_000}


def test_nobody_publishes_over_somebody_else(open_page: OpenPage, own_store: Path) -> None:
    at = open_page("plan", query=NOVEMBER)
    press(at, "平均分解")
    somebody_else(own_store, "川南", 650_000)
    before = Store(own_store).release().number
    press(at, "发布")
    assert not at.exception
    assert Store(own_store).release().number == before
    (told,) = at.warning
    assert told.value.startswith("other 于")
    assert "您填写的内容已保留" in told.value
    assert shown(at)["已分解 :gray[万元]"] == "100.0"  # as typed: 500,000 + 500,000
    assert next(one for one in at.button if one.label == "发布").disabled
    # theirs and mine stand side by side: 650,000 + 400,000 → 1,000,000
    assert any("105.0 → 100.0" in one.body for one in at.get("html"))
    press(at, "已对照，继续用我的")
    press(at, "发布")
    assert targets_of(own_store) == {"川南": 500_000, "川北": 500_000}


def test_an_emptied_target_is_taken_out_of_the_table(open_page: OpenPage, own_store: Path) -> None:
    at = open_page("plan", query=NOVEMBER | {"region": "川南"}, language="en")
    assert shown(at)["Undistributed :gray[k CNY]"] == "0"
    press(at, "Clear")
    press(at, "Publish")
    assert targets_of(own_store, "rep") == {"R2": 400_000}
    assert shown(at)["Undistributed :gray[k CNY]"] == "600"


def test_a_profile_is_proposed_and_published_and_targets_follow(
    open_page: OpenPage, own_store: Path
) -> None:
    at = open_page("plan", query={"show": "profiles"})
    # whole months to October: only April sold, all of it in its first dekad
    press(at, "按最近 12 个月生成")
    press(at, "发布")
    assert not at.exception
    found = queries.run("targets/plan_profiles", metric="net_sales").drop("other_profile")
    assert found.rows() == [
        ("P1", "", "2026-04", "D1", Decimal(100)),
        ("P1", "", "2026-04", "D2", Decimal(0)),
        ("P1", "", "2026-04", "D3", Decimal(0)),
    ]
    press(at, "全部按天数")
    press(at, "发布")
    assert queries.run("targets/plan_profiles", metric="net_sales").is_empty()


def test_profiles_that_somebody_published_meanwhile_are_not_overwritten(
    open_page: OpenPage, own_store: Path
) -> None:
    at = open_page("plan", query={"show": "profiles"}, language="en")
    press(at, "Propose from the last 12 months")
    text = "profile_id,metric,month,dekad,share\nP1,net_sales,2026-04,D2,100\n"
    theirs = Change("profiles", rows("profiles", text).to_arrow())
    before = Store(own_store).publish([theirs], "other").number
    press(at, "Publish")
    assert not at.exception
    assert Store(own_store).release().number == before
    press(at, "I have looked: go on with mine")
    press(at, "Publish")
    found = queries.run("targets/plan_profiles", metric="net_sales").select("dekad", "share")
    assert found.rows() == [("D1", Decimal(100)), ("D2", Decimal(0)), ("D3", Decimal(0))]


@pytest.mark.parametrize("role", ["rep", "region_manager"])
def test_who_answers_for_a_part_does_not_set_it(role: str) -> None:
    assert "plan" not in {one.address for one in pages_for(role)}
    assert "plan" in {one.address for one in pages_for("manager")}
