"""Three comparisons on the targets page, over the tiny company in its first February.

Sales: 2026-02-03 of C1 60,000 and 2026-02-12 of C3 30,000; 2026-01-05 of C1 50,000 and of C4
10,000; 2025-02-04 of C1 80,000. As of 2026-02-12 (12 days): the first 12 days of January brought
60,000, those of February 2025 80,000. The Spring Festival of 2025 ended on 02-04, with 02-03 and
02-04 days off in exchange for others: 2 statutory days in the first 12 of February. In 2026 it
began on 02-15: none.
"""

from pathlib import Path

from tests.pages.conftest import OpenPage
from tests.pages.test_targets import publish, rows

ORDERS = """
order_id,line_no,customer_id,ordered_on,rep_id,product_id,quantity_t,invoice_amount,cost_amount
A1,1,C1,2026-02-03,,P1,6,60000,
A2,1,C3,2026-02-12,,P1,3,30000,
A3,1,C1,2026-01-05,,P1,5,50000,
A4,1,C4,2026-01-05,,P1,1,10000,
A5,1,C1,2025-02-04,,P1,8,80000,
"""


def test_three_comparisons_stand_side_by_side_and_a_festival_shift_is_said(
    open_page: OpenPage, own_store: Path
) -> None:
    publish(own_store, "orders", ORDERS)
    query = {"show": "compared", "as_of": "2026-02-12"}
    at = open_page("targets", query=query)
    assert not at.exception
    (shown,) = (one.value for one in at.dataframe)
    columns = ("name", "actual", "previous_value", "previous_change", "year_before_value")
    assert rows(shown, *columns) == [
        ("川南", 6.0, 5.0, 20.0, 8.0),
        ("川北", 3.0, 1.0, 200.0, 0.0),
        ("合计", 9.0, 6.0, 50.0, 8.0),
    ]
    said = " ".join(one.value for one in at.caption)
    assert "春节错位：本期含法定春节假期 0 天，去年同期含 2 天" in said
    at = open_page("targets", query=query | {"period": "dekad"})
    # 2026-02-D2, 2 days: 30,000; two days from 02-01 and from 01-11 on brought nothing
    (shown,) = (one.value for one in at.dataframe)
    assert rows(shown, "name", "actual")[-1] == ("合计", 3.0)
    assert {"previous_value", "month_before_value"} <= set(shown.columns)
