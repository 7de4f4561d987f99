"""The collection list, promises and the search box, over the tiny company.

Due by 11-20, the end of the dekad (managed): O2 60,000 of C1 (R1), O5 50,000 of C4 (R2), O9 10,000 of
C9 (nobody) = 120,000. Received since 11-11: 40,000 (R1) + 5,000 (R2) = 45,000. Target of the
dekad 135,000: 90,000 to collect, of which R1 60,000 − 40,000 = 20,000, R2 40,000 − 5,000 = 35,000, not
broken down 35,000. B promised 50,000 for O2 by 11-12 and paid 40,000: kept in part, 80.0 %. A
promised 30,000 for O5 by 11-19: there is time left. So 10,000 + 30,000 of what is due is promised.
O10 only makes 11-18 the newest day of orders.
"""

from pathlib import Path

import pytest

import queries
from data.store import Change
from pages.shared import export_menu
from pages.shared.exports import Sheet
from tests.pages.conftest import OpenPage, rows

TARGETS = """
month,level,scope_id,metric,family,tier,dekad,target_value
2026-11,company,company,collections,,base,D2,135000
2026-11,rep,R1,collections,,base,D2,60000
2026-11,rep,R2,collections,,base,D2,40000
"""
PROMISES = """
promise_id,customer_id,order_id,promised_on,pay_by_on,amount,rep_id
A,C4,O5,2026-11-16,2026-11-19,30000,
B,C1,O2,2026-11-09,2026-11-12,50000,
"""
ORDERS = """
order_id,line_no,customer_id,ordered_on,product_id,quantity_t,invoice_amount,due_on
O10,1,C2,2026-11-18,P2,1,1000,2026-12-18
"""
COLLECT = {"show": "collect", "as_of": "2026-11-18"}


@pytest.fixture
def promising(own_store: Path) -> Path:
    """The company with targets of collections and two promises."""
    changes = [
        Change("orders", rows("orders", ORDERS).to_arrow()),
        Change("targets", rows("targets", TARGETS).to_arrow()),
        Change("promises", rows("promises", PROMISES).to_arrow()),
    ]
    queries.store().publish(changes, who="test")
    return own_store


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[Sheet]:
    """The sheets of the page that is opened next."""
    found: list[Sheet] = []
    monkeypatch.setattr(
        export_menu, "offer", lambda _page, _title, _answer, _view, sheets: found.extend(sheets)
    )
    return found


@pytest.mark.usefixtures("promising")
def test_what_closes_the_gap_by_rep_and_which_promises_were_kept(
    open_page: OpenPage, offered: list[Sheet]
) -> None:
    at = open_page("receivables", query=COLLECT)
    assert not at.exception
    assert "11月中旬还差回款 9.0 万元：11月20日前到期的 3 笔中，收齐前 2 笔即可补足" in " ".join(
        one.value for one in at.markdown
    )
    shown = {one.label: one.value for one in at.metric}
    assert shown["回款缺口 :gray[万元]"] == "9.0"
    assert shown["11月20日前到期 :gray[万元]"] == "12.0"
    assert shown["本期承诺 :gray[万元]"] == "4.0"
    assert shown["承诺兑现率"] == "80.0%"
    grids = {sheet.title: sheet.grid for sheet in offered}
    reps, items, promises = (grids[title] for title in ("业务员回款", "收款清单", "付款承诺"))
    assert [
        [row[name] for name in ("rep_name", "target_amount", "received_amount", "gap_amount")]
        for row in reps.rows
    ] == [
        ["罗敏", 4.0, 0.5, 3.5],
        ["陈立", 6.0, 4.0, 2.0],
        ["未归属", None, 0.0, None],
        ["未分解到人", 3.5, None, 3.5],
        ["合计", 13.5, 4.5, 9.0],
    ]
    assert [(row["place"], row["order_id"], row["with_it_amount"]) for row in items.rows[:3]] == [
        (1, "O2", 60_000),
        (2, "O5", 110_000),
        (None, "O9", 120_000),
    ]
    assert [row["contact"] for row in items.rows[:2]] == ["11-06 陈立 上门", "无"]
    assert [(row["customer_name"], row["state"]) for row in promises.rows[:2]] == [
        ("青禾路桥", "○ 未到期"),
        ("赤霞矿业", "▲ 部分兑现"),
    ]
    assert promises.rows[2]["received_amount"] == 40_000


@pytest.mark.usefixtures("promising")
def test_one_rep_the_receipts_of_a_promise_and_the_sheets_on_paper(
    open_page: OpenPage, offered: list[Sheet]
) -> None:
    at = open_page(
        "receivables",
        query=COLLECT | {"at_collect_reps": "R1", "at_promises": "B", "at_collect_items": "none"},
    )
    assert not at.exception
    assert "收齐前 1 笔即可补足" in " ".join(one.value for one in at.markdown)
    (items,) = (sheet.grid for sheet in offered if sheet.title == "收款清单")
    assert [row["order_id"] for row in items.rows] == ["O2", None]
    assert any("R1" in frame.value.to_numpy() for frame in at.dataframe)  # the receipt R1
    at.button(key="collect_only").click().run()
    assert "at_collect_reps" not in at.query_params
    offered.clear()
    paper = open_page("receivables", language="en", query=COLLECT | {"print": "1"})
    assert not paper.exception
    titles = [sheet.title for sheet in offered]
    assert titles[-4:] == ["Collections by rep", "罗敏", "陈立", "Unassigned"]


@pytest.mark.usefixtures("promising")
def test_a_promise_is_written_down_and_taken_back(open_page: OpenPage) -> None:
    query = COLLECT | {"at_collect_items": "C4|O5|2026-05-01|0"}
    at = open_page(
        "receivables", role="rep", query=query | {"at_collect_items": "C1|O2|2026-11-08|0"}
    )
    assert not at.exception
    assert at.number_input[0].value == 60_000
    at.number_input[0].set_value(20_000.5)
    next(one for one in at.button if one.label == "保存").click().run()
    assert not at.exception
    found = queries.run("receivables/promises", as_of="2026-11-18", known_by="2199-12-31")
    (made,) = found.filter(~found["promise_id"].is_in(["A", "B"])).to_dicts()
    assert (made["customer_id"], made["order_id"], made["rep_id"]) == ("C1", "O2", "R1")
    assert (str(made["amount"]), made["state"]) == ("20000.50", "open")
    assert queries.store().release().who == "rep"
    taken = open_page("receivables", query=COLLECT | {"at_promises": "A"})
    next(one for one in taken.button if one.label == "撤销承诺").click().run()
    assert not taken.exception
    left = queries.run("receivables/promises", as_of="2026-11-18")
    assert left["promise_id"].to_list() == ["B"]


def test_without_a_target_all_that_is_due_is_listed(open_page: OpenPage) -> None:
    at = open_page("receivables", language="en", query=COLLECT | {"span": "month"})
    assert not at.exception
    # November: O2 60,000, O5 50,000, O9 10,000; the others are due in December.
    assert (
        "No collections target for Nov 2026; 3 items due by 30 Nov, 120 k CNY in all"
        in " ".join(one.value for one in at.markdown)
    )


def test_the_search_box_says_whether_we_may_still_ship(open_page: OpenPage) -> None:
    """Of 11-12: C1 (500,000 − 260,000) ÷ (100,000 ÷ 14 t) = 33.6 t; C3 760,000 ÷ 8,000 = 95.0 t."""
    at = open_page("receivables")
    at.text_input(key="search_text").input("C")
    next(one for one in at.button if one.label == "查找").click().run()
    assert not at.exception
    told = {one.key: one.label for one in at.button if str(one.key).startswith("hit_")}
    assert told == {
        "hit_C1": ":orange[**▲ 审 有逾期**] · 赤霞矿业 · 33.6 吨",
        "hit_C2": ":orange[**▲ 审 未授信**] · 云栈物流",
        "hit_C3": ":green[**● 发**] · 岷泰运输 · 95.0 吨",
        "hit_C4": ":red[**◆ 停 超授信**] · 青禾路桥 · 0.0 吨",
        "hit_C5": ":red[**◆ 停 现款现货**] · 澜湾航运 · 0.0 吨",
        "hit_C9": ":orange[**▲ 审 未授信**] · C9",
    }


@pytest.mark.usefixtures("promising")
def test_the_page_stands_where_nothing_is_due(open_page: OpenPage) -> None:
    """C3 and C2 owe only what is due in December, and promised nothing: both pages stand."""
    at = open_page("receivables", query=COLLECT | {"as_of": "2026-11-10", "customer": "C3"})
    assert not at.exception
    at = open_page("receivables", query=COLLECT | {"customer": "C2"})
    assert not at.exception


@pytest.mark.usefixtures("promising")
def test_a_rep_saw_an_older_day_and_could_take_out_a_promise_that_was_not_kept(
    open_page: OpenPage,
) -> None:
    """B: on 11-12 there was time left until 11-13; by the newest day, 11-18, it is kept in part."""
    past = {"as_of": "2026-11-12", "at_promises": "B"}
    at = open_page("receivables", role="rep", query=COLLECT | past)
    assert not at.exception
    assert "撤销承诺" not in [one.label for one in at.button]
    assert any("不能再改" in one.value for one in at.caption)


@pytest.mark.usefixtures("promising")
def test_an_amount_that_no_row_may_bring_is_refused_in_words(open_page: OpenPage) -> None:
    before = queries.store().release().number
    at = open_page("receivables", query=COLLECT | {"at_collect_items": "C1|O2|2026-11-08|0"})
    for amount in (1e300, 1e16, 1e13, 0.004, -5.0):
        at.number_input[0].set_value(amount)
        next(one for one in at.button if one.label == "保存").click().run()
        assert not at.exception
        assert [one.value for one in at.error] == ["金额须大于 0，并小于 100,000.00 亿元。"]
    assert queries.store().release().number == before
