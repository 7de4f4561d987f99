"""Early warning over the tiny company, whose orders end on 2026-11-12.

Twelve times C1 took 1,000 t for 610,000 in ten days, then 722 t for nothing: with what is there
anyway 800 t and 610,000 in all, C1 761 t and 300,000. The company's range of volume is 0.91² to
1.09² of 1,000 t = 828.1 to 1,188.1; 800 is 20 % less, z −3.52; most of it is C1: 23.9 % less. Net
sales of 川南 are 360,000 instead of 610,000; most of that is C1, too: 50.8 % less. Both are one.
"""

from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Change, Store
from pages.shared.targets.warnings import _merged
from pages.shared.view import View
from pages.shared.words import warnings as words
from pages.shared.words.warnings import Finding
from tests.pages import conftest
from tests.pages.conftest import OpenPage

LAST = date(2026, 11, 12)
HEAD = "order_id,line_no,customer_id,ordered_on,quantity_t,invoice_amount,due_on\n"
HISTORY = HEAD + "".join(
    f"H{back},1,C1,{LAST - timedelta(10 * back)},{1000 if back else 722},"
    f"{610_000 if back else 0},2028-01-01\n"
    for back in range(13)
)
NOVEMBER = View(LAST, "month", date(2026, 11, 1), date(2026, 11, 30))
KEY = "volume-customer-C1"


def html(at: AppTest) -> str:
    return " ".join(str(one.proto.body) for one in at.get("html"))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "zh",
            "川南 · 陈立 · 赤霞矿业</b>：近10天销量 761.0 吨，平时约 1,000.0 吨（828.1–1,188.1 吨），少 24%；"
            "销售额也少 51%；合计因此异常",
        ),
        (
            "en",
            "川南 · 陈立 · 赤霞矿业</b>: volume of the last 10 days 761.0 t, usually about "
            "1,000.0 t (828.1 to 1,188.1 t), 24% less; net sales 51% less as well; felt in the total",
        ),
    ],
)
def test_where_it_starts_in_words_and_its_documents(
    open_page: OpenPage, own_store: Path, language: str, told: str
) -> None:
    rows = conftest.rows("orders", HISTORY).to_arrow()
    Store(own_store).publish([Change("orders", rows)], who="test")
    query = {"show": "warnings", "at_warnings": KEY}
    at = open_page("targets", language=language, query=query)
    assert not at.exception
    assert told in html(at)
    findings = at.dataframe[0].value
    row = findings.iloc[0]
    assert (row["value"], row["change"], row["unit"]) == (
        761.0,
        -24.0,
        "吨" if language == "zh" else "t",
    )
    assert (round(row["low"], 1), round(row["high"], 1)) == (828.1, 1188.1)
    documents = at.dataframe[1].value  # the last row is the total: 722 + 25 + 14 t
    assert documents["quantity_t"].tolist()[-1] == 761.0
    in_tree = next(one for one in at.button if one.key == "warning_in_tree")
    in_tree.click().run()
    assert at.query_params["at_customer"] == "C1"
    assert at.query_params["metric"] == "volume"


def test_overdue_that_was_never_there_and_nothing_abnormal_before(open_page: OpenPage) -> None:
    at = open_page("targets", query={"show": "warnings", "at_warnings": "overdue-customer-C1"})
    assert not at.exception
    # O5's 50,000 are overdue all the time; O2's 100,000 fell due on 11-08, 40,000 came on 11-12
    assert "川南 · 陈立 · 赤霞矿业</b>：逾期 6.0 万元，平时没有；合计因此异常" in html(at)
    items = at.dataframe[1].value
    assert items["open_amount"].tolist() == [60_000.0, 60_000.0]  # O2 and the total
    at = open_page("targets", query={"show": "warnings", "as_of": "2026-11-05"})
    assert any("没有异常" in one.value for one in at.markdown)
    assert any("共检查" in one.value for one in at.caption)


def row(**given: object) -> dict[str, object]:
    return {
        "metric": "volume", "level": "customer", "scope_id": "C1", "region": "川南",
        "rep_id": "R1", "rep_name": "陈立", "customer_id": "C1", "customer_name": "赤霞矿业",
        "from_level": "customer", "window_days": 30, "from_on": date(2026, 10, 14),
        "since_on": date(2026, 9, 14), "effect": "bad", "value": 812.0, "usual": 1_055.0,
        "low": 1_050.0, "high": 1_310.0, "child_share": None, "child_name": None,
    } | given  # fmt: skip


def test_sentences() -> None:
    def told(**given: object) -> str:
        return words.facts(Finding(row(**given)), NOVEMBER, "zh")

    assert (
        told() == "近30天销量 812.0 吨，平时约 1,055.0 吨（1,050.0–1,310.0 吨），少 23%；9月14日起"
    )
    assert told(value=0.0, low=1.0) == "近30天没有销量，平时不超过 1,310.0 吨；9月14日起"
    owed = {"metric": "overdue", "value": 90_000.0, "usual": 20_000.0, "high": 30_000.0, "low": 0.0}
    # 9.0 ÷ 2.0 = 4.5: what the factor stands on is said
    assert told(**owed) == (
        "逾期 9.0 万元，平时约 2.0 万元（不超过 3.0 万元），是平时的 4.5 倍；9月14日起"
    )
    assert told(**owed | {"usual": 0.0, "high": 0.0}) == "逾期 9.0 万元，平时没有；9月14日起"
    above = {"level": "rep", "scope_id": "R1", "child_name": "赤霞矿业", "child_share": 0.52}
    assert told(**above).endswith("；主要在赤霞矿业（52%）")
    nowhere = row(level="rep", scope_id=None, region=None, rep_id=None, rep_name=None)
    assert words.where(nowhere, "zh") == "未归属 · 未归属"
    assert Finding(row()).light == "red"
    assert Finding(row(effect="good")).light == "green"


def test_sales_that_move_with_the_tonnes_are_one_finding() -> None:
    sales, owed = row(metric="net_sales"), row(metric="overdue")
    other = row(metric="net_sales", effect="good")
    found = _merged([sales, owed, row(), other])
    assert [one.row["metric"] for one in found] == ["volume", "overdue", "net_sales"]
    assert [one.also is sales for one in found] == [True, False, False]
