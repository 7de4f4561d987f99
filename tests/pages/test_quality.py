"""The data quality page over the tiny company.

C9 is not registered (one line, 10,000); its line O9 has neither due date nor terms nor cost. The
5,000 of C3 name no order, but come on 11-18, after the newest day that has orders and receipts.
"""

import pytest

from pages.shared.words.quality import CHECKS, headline
from tests.pages.conftest import OpenPage


def test_every_check_is_counted(open_page: OpenPage) -> None:
    at = open_page("quality", role="clerk")
    assert not at.exception
    grid = at.dataframe[0].value.set_index("name")
    assert grid.loc["未建档客户", ["count", "amount"]].tolist() == [1, 1.0]  # 1.0 万元
    assert grid.loc["无到期日", "count"] == 1
    # no order tells its invoice day: 200,000 + 100,000 + 60,000 + 240,000 + 50,000 + 10,000
    assert grid.loc["已开票但无开票日期", ["count", "amount"]].tolist() == [6, 66.0]
    assert grid.loc["无成本", "count"] == 1
    assert grid.loc["未核销款项", "count"] == 0
    assert grid.loc["第三方代付", "count"] == 0
    assert len(grid) == len(CHECKS)


def test_a_check_opens_its_rows(open_page: OpenPage) -> None:
    at = open_page("quality", role="admin", language="en", query={"at_check": "due_date"})
    assert not at.exception
    rows = at.dataframe[1].value
    assert rows["order_id"].tolist() == ["O9", ""]
    assert rows["invoice_amount"].tolist() == [10_000, 10_000]


def test_nothing_found_is_green() -> None:
    cancelled = CHECKS["cancelled"]
    assert headline([(cancelled, 5), (CHECKS["cost"], 0)], "en")[0] == "green"
    assert headline([(CHECKS["cost"], 2)], "en")[0] == "amber"


def test_a_rep_is_not_offered_the_page(open_page: OpenPage) -> None:
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        open_page("quality", role="rep")
