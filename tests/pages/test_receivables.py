"""The receivables page over the tiny company: every figure can be added up by hand.

Orders end on 2026-11-12, so that is the day. Open: O1 200,000, O2 100,000 − 40,000 (due 11-08:
4 days), O3 60,000, O4 240,000, O5 50,000 (due 05-01: 195 days), O9 10,000 (due today) = 620,000;
overdue 110,000 = 17.7 %; over 90 days 50,000, all of C4. On 11-10, the end of the dekad before,
O9 and the receipt were not there: 650,000, of which 150,000 overdue = 23.1 %.
DSO 620,000 ÷ 610,000 × 90 = 91.5 (11-10: 650,000 ÷ 600,000 × 90 = 97.5). CEI from 10-31: opening
50,000 + invoiced 610,000 − 620,000 = 40,000 of 50,000 + 610,000 − 510,000 not due = 26.7 %.

C4 owes 50,000 of a limit of 40,000: stop. C1 is late: ask, (500,000 − 260,000) ÷ 7,142.86 per t =
33.6 t. C2 and the unknown C9 have no limit: ask. C3: ship, 760,000 ÷ 8,000 = 95 t. C5 never
bought and has a limit of 0: stop.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

import queries
from data.store import Change, Store
from pages.shared.receivables import ageing_filter, item_trail
from pages.shared.view import Choices, View
from pages.shared.words import receivables as words
from tests.pages import company
from tests.pages.conftest import OpenPage
from tests.pages.conftest import rows as to_table

NOVEMBER = Choices(newest=date(2026, 11, 18))
PAID_AHEAD = """
receipt_id,line_no,customer_id,received_on,amount,order_id
R8,1,C3,2026-11-12,250000,
R9,1,C5,2026-11-12,3000,
"""

BY_DRAFT = """
receipt_id,line_no,customer_id,received_on,amount,order_id,method,matures_on
R8,1,C1,2026-11-12,60000,,transfer,
R9,1,C3,2026-11-12,240000,O4,commercial_acceptance,2027-02-12
"""


def answer(at: AppTest) -> str:
    """The headline as it is drawn."""
    assert not at.exception
    return next(str(one.proto.body) for one in at.get("html") if "<h1" in one.proto.body)


def figures(at: AppTest) -> dict[str, tuple[str, str]]:
    """Label without unit → value, delta."""
    return {one.label.split(" :gray")[0]: (one.value, one.delta) for one in at.metric}


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    shown = frame[list(columns)].astype(object)
    return list(shown.where(shown.notna(), None).itertuples(index=False, name=None))


def captions(at: AppTest) -> str:
    return "\n".join(one.value for one in at.caption)


def verdicts(at: AppTest) -> list[str]:
    """What can be chosen: each verdict with how many customers have it."""
    groups = ([one.content for one in each.proto.options] for each in at.get("button_group"))
    return next(found for found in groups if any("停" in one for one in found))


def test_answer_figures_and_total_agree(open_page: OpenPage) -> None:
    at = open_page("receivables")
    said = answer(at)
    for piece in ("11.0 万元", "占应收 17.7%", "5.0 万元", "100.0% 在青禾路桥", "2 家"):
        assert piece in said
    assert figures(at) == {
        "应收余额": ("62.0", "−3.0"),
        "逾期": ("11.0", "● −4.0"),
        "逾期率": ("17.7%", "● −5.3 pp"),
        "90 天以上": ("5.0", "0.0"),
        "DSO": ("91.5", "● −6.0"),
        "CEI": ("26.7%", "● +26.7 pp"),
    }
    (customers,) = at.dataframe
    assert rows(customers.value, "customer_name", "told", "headroom_t", "overdue_amount") == [
        ("青禾路桥", "◆ 停 超授信", 0.0, 5.0),
        ("澜湾航运", "◆ 停 现款现货", 0.0, 0.0),
        ("赤霞矿业", "▲ 审 有逾期", 33.6, 6.0),
        ("云栈物流", "▲ 审 未授信", None, 0.0),
        ("C9", "▲ 审 未授信", None, 0.0),
        ("岷泰运输", "● 发", 95.0, 0.0),
        ("合计", "", None, 11.0),
    ]
    total = customers.value.iloc[-1]
    assert total[["not_due", "1-30", "181-365"]].to_list() == [51.0, 6.0, 5.0]
    assert captions(at).count("620,000.00") == 3


@pytest.mark.usefixtures("own_store")
def test_who_owes_nothing_has_a_verdict_too(open_page: OpenPage) -> None:
    """The headline stopped fewer customers than the query: who owes nothing was left out.

    C3 pays 250,000 for O4 of 240,000: nothing owed, 1,000,000 ÷ 8,000 = 125 t. C5, with a limit of
    0, pays 3,000 ahead. Stopped: C4 and C5; asked: C1, C2, C9; shipped to: C3.
    """
    receipts = to_table("receipts", PAID_AHEAD).to_arrow()
    queries.store().publish([Change("receipts", receipts)], who="test")
    at = open_page("receivables")
    assert "2 家</a>" in answer(at)
    found = rows(at.dataframe[0].value, "customer_name", "told", "headroom_t", "overdue_amount")
    assert found == [
        ("青禾路桥", "◆ 停 超授信", 0.0, 5.0),
        ("澜湾航运", "◆ 停 现款现货", 0.0, 0.0),
        ("赤霞矿业", "▲ 审 有逾期", 33.6, 6.0),
        ("云栈物流", "▲ 审 未授信", None, 0.0),
        ("C9", "▲ 审 未授信", None, 0.0),
        ("岷泰运输", "● 发 没有欠款", 125.0, 0.0),
        ("合计", "", None, 11.0),
    ]
    assert verdicts(at) == ["◆ 停 2 家", "▲ 审 3 家", "● 发 1 家"]
    at = open_page("receivables", query={"verdict": "stop"})
    names = at.dataframe[0].value["customer_name"].to_list()
    assert names == ["青禾路桥", "澜湾航运", "合计"]
    bodies = [str(one.proto.body) for one in open_page("overview").get("html")]
    assert any("占应收 28.9%" in one and "2 家停发" in one for one in bodies)  # 11 of 62 − 24


@pytest.mark.usefixtures("own_store")
@pytest.mark.parametrize("ledger", ["managed", "ledger"])
def test_the_count_of_stops_does_not_hang_on_the_view(open_page: OpenPage, ledger: str) -> None:
    """96 were stopped in one view, 102 in the other, and a limit used by a draft was nowhere.

    C1 pays 60,000 ahead: in the ledger 60,000 of O2 stay overdue, but shipping is judged with it,
    (500,000 − 200,000) ÷ 7,142.86 = 42 t. C3 pays O4 by a draft that is not due: 240,000 of its
    limit, (1,000,000 − 240,000) ÷ 8,000 = 95 t.
    """
    receipts = to_table("receipts", BY_DRAFT).to_arrow()
    queries.store().publish([Change("receipts", receipts)], who="test")
    at = open_page("receivables", query={"ledger": ledger, "at_customers": "C3"})
    assert not at.exception
    assert verdicts(at) == ["◆ 停 2 家", "▲ 审 2 家", "● 发 2 家"]
    found = rows(at.dataframe[0].value, "customer_name", "told", "headroom_t", "besides_amount")
    assert found == [
        ("青禾路桥", "◆ 停 超授信", 0.0, 0.0),
        ("澜湾航运", "◆ 停 现款现货", 0.0, 0.0),
        ("云栈物流", "▲ 审 未授信", None, 0.0),
        ("C9", "▲ 审 未授信", None, 0.0),
        ("赤霞矿业", "● 发", 42.0, 0.0),
        ("岷泰运输", "● 发 没有欠款", 95.0, 24.0),
        ("合计", "", None, 24.0),
    ]
    assert "没有未清项 · 未到期商承 240,000.00 元" in captions(at)
    at = open_page("profile", query={"customer": "C3"})
    said = answer(at)
    assert "没有欠款" in said and "另占授信：" in said and "未到期商承 24.0 万元" in said
    bodies = [str(one.proto.body) for one in open_page("overview").get("html")]
    assert any("2 家停发" in one for one in bodies)


def test_more_customers_than_a_table_holds_can_all_be_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ageing_filter.address, "one", {"all": "1"}.get)
    many = pl.DataFrame({"customer_id": [str(one) for one in range(1_200)]})
    assert ageing_filter.first_rows(many)[1] == 1_000


def test_each_step_adds_up_to_the_row_it_opens(open_page: OpenPage) -> None:
    chosen = {"at_customers": "C1", "at_items": "O2|2026-11-08|0"}
    at = open_page("receivables", query=chosen)
    assert not at.exception
    _customers, items, lines, settled = (one.value for one in at.dataframe)
    assert rows(items, "order_id", "days_overdue", "booked_amount", "open_amount") == [
        ("O2", 4, 40_000.0, 60_000.0),
        ("O1", -21, 0.0, 200_000.0),
        ("合计", None, 40_000.0, 260_000.0),
    ]
    shown = "".join(str(one.proto.body) for one in at.get("html"))
    assert "未清项 2 笔，合计 260,000.00 元" in shown  # to the cent, as the total row says
    assert rows(lines, "quantity_t", "invoice_amount")[-1] == (14.0, 100_000.0)
    assert rows(settled, "document_id", "kind", "settled_amount") == [
        ("R1", "收款", 40_000.0),
        ("合计", "", 40_000.0),
    ]
    assert "开票 100,000.00 − 已冲减 40,000.00 = 未清 60,000.00 元" in captions(at)


@pytest.mark.parametrize(
    ("offsets", "said"),
    [
        ([], "开票 100.00 − 已冲减 40.25 = 未清 59.75 元"),
        ([9.75], "开票 100.00 − 合计冲减 50.00（已冲减 40.25，未核销冲抵 9.75）= 未清 50.00 元"),
    ],
)
def test_settled_is_one_number_in_table_and_trail(offsets: list[float], said: str) -> None:
    """The table said 已冲减 without the offset, the trail below it with the offset."""
    amounts = [Decimal("40.25"), *(Decimal(str(one)) for one in offsets)]
    settled = pl.DataFrame(
        {"settled_amount": amounts, "is_virtual": [False] + [True] * len(offsets)}
    )
    item = {"original_amount": Decimal(100), "open_amount": 100 - sum(amounts)}
    assert item_trail.sum_words(item, settled) == said


@pytest.mark.parametrize(
    ("narrowed", "names", "overdue"),
    [
        ({"bucket": "181-365"}, ["青禾路桥", "合计"], 5.0),
        ({"verdict": "ship"}, ["岷泰运输", "合计"], 0.0),
        ({"bucket": "no bucket", "verdict": "no verdict"}, None, 11.0),
    ],
)
def test_age_and_verdict_narrow_the_table(
    open_page: OpenPage, narrowed: dict[str, str], names: list[str] | None, overdue: float
) -> None:
    at = open_page("receivables", query=dict(narrowed))
    (customers,) = at.dataframe
    assert names is None or customers.value["customer_name"].to_list() == names
    assert customers.value["overdue_amount"].iloc[-1] == overdue
    assert "占应收 17.7%" in answer(at)  # the answer speaks of all


def test_a_selected_customer_further_down_is_moved_up(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ageing_filter, "FIRST_ROWS", 1)
    at = open_page("receivables", query={"at_customers": "C3"})
    names = at.dataframe[0].value["customer_name"].to_list()
    assert names == ["青禾路桥", "岷泰运输", "其余 4 家", "合计"]


def test_a_long_list_of_open_items_ends_with_its_total(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The total stood below a scroll inside the list: it was seen in the title only."""
    monkeypatch.setattr(item_trail, "FIRST_ITEMS", 1)
    at = open_page("receivables", query={"at_customers": "C1"})
    _customers, items = (one.value for one in at.dataframe)
    assert rows(items, "order_id", "open_amount") == [
        ("O2", 60_000.0),
        ("其余 1 笔", 200_000.0),
        ("合计", 260_000.0),
    ]
    assert "显示全部 2 笔" in [one.label for one in at.button]
    at = open_page("receivables", query={"at_customers": "C1", "every_item": "1"})
    assert rows(at.dataframe[1].value, "order_id") == [("O2",), ("O1",), ("合计",)]


def test_the_title_of_the_list_says_what_narrows_it(open_page: OpenPage) -> None:
    at = open_page("receivables", query={"bucket": "181-365", "verdict": "stop"})
    shown = "".join(str(one.proto.body) for one in at.get("html"))
    assert "账龄为天数 · 181–365 天" in shown


def test_the_ledger_view_shows_what_is_unmatched(open_page: OpenPage) -> None:
    at = open_page("receivables", query={"ledger": "ledger", "basis": "invoice"})
    (customers,) = at.dataframe
    assert customers.value["credit_amount"].iloc[-1] == 0.0
    assert "not_due" not in customers.value.columns  # an invoice's age is never below zero
    assert any("会计口径 · 按开票日" in one.proto.body for one in at.get("html"))


def test_english(open_page: OpenPage) -> None:
    at = open_page("receivables", language="en")
    said = answer(at)
    assert "17.7% of receivables" in said and "2 customers</a>" in said
    assert at.dataframe[0].value["told"].iloc[0] == "◆ Stop over limit"


def test_a_rep_sees_own_customers_only(open_page: OpenPage) -> None:
    at = open_page("receivables", role="rep")
    assert "6.0 万元</b>，占应收 18.8%" in answer(at)  # 32: O1 20, O3 6, O2 10 − 4
    (customers,) = at.dataframe
    assert customers.value["customer_name"].to_list() == [
        "澜湾航运",
        "赤霞矿业",
        "云栈物流",
        "合计",
    ]


def test_an_empty_selection_says_why(open_page: OpenPage) -> None:
    at = open_page("receivables", query={"customer": "C5"})
    assert not at.exception and not at.dataframe
    assert "没有应收账款" in at.subheader[0].value


def test_one_cent_apart_is_a_red_banner(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = queries.run

    def broken(name: str, **given: Any) -> pl.DataFrame:
        rows = run(name, **given)
        if name != "receivables/identity":
            return rows
        cent = pl.lit(Decimal("0.01"))
        return rows.with_columns(ledger_difference=cent, differing_customers=pl.lit(1))

    monkeypatch.setattr(queries, "run", broken)
    at = open_page("receivables")
    assert "0.01" in at.error[0].value
    assert "✗" in captions(at)


def test_a_change_is_news_from_five_percent_on() -> None:
    assert words.moved(105.0, 100.0) == "red"
    assert words.moved(104.9, 100.0) == "amber"
    assert words.moved(101.0, 100.0) == words.moved(96.0, 100.0) == "none"
    assert words.moved(95.0, 100.0) == "green"
    assert words.moved(95.0, 100.0, more_is_good=True) == "red"
    assert words.moved(1.0, 0.0) == "red" and words.moved(0.0, 0.0) == "none"
    assert words.moved(None, 1.0) == "none" and words.moved(1.0, None) == "none"


@pytest.mark.parametrize(
    ("ratio", "light"), [(None, "none"), (0.0999, "green"), (0.1, "amber"), (0.2, "red")]
)
def test_light_of_the_overdue_ratio(ratio: float | None, light: str) -> None:
    assert words.light_of(ratio) == light


def test_buckets_are_named_by_the_edges_of_the_settings() -> None:
    buckets = pl.DataFrame(
        {
            "position": [0, 1, 2],
            "ageing_bucket": ["not_due", "1-365", ">365"],
            "from_days": [None, 1, 366],
            "to_days": [0, 365, None],
        }
    )
    assert list(words.bucket_words(buckets, "due", "zh").values()) == ["未到期", "1–365", ">365"]
    assert words.bucket_words(buckets, "invoice", "zh")["1-365"] == "0–365"
    assert words.with_days({"1-365": "1–365"}, "zh") == {"1-365": "1–365 天"}


def test_nothing_overdue_is_said_in_one_clause() -> None:
    regions = pl.DataFrame(
        {"region": ["川南"], "open_amount": [10_000.0], "overdue_amount": [0.0]}
    ).with_columns(over_90_amount=pl.lit(0.0))
    customers = pl.DataFrame({"verdict": ["ship"]})
    said = words.answer(regions, customers, "wan", "zh", "")
    assert (said.light, said.text) == ("green", "应收 1.0 万元，没有逾期")


def test_the_headline_speaks_of_one_view_one_basis_and_one_day() -> None:
    month = (date(2026, 11, 1), date(2026, 11, 30))
    view = View(date(2026, 11, 18), "month", *month, ledger="ledger", choices=NOVEMBER)
    assert words.about(view, "zh") == "应收账龄 · 会计口径 · 按到期日 · 截止 11月18日"


def test_a_day_of_another_year_than_the_data_says_its_year() -> None:
    month = (date(2025, 11, 1), date(2025, 11, 30))
    view = View(date(2025, 11, 18), "month", *month, choices=NOVEMBER)
    assert words.about(view, "zh").endswith(" · 截止 2025年11月18日")


def test_stops_that_follow_from_orders_alone_are_said_to(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ledger of orders without receipts stopped all 790 customers without a word."""
    texts = {name: text for name, text in company.TABLES.items() if name != "receipts"}
    changes = [Change(name, to_table(name, text).to_arrow()) for name, text in texts.items()]
    Store(tmp_path).publish(changes, who="test")
    monkeypatch.setenv("XUNBOARD_STORE", str(tmp_path))
    at = open_page("receivables")  # orders end on 11-12
    assert not at.exception
    assert "尚未上传收款数据" in at.warning[0].value
