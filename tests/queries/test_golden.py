"""Golden cases: each holds a few rows that a person can add up by hand."""

import io
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import queries
from queries import headers
from queries.engines import Engine
from tests import given

TESTS = Path(__file__).parents[1]
QUERIES, DERIVED = TESTS / "queries", TESTS / "data" / "derived"
CASES = sorted([*QUERIES.rglob("*.toml"), *DERIVED.rglob("*.toml")])


def asked(path: Path) -> queries.Query:
    """The query that a case is about: a named one, or all rows of a step or a derived table."""
    if path.is_relative_to(DERIVED):
        return headers.of(
            path.parent.name, f"-- reads {path.parent.name}\nselect * from {path.parent.name}"
        )
    name = path.parent.relative_to(QUERIES).as_posix()
    if name.startswith("steps/"):
        step = path.parent.name
        return headers.of(name, f"-- reads {step}\nselect * from {step}")
    return queries.query(name)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.relative_to(TESTS).as_posix())
def test_golden(path: Path, tmp_path: Path) -> None:
    case = tomllib.loads(path.read_text("utf-8"))
    check(path, case, given.engine(tmp_path, case.get("given", {}), asked(path).reads))


def check(path: Path, case: dict[str, Any], engine: Engine) -> None:
    """Ask what the case asks, and compare with what a person wrote down."""
    scope = case.get("scope", {})
    regions = tuple(scope["regions"]) if "regions" in scope else None
    rows = queries.answer(
        engine,
        asked(path),
        case.get("params", {}),
        release=1,
        scope=queries.Scope(regions=regions, rep=scope.get("rep"), on=scope.get("on")),
    )
    expected = pl.read_csv(io.StringIO(case["expect"]["rows"].strip()), infer_schema=False)
    found, wanted = shown(rows, expected), expected.to_dicts()
    if path.is_relative_to(QUERIES / "steps"):  # a step promises no order
        found, wanted = (sorted(one, key=in_words) for one in (found, wanted))
    assert found == wanted, case["why"]


def in_words(row: dict[str, str | None]) -> list[str]:
    """What rows without an order are sorted by."""
    return [value or "" for value in row.values()]


def shown(rows: pl.DataFrame, expected: pl.DataFrame) -> list[dict[str, str | None]]:
    """The rows as a case writes them: only its columns, numbers with its number of decimals."""
    missing = [name for name in expected.columns if name not in rows.columns]
    assert not missing, f"the query has no column {missing}; it has {rows.columns}"
    places = {name: most_places(expected[name]) for name in expected.columns}
    return [
        {name: written(row[name], places[name]) for name in expected.columns}
        for row in rows.iter_rows(named=True)
    ]


def most_places(column: pl.Series) -> int:
    """Decimals that the case writes in this column."""
    return max((len(one.partition(".")[2]) for one in column.drop_nulls()), default=0)


def written(value: object, places: int) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float | Decimal):
        text = f"{value:.{places}f}"
        return text.removeprefix("-") if float(text) == 0 else text
    return str(value)
