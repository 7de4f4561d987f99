"""Receivables of random ledgers: equal to a simulation, adding up, ageing and scoped on any day."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import queries
from queries.engines import DuckDB
from tests import given as releases
from tests.queries import ledgers
from tests.queries.ledgers import FIRST, LAST, Item, Line, Receipt

CUSTOMERS = 150
days = st.dates(FIRST, LAST + timedelta(200))
views = st.sampled_from(["ledger", "managed"])
often = settings(max_examples=6, deadline=None)


@dataclass
class Company:
    """A release of random documents beside the documents themselves."""

    engine: DuckDB
    lines: dict[str, list[Line]]
    receipts: dict[str, list[Receipt]]

    def ask(
        self, name: str, scope: queries.Scope = queries.EVERYTHING, **parameters: object
    ) -> pl.DataFrame:
        return queries.answer(
            self.engine, queries.query(f"receivables/{name}"), parameters, release=1, scope=scope
        )

    def simulated(self, as_of: date) -> Iterator[tuple[str, list[Item], Decimal]]:
        """Customer, open items and unmatched money of that day."""
        for customer in sorted({*self.lines, *self.receipts}):
            yield (
                customer,
                *ledgers.booked(
                    self.lines.get(customer, []), self.receipts.get(customer, []), as_of
                ),
            )


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    lines, receipts = ledgers.random_documents(seed=20261118, customers=CUSTOMERS)
    engine = releases.engine(tmp_path_factory.mktemp("company"), ledgers.tables(lines, receipts))
    by_customer: tuple[dict[str, list[Line]], dict[str, list[Receipt]]] = (
        defaultdict(list),
        defaultdict(list),
    )
    for line in lines:
        by_customer[0][line.customer_id].append(line)
    for receipt in receipts:
        by_customer[1][receipt.customer_id].append(receipt)
    return Company(engine, dict(by_customer[0]), dict(by_customer[1]))


def keyed(rows: pl.DataFrame, *columns: str) -> set[tuple[object, ...]]:
    return set(rows.select(columns).iter_rows())


@often
@given(as_of=days)
def test_items_equal_a_simulation_document_by_document(company: Company, as_of: date) -> None:
    expected, expected_managed = set(), set()
    for _, items, unmatched in company.simulated(as_of):
        rests, _advance = ledgers.managed(items, unmatched)
        for one in items:
            key = (one.customer_id, one.order_id, one.due_on, one.is_claim, one.original)
            expected.add((*key, one.open, one.invoiced_on))
            if rests[one]:
                expected_managed.add((*key, rests[one], one.invoiced_on))
    columns = (
        *("customer_id", "order_id", "due_on", "is_claim", "original_amount"),
        *("open_amount", "invoiced_on"),
    )
    assert keyed(company.ask("items", as_of=as_of, view="ledger"), *columns) == expected
    assert keyed(company.ask("items", as_of=as_of, view="managed"), *columns) == expected_managed


@often
@given(as_of=days)
def test_balances_equal_the_simulation_and_the_documents(company: Company, as_of: date) -> None:
    rows = {row["customer_id"]: row for row in company.ask("balance", as_of=as_of).to_dicts()}
    for customer, items, unmatched in company.simulated(as_of):
        invoiced = sum(
            one.amount
            for one in company.lines.get(customer, [])
            if one.invoiced_on <= as_of and not one.status
        )
        received = sum(
            one.amount for one in company.receipts.get(customer, []) if one.received_on <= as_of
        )
        opened = sum(one.open for one in items)
        advance = ledgers.managed(items, unmatched)[1]
        if customer not in rows:
            assert {invoiced, received, opened, unmatched} == {0}
            continue
        row = rows[customer]
        assert (row["invoiced_amount"], row["received_amount"]) == (invoiced, received)
        assert (row["open_amount"], row["unmatched_amount"]) == (opened, unmatched)
        assert row["advance_amount"] == advance
        assert row["balance_amount"] == invoiced - received == opened - unmatched
        assert row["managed_amount"] - row["advance_amount"] == invoiced - received


@often
@given(as_of=days)
def test_identity_holds_for_every_customer(company: Company, as_of: date) -> None:
    [row] = company.ask("identity", as_of=as_of).to_dicts()
    assert row["differing_customers"] == 0
    assert row["ledger_difference"] == row["managed_difference"] == 0


def test_identity_shows_a_damaged_ledger(tmp_path: Path) -> None:
    lines, receipts = ledgers.random_documents(seed=7, customers=5)
    files = releases.written(tmp_path, ledgers.tables(lines, receipts))
    damaged = pl.read_parquet(files["receivable_days"]).with_columns(
        pl.col("unmatched_delta") + pl.when(pl.int_range(pl.len()) == 0).then(1).otherwise(0)
    )
    damaged.write_parquet(files["receivable_days"][0])
    company = Company(DuckDB(tmp_path, lambda _release: files), {}, {})
    [row] = company.ask("identity", as_of=LAST).to_dicts()
    assert row["differing_customers"] == 1


@often
@given(as_of=days, view=views, basis=st.sampled_from(["due", "invoice", "order"]))
def test_buckets_add_up_to_the_balance(
    company: Company, as_of: date, view: str, basis: str
) -> None:
    buckets = company.ask("ageing", as_of=as_of, view=view, basis=basis)
    column = "open_amount" if view == "ledger" else "managed_amount"
    balances = company.ask("balance", as_of=as_of).filter(pl.col(column) > 0)
    summed = buckets.group_by("customer_id").agg(pl.col("open_amount").sum())
    assert keyed(summed, "customer_id", "open_amount") == keyed(balances, "customer_id", column)
    items = company.ask("items", as_of=as_of, view=view, basis=basis)
    regions = company.ask("by_region", as_of=as_of, view=view, basis=basis)
    reps = company.ask("by_rep", as_of=as_of, view=view, basis=basis)
    total = items["open_amount"].sum() or 0
    overdue = items.filter(pl.col("days_overdue") > 0)["open_amount"].sum() or 0
    assert (regions["open_amount"].sum() or 0) == (reps["open_amount"].sum() or 0) == total
    assert (regions["overdue_amount"].sum() or 0) == (reps["overdue_amount"].sum() or 0) == overdue


@often
@given(as_of=days, view=views)
def test_provision_is_the_same_sum_by_item_customer_and_region(
    company: Company, as_of: date, view: str
) -> None:
    rates = {row["ageing_bucket"]: row for row in company.ask("buckets").to_dicts()}
    items = company.ask("items", as_of=as_of, view="managed").to_dicts()
    provision = sum(
        (row["open_amount"] * Decimal(str(rates[row["ageing_bucket"]]["provision_rate"]))).quantize(
            Decimal("0.01"), ROUND_HALF_UP
        )
        for row in items
    )
    for name in ("customers", "by_region"):
        assert (company.ask(name, as_of=as_of, view=view)["provision_amount"].sum() or 0) == (
            provision
        )


@often
@given(as_of=days, later=st.integers(1, 120))
def test_a_later_day_never_makes_an_item_younger(company: Company, as_of: date, later: int) -> None:
    key = ["customer_id", "order_id", "due_on", "is_claim"]
    before = company.ask("items", as_of=as_of, view="ledger")
    after = company.ask("items", as_of=as_of + timedelta(later), view="ledger")
    positions = {row["ageing_bucket"]: row["position"] for row in company.ask("buckets").to_dicts()}
    both = before.join(after, on=key, suffix="_after")
    for row in both.to_dicts():
        assert row["days_overdue_after"] == row["days_overdue"] + later
        assert positions[row["ageing_bucket_after"]] >= positions[row["ageing_bucket"]]


@often
@given(as_of=days, view=views)
def test_regions_partition_the_company(company: Company, as_of: date, view: str) -> None:
    whole = company.ask("items", as_of=as_of, view=view)
    parts = [
        company.ask("items", scope=queries.Scope(regions=(region,)), as_of=as_of, view=view)
        for region in ("川南", "川北")
    ]
    for region, rows in zip(("川南", "川北"), parts, strict=True):
        assert set(rows["region"]) <= {region}
    nobodys = company.ask("items", as_of=as_of, view=view, regions=[""])
    assert sum(rows.height for rows in [*parts, nobodys]) == whole.height
    merged = keyed(pl.concat([*parts, nobodys]), *whole.columns)
    assert merged == keyed(whole, *whole.columns)


@often
@given(as_of=days)
def test_settlements_explain_what_is_left_of_each_item(company: Company, as_of: date) -> None:
    settled: dict[tuple[object, ...], Decimal] = defaultdict(Decimal)
    offset: dict[tuple[object, ...], Decimal] = defaultdict(Decimal)
    key = ("customer_id", "order_id", "due_on")
    for row in company.ask("settlements", as_of=as_of, view="managed").to_dicts():
        chosen = offset if row["is_virtual"] else settled
        chosen[tuple(row[name] for name in key)] += row["settled_amount"]
    kept = {
        tuple(row[name] for name in key): row["open_amount"]
        for row in company.ask("items", as_of=as_of, view="managed").to_dicts()
    }
    for row in company.ask("items", as_of=as_of, view="ledger").to_dicts():
        item = tuple(row[name] for name in key)
        assert row["open_amount"] == row["original_amount"] - settled[item]
        assert row["open_amount"] - offset[item] == kept.get(item, 0)


@often
@given(as_of=days)
def test_unmatched_documents_add_up_to_the_balance(company: Company, as_of: date) -> None:
    rests = company.ask("unmatched", as_of=as_of).rows(named=True)
    expected = sum(
        unmatched - sum(one.open for one in items if one.is_claim)
        for _, items, unmatched in company.simulated(as_of)
    )
    assert sum(row["unmatched_amount"] for row in rests) == expected


def test_every_dekad_end_of_the_trend_equals_that_day(company: Company) -> None:
    trend = company.ask("trend", as_of=LAST).filter(pl.col("is_dekad_end"))
    assert trend.height == 17
    for point in trend.to_dicts():
        items = company.ask("items", as_of=point["day"], view="managed")
        late = pl.col("days_overdue")
        assert point["open_amount"] == (items["open_amount"].sum() or 0)
        assert point["overdue_amount"] == (items.filter(late > 0)["open_amount"].sum() or 0)
        assert point["over_90_amount"] == (items.filter(late > 90)["open_amount"].sum() or 0)


@often
@given(as_of=days, back=st.integers(1, 60))
def test_comparison_equals_the_items_of_both_days(company: Company, as_of: date, back: int) -> None:
    rows = company.ask("comparison", as_of=as_of, before_on=as_of - timedelta(back)).to_dicts()
    assert [row["moment"] for row in rows] == ["now", "before"]
    for row in rows:
        items = company.ask("items", as_of=row["as_of"], view="managed")
        late = pl.col("days_overdue")
        assert row["open_amount"] == (items["open_amount"].sum() or 0)
        assert row["overdue_amount"] == (items.filter(late > 0)["open_amount"].sum() or 0)
        assert row["over_90_amount"] == (items.filter(late > 90)["open_amount"].sum() or 0)
