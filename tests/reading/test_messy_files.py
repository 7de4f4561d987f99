"""Untidy files that mean only one thing are read right: whole rows, sums left out, codes mended."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from data.reading.recognition import recognise
from data.reading.rows import Rows, typed_rows
from data.reading.sheets import read

HEADER = "订单编号,行号,客户编号,订单日期,数量,金额"
ROWS = "\nS1,1,C1,2026-11-03,2,100\nS2,1,C2,2026/11/4,1.5,50.50"
TRUE = [("S1", "C1", date(2026, 11, 3), 2, 100), ("S2", "C2", date(2026, 11, 4), 1.5, 50.5)]


def understood(text: str) -> Rows:
    return typed_rows(recognise(read(text.encode(), "a.csv"), "auto", {}), {})


def values(rows: Rows) -> list[tuple[object, ...]]:
    columns = ["order_id", "customer_id", "ordered_on", "quantity_t", "invoice_amount"]
    return rows.good.select(pl.col(columns)).rows()


MESSY = {
    "title and note lines": "旬报,,,,,\n\n制表：王,,,,,\n" + HEADER + ROWS,
    "groups above the header": "订单,,,,数量,金额\n" + HEADER + ROWS,
    "a sum below": HEADER + ROWS + "\n合　计：,,,,3.5,150.50",
    "an English sum": HEADER + ROWS + "\nGrand Total,,,,3.5,150.5\n",
    "delimiters behind every row": HEADER + ROWS.replace("100\n", "100,,\n") + ",,",
    "blank lines": HEADER + "\n\n" + ROWS + "\n\n\n",
    "old line ends": (HEADER + ROWS).replace("\n", "\r"),
    "a code as formula": HEADER + ROWS.replace("C2", '"=""C2"""'),
    "width and spaces": HEADER + ROWS.replace("100", " １００．００ ").replace("C1", "Ｃ１"),
    "Excel's days": HEADER + ROWS.replace("2026/11/4", "46330"),
    "Chinese days": HEADER + ROWS.replace("2026/11/4", "2026年11月4日"),
    "days without marks": HEADER + ROWS.replace("2026/11/4", "20261104"),
    "own currency": HEADER + ROWS.replace("50.50", "¥50.50元"),
    "a repeated row": HEADER + ROWS + "\nS2,1,C2,2026/11/4,1.5,50.50\n",
}


@pytest.mark.parametrize("text", MESSY.values(), ids=MESSY)
def test_it_is_read_right(text: str) -> None:
    rows = understood(text)
    assert rows.problems == ()
    assert values(rows) == TRUE


def test_a_column_without_header_is_named() -> None:
    rows = understood((HEADER + ROWS).replace("订单日期", ",订单日期").replace(",2026", ",x,2026"))
    assert values(rows) == TRUE
    assert rows.notes[0].sentence() == "Columns without a header were not read: D."


def test_a_rejected_row_that_comes_back_is_what_it_was() -> None:
    """Rejected rows are written with an apostrophe before what a spreadsheet would compute."""
    rows = understood((HEADER + ROWS).replace("C2", "'-C2").replace("1.5", "'-"))
    assert values(rows)[1] == ("S2", "-C2", date(2026, 11, 4), None, Decimal("50.50"))
