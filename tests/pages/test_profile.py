"""The profile over the tiny company: one customer, what is not yours, and nobody chosen."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from pages.shared.customers.customer_figures import in_unit, last_months
from pages.shared.view import View
from pages.shared.words import profile as words
from tests.pages.conftest import RIGHTS, OpenPage

CUSTOMER = {
    "customer_id": "C1",
    "customer_name": "赤霞矿业",
    "net_amount": Decimal(300_000),
    "net_amount_before": Decimal(240_000),
    "open_amount": Decimal(260_000),
    "overdue_amount": Decimal(60_000),
    "open_complaint_count": 1,
    "region": None,
    "rep_id": None,
    "rep_name": None,
    "is_named_key_account": True,
    "is_registered": False,
}
SHIPPING = {
    "verdict": "stop",
    "reason": "over_limit",
    "credit_limit_amount": Decimal(200_000),
    "delivered_amount": Decimal(0),
    "draft_amount": Decimal(0),
}


def html(at: object) -> str:
    return " ".join(one.value for one in at.get("html"))  # type: ignore[attr-defined]  # AppTest


def test_a_profile_holds_orders_debts_visits_and_what_happened(open_page: OpenPage) -> None:
    """As of 11-12, the newest order: O1 200,000 and O2 100,000, of which 40,000 were paid."""
    at = open_page("profile", query={"customer": "C1", "at_orders": "O2"})
    assert not at.exception
    assert "赤霞矿业" in html(at) and "大客户" in html(at)
    shown = {one.label.split(" :gray")[0]: one.value for one in at.metric}
    assert shown["近12月销售额"] == "30.0"
    assert shown["近12月毛利"] == "2.5"  # 20,000 + 5,000
    assert shown["应收余额"] == "26.0"
    assert shown["逾期"] == "6.0"
    tables = [one.value for one in at.dataframe]
    orders = next(one for one in tables if "net_amount" in one.columns)
    assert list(orders["order_id"]) == ["O2", "O1", "合计"]
    assert list(orders["invoice_amount"]) == [100_000.0, 200_000.0, 300_000.0]
    lines = next(one for one in tables if "line_no" in one.columns)
    assert list(lines["invoice_amount"]) == [100_000.0, 100_000.0]  # one line, and the total
    items = next(one for one in tables if "open_amount" in one.columns)
    assert list(items["open_amount"])[-1] == 260_000.0
    story = next(one for one in tables if "told" in one.columns)
    assert list(story["document_id"]) == ["R1", "V1", "O2", "O1"]


def test_without_a_limit_nothing_is_said_to_be_of_it(open_page: OpenPage) -> None:
    """C5 has a limit of 0 and owes nothing; C1 owes 260,000."""

    def beside(customer: str) -> str:
        at = open_page("profile", query={"customer": customer})
        return next(
            one.proto.delta_description for one in at.metric if one.label.startswith("应收余额")
        )

    assert beside("C5") == ""
    assert beside("C1") == "占授信"


def test_who_owes_nothing_is_still_stopped_without_a_limit(open_page: OpenPage) -> None:
    """C5 has a limit of 0: for cash only. C2 owes 60,000, due on 12-05, and has no limit."""
    at = open_page("profile", query={"customer": "C5"})
    assert "没有欠款，<b" in html(at) and "停 现款现货" in html(at)
    assert next(one.delta for one in at.metric if one.label.startswith("逾期")).endswith("现款现货")
    at = open_page("profile", query={"customer": "C2"})
    assert "没有逾期，<b" in html(at) and "审 未授信" in html(at)


def test_a_customer_of_another_region_is_not_found(open_page: OpenPage) -> None:
    at = open_page("profile", role="region_manager", query={"customer": "C3"})
    assert not at.exception
    assert [one.value for one in at.subheader] == ["没有这位客户"]
    assert "岷泰运输" not in html(at) and not at.dataframe


def test_nobody_chosen_offers_the_largest_and_the_newest(open_page: OpenPage) -> None:
    at = open_page("profile", language="en")
    assert not at.exception
    largest, newest = [one.value for one in at.dataframe]
    assert list(largest["customer_id"])[:2] == ["C1", "C3"]  # 300,000 and 240,000
    assert largest["net_amount"][0] == 300.0  # English counts in thousands
    assert newest["customer_id"][0] == "C9"  # first order on 11-12


def test_a_rep_without_customers_sees_a_sentence_instead_of_two_empty_tables(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RIGHTS, "rep", {"rep_id": "R99"})
    at = open_page("profile", role="rep")
    assert not at.exception and not at.dataframe
    assert [one.value for one in at.subheader] == ["没有找到客户。"]


def test_search_finds_by_part_of_a_name(open_page: OpenPage) -> None:
    at = open_page("profile", query={"find": "云栈"})
    assert not at.exception
    assert [next(iter(one.value["customer_id"])) for one in at.dataframe] == ["C2"]


def test_the_answer_says_growth_debt_verdict_and_complaints() -> None:
    answer = words.answer(CUSTOMER, SHIPPING, 1, "wan", "en")
    assert answer.text == (
        "赤霞矿业: 30.0 10k CNY in 12 months, +25.0% on the 12 before; "
        "6.0 10k CNY of 26.0 10k CNY overdue, Stop over limit; 1 complaint open"
    )
    assert answer.light == "red"


def test_who_owes_nothing_and_complains_about_nothing_is_green() -> None:
    quiet = CUSTOMER | {
        "net_amount_before": Decimal(0),
        "open_amount": Decimal(0),
        "overdue_amount": Decimal(0),
        "open_complaint_count": 0,
    }
    answer = words.answer(quiet, SHIPPING | {"verdict": "ship", "reason": "free"}, 0, "wan", "zh")
    assert answer.text == "赤霞矿业：近 12 个月销售额 30.0 万元，前 12 个月没有销售；没有欠款，发"
    assert answer.light == "green"


@pytest.mark.parametrize(
    ("verdict", "late_count", "light"),
    [("stop", 0, "red"), ("ask", 0, "amber"), ("ship", 1, "amber"), ("ship", 0, "green")],
)
def test_the_light_is_the_worse_of_debt_and_complaints(
    verdict: str, late_count: int, light: str
) -> None:
    assert words.light_of(SHIPPING | {"verdict": verdict}, late_count) == light


def test_what_is_missing_in_the_customer_file_is_said() -> None:
    view = View(date(2026, 11, 18), "month", date(2026, 11, 1), date(2026, 11, 30))
    assert words.about(CUSTOMER, view, "en") == (
        "C1 · Unassigned · without rep · Key account · not in the customer file · as of 18 Nov"
    )


def test_months_without_sales_are_zero_and_stand_beside_the_year_before() -> None:
    months = pl.DataFrame(
        {
            "month_from": [date(2024, 12, 1), date(2025, 12, 1), date(2026, 11, 1)],
            "net_amount": [10_000, 20_000, 30_000],
            "gross_profit_amount": [1, 2, 3],
            "quantity_t": [1, 2, 3],
        }
    )
    found = in_unit(last_months(months, date(2026, 11, 18)), "wan")
    assert found["net_amount"].to_list() == [2.0, *[0.0] * 10, 3.0]
    assert found["net_amount_before"].to_list() == [1.0, *[0.0] * 11]
