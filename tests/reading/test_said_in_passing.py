"""What was done to good rows is said: rounding, pieces taken as tonnes, many alike."""

from decimal import Decimal

import polars as pl

from data.contracts import TABLES
from data.reading.keys import distinct
from data.reading.recognition import recognise
from data.reading.rows import Rows, typed_rows
from data.reading.sheets import read

HEADER = "订单编号,行号,客户编号,订单日期,"


def understood(text: str, wanted: dict[str, str] | None = None) -> Rows:
    return typed_rows(recognise(read(text.encode(), "a.csv"), "auto", wanted or {}), {})


def said(rows: Rows) -> list[str]:
    return [one.sentence() for one in rows.notes]


def test_the_sum_of_the_file_was_another_than_that_of_the_page() -> None:
    """Three times 0.005 are 0.015 in the file and 3 fen in the store; 2.00 is what it is."""
    rows = understood(
        HEADER
        + "金额\nS,1,C,2026-11-03,0.005\nS,2,C,2026-11-03,0.005\nS,3,C,2026-11-03,0.005\n"
        + "S,4,C,2026-11-03,2.00\nS,5,C,never,7.777"
    )
    assert said(rows) == [
        "3 numbers under 金额 have more than 2 decimals and were rounded one by one: the file adds"
        " up to 2.02, the rounded numbers to 2.03."
    ]


def test_what_computing_in_binary_leaves_behind_is_no_rounding() -> None:
    rows = understood(HEADER + "金额\nS,1,C,2026-11-03,125.43999999999998")
    assert (said(rows), rows.good["invoice_amount"][0]) == ([], Decimal("125.44"))


def test_price_times_quantity_is_rounded_line_by_line_and_says_so() -> None:
    """0.125 × 1 twice: 0.25 in all, 0.13 + 0.13 = 0.26 line by line."""
    rows = understood(HEADER + "单价,吨数\nS,1,C,2026-11-03,0.125,1\nS,2,C,2026-11-03,0.125,1")
    assert said(rows) == [
        "2 numbers under 单价 × 吨数 have more than 2 decimals and were rounded one by one: the"
        " file adds up to 0.25, the rounded numbers to 0.26."
    ]


def test_pieces_were_read_as_tonnes_without_a_word() -> None:
    rows = understood(HEADER + "金额,数量\nS,1,C,2026-11-03,100,24")
    assert said(rows) == [
        "The numbers under 数量 were taken as tonnes. If they are pieces or litres, choose none"
        " for Quantity; amounts stay."
    ]
    assert said(understood(HEADER + "金额,数量(吨)\nS,1,C,2026-11-03,100,24")) == []
    assert said(understood(HEADER + "金额,数量,单位\nS,1,C,2026-11-03,100,24,吨")) == []


def test_pieces_that_are_no_tonnes_still_have_a_price() -> None:
    """Without the tonnes, price × quantity could not be worked out any more."""
    rows = understood(HEADER + "单价,数量\nS,1,C,2026-11-03,1.45,24", {"quantity_t": ""})
    assert rows.problems == ()
    assert rows.good["quantity_t"].to_list() == [None]
    assert rows.good["invoice_amount"].to_list() == [Decimal("34.80")]


def test_eight_thousand_contradictions_are_of_one_kind() -> None:
    """The list of kinds had a line for each customer, because each names another row."""
    text = "客户编号,客户名称,城市\nC1,甲,南充\nC1,甲,达州\nC2,乙,广安\nC2,乙,泸州\n"
    good = understood(text).good.with_columns(source_file=pl.lit("a.csv"))
    problems = [one.as_fact() for one in distinct(TABLES["customers"], good).problems]
    assert len({one["problem"] for one in problems}) == 2
    assert {one["kind"] for one in problems} == {
        "Rows with the same Customer ID differ in: City. Where a column says nothing about"
        " Customers, take none for that field."
    }
