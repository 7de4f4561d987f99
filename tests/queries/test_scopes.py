"""Nobody sees a row that is not theirs, whatever they ask; disjoint rights add up to the whole."""

from datetime import date

import polars as pl
import pytest

import queries
from data import demo
from data.store import Store
from queries import Scope
from queries.engines import DuckDB

AS_OF = date(2026, 11, 18)
# What a query needs besides as_of, so that it has something to answer.
GIVEN: dict[str, object] = {
    "month": "2026-11",
    "metric": "net_sales",
    "period": "month",
    "from_on": date(2026, 10, 1),
    "by": "owner",
    "page": "receivables",
    "about": "customer",
    "since_on": date(2026, 11, 10),
}
# Their rows say where one customer stands among those that the reader may see.
RELATIVE = {
    "key_accounts/selection",
    "key_accounts/health",
    "key_accounts/crisis",
    "customers/value",
}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> DuckDB:
    root = tmp_path_factory.mktemp("scopes")
    store = Store(root)
    demo.fill(store, orders=2_000)
    return DuckDB(root, store.files)


@pytest.fixture(scope="module")
def regions(company: DuckDB) -> dict[str, str | None]:
    """customer → its region."""
    rows = ask(company, "receivables/shipping", Scope())
    return dict(rows.select("customer_id", "region").iter_rows())


def ask(company: DuckDB, name: str, scope: Scope) -> pl.DataFrame:
    wanted = queries.query(name)
    given = {key: value for key, value in GIVEN.items() if key in wanted.parameters}
    for key, one in wanted.parameters.items():
        if key not in given and not one.may_be_absent and key != "as_of":
            given[key] = example(company, key)
    if "as_of" in wanted.parameters:
        given["as_of"] = AS_OF
    return queries.answer(company, wanted, given, release=1, scope=scope)


def example(company: DuckDB, parameter: str) -> object:
    """A value of some row in 川南, which the other scopes must not see."""
    source, column = {
        "customer_id": ("receivables/items", "customer_id"),
        "order_id": ("receivables/items", "order_id"),
        "complaint_id": ("complaints/backlog", "complaint_id"),
        "key": ("receivables/items", "customer_id"),
    }[parameter]
    rows = ask(company, source, Scope(regions=("川南",)))
    return rows[column][0]


def rows_of(frame: pl.DataFrame) -> list[tuple[object, ...]]:
    """Rows without the totals beside them, in an order of their own."""
    totals = [one for one in frame.columns if one.startswith("total_")]
    return sorted(frame.drop(totals).iter_rows(), key=repr)


@pytest.mark.parametrize("name", queries.names())
def test_disjoint_scopes_show_only_theirs_and_add_up_to_the_whole(
    company: DuckDB, regions: dict[str, str | None], name: str
) -> None:
    known = sorted({region for region in regions.values() if region})
    halves = (tuple(known[:3]), tuple(known[3:]))
    parts = [ask(company, name, Scope(regions=half)) for half in halves]
    if "customer_id" not in parts[0].columns:
        return  # sums: the golden cases with a scope and the properties of each area check them
    for half, part in zip(halves, parts, strict=True):
        assert {regions[one] for one in part["customer_id"].drop_nulls()} <= set(half)
    if name in RELATIVE:
        return
    owned = {one for one, region in regions.items() if region}
    whole = ask(company, name, Scope()).filter(pl.col("customer_id").is_in(owned))
    together = pl.concat(parts, how="vertical_relaxed").filter(pl.col("customer_id").is_not_null())
    assert rows_of(together) == rows_of(whole)


def test_a_rep_sees_own_customers_and_those_of_a_colleague_who_is_away(company: DuckDB) -> None:
    balance = ask(company, "receivables/balance", Scope())
    directory = ask(company, "receivables/shipping", Scope()).select("customer_id", "rep_id")
    mine = set(directory.filter(rep_id="R01")["customer_id"])
    seen = set(ask(company, "receivables/balance", Scope(rep="R01"))["customer_id"])
    assert seen
    assert seen <= mine
    assert len(seen) < balance.height
