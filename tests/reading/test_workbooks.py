"""Excel sheets: values as Excel holds them, codes whole, the right sheet."""

import io
from datetime import date, datetime
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
