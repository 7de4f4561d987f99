"""Credit and habits of paying over the tiny company, as of 2026-11-12, added up by hand.

Exposure: C1 260,000 of a limit of 500,000, C3 240,000 of 1,000,000, C4 50,000 of 40,000, C2 60,000
and C9 10,000 without limit = 620,000. Above the limit 10,000 (C4); without limit 70,000. Use
550,000 ÷ 1,540,000 = 35.7 %. Recovery: 1 − 120,000 (O2, O5, O9) ÷ (50,000 O5 + 110,000 O2, O9).
"""

import pytest
from streamlit.testing.v1 import AppTest

import queries
from data.store import Change
from pages.shared import export_menu
from pages.shared.exports import Sheet
from tests.pages.conftest import OpenPage
from tests.pages.conftest import rows as to_table

MORE = {
    "prices": """
product_id,region,valid_from,list_price
P1,,2026-01-01,8200
P2,,2026-01-01,7500
""",
    "receipts": """
receipt_id,line_no,customer_id,received_on,amount,order_id
R1,1,C1,2026-11-12,40000,O2
R8,1,C3,2026-11-10,240000,O4
""",
    "deliveries": """
delivery_id,order_id,line_no,delivered_on,delivered_t
L1,O4,1,2026-11-11,10
""",
}


def told(at: AppTest) -> str:
    assert not at.exception
    return " ".join(one.value for one in [*at.markdown, *at.caption])


def test_limits_say_who_is_over_and_who_has_none(open_page: OpenPage) -> None:
    at = open_page("receivables", query={"show": "credit", "limit": "over", "at_limits": "C4"})
    words = told(at)
    assert "信用敞口 62.0 万元 = 余额 62.0 万元 + 已发未开票 0.0 万元" in words
    assert "1 家超授信，共超 1.0 万元；2 家未授信，占用 7.0 万元" in words
    assert "回收率 25.0% = 1 − 仍未收 12.0 万元" in words
    limits, items = at.dataframe[0].value, at.dataframe[1].value
    assert list(limits["customer_name"]) == ["青禾路桥", "合计"]
    assert list(limits["excess_amount"]) == [1.0, 1.0]
    assert list(items["order_id"]) == ["O5", "合计"]
    values = {one.label.split(" :gray")[0]: one.value for one in at.metric}
    assert (values["信用敞口"], values["超授信金额"], values["未授信占用"]) == (
        "62.0",
        "1.0",
        "7.0",
    )
    whole = open_page("receivables", query={"show": "credit"}).dataframe[0].value
    assert list(whole["exposure_amount"]) == [5.0, 6.0, 1.0, 26.0, 24.0, 62.0]


@pytest.mark.usefixtures("own_store")
def test_terms_and_stored_goods(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """List: O1 205,000, O2 105,000, O3 60,000, O4 246,000, O5 52,500, O9 8,200 = 676,700 against
    660,000 invoiced: 16,700 given = 2.47 %, over 85 t 196.5 a tonne. O4 was paid ahead: 240,000 of
    660,000 = 36.4 %, 7 days before the mean of credit sales (40,000 of O2 after 7 days): 240,000 · 7 ·
    0.0435 ÷ 365 = 200.22 = 6.7 a tonne; given 200. C3 · O4: 10 of 30 t lifted: 20 t, 160,000.
    """
    changes = [Change(name, to_table(name, text).to_arrow()) for name, text in MORE.items()]
    queries.store().publish(changes, who="test")
    sheets: list[Sheet] = []
    monkeypatch.setattr(
        export_menu, "offer", lambda _page, _title, _answer, _view, found: sheets.extend(found)
    )
    address = {"show": "credit", "credit": "terms", "at_terms": "C3", "unit": "yuan"}
    at = open_page("receivables", query=address)
    assert "近 12 个月预付占比 36.4%" in told(at)
    assert "售价低于挂牌价 2.5%，共让 16,700.00 元，每吨 196.5 元" in told(at)
    assert "预付客户每吨让 200.0 元，提前到账值 6.7 元" in told(at)
    bands, regions, customers, lines = (one.value for one in at.dataframe)
    assert list(bands["invoice_amount"]) == [240_000, 40_000, 380_000, 660_000]
    assert list(bands["concession_amount"]) == [6_000, 2_000, 8_700, 16_700]
    assert list(regions["invoice_amount"])[-1] == 660_000
    assert list(customers["name"])[:2] == ["赤霞矿业", "岷泰运输"]
    assert list(lines["concession_amount"]) == [6_000, 6_000]
    assert [len(one.grid.rows) for one in sheets[-4:]] == [4, 4, 6, 2]

    stored = open_page("receivables", query=address | {"credit": "stored", "at_stored": "C3|P1"})
    assert "1 家已付未提 20.0 吨；最多 岷泰运输 20.0 吨" in told(stored)
    assert "1 行已付款但没有提货记录" in told(stored)
    goods, behind = (one.value for one in stored.dataframe)
    assert list(goods["stored_amount"]) == [160_000, 160_000]
    assert list(behind["lifted_t"]) == [10, 10]

    rolling = open_page("receivables", query=address | {"credit": "rolling"})
    assert "没有靠新单才还旧账的客户" in told(rolling)
