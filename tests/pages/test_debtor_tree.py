"""The debtors as a tree, over the tiny company as of 2026-11-12.

Overdue: O2 100,000 − 40,000 (C1, 川南, R1) and O5 50,000 (C4, 川北, R2). Not due: O1 200,000 and
O3 60,000 (川南), O4 240,000 (川北), O9 10,000 of the unknown C9 (due that day): 510,000.
"""

from tests.pages.conftest import OpenPage
from tests.pages.test_targets import rows
from tests.pages.trees import sent, tree_rows


def test_each_row_of_the_tree_is_the_sum_of_those_it_opens(open_page: OpenPage) -> None:
    query = {"as": "tree", "open": ["*/川北"], "at_customers": "C1"}
    at = open_page("receivables", query=query)
    assert not at.exception
    assert tree_rows(at, "overdue_amount", "not_due", "longest_overdue_days") == [
        ("合计", 11.0, 51.0, 195.0),
        ("川南", 6.0, 26.0, 4.0),
        ("陈立", 6.0, 26.0, 4.0),
        ("澜湾航运", 0.0, 0.0, None),  # cash only: stopped, so it stands first
        ("赤霞矿业", 6.0, 20.0, 4.0),
        ("云栈物流", 0.0, 6.0, None),
        ("川北", 5.0, 24.0, 195.0),
        ("罗敏", 5.0, 24.0, 195.0),
        ("未归属", 0.0, 1.0, None),
    ]
    lines = {row["name"]: row for row in sent(at)["rows"]}
    assert lines["赤霞矿业"]["chosen"]
    assert lines["罗敏"]["opens"]
    assert not lines["罗敏"]["open"]
    (items,) = (one.value for one in at.dataframe)
    assert rows(items, "order_id", "open_amount") == [
        ("O2", 60_000.0),
        ("O1", 200_000.0),
        ("合计", 260_000.0),
    ]
