"""Targets of any size in the page: what no table can hold is refused in words, before it is typed.

A target is below 9,999,999,999,999; the largest that a cell takes is 9,999,999,999,998.99.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from data.store import Change, Store
from pages.shared.planning.draft import Draft, Key
from pages.shared.planning.plan import MONTH, MOST, Plan, number_of, spread
from pages.shared.planning.seasons import NONE
from tests.pages.conftest import OpenPage, rows
from tests.pages.test_plan import NOVEMBER, press, shown, targets_of

HEAD = "month,level,scope_id,metric,tier,target_value\n"
CENT = Decimal("0.01")


def upload(store: Path, lines: str) -> None:
    Store(store).publish([Change("targets", rows("targets", HEAD + lines).to_arrow())], "clerk")


def test_a_whole_as_sum_of_large_parts_is_refused_in_words(
    open_page: OpenPage, own_store: Path
) -> None:
    large = "".join(
        f"2026-11,region,{one},net_sales,base,9999999999998\n" for one in ("川南", "川北", "东")
    )
    upload(own_store, large)
    at = open_page("plan", query=NOVEMBER)
    assert not at.exception
    # Σ of the three: 29,999,999,999,994 yuan, shown though it is more than a target may be
    assert shown(at)["已分解 :gray[万元]"] == "3,000,000,000.0"
    press(at, "整体 = 各部分之和")
    assert not at.exception
    (told,) = at.error
    assert told.value == (
        "没有填写：目标须不小于 0、小于 1,000,000,000.0 万元。"
        "按此计算为：公司（整体） 3,000,000,000.0 万元"
    )
    assert all(one.label != "发布" for one in at.button)  # nothing was typed
    press(at, "清空")
    assert not at.error  # said once
    assert not at.exception  # −29,999,999,999,994 is laid out
    press(at, "发布")
    assert targets_of(own_store) == {}


@pytest.mark.parametrize("typed", [1e25, 1e300, Decimal("9999999999999"), Decimal("-0.001")])
def test_a_number_of_any_size_is_refused_not_broken(typed: object) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        number_of(typed, Decimal(10_000), CENT)


def test_nothing_past_the_limit_gets_into_the_draft() -> None:
    draft = Draft()
    key = Key("2026-11", "net_sales", "", "base", "region", "川南")
    for value in (MOST, MOST * 7, Decimal("-0.01")):
        with pytest.raises(ValueError, match=r"\d"):
            draft.set(key, "川南", MONTH, None, value, 1)
    assert draft.edits == {}
    draft.set(key, "川南", MONTH, None, MOST - CENT, 1)
    assert draft.chapters == [key.chapter]


def test_a_negative_target_is_shown_without_a_word_about_dekads(
    open_page: OpenPage, own_store: Path
) -> None:
    assert Plan(Decimal(-5)).rest == 0
    assert spread(Plan(Decimal(-5)), NONE, (10, 10, 10), CENT) == (0, 0, 0)
    assert Plan(Decimal(-5), (Decimal(1), None, None)).rest == -6  # a dekad set: it is apart
    upload(own_store, "2026-11,region,川北,net_sales,base,-300000\n")
    at = open_page("plan", query=NOVEMBER)
    assert not at.exception
    assert not at.warning
    # 600,000 − 300,000 of 1,000,000 are handed out
    assert shown(at)["已分解 :gray[万元]"] == "30.0"
    assert shown(at)["未分解 :gray[万元]"] == "70.0"


def test_a_region_called_by_a_star_is_not_the_company(open_page: OpenPage, own_store: Path) -> None:
    text = "customer_id,customer_name,region\nC99,星海建材,*\n"
    Store(own_store).publish([Change("customers", rows("customers", text).to_arrow())], "clerk")
    upload(own_store, "2026-11,region,*,net_sales,base,50000\n")
    at = open_page("plan", query=NOVEMBER | {"region": "*"})
    assert not at.exception
    (told,) = at.info  # nobody works there; the company would have shown its regions
    assert told.value.replace("\\", "").startswith("*下面没有可以分解的对象")
