"""The overview over the tiny company: the same numbers as on the pages that it opens.

As of 2026-11-12, day 12 of 30. Net sales 610,000, expected 400,000: 210,000 ahead. Overdue 110,000,
40,000 less than at the end of the dekad before; over 90 days 50,000 of C4. Complaints: K2 is
closed, K1 comes on 11-17. Too little is known to judge key accounts.
"""

from datetime import date
from typing import Any

import polars as pl
import pytest

import queries
from data.store import Change
from pages.shared.overview.agenda import Item
from pages.shared.parts import Figure, Mark
from pages.shared.tokens import Light
from pages.shared.view import View
from pages.shared.words import overview as words
from pages.shared.words.answer import Answer
from tests.pages.conftest import OpenPage, rows
from tests.pages.test_key_accounts import answer, cells, figures

ACTIONS = """
action_id,meeting_on,page,key,decision,owner_rep_id,due_on,status,created_by,created_at,closed_at
A1,2026-11-02,receivables,C1,还款计划签字,R1,2026-11-04,open,gu,2026-11-02 10:00:00,
A2,2026-11-11,targets,,逐户补量,R2,2026-11-30,open,gu,2026-11-11 10:00:00,
A3,2026-11-02,targets,C2,上门,R1,2026-11-10,done,gu,2026-11-02 10:00:00,2026-11-12 09:00:00
"""


def test_doors_and_headline_say_what_their_pages_say(open_page: OpenPage) -> None:
    at = open_page("overview")
    said = answer(at)
    assert "今天先谈一件事" in said
    assert "90 天以上逾期" in said
    assert "5.0 万元" in said
    assert 'href="receivables' in said
    shown = figures(at)
    assert shown["销售额"] == ("61.0", "+21.0")
    assert shown["逾期"] == ("11.0", "● −4.0")
    assert shown["超时"][0] == "0"
    assert shown["低于 60 分"] == ("0", "0")
    sentences = [str(one.proto.body) for one in at.get("html")]
    doors = [str(one.proto.label).strip("*") for one in at.get("page_link")]
    assert doors[:4] == ["1 目标达成", "2 应收账龄", "3 投诉状态", "4 大客户健康"]
    receivables = answer(open_page("receivables"))
    assert "占应收 17.7%" in receivables
    assert any("占应收 17.7%" in one for one in sentences)
    assert not at.dataframe
    assert any("没有未完成的行动" in one.value for one in at.caption)


@pytest.mark.usefixtures("own_store")
def test_actions_stand_with_their_owners_and_days(open_page: OpenPage) -> None:
    queries.store().publish([Change("actions", rows("actions", ACTIONS).to_arrow())], who="test")
    at = open_page("overview")
    assert not at.exception
    (actions,) = at.dataframe
    assert cells(actions.value, "state", "told", "owner_name", "due_on") == [
        ("◆ 逾期 8 天", "赤霞矿业：还款计划签字", "陈立", "2026-11-04"),
        ("● 进行中", "逐户补量", "罗敏", "2026-11-30"),
    ]
    since = next(one.value for one in at.markdown if "自 11月10日" in one.value)
    assert "行动完成 1 项、新增 1 项" in since
    at = open_page("overview", query={"at_actions": "A1"})
    assert not at.exception
    assert "赤霞矿业：还款计划签字 · 11月2日议定" in [one.value for one in at.caption]


@pytest.mark.parametrize(
    ("role", "language", "sales"), [("rep", "en", "360"), ("region_manager", "zh", "36.0")]
)
def test_others_see_their_own_numbers(
    open_page: OpenPage, role: str, language: str, sales: str
) -> None:
    at = open_page("overview", role=role, language=language)
    assert not at.exception
    assert next(one.value for one in at.metric) == sales
    assert not any("岷泰运输" in str(one.proto.body) for one in at.get("html"))


def item(page: str, light: Light, **marks: Mark | str) -> Item:
    return Item(page, page, Answer(light, "", marks), Figure("", ""))


LINKS = {page: page for page in words.CLAUSES}
HOLE: dict[str, Mark | str] = {
    "where": "川南",
    "hole": Mark("−296.4 万元", "red", "targets?at_region=川南"),
}


def said(*items: Item, language: str = "zh") -> str:
    return words.answer(items, LINKS, language).text


def test_red_comes_before_amber() -> None:
    late = item("complaints", "red", late=Mark("18", "red"))
    assert said(item("targets", "amber", **HOLE), late) == "今天先谈一件事：投诉超时 18 件"


def test_amber_speaks_when_nothing_is_red() -> None:
    ahead = item("targets", "amber", gap=Mark("3.1 pp", "amber"))
    old = item("receivables", "amber", overdue=Mark("9.0 万元", "amber"))
    assert said(ahead, old) == "今天先谈两件事：销售额落后时间进度 3.1 pp；应收逾期 9.0 万元"


def test_every_number_in_the_headline_leads_somewhere() -> None:
    items = [
        item("targets", "red", **HOLE),
        item("key_accounts", "red", few=Mark("8 家", "red"), all="99"),
    ]
    found = words.answer(items, LINKS, "zh")
    assert found.text == "今天先谈两件事：川南缺口 −296.4 万元；大客户低于 60 分 8 家"
    leads = {name: mark.to for name, mark in found.marks.items() if isinstance(mark, Mark)}
    assert leads == {"hole": "targets?at_region=川南", "few": "key_accounts"}


def test_a_calm_day_and_an_empty_store() -> None:
    assert said(item("targets", "green"), language="en").startswith("Nothing is urgent")
    assert said(item("targets", "none"), language="en") == "No data yet"


@pytest.mark.parametrize(
    ("days_late", "status"),
    [(8, "◆ 逾期 8 天"), (0, "▲ 今天到期"), (-3, "▲ 3 天后到期"), (-4, "● 进行中")],
)
def test_how_an_action_stands(days_late: int, status: str) -> None:
    assert words.action_status(days_late, "zh") == status


def test_what_happened_since() -> None:
    actions = pl.DataFrame({"status": ["done", "open", "open"], "is_new": [True, True, False]})
    low = pl.DataFrame({"customer_name": ["云栈物流", "赤霞矿业"], "was_low": [False, True]})

    class Found:
        """Only what the sentence reads."""

    found: Any = Found()
    found.low = low
    turned: list[tuple[str, Light, Light]] = [("滇中", "green", "amber")]
    assert words.since_words(actions, found, turned, "zh") == [
        "行动完成 1 项、新增 2 项",
        "滇中\u00a0●→▲",
        "新低于 60 分：云栈物流",
    ]
    view = View(date(2026, 11, 18), "month", date(2026, 11, 1), date(2026, 11, 30))
    told = words.since_title(date(2026, 11, 10), view, "zh", was_meeting=True)
    assert told == "自 11月10日旬会"
