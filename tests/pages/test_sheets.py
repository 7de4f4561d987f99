"""The sheets that pages offer as files, over the tiny company."""

import io
from datetime import date, datetime

import openpyxl
import pytest

import queries
from data.contracts import TABLES
from data.language import translate
from data.reading.headers import understand
from data.store import Change
from pages.shared import export_menu, numbers
from pages.shared.exports import Cover, Sheet, head_text, workbook
from pages.shared.grid import NUMERIC, SPARKS, Column
from tests.pages.conftest import OpenPage, rows
from tests.pages.test_overview import ACTIONS

REPS = [f"S{number:02}" for number in range(1, 13)]
VISITS = "visit_id,customer_id,rep_id,visited_at,feedback,feedback_due_on\n" + "\n".join(
    f"W{rep},C1,{rep},2026-11-02 10:00:00,慢,2026-11-05" for rep in REPS
)


def offered(
    open_page: OpenPage,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    language: str = "zh",
    **query: str,
) -> list[Sheet]:
    """The sheets that a page offers as files."""
    found: list[Sheet] = []
    monkeypatch.setattr(
        export_menu, "offer", lambda _page, _title, _answer, _view, sheets: found.extend(sheets)
    )
    assert not open_page(page, language=language, query=query).exception
    return found


TARGETS = ("tree", "gap", "closers", "why", "compared", "warnings")
RECEIVABLES = ("debtors", "collect", "moved", "trend", "provision")
CREDIT = ("limits", "rolling", "terms", "stored")
PARTS = [
    *(("targets", {"show": part}) for part in TARGETS),
    *(("receivables", {"show": part}) for part in RECEIVABLES),
    *(("receivables", {"show": "credit", "credit": part}) for part in CREDIT),
]
OTHERS = [
    ("overview", {}),
    ("targets", {"at_region": "川南", "documents": "region"}),
    ("receivables", {"at_customers": "C1", "ledger": "ledger"}),
    ("complaints", {"as_of": "2026-11-18"}),
    ("key_accounts", {}),
    ("reps", {}),
    ("reps", {"at_reps": "R1"}),
    ("profile", {"customer": "C1"}),
]


@pytest.mark.parametrize(
    ("page", "query", "language"),
    [(*one, "zh") for one in (*PARTS, *OTHERS)] + [(*one, "en") for one in OTHERS],
)
def test_a_file_holds_every_cell_of_the_screen(
    open_page: OpenPage,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    query: dict[str, str],
    language: str,
) -> None:
    """Read back from the workbook; and no two columns of a table share a name."""
    sheets = offered(open_page, monkeypatch, page, language, **query)
    cover = Cover("Page", "Answer", ("Filter",), date(2026, 11, 18), 1, None)
    book = openpyxl.load_workbook(io.BytesIO(workbook(cover, sheets, language)))
    for sheet, found in zip(sheets, book.worksheets[1:], strict=True):
        columns = [c for c in sheet.grid.columns if c.kind not in SPARKS]
        title, heads, *lines = found.iter_rows(values_only=True)
        assert title[0] == sheet.title
        assert list(heads) == [head_text(c, sheet.grid.unit, language) for c in columns]
        assert len(set(heads)) == len(heads), sheet.title
        shown = [
            [text for c, text in zip(sheet.grid.columns, row, strict=True) if c in columns]
            for row in sheet.grid.texts()
        ]
        unit = sheet.grid.unit
        assert [
            [as_text(*one, unit) for one in zip(columns, line, strict=True)] for line in lines
        ] == shown


def as_text(c: Column, value: object, unit: str) -> str:
    """A cell of the workbook with the digits of the screen."""
    if c.kind in NUMERIC:
        if isinstance(value, str):
            assert value == numbers.NONE  # numbers are numbers
            return value
        ratio = c.kind in ("percent", "bar")
        return numbers.number(
            value,  # type: ignore[arg-type]
            c.digits_in(unit),
            sign=c.sign or c.kind == "points",
            suffix="%" if ratio else "",
            factor=100 if ratio else 1,
        )
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}" if c.kind != "date" else f"{value:%Y-%m-%d}"
    return str(value or "")


@pytest.mark.usefixtures("own_store")
def test_visit_feedback_leaves_whole(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file said 其余 1 项 as the screen does, and the row was nowhere."""
    queries.store().publish([Change("visits", rows("visits", VISITS).to_arrow())], who="test")
    sheets = {sheet.title: sheet.grid for sheet in offered(open_page, monkeypatch, "complaints")}
    names = [row["rep_name"] for row in sheets["回访反馈"].rows]
    assert names == [*REPS, "合计"]


@pytest.mark.usefixtures("own_store")
def test_the_overview_leaves_with_its_answers_measures_and_days(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the actions left, and the day of 期限 stood there as a text without its year.

    As in test_overview: 610,000 of 1,000,000, expected 12 of 30 days.
    """
    queries.store().publish([Change("actions", rows("actions", ACTIONS).to_arrow())], who="test")
    answers, measures, actions = (
        sheet.grid for sheet in offered(open_page, monkeypatch, "overview")[-3:]
    )
    assert [row["item"] for row in answers.rows] == [
        "目标达成",
        "应收账龄",
        "投诉状态",
        "大客户健康",
    ]
    owed = answers.rows[1]
    assert owed["light"] == "▲ 关注" and owed["figure"] == "逾期 11.0 万元"
    assert "占应收 17.7%" in owed["answer"] and "2 家停发" in owed["answer"]
    (sales,) = measures.rows
    assert (sales["name"], sales["attainment"], sales["expected"]) == ("销售额", 0.61, 0.4)
    assert (sales["actual_value"], sales["target_value"], sales["unit"]) == (61.0, 100.0, "万元")
    assert (sales["pace_gap"], sales["light"]) == (0.21, "● 正常")
    assert [row["due_on"] for row in actions.rows] == [date(2026, 11, 4), date(2026, 11, 30)]


# Sheet of a page → the table whose rows it shows; a title there that names a column of the table
# has to be understood when people send such a sheet back.
HOLDS = {
    ("profile", "订单"): "orders",
    ("closed", "投诉，新的在前"): "complaints",
    ("profile", "走访与电话"): "visits",
    ("complaints", "未结投诉，超时在前"): "complaints",
    ("targets", "订单 2 行"): "orders",
    ("collections", "收款 1 笔"): "receipts",
}
CALLED = {
    "received_text": "received_at",
    "visited_text": "visited_at",
    "owner_name": "owner_rep_id",
    "rep_name": "rep_id",
    "rep": "rep_id",
    "customer_name": "customer_id",
    "day": "received_on",
    "sales_on": "ordered_on",
}
# 原因 may be the root cause, 销售额 may be with tax: a person has to say it.
DOUBTFUL = {("complaints", "category"), ("closed", "category"), ("targets", "net_amount")}
DEEP = {"as_of": "2026-11-18", "at_region": "川南", "at_rep": "R1", "at_customer": "C1"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_our_own_files_call_a_column_is_understood(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """A file with 收到时间 was refused, although our own pages call it so."""
    asked = {
        "profile": ("profile", {"customer": "C1"}),
        "closed": ("profile", {"customer": "C3"}),
        "complaints": ("complaints", {"as_of": "2026-11-18"}),
        "targets": ("targets", DEEP),
        "collections": ("targets", DEEP | {"metric": "collections"}),
    }
    known = set()
    for name, (page, query) in asked.items():
        chinese = offered(open_page, monkeypatch, page, "zh", **query)
        shown = offered(open_page, monkeypatch, page, language, **query)
        for original, sheet in zip(chinese, shown, strict=True):
            held = next((one for one in HOLDS if one[0] == name and one[1] in original.title), None)
            if held is None:
                continue
            known.add(held)
            columns = [c for c in sheet.grid.columns if (name, c.name) not in DOUBTFUL]
            table = TABLES[HOLDS[held]]
            found = understand(
                [head_text(c, sheet.grid.unit, language) for c in columns], table, {}
            )
            for at, column in enumerate(columns):
                field = CALLED.get(column.name, column.name)
                if field in {one.name for one in table.fields} and (name, field) not in DOUBTFUL:
                    assert field in found.sources, (sheet.title, column.title)
                    assert found.sources[field].columns == (at,), (sheet.title, column.title)
    assert known == set(HOLDS)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_the_profile_calls_master_data_is_understood(language: str) -> None:
    called = {
        "customer_name": "Customer",
        "credit_limit_amount": "Credit limit",
        "credit_days": "Credit days",
        "credit_rating": "Credit rating",
        "channel": "Channel",
        "industry": "Industry",
        "city": "City",
        "relationship": "Relationship",
        "annual_demand_t": "Yearly demand, t",
        "main_products": "Products bought",
        "contact_name": "Contact",
        "contact_phone": "Phone",
        "region": "Region",
        "rep_id": "Rep",
        "customer_id": "Customer code",
    }
    heads = [translate(language, word) for word in called.values()]
    found = understand(heads, TABLES["customers"], {})
    assert not found.ignored
    assert {name: one.columns for name, one in found.sources.items()} == {
        name: (at,) for at, name in enumerate(called)
    }
