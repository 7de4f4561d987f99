"""The engine answers many at once, keeps to its folder, and never mixes releases or rights."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

import queries
from queries import EVERYTHING, Scope
from queries import schemas as schemas_of
from queries.engines import DuckDB
from queries.headers import of
from tests import given

COMPANY = {
    "customers": "customer_id,customer_name,region,rep_id\nC1,赤霞,川南,R1\nC2,云栈,川北,R2\n",
    "reps": "rep_id,rep_name,department,region\nR1,陈立,一部,川南\nR2,罗敏,二部,川北\n",
    "orders": (
        "order_id,line_no,customer_id,ordered_on,quantity_t,invoice_amount,invoiced_on,due_on\n"
        "O1,1,C1,2026-11-03,2,100,2026-11-03,2026-11-20\n"
        "O2,1,C2,2026-11-04,3,50,2026-11-04,2026-11-21\n"
    ),
}
LATER = COMPANY | {"orders": COMPANY["orders"] + "O3,1,C1,2026-11-05,1,7,2026-11-05,2026-11-22\n"}
SCOPES = {
    EVERYTHING: 150,
    Scope(regions=("川南",)): 100,
    Scope(regions=("川北",)): 50,
    Scope(rep="R2"): 50,
    Scope(regions=()): 0,
}


@pytest.fixture
def company(tmp_path: Path) -> DuckDB:
    """Release 1 holds two orders, release 2 one more."""
    files = {}
    for number, rows in ((1, COMPANY), (2, LATER)):
        folder = tmp_path / str(number)
        folder.mkdir()
        files[number] = given.written(folder, rows)
    return DuckDB(tmp_path, files.__getitem__)


def open_amount(company: DuckDB, release: int, scope: Scope) -> float:
    rows = queries.answer(
        company,
        queries.query("receivables/balance"),
        {"as_of": date(2026, 11, 18)},
        release=release,
        scope=scope,
    )
    return float(rows["open_amount"].sum())


def run(company: DuckDB, text: str, **values: object) -> pl.DataFrame:
    return company.run(of("test", text), values, release=1, scope=EVERYTHING)


@pytest.mark.parametrize(("scope", "amount"), SCOPES.items())
def test_each_scope_sees_its_own(company: DuckDB, scope: Scope, amount: int) -> None:
    assert open_amount(company, 1, scope) == amount


@pytest.mark.parametrize("small_table", [0, schemas_of.SMALL_TABLE])
def test_memory_and_files_answer_alike(
    company: DuckDB, small_table: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schemas_of, "SMALL_TABLE", small_table)
    assert [open_amount(company, 1, scope) for scope in SCOPES] == list(SCOPES.values())
    assert [open_amount(company, 2, scope) for scope in SCOPES] == [157, 107, 50, 50, 0]


def test_releases_answer_side_by_side(company: DuckDB) -> None:
    assert [open_amount(company, one, EVERYTHING) for one in (1, 2, 1, 2)] == [150, 157, 150, 157]


def test_many_releases_and_rights_start_a_new_database(
    company: DuckDB, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schemas_of, "MOST_SCHEMAS", 2)
    for _ in range(2):
        assert [open_amount(company, 1, scope) for scope in SCOPES] == list(SCOPES.values())


def test_eight_readers_at_once(company: DuckDB, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schemas_of, "MOST_SCHEMAS", 3)  # databases change while others read
    jobs = [(release, scope) for release in (1, 2) for scope in SCOPES] * 4
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda job: open_amount(company, *job), jobs))
    later = dict(zip(SCOPES, [157, 107, 50, 50, 0], strict=True))
    assert found == [SCOPES[scope] if release == 1 else later[scope] for release, scope in jobs]


def test_an_answer_without_rows_has_its_columns(company: DuckDB) -> None:
    rows = run(
        company, "-- Nothing.\n-- reads orders\nselect order_id, ordered_on from orders where false"
    )
    assert dict(rows.schema) == {"order_id": pl.String, "ordered_on": pl.Date}


def test_foreign_files_stay_closed(
    company: DuckDB, tmp_path_factory: pytest.TempPathFactory
) -> None:
    foreign = tmp_path_factory.mktemp("foreign") / "accounts.csv"
    foreign.write_text("name\nadmin\n")
    with pytest.raises(duckdb.PermissionException):
        run(company, f"select * from read_csv('{foreign}')")


@pytest.mark.parametrize("text", ["set enable_external_access = true", "set memory_limit = '9GB'"])
def test_the_lock_cannot_be_opened(company: DuckDB, text: str) -> None:
    with pytest.raises(duckdb.InvalidInputException, match="locked"):
        run(company, text)


def test_python_variables_are_no_tables(company: DuckDB) -> None:
    stray = pl.DataFrame({"one": [1]})
    assert stray.height == 1
    with pytest.raises(duckdb.CatalogException):
        run(company, "select * from stray")
