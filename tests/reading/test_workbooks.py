"""Excel sheets: values as Excel holds them, codes whole, the right sheet."""

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from data.problems import FileRefusedError
from data.reading.recognition import recognise
from data.reading.rows import typed_rows
from data.reading.sheets import read

HEADER = ["订单编号", "客户编号", "订单日期", "数量", "金额"]


def workbook(**sheets: list[list[Any]]) -> bytes:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        formats = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write(at, column, cell, formats.get(type(cell)))
    return content.getvalue()


def test_values_as_excel_holds_them() -> None:
    day = datetime(2026, 11, 3, 8, 30)  # noqa: DTZ001 - Excel has no zones
    content = workbook(
        订单=[
            ["2026年11月订单"],
            [],
            HEADER,
            ["A", 17850.0, date(2026, 11, 3), 1.5, 0.1 + 0.2],
            ["B", "007", day, -2, "1,000"],
        ]
    )
    (sheet,) = read(content, "a.xlsx")
    found = recognise([sheet], "auto", {})
    assert (found.table.name, found.header_at) == ("orders", 2)
    good = typed_rows(found, {}).good
    assert good.select("source_line", "customer_id", "ordered_on").rows() == [
        (4, "17850", date(2026, 11, 3)),
        (5, "007", date(2026, 11, 3)),
    ]
    assert [str(one) for one in good["invoice_amount"]] == ["0.30", "1000.00"]
    assert [str(one) for one in good["quantity_t"]] == ["1.500", "-2.000"]


def test_a_code_that_excel_has_cut_is_refused() -> None:
    content = workbook(a=[HEADER, [1234567890123456789, "C", "2026-11-03", 1, 1]])
    rows = typed_rows(recognise(read(content, "a.xlsx"), "orders", {}), {})
    assert [(one.row, one.column) for one in rows.problems] == [(2, "订单编号")]


def test_the_sheet_that_fits_is_taken_and_two_that_fit_are_asked_about() -> None:
    row = ["A", "C", "2026-11-03", 1, 1]
    other: list[list[Any]] = [["anything", "else"], [1, 2]]
    assert recognise(read(workbook(x=other, y=[HEADER, row]), "a"), "orders", {}).sheet.name == "y"
    both = read(workbook(x=[HEADER, row], y=[HEADER, row]), "a")
    with pytest.raises(FileRefusedError) as refusal:
        recognise(both, "orders", {})
    assert str(refusal.value) == "The sheets x and y both fit; name the one to read."
    assert recognise(both, "orders", {}, "y").sheet.name == "y"


def built(build: Any, header: list[str] = HEADER, **options: Any) -> bytes:
    """A workbook of two orders, with something done to it."""
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, **options}) as book:
        sheet = book.add_worksheet("订单")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, header)
        for at, order in enumerate(("S1", "S2"), 1):
            sheet.write_row(at, 0, [order, "C1"])
            sheet.write_datetime(at, 2, datetime(2026, 11, at), day)  # noqa: DTZ001
            sheet.write_row(at, 3, [1.5, 100])
        build(book, sheet)
    return content.getvalue()


def told(content: bytes) -> list[tuple[int | None, str, str, str]]:
    rows = typed_rows(recognise(read(content, "a.xlsx"), "orders", {}), {})
    return [(one.row, one.column, one.value, one.sentence()) for one in rows.problems]


ERROR = "Excel shows an error here; mend the formula or write the value."
FORMULA = "This formula was never calculated; open the file in Excel and save it."
NUMBER = "A number was expected, such as 1,234.56."
WITH_REP = [*HEADER, "业务员"]


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        (lambda _, s: s.write_formula(1, 3, "=1/0", None, "#DIV/0!"), (2, "数量", "#DIV/0!", ERROR)),
        (lambda _, s: s.write_formula(2, 5, "=NA()", None, "#N/A"), (3, "业务员", "#N/A", ERROR)),
        (lambda _, s: s.write_formula(2, 3, "=A1", None, "#REF!"), (3, "数量", "#REF!", ERROR)),
        (lambda _, s: s.write_formula(2, 3, "=D2*2"), (3, "数量", "=D2*2", FORMULA)),
        (lambda _, s: s.write_formula(2, 5, "=F1&1", None, ""), (3, "业务员", "=F1&1", FORMULA)),
        (lambda b, s: s.write_number(1, 4, 9, b.add_format({"num_format": '0"万"'})), (2, "金额", "9万", NUMBER)),
        (lambda b, s: s.write_number(1, 4, 0.5, b.add_format({"num_format": "0%"})), (2, "金额", "50.0%", NUMBER)),
        (lambda b, s: s.write_number(1, 4, 9, b.add_format({"num_format": "[$€-407] 0.00"})),
         (2, "金额", "9€", "Amounts are in CNY; another currency is refused.")),
    ],
)  # fmt: skip
def test_what_a_cell_shows_beside_its_number_is_a_problem(build: Any, expected: Any) -> None:
    assert told(built(build, WITH_REP)) == [expected]


def test_an_error_in_a_column_that_nobody_reads_is_none() -> None:
    def build(_: Any, sheet: Any) -> None:
        sheet.write_formula(1, 5, "=1/0", None, "#DIV/0!")

    assert told(built(build, [*HEADER, "随便"])) == []


@pytest.mark.parametrize(
    ("written", "number", "value"),
    [
        ("00000", 7, "00007"),
        ('0!.0,"万"', 32000, "32000"),
        ("[$￥-804]#,##0.00", 5, "5"),
        ("#,##0.00_ ", 5, "5"),
    ],
)
def test_a_format_that_belongs_to_the_number_is_read(
    written: str, number: float, value: str
) -> None:
    def build(book: Any, sheet: Any) -> None:
        sheet.write_number(1, 1, number, book.add_format({"num_format": written}))

    rows = typed_rows(recognise(read(built(build), "a.xlsx"), "orders", {}), {})
    assert rows.good["customer_id"].to_list() == [value, "C1"]


def test_days_of_a_workbook_that_counts_from_1904() -> None:
    content = built(lambda *_: None, date_1904=True)
    rows = typed_rows(recognise(read(content, "a.xlsx"), "orders", {}), {})
    assert rows.good["ordered_on"].to_list() == [date(2026, 11, 1), date(2026, 11, 2)]


def test_merged_cells_are_refused_row_by_row() -> None:
    found = told(built(lambda _, sheet: sheet.merge_range(1, 5, 2, 5, "R1"), WITH_REP))
    assert [one[:3] for one in found] == [(2, "业务员", "R1"), (3, "业务员", "R1")]
    assert found[0][3].startswith("The cells F2:F3 are merged")


def test_merged_titles_and_sums_are_no_problem() -> None:
    def build(_: Any, sheet: Any) -> None:
        sheet.merge_range(3, 0, 3, 2, "合计")
        sheet.write_row(3, 3, [3, 200])

    assert told(built(build)) == []


def test_a_header_over_two_columns_is_refused() -> None:
    found = told(built(lambda _, sheet: sheet.merge_range(0, 4, 0, 5, "金额")))
    assert found[0][:2] == (None, "金额")
    assert "E1:F1" in found[0][3]


def test_hidden_rows_count_and_are_named() -> None:
    content = built(lambda _, sheet: sheet.set_row(2, None, None, {"hidden": True}))
    rows = typed_rows(recognise(read(content, "a.xlsx"), "orders", {}), {})
    assert rows.good.height == 2
    assert rows.notes[0].sentence() == "1 hidden or filtered row was read too: 3."


def test_a_second_sheet_with_rows_is_not_lost_though_it_has_more_columns() -> None:
    row = ["A", "C", "2026-11-03", 1, 1]
    both = workbook(十月=[HEADER, row], 十一月=[WITH_REP, [*row, "R1"]])
    with pytest.raises(FileRefusedError, match="both fit; name the one to read"):
        recognise(read(both, "a.xlsx"), "orders", {})


def test_a_hidden_sheet_is_not_read() -> None:
    def build(book: Any, _: Any) -> None:
        old = book.add_worksheet("旧")
        old.write_row(0, 0, HEADER)
        old.write_row(1, 0, ["S9", "C9", "2026-01-01", 1, 1])
        old.hide()

    assert recognise(read(built(build), "a.xlsx"), "auto", {}).sheet.name == "订单"


def test_an_old_workbook_shows_its_errors_and_formats_too() -> None:
    content = (Path(__file__).parent / "files" / "old.xls").read_bytes()
    rows = typed_rows(recognise(read(content, "old.xls"), "orders", {}), {})
    assert [(one.row, one.column, one.value) for one in rows.problems] == [
        (2, "数量", "#DIV/0!"),
        (3, "业务员", "#REF!"),
        (4, "金额", "35.00%"),
        (5, "金额", "50$"),
    ]
    assert rows.good["customer_id"].to_list() == ["00012", "00013"]
    assert rows.notes[0].sentence() == "1 hidden or filtered row was read too: 6."
