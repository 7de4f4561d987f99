"""Movements, trend and provision of receivables over the tiny company, added up by hand.

Orders end on 2026-11-12, so that is the day. On 11-10, the end of the dekad before: O1 200,000, O2
100,000 (due 11-08), O3 60,000, O4 240,000, O5 50,000 (due 05-01) = 650,000, overdue 150,000. Until
11-12: O9 10,000 invoiced, due that day, and 40,000 received for O2 (4 days late): 620,000.
"""

import io
from datetime import date

import polars as pl
import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it has no types

import queries
from data.store import Change
from pages.shared.exports import workbook
from pages.shared.receivables import movement, roll_rates, trends
from pages.shared.view import Choices, View
from pages.shared.view_reading import edges_of, read
from tests.pages.conftest import OpenPage
from tests.pages.conftest import rows as to_table
from tests.pages.test_exports import COVER
from tests.pages.test_receivables import answer, captions, figures, rows
from tests.pages.test_sheets import offered

MEETING = """
held_on,as_of,release,label
2026-11-11,2026-11-10,1,11月上旬
"""
LATER = """
receipt_id,line_no,customer_id,received_on,amount,order_id
R7,1,C1,2026-11-09,30000,O2
"""


def said(at: object) -> str:
    return "\n".join(one.value for one in at.markdown)  # type: ignore[attr-defined]


def test_what_moved_since_the_end_of_the_dekad_before(open_page: OpenPage) -> None:
    chosen = {"show": "moved", "at_bridge": "collected", "at_rolled": "1-30"}
    at = open_page("receivables", query=chosen)
    assert not at.exception
    told = said(at)
    assert "应收 −3.0 万元，现为 62.0 万元；开票 1.0 万元，回款 4.0 万元" in told
    assert "当时逾期 15.0 万元，已收回 4.0 万元（26.7%），0.0 万元" in told
    found = figures(at)
    assert found["11月10日应收"][0] == "65.0" and found["现在应收"] == ("62.0", "−3.0")
    assert found["收回"][0] == "6.2%" and found["逾期收回"][0] == "26.7%"
    assert found["新增逾期"][0] == "0.0"
    steps, documents, matrix, items = (one.value for one in at.dataframe)
    assert rows(steps, "name", "amount") == [
        ("11月10日应收", 650_000.0),
        ("开票", 10_000.0),
        ("回款额", -40_000.0),
        ("11月12日应收", 620_000.0),
    ]
    assert rows(documents, "document_id", "order_id", "amount") == [
        ("R1", "O2", 40_000.0),
        ("合计", "", 40_000.0),
    ]
    assert rows(matrix, "name", "then", "not_due", "1-30", "181-365", "collected") == [
        ("未到期", 50.0, 50.0, 0.0, 0.0, 0.0),
        ("1–30", 10.0, 0.0, 6.0, 0.0, 4.0),
        ("31–60", 0.0, 0.0, 0.0, 0.0, 0.0),
        ("61–90", 0.0, 0.0, 0.0, 0.0, 0.0),
        ("91–180", 0.0, 0.0, 0.0, 0.0, 0.0),
        ("181–365", 5.0, 0.0, 0.0, 5.0, 0.0),
        (">365", 0.0, 0.0, 0.0, 0.0, 0.0),
        ("新增/重开", None, 1.0, 0.0, 0.0, None),
        ("11月12日应收", 65.0, 51.0, 6.0, 5.0, 4.0),
    ]
    assert rows(items, "order_id", "old_amount", "collected_amount", "new_amount") == [
        ("O2", 100_000.0, 40_000.0, 60_000.0),
        ("合计", 100_000.0, 40_000.0, 60_000.0),
    ]
    assert "期初 650,000.00 + 开票 10,000.00 − 回款 40,000.00 − 核销 0.00" in captions(at)


@pytest.mark.usefixtures("own_store")
def test_what_was_entered_after_the_meeting_is_a_correction(open_page: OpenPage) -> None:
    """The meeting of 11-11 saw 650,000 for 11-10; 30,000 of 11-09 were entered afterwards."""
    store = queries.store()
    seen = store.release().number
    held = to_table("meetings", MEETING).with_columns(pl.lit(seen).alias("release"))
    store.publish([Change("meetings", held.to_arrow())], who="test")
    store.publish([Change("receipts", to_table("receipts", LATER).to_arrow())], who="test")
    at = open_page("receivables", query={"show": "moved", "at_bridge": "corrections"})
    assert not at.exception
    assert "自会议 11月上旬（11月10日）以来" in said(at)
    steps, customers, _matrix = (one.value for one in at.dataframe)
    assert rows(steps, "name", "amount")[:3] == [
        ("11月10日会上所示", 650_000.0),
        ("会后更正数据", -30_000.0),
        ("11月10日应收", 620_000.0),
    ]
    assert rows(customers, "customer_name", "before", "after", "difference") == [
        ("赤霞矿业", 300_000.0, 270_000.0, -30_000.0),
        ("合计", 300_000.0, 270_000.0, -30_000.0),
    ]


def test_a_chosen_day_is_a_chip_and_a_wrong_one_is_said(open_page: OpenPage) -> None:
    at = open_page("receivables", query={"show": "moved", "since": "2026-11-04"})
    assert "11-04起" in "".join(one.label for one in at.button)
    # on 11-04 O1 of 11-03 and O5 stood open: 250,000
    assert figures(at)["11月4日应收"][0] == "25.0"
    at = open_page("receivables", query={"show": "moved", "since": "2027-01-01"})
    assert figures(at)["11月10日应收"][0] == "65.0"
    assert "从11月10日算起" in captions(at)


def test_thirteen_month_ends_and_their_formulas(open_page: OpenPage) -> None:
    at = open_page("receivables", query={"show": "trend", "at_months": "2026-11-12"})
    assert not at.exception
    (months,) = (one.value for one in at.dataframe)
    assert len(months) == 13 and months["day"].iloc[-1] == "2025-11-30"
    newest, october = months.iloc[0], months.iloc[1]
    # 620,000 ÷ 610,000 × 90 = 91.5; 510,000 not due: 75.2; 4 days late
    assert newest[["dso_simple_days", "dso_best_days", "mean_days_late"]].to_list() == [
        91.5,
        75.2,
        4.0,
    ]
    assert newest[["cei", "overdue_ratio"]].to_list() == [26.7, 17.7]
    assert october[["receivables_amount", "overdue_amount"]].to_list() == [5.0, 5.0]
    told = captions(at)
    assert "DSO 91.5 = 应收 620,000.00 ÷ 近90天开票 610,000.00 × 90" in told
    assert "平均晚付 4.0 天 = Σ 金额 × 晚付天数 160,000.00 ÷ 近180天回款冲销 40,000.00" in told


def test_provision_by_age_region_and_rep_is_one_sum(open_page: OpenPage) -> None:
    """60,000 at 1 % + 50,000 at 30 % = 15,600; R1 has O1, O2, O3, R2 O4 and O5, nobody O9."""
    at = open_page("receivables", query={"show": "provision", "at_provision_age": "181-365"})
    ages, items = (one.value for one in at.dataframe)
    assert rows(ages, "name", "open_amount", "provision_rate", "provision_amount") == [
        ("未到期", 51.0, 0.0, 0.0),
        ("1–30 天", 6.0, 1.0, 0.1),
        ("181–365 天", 5.0, 30.0, 1.5),
        ("合计", 62.0, 2.5, 1.6),
    ]
    assert rows(items, "order_id", "open_amount", "provision_amount") == [
        ("O5", 50_000.0, 15_000.0),
        ("合计", 50_000.0, 15_000.0),
    ]
    at = open_page(
        "receivables",
        query={"show": "provision", "provision_by": "rep", "at_provision_rep": "-"},
    )
    reps, items = (one.value for one in at.dataframe)
    assert rows(reps, "name", "overdue_amount", "open_amount", "provision_amount") == [
        ("陈立", 6.0, 32.0, 0.1),
        ("罗敏", 5.0, 29.0, 1.5),
        ("未归属", 0.0, 1.0, 0.0),
        ("合计", 11.0, 62.0, 1.6),
    ]
    assert rows(items, "order_id", "open_amount")[0] == ("O9", 10_000.0)
    at = open_page("receivables", query={"show": "provision", "provision_by": "region"})
    (regions,) = (one.value for one in at.dataframe)
    assert rows(regions, "name", "181-365", "provision_amount")[-1] == ("合计", 1.5, 1.6)


def test_ages_of_ones_own_are_followed_everywhere(open_page: OpenPage) -> None:
    """By edges 3/200: O2 is 4 days late, O5 195: both in 4–200; the provision stays."""
    at = open_page("receivables", query={"edges": "3/200"})
    assert not at.exception
    (customers,) = (one.value for one in at.dataframe)
    total = customers.iloc[-1]
    assert total[["not_due", "1-3", "4-200", ">200"]].to_list() == [51.0, 0.0, 11.0, 0.0]
    assert "账龄 3 / 200 天" in [one.label for one in at.button]
    at = open_page("receivables", query={"edges": "years", "at_customers": "C4"})
    customers, _items = (one.value for one in at.dataframe)
    assert customers.iloc[-1][["year_1", "year_2"]].to_list() == [11.0, 0.0]
    at = open_page("receivables", query={"edges": "years", "show": "provision"})
    assert at.dataframe[0].value["provision_amount"].iloc[-1] == 1.6
    assert "计提以此为准" in captions(at)
    at = open_page("receivables", query={"edges": "30,15"})
    assert "账龄分段" in "".join(one.value for one in (*at.info, *at.warning, *at.caption))
    assert "17.7%" in answer(at)


def test_edges_are_read_as_people_write_them() -> None:
    assert edges_of(" 15/45、90 ") == "15,45,90" and edges_of("years") == "years"
    known = Choices(newest=date(2026, 11, 18))
    view, ignored = read({"edges": ["15,x"]}, known, ("as_of", "edges"))
    assert (view.edges, ignored) == (None, ("edges",))
    view, _ignored = read({"edges": ["15;45"]}, known, ("as_of",))
    assert view.edges is None  # a page that does not use them stays as it is


def test_english_says_the_same(open_page: OpenPage) -> None:
    at = open_page("receivables", language="en", query={"show": "moved"})
    assert "owed −30 k CNY to 620 k CNY; invoiced 10 k CNY, collected 40 k CNY" in said(at)
    at = open_page("receivables", language="en", query={"show": "trend"})
    assert "overdue 17.7% of receivables" in said(at)


def test_sums_of_no_flow_are_none() -> None:
    none = pl.DataFrame(
        schema={
            "from_position": pl.Int64,
            "from_bucket": pl.String,
            "to_position": pl.Int64,
            "to_bucket": pl.String,
            "amount": pl.Float64,
        }
    )
    assert set(movement.sums_of(none).values()) == {0.0}
    [first, *_others, new] = roll_rates.matrix_rows(none, ["not_due", "1-30"]).to_dicts()
    assert first["then"] == 0.0 and first["came_in_rate"] is None and new["then"] is None


def test_month_ends_are_months_and_the_day_is_a_day() -> None:
    month = (date(2027, 1, 1), date(2027, 1, 31))
    known = Choices(newest=date(2027, 1, 12))
    view = View(date(2027, 1, 12), "month", *month, choices=known)
    days = pl.Series([date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 12)])
    assert trends.at_words(days, view) == ["11月", "12月", "1月12日"]


def test_a_step_of_the_address_is_open_and_a_chip_closes_it(open_page: OpenPage) -> None:
    at = open_page("receivables", query={"show": "moved", "step": "invoiced"})
    assert not at.exception
    documents = at.dataframe[1].value
    assert rows(documents, "document_id", "kind", "amount") == [
        ("O9", "发票", 10_000.0),
        ("合计", "", 10_000.0),
    ]
    (chip,) = [one for one in at.button if one.label == "只看 开票"]
    chip.click().run()
    assert "step" not in at.query_params and len(at.dataframe) == 2


@pytest.mark.parametrize(
    ("show", "title", "column", "expected"),
    [
        ("moved", "变动桥", 1, [650_000, 10_000, -40_000, 620_000]),
        ("moved", "滚动率", 1, [50, 10, 0, 0, 0, 5, 0, "—", 65]),  # 万元, what is new stood nowhere
        ("trend", "各月末", 6, [4.0] + ["—"] * 12),
        ("provision", "拨备 按账龄", 4, [0, 0.06, 1.5, 1.56]),
    ],
)
def test_excel_holds_the_cells_of_the_screen(
    open_page: OpenPage,
    monkeypatch: pytest.MonkeyPatch,
    show: str,
    title: str,
    column: int,
    expected: list[object],
) -> None:
    sheets = offered(open_page, monkeypatch, "receivables", show=show)
    (sheet,) = [one for one in sheets if one.title == title]
    page = load_workbook(io.BytesIO(workbook(COVER, [sheet], "zh"))).worksheets[1]
    found = [line[column] for line in page.iter_rows(min_row=3, values_only=True)]
    assert found == expected
