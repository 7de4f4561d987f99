"""The complaints page over the tiny company: one customer waits, one complaint is closed."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from data.language import catalogue
from data.store import Change, Store
from pages.shared.complaints.complaint_backlog import backlog_columns
from pages.shared.complaints.complaint_figures import complaint_figures
from pages.shared.parts import Mark
from pages.shared.words import complaints as words
from tests.pages.conftest import OpenPage, rows

BACKLOG = {
    "complaint_id": ["K1", "K2", "K3"],
    "customer_id": ["C1", "C2", "C1"],
    "customer_name": ["赤霞矿业", "云栈物流", "赤霞矿业"],
    "state": ["resolution_late", "in_progress", "in_progress"],
    "is_late": [True, False, False],
    "received_at": [date(2026, 11, 1), date(2026, 11, 17), date(2026, 11, 18)],
    "age_hours": [432.0, 48.0, 24.0],
}
# Orders of the company end on 11-12, and so does what can be asked: two documents say newer.
NEWER = """order_id,line_no,customer_id,ordered_on,product_id,quantity_t,invoice_amount,status
O18,1,C2,2026-11-18,P2,1,9000,cancelled"""
PAID = "receipt_id,line_no,customer_id,received_on,amount\nR18,1,C2,2026-11-18,1"
LATE = {
    "owner_rep_id": ["R1", "R2", "R2", None],
    "owner_name": ["陈立", "罗敏", "罗敏", None],
    "is_running": [True, False, False, True],
    "late_hours": [120.0, 500.0, 400.0, 900.0],
}


@pytest.fixture
def on_the_18th(own_store: Path) -> Path:
    """The company when its data reach to 11-18."""
    newer = {"orders": NEWER, "receipts": PAID}
    changes = [Change(name, rows(name, text).to_arrow()) for name, text in newer.items()]
    Store(own_store).publish(changes, who="test")
    return own_store


def html(at: object) -> str:
    return " ".join(one.value for one in at.get("html"))  # type: ignore[attr-defined]  # AppTest


@pytest.mark.usefixtures("on_the_18th")
def test_headline_names_who_waits_and_a_late_row_opens_what_happened(open_page: OpenPage) -> None:
    at = open_page("complaints", query={"at_late": "K1|first_response"})
    assert not at.exception
    drawn = html(at)
    assert "1 家" in drawn and "其中" in drawn and "赤霞矿业" in drawn
    assert "profile?at_late=K1%7Cfirst_response&amp;customer=C1" in drawn
    assert "陈立" in drawn  # whose clock still runs
    tables = [one.value for one in at.dataframe]
    late = next(one for one in tables if "clock" in one.columns)
    assert list(late["owner_name"]) == ["陈立", "合计"]
    assert late["late_days"][0] == pytest.approx(0.6)  # 14 h after 11-18 10:00, to 24:00
    history = next(one for one in tables if "event" in one.columns)
    assert list(history["event"]) == ["收到投诉", "首响", "解决"]
    assert list(history["due_text"]) == ["", "2026-11-18 10:00", "2026-11-20 10:00"]


@pytest.mark.usefixtures("on_the_18th")
def test_a_region_manager_sees_figures_of_the_region_since_the_last_dekad_end(
    open_page: OpenPage,
) -> None:
    at = open_page("complaints", role="region_manager", language="en")
    shown = {one.label.split(" :gray")[0]: (one.value, one.delta) for one in at.metric}
    assert shown["Not closed"] == ("1", "")  # K1 alone: nothing was known on 11-10
    assert shown["No answer"] == ("1", "")
    assert shown["Median reply"][0] == "—"  # K2, answered after 2 h, is of the north
    assert "岷泰运输" not in html(at)


def test_where_nobody_complained_the_page_says_so(open_page: OpenPage) -> None:
    at = open_page("complaints", query={"customer": "C5"})
    assert not at.exception
    assert any("没有投诉" in one.value for one in at.subheader)


def test_figures_are_compared_with_the_last_dekad_end() -> None:
    day = date(2026, 11, 18)
    measures = pl.DataFrame(
        {
            "day": [date(2026, 11, 10), day],
            "open_count": [16, 28],
            "late_count": [20, 18],
            "unanswered_late_count": [0, 3],
            "awaiting_feedback_count": [3, 3],
            "response_count": [50, 60],
            "median_response_hours": [2.85, 2.6],
            "score_count": [0, 2],
            "mean_score": [None, 3.94],
        }
    )
    shown = [(one.value, one.delta, one.light) for one in complaint_figures(measures, day)]
    assert shown == [
        ("28", "+12", "red"),
        ("18", "−2", "green"),
        ("3", "+3", "red"),
        ("3", "0", "none"),
        ("2.6", "−0.3", "green"),  # −0.25, halves away from zero
        ("3.9", "", "none"),
    ]


def test_owner_with_most_late_clocks_running_is_named() -> None:
    """Stopped clocks do not count, and neither does a complaint that nobody owns."""
    worst = words.most_running(pl.DataFrame(LATE))
    assert worst is not None
    assert (worst["owner_rep_id"], worst["running_count"]) == ("R1", 1)
    answer = words.answer(
        pl.DataFrame(BACKLOG), pl.DataFrame(LATE), "en", lambda page, more: f"{page}{more}"
    )
    assert answer.text == (
        "2 customers waiting, 1 of 3 complaints late; longest: 赤霞矿业, 18 days; "
        "most late: 陈立, 1"
    )
    assert answer.light == "amber"
    assert isinstance(answer.marks["days"], Mark)


def test_the_answer_in_chinese() -> None:
    answer = words.answer(pl.DataFrame(BACKLOG), pl.DataFrame(LATE), "zh", lambda page, more: page)
    assert answer.text == (
        "2 家在等，3 件未结，其中 1 件超时；最久：赤霞矿业 18 天；还在拖的最多：陈立 1 项"
    )


@pytest.mark.parametrize(
    "messages",
    [words.STATES, words.CLOCKS, words.SHORT_CLOCKS, words.UNDONE, words.EVENTS, words.AGES],
)
def test_every_word_has_its_chinese(messages: dict[str, str]) -> None:
    assert [one for one in messages.values() if one not in catalogue("zh")] == []


@pytest.mark.parametrize(
    ("counts", "light"),
    [((0, 0, 0), "green"), ((4, 2, 0), "amber"), ((4, 3, 0), "red"), ((9, 1, 1), "red")],
)
def test_the_light_is_red_for_an_unanswered_or_mostly_late_backlog(
    counts: tuple[int, int, int], light: str
) -> None:
    assert words.light_of(*counts) == light


def test_the_first_late_one_is_news() -> None:
    assert words.moved_count(1, 0) == "red"
    assert words.moved_count(0, 0) == "none"
    assert words.moved_count(0, 4) == "green"


def test_a_dekad_end_without_open_complaints_is_a_column_of_zeros() -> None:
    trend = pl.DataFrame(
        {
            "day": [date(2026, 11, 10)] * 2,
            "state": ["in_progress"] * 2,
            "age_band": ["0-3", "4-10"],
            "complaint_count": [2, 3],
        }
    )
    days = [date(2026, 10, 31), date(2026, 11, 10), date(2026, 11, 18)]
    found = backlog_columns(trend, days, "state", ["in_progress", "response_late"])
    assert found["in_progress"].to_list() == [0, 5, 0]
    assert found["response_late"].to_list() == [0, 0, 0]
    assert found["at"][2] == "11-18"
