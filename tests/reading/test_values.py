"""Cells as people write them, and the values or refusals that they become."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from data.contracts import TABLES
from data.reading.cells import ERROR_IN_CELL
from data.reading.dates import AMBIGUOUS, CONTRADICTORY, NO_SUCH_DAY, NOT_A_DATE
from data.reading.numbers import FOREIGN_CURRENCY, LOST_DIGITS, NOT_A_NUMBER, NOT_A_SHARE, NOT_WHOLE
from data.reading.periods import NOT_A_PERIOD
from data.reading.values import NOT_A_FLAG, NOT_ALLOWED, typed

AMOUNT, DAY, ORDER, LINE, STATUS = (
    TABLES["orders"].by_name[name]
    for name in ("invoice_amount", "ordered_on", "order_id", "line_no", "status")
)
EMPTY = ["", " ", "-", "—", "无", "NULL", "null", "　"]


def cast(field: Any, *cells: str) -> list[Any]:
    column = typed(pl.Series(cells, dtype=pl.String), field)
    assert not any(fault.mask.any() for fault in column.faults)
    return column.values.to_list()


def refusals(field: Any, *cells: str) -> list[str | None]:
    column = typed(pl.Series(cells, dtype=pl.String), field)
    codes: list[str | None] = [None] * len(cells)
    for fault in column.faults:
        for at in fault.mask.arg_true():
            assert column.values[at] is None
            codes[at] = fault.code
    return codes


@pytest.mark.parametrize("field", [AMOUNT, DAY, ORDER, STATUS], ids=lambda one: one.name)
def test_what_people_write_for_nothing_is_empty(field: Any) -> None:
    assert cast(field, *EMPTY) == [None] * len(EMPTY)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1234.5", "1234.50"),
        ("1,234.56", "1234.56"),
        ("1,234", "1234.00"),
        ("１２３", "123.00"),
        ("１，２３４．５", "1234.50"),
        ("(500.00)", "-500.00"),
        ("（５００）", "-500.00"),
        ("-¥3", "-3.00"),
        ("￥1,000.00元", "1000.00"),
        ("−7", "-7.00"),
        (".5", "0.50"),
        ("125.43999999999998", "125.44"),
        ("0.005", "0.01"),
        ("0.00499999999999999", "0.00"),
        ("-0.005", "-0.01"),
        ("129.695", "129.70"),
    ],
)
def test_amounts(cell: str, value: str) -> None:
    assert cast(AMOUNT, cell) == [Decimal(value)]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("3.2万", NOT_A_NUMBER),
        ("12,34", NOT_A_NUMBER),
        ("1.234,56", NOT_A_NUMBER),
        ("1 234", NOT_A_NUMBER),
        ("12%", NOT_A_NUMBER),
        ("abc", NOT_A_NUMBER),
        ("#REF!", ERROR_IN_CELL),
        ("$5", FOREIGN_CURRENCY),
        ("5 USD", FOREIGN_CURRENCY),
        ("1.2E+5", LOST_DIGITS),
        ("99999999999999999", "The number is too large."),
    ],
)
def test_refused_amounts(cell: str, code: str) -> None:
    assert refusals(AMOUNT, "1.00", cell) == [None, code]


def test_whole_numbers() -> None:
    assert cast(LINE, "1", "2.0", "1,000") == [1, 2, 1000]
    assert refusals(LINE, "2.5") == [NOT_WHOLE]


def test_shares_are_written_as_ratio_or_percent() -> None:
    tax = TABLES["products"].by_name["tax_rate"]
    assert cast(tax, "0.13", "13%") == [0.13, 0.13]
    assert refusals(tax, "13") == [NOT_A_SHARE]


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-03",
        "2026/11/3",
        "2026.11.3",
        "2026年11月3日",
        "20261103",
        "２０２６－１１－０３",
        "46329",
        "2026-11-03 14:30:00",
        "2026/11/3 0:00",
    ],
)
def test_days(cell: str) -> None:
    assert cast(DAY, cell) == [date(2026, 11, 3)]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2026-02-30", NO_SUCH_DAY),
        ("20261340", NO_SUCH_DAY),
        ("0206-11-03", NO_SUCH_DAY),
        ("26-11-3", NOT_A_DATE),
        ("3.11.26", NOT_A_DATE),
        ("9999", NOT_A_DATE),
        ("soon", NOT_A_DATE),
    ],
)
def test_refused_days(cell: str, code: str) -> None:
    assert refusals(DAY, "2026-11-03", cell) == [None, code]


def test_day_and_month_are_told_apart_by_the_whole_column() -> None:
    assert cast(DAY, "11/3/2026", "25/12/2026") == [date(2026, 3, 11), date(2026, 12, 25)]
    assert cast(DAY, "11/3/2026", "12/25/2026") == [date(2026, 11, 3), date(2026, 12, 25)]


def test_what_cannot_be_told_apart_is_refused() -> None:
    assert refusals(DAY, "11/3/2026", "3/3/2026") == [AMBIGUOUS, None]
    assert refusals(DAY, "13/3/2026", "3/14/2026") == [CONTRADICTORY, CONTRADICTORY]


def test_moments() -> None:
    moment = TABLES["complaints"].by_name["received_at"]
    assert cast(moment, "2026-11-03T09:41:05.1", "46329.5", "2026年11月3日 9:05", "2026/11/3") == [
        datetime(2026, 11, 3, 9, 41, 5),  # noqa: DTZ001 - local time, as stored
        datetime(2026, 11, 3, 12),  # noqa: DTZ001
        datetime(2026, 11, 3, 9, 5),  # noqa: DTZ001
        datetime(2026, 11, 3),  # noqa: DTZ001
    ]
    assert refusals(moment, "2026-11-03 25:00") == [NO_SUCH_DAY]


def test_codes_keep_zeros_and_lose_nothing_in_silence() -> None:
    assert cast(ORDER, "007", "17850.0", " ＡＢ１ ") == ["007", "17850", "AB1"]
    assert refusals(ORDER, "1.23E+11") == [LOST_DIGITS]


def test_names_stay_as_written() -> None:
    name = TABLES["customers"].by_name["customer_name"]
    assert cast(name, " 重庆（西）公司　", "1.0") == ["重庆（西）公司", "1.0"]


def test_a_name_cannot_turn_the_sum_after_it_around() -> None:
    name = TABLES["customers"].by_name["customer_name"]
    assert cast(name, "\u202e赤霞\u202c矿业\u200f", "👩\u200d🏭 工厂") == [
        "赤霞矿业",
        "👩\u200d🏭 工厂",
    ]


def test_unseen_marks_make_no_second_code() -> None:
    assert cast(ORDER, "\ufeffA1", "A\u200b1", "\u202dA1\u202c") == ["A1", "A1", "A1"]


def test_allowed_values_in_code_chinese_and_english() -> None:
    assert cast(STATUS, "已开票", "Invoiced", "ORDERED ") == ["invoiced", "invoiced", "ordered"]
    assert refusals(STATUS, "maybe") == [NOT_ALLOWED]


def test_flags() -> None:
    flag = TABLES["customers"].by_name["is_key_account"]
    assert cast(flag, "是", "no", "1", "FALSE") == [True, False, True, False]
    assert refusals(flag, "sometimes") == [NOT_A_FLAG]


@pytest.mark.parametrize(
    ("table", "field", "cells", "value"),
    [
        ("targets", "month", ("2026-11", "202611", "2026年11月", "2026/11/1"), "2026-11"),
        ("scores", "quarter", ("2026-Q4", "2026q4", "2026年4季度", "2026年第四季度"), "2026-Q4"),
        ("supply_plans", "dekad", ("2026-11-D2", "2026年11月中旬"), "2026-11-D2"),
        ("targets", "dekad", ("D2", "中旬"), "D2"),
    ],
)
def test_periods(table: str, field: str, cells: tuple[str, ...], value: str) -> None:
    assert set(cast(TABLES[table].by_name[field], *cells)) == {value}


def test_a_number_is_no_month() -> None:
    month = TABLES["targets"].by_name["month"]
    assert refusals(month, "46329", "2026-13") == [NOT_A_PERIOD["month"]] * 2
