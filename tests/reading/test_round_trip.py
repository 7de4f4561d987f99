"""What is written to a file and read again is the same, for every table and way of writing."""

import csv
import io
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data.contracts import TABLES, Field, Kind, Table
from data.reading.cells import EMPTY, TEXT_FORMULA, TEXT_MARK
from data.reading.periods import READERS
from data.reading.recognition import recognise
from data.reading.rows import typed_rows
from data.reading.sheets import read
from data.reading.values import is_code
from data.templates import header

WRITINGS = st.tuples(
    st.sampled_from(["utf-8-sig", "utf-8", "gb18030", "utf-16"]), st.sampled_from(",;\t|")
)
PERIODS = {"month": "2026-11", "quarter": "2026-Q4", "dekad": "2026-11-D1"}
NAMES = (
    st.text("甲乙丙公司（）a1.,;|\t\n\"'= -+@", min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda text: text and text not in EMPTY)
    .filter(lambda text: not re.match(f"{TEXT_MARK}|{TEXT_FORMULA}", text))
)
CODES = st.from_regex(r"[A-Z]{1,3}[0-9]{1,4}", fullmatch=True)


def decimals(places: int, limit: int = 10**9) -> st.SearchStrategy[Decimal]:
    return st.integers(-limit, limit).map(lambda units: Decimal(units).scaleb(-places))


KINDS: dict[Kind, st.SearchStrategy[Any]] = {
    "date": st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    "timestamp": st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)).map(  # noqa: DTZ001
        lambda moment: moment.replace(microsecond=0)
    ),
    "money": decimals(2),
    "tonnes": decimals(3),
    "ratio": decimals(6, 10**6),
    "number": st.floats(0, 1).map(lambda number: round(number, 6)),
    "count": st.integers(0, 1000),
    "flag": st.booleans(),
}


def values_of(field: Field) -> st.SearchStrategy[Any]:
    """Values that the contract allows, empty ones included where they are."""
    if field.values:
        kind: type[Any] = int if field.kind == "count" else str
        some = st.sampled_from([kind(code) for code in field.codes])
    elif field.kind != "text":
        some = KINDS[field.kind] if field.least is None else whole_numbers(field)
    elif field.name in READERS:
        some = st.just(PERIODS[field.name])
    else:
        some = CODES if is_code(field) else NAMES
    return some if field.required or field.default else st.none() | some


def whole_numbers(field: Field) -> st.SearchStrategy[Any]:
    """Whole numbers within the limits of the field."""
    kind = {"count": int, "number": float}.get(field.kind, Decimal)
    return st.integers(field.least, field.most or 10**6).map(kind)


def rows_of(table: Table) -> st.SearchStrategy[list[dict[str, Any]]]:
    row = st.fixed_dictionaries({one.name: values_of(one) for one in table.fields})
    return st.lists(
        row, min_size=1, max_size=4, unique_by=lambda one: tuple(one[key] for key in table.keys)
    )


def written(value: Any) -> str:
    return "" if value is None else str(value)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda one: one.name)
def test_what_is_exported_comes_back(table: Table) -> None:
    @settings(
        max_examples=8,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(rows=rows_of(table), writing=WRITINGS, language=st.sampled_from(["zh", "en"]))
    def comes_back(rows: list[dict[str, Any]], writing: tuple[str, str], language: str) -> None:
        encoding, delimiter = writing
        stream = io.StringIO(newline="")
        out = csv.writer(stream, delimiter=delimiter)
        out.writerow(header(table, language))
        out.writerows([[written(row[one.name]) for one in table.fields] for row in rows])
        (sheet,) = read(stream.getvalue().encode(encoding), "a.csv")
        found = typed_rows(recognise([sheet], table.name, {}), {})
        assert found.problems == ()
        assert found.good.drop("source_line").to_dicts() == rows

    comes_back()
