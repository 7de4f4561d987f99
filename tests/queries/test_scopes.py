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
# Columns that say where a customer stands among those that the reader may see.
RELATIVE = {
    "key_accounts/selection": (
        *("rank", "cumulative_share", "is_key_account", "reason", "is_transactional"),
        *("rep_key_account_count", "rep_has_too_many"),
    ),
    "customers/value": ("tier",),
    "receivables/collection_list": ("before_amount", "rep_before_amount"),
    "receivables/concessions": ("against_days", "capital_saved_amount"),
    "receivables/documents_between": ("place",),
    "targets/closers": ("cumulated_value", "cumulated_share"),
}
# Queries that add up, and what one row of them is about: the sums of disjoint rights are the whole.
SUMS = {
    "complaints/backlog_trend": ("day", "state", "age_band"),
    "complaints/causes": ("category",),
    "complaints/clocks": ("group_id",),
    "complaints/measures": ("day",),
    "complaints/satisfaction": ("region",),
    "customers/months": ("month_from",),
    "quality/counts": ("lack",),
    "receivables/bridge": (),
    "receivables/by_region": ("region",),
    "receivables/by_rep": ("rep_id",),
    "receivables/comparison": ("moment", "as_of"),
    "receivables/identity": (),
    "receivables/measures": (),
    "receivables/months": ("day",),
    "receivables/provision": ("region", "ageing_bucket"),
    "receivables/roll_rates": ("from_bucket", "to_bucket"),
    "receivables/trend": ("day", "is_dekad_end"),
    "targets/attainment": ("metric", "level", "scope_id"),
    "targets/comparison": ("metric", "level", "scope_id", "comparison"),
    "targets/gap_by_region": ("metric", "bar", "scope_id"),
    "targets/pace": ("metric", "dekad"),
    "targets/recovery": ("level", "scope_id"),
    "targets/trend": ("metric", "level", "scope_id", "dekad"),
}
ADDED = ("amount", "_count", "_t", "_value", "_customers", "score_sum")
"""What the name of a column that adds up ends with."""
NOT_ADDED = {
    "targets/attainment": ("target_value", "expected_value", "remaining_value"),
    "targets/gap_by_region": ("expected_value", "gap_value"),
    "targets/pace": ("expected_value",),
}
"""Columns whose names end so: targets of the company are set, not summed."""
SAME_FOR_ALL = {
    "key_accounts/weights",
    "meeting/last_meeting",
    "receivables/buckets",
    "shared/dates",
}
# Rows of one customer or one document, asked for by its code, and where such a code is found.
OF_ONE = {
    "complaints/history": ("complaints/backlog", "complaint_id"),
    "receivables/concession_lines": ("receivables/concessions", "customer_id"),
    "receivables/exposure_documents": ("receivables/shipping", "customer_id"),
    "receivables/rolling_receipts": ("receivables/rolling", "customer_id"),
    "receivables/stored_oil_lines": ("receivables/stored_oil", "customer_id"),
}
NOT_SUMS = {
    "reps/people": "who works here; what they bring is told elsewhere",
    "targets/effects": "measured by the averages of what a reader may see",
    "targets/plan_nodes": "targets of nodes, which are set and not summed",
    "targets/plan_profiles": "shares of a month, the same for all nodes",
    "targets/plan_set": "targets of nodes, which are set and not summed",
    "targets/warnings": "held against the usual range of what a reader may see",
    "quality/unregistered": "whom the master data that one may see do not know",
    "quality/silent_days": "a day is silent for a reader when nobody of theirs ordered",
    "shared/choices": "what can be chosen, not how much of it there is",
    "shared/notes_beside": "notes beside one thing, which one may see or not",
    "targets/decomposition": "targets of nodes, which are set and not summed",
}


def test_every_query_named_here_exists_and_has_one_place() -> None:
    places = [*SUMS, *SAME_FOR_ALL, *NOT_SUMS, *RELATIVE, *OF_ONE]
    assert len(places) == len(set(places))
    assert {*places, *NOT_ADDED} <= set(queries.names())


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


def ask(company: DuckDB, name: str, scope: Scope, **more: object) -> pl.DataFrame:
    wanted = queries.query(name)
    given = {key: value for key, value in GIVEN.items() if key in wanted.parameters} | more
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
        "promise_id": ("receivables/promises", "promise_id"),
        "product_id": ("receivables/stored_oil", "product_id"),
        "rep_id": ("receivables/items", "rep_id"),
        "key": ("receivables/items", "customer_id"),
    }[parameter]
    rows = ask(company, source, Scope(regions=("川南",)))
    return rows[column][0]


def rows_of(frame: pl.DataFrame, *left_out: str) -> list[tuple[object, ...]]:
    """Rows without the totals beside them, in an order of their own."""
    totals = [one for one in frame.columns if one.startswith("total_")]
    return sorted(frame.drop(*totals, *left_out).iter_rows(), key=repr)


def sums_of(name: str, frame: pl.DataFrame) -> set[tuple[object, ...]]:
    """What the rows about the same thing add up to; things of which there is nothing are left out."""
    added = [
        one
        for one in frame.columns
        if one.endswith(ADDED) and one not in NOT_ADDED.get(name, ()) and one not in SUMS[name]
    ]
    assert added, f"{name} has no column that adds up"
    keys = SUMS[name] or (pl.lit("").alias("everything"),)
    summed = frame.group_by(keys).agg(pl.col(added).sum().cast(pl.Float64).round(6))
    return set(summed.filter(pl.any_horizontal(pl.col(added) != 0)).iter_rows())


@pytest.fixture(scope="module")
def halves(regions: dict[str, str | None]) -> tuple[Scope, Scope]:
    known = sorted({region for region in regions.values() if region})
    return Scope(regions=tuple(known[:3])), Scope(regions=tuple(known[3:]))


def listing(name: str) -> bool:
    """Whether the rows of a query belong to one customer each."""
    return name not in {*SUMS, *SAME_FOR_ALL, *NOT_SUMS, *OF_ONE}


@pytest.mark.parametrize("name", [one for one in queries.names() if listing(one)])
def test_customers_of_disjoint_scopes_are_only_theirs_and_together_the_whole(
    company: DuckDB, regions: dict[str, str | None], halves: tuple[Scope, Scope], name: str
) -> None:
    parts = [ask(company, name, half) for half in halves]
    assert "customer_id" in parts[0].columns, f"say in this file how {name} adds up"
    for half, part in zip(halves, parts, strict=True):
        assert {regions[one] for one in part["customer_id"].drop_nulls()} <= set(half.regions or ())
    owned = {one for one, region in regions.items() if region}
    whole = ask(company, name, Scope()).filter(pl.col("customer_id").is_in(owned))
    together = pl.concat(parts, how="vertical_relaxed").filter(pl.col("customer_id").is_not_null())
    relative = RELATIVE.get(name, ())
    assert rows_of(together, *relative) == rows_of(whole, *relative)


@pytest.mark.parametrize("name", SUMS)
def test_sums_of_disjoint_scopes_add_up_to_the_whole(
    company: DuckDB, regions: dict[str, str | None], halves: tuple[Scope, Scope], name: str
) -> None:
    nobodys = [one for one, region in regions.items() if not region]
    parts = [ask(company, name, half) for half in halves]
    parts.append(ask(company, name, Scope(), customer_ids=nobodys))
    whole = ask(company, name, Scope())
    assert sums_of(name, pl.concat(parts, how="vertical_relaxed")) == sums_of(name, whole)


@pytest.mark.parametrize("name", OF_ONE)
def test_rows_of_one_are_seen_by_whoever_may_see_its_customer(
    company: DuckDB, halves: tuple[Scope, Scope], name: str
) -> None:
    source, column = OF_ONE[name]
    known = ask(company, source, Scope(regions=("川南",)))
    keys = ["product_id", column] if "product_id" in queries.query(name).parameters else [column]
    for row in known.select(keys).unique(maintain_order=True).iter_rows(named=True):
        whole = ask(company, name, Scope(), **row)
        if whole.height:
            break
    parts = [ask(company, name, half, **row) for half in halves]
    assert whole.height
    assert sorted(part.height for part in parts) == [0, whole.height]


@pytest.mark.parametrize("name", sorted(SAME_FOR_ALL))
def test_what_is_no_secret_is_the_same_for_all(
    company: DuckDB, halves: tuple[Scope, Scope], name: str
) -> None:
    whole = ask(company, name, Scope())
    assert all(ask(company, name, half).equals(whole) for half in halves)


def test_a_rep_sees_own_customers_and_those_of_a_colleague_who_is_away(company: DuckDB) -> None:
    balance = ask(company, "receivables/balance", Scope())
    directory = ask(company, "receivables/shipping", Scope()).select("customer_id", "rep_id")
    mine = set(directory.filter(rep_id="R01")["customer_id"])
    seen = set(ask(company, "receivables/balance", Scope(rep="R01"))["customer_id"])
    assert seen
    assert seen <= mine
    assert len(seen) < balance.height
