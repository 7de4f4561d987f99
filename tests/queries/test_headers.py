"""Every query has golden cases and a header that does not lie."""

from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot import exp

import queries
from data.contracts import ALL
from queries import headers

CASES = Path(__file__).parent
FILES = sorted(headers.ROOT.rglob("*.sql"))


def name_of(path: Path) -> str:
    return path.relative_to(headers.ROOT).with_suffix("").as_posix()


@pytest.mark.parametrize("name", queries.names())
def test_every_query_has_a_golden_case(name: str) -> None:
    assert list((CASES / name).glob("*.toml")), f"add tests/queries/{name}/<what_it_shows>.toml"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_header_names_exactly_what_is_bound(path: Path) -> None:
    text = path.read_text("utf-8")
    bound = duckdb.connect().extract_statements(text)[0].named_parameters
    declared = {one.name for one in headers.parameters(text)}
    assert declared == set(bound)
    comments = [line for line in text.splitlines() if line.startswith("-- $")]
    assert len(comments) == len(declared), "a parameter line does not follow the form"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_header_names_exactly_the_tables_that_are_read(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = sqlglot.parse_one(text, read="duckdb")
    ctes = {one.alias for one in tree.find_all(exp.CTE)}
    tables = {one.name for one in tree.find_all(exp.Table) if one.name} - ctes
    assert set(headers.reads(text)) == tables
    steps = {one.stem for one in headers.STEPS.glob("*.sql")}
    assert tables <= set(ALL) | steps


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_header_says_grain_and_units(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("-- ")
    assert "\n-- grain " in text
    assert "\n-- units " in text


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_text_stays_in_the_portable_subset(path: Path) -> None:
    tree = sqlglot.parse_one(path.read_text("utf-8"), read="duckdb")
    sql = tree.sql(dialect="duckdb", comments=False).upper()
    for word in ("GROUP BY ALL", "QUALIFY", "ASOF", "PIVOT", "EXCLUDE", "COLUMNS(", " ROUND("):
        assert word not in sql
    assert not list(tree.find_all(exp.Lambda, exp.Pivot))
    divisions = list(tree.find_all(exp.Div))
    assert all(
        isinstance(one.expression.unnest(), exp.Nullif)
        for one in divisions
        if not (isinstance(one.expression.unnest(), exp.Literal))
    ), "every divisor is a literal or stands under nullif"


@pytest.mark.parametrize("name", queries.names())
def test_rows_come_in_an_order(name: str) -> None:
    tree = sqlglot.parse_one(queries.query(name).text, read="duckdb")
    assert tree.args.get("order"), "the outermost select needs a total order"


@pytest.mark.parametrize("name", queries.names())
def test_no_step_of_a_query_is_named_twice(name: str) -> None:
    """Some engines let an inner CTE name hide behind an outer one of the same name."""
    tree = sqlglot.parse_one(queries.query(name).text, read="duckdb")
    outer = [one.alias for one in tree.args["with_"].expressions] if "with_" in tree.args else []
    every = [one.alias for one in tree.find_all(exp.CTE)]
    assert not [one for one in outer if every.count(one) > 1]


def test_a_value_that_is_none_of_the_choices_is_refused() -> None:
    wanted = queries.query("receivables/ageing")
    with pytest.raises(queries.QueryError, match="nonsense is not one of due, invoice, order"):
        queries.bound(wanted, {"basis": "nonsense"})
    assert queries.bound(wanted, {"basis": "order"})["basis"] == "order"
