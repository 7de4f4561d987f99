"""Promises and collection lists of random ledgers: money counts once, parts add up."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import queries
from data.derived.promise_payments import Promise, Receipt, assign
from queries.engines import DuckDB
from tests import given as releases
from tests.queries import ledgers
from tests.queries.ledgers import FIRST, LAST

START = date(2026, 3, 1)
ORDERS = st.sampled_from([None, "O1", "O2"])
CENTS = st.integers(1, 900).map(lambda cents: Decimal(cents) / 100)
PROMISE = st.tuples(ORDERS, st.integers(0, 12), CENTS, st.integers(0, 8))
RECEIPT = st.tuples(ORDERS, st.integers(0, 20), CENTS, st.booleans())


@st.composite
def agreed(draw: st.DrawFn) -> tuple[list[Promise], list[Receipt]]:
    """Promises of two customers, the oldest first, and their receipts and refunds by day."""
    promises = [
        Promise(
            f"P{at}",
            draw(st.sampled_from("AB")),
            order,
            START + timedelta(since),
            amount,
            START + timedelta(since + given_days),
        )
        for at, (order, since, amount, given_days) in enumerate(draw(st.lists(PROMISE, max_size=6)))
    ]
    receipts = [
        Receipt(
            f"R{at}",
            1,
            draw(st.sampled_from("AB")),
            order,
            START + timedelta(day),
            -amount if is_refund else amount,
        )
        for at, (order, day, amount, is_refund) in enumerate(draw(st.lists(RECEIPT, max_size=8)))
    ]
    promises.sort(key=lambda one: (one.promised_on, one.counts_to_on, one.promise_id))
    return promises, sorted(receipts, key=lambda one: (one.received_on, one.amount < 0))


@given(agreed())
def test_every_receipt_counts_once_and_only_where_it_may(
    case: tuple[list[Promise], list[Receipt]],
) -> None:
    promises, receipts = case
    assign(promises, receipts)
    for promise in promises:
        assert 0 <= promise.counted <= promise.amount
        assert promise.counted == sum((part for _receipt, part in promise.parts), Decimal(0))
        assert all(promise.takes(receipt) for receipt, _part in promise.parts)
        assert {receipt.customer_id for receipt, _part in promise.parts} <= {promise.customer_id}
    for receipt in receipts:
        parts = [part for promise in promises for one, part in promise.parts if one is receipt]
        assert abs(sum(parts, Decimal(0))) <= abs(receipt.amount)
        assert all((part > 0) == (receipt.amount > 0) for part in parts)


@given(agreed())
def test_no_money_is_left_over_while_a_promise_wants_it(
    case: tuple[list[Promise], list[Receipt]],
) -> None:
    promises, receipts = case
    receipts = [one for one in receipts if one.amount > 0]
    assign(promises, receipts)
    for receipt in receipts:
        used = sum(part for promise in promises for one, part in promise.parts if one is receipt)
        wanting = [
            one
            for one in promises
            if one.customer_id == receipt.customer_id
            and one.takes(receipt)
            and one.counted < one.amount
        ]
        assert used == receipt.amount or not wanting


@given(agreed(), st.integers(0, 20))
def test_a_later_receipt_changes_nothing_that_was_said_before(
    case: tuple[list[Promise], list[Receipt]], until: int
) -> None:
    promises, receipts = case
    day = START + timedelta(until)
    earlier = [Promise(*(getattr(one, name) for name in FIELDS)) for one in promises]
    assign(earlier, [one for one in receipts if one.received_on <= day])
    assign(promises, receipts)
    for then, now in zip(earlier, promises, strict=True):
        assert then.parts == [part for part in now.parts if part[0].received_on <= day]


FIELDS = ("promise_id", "customer_id", "order_id", "promised_on", "amount", "counts_to_on")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> DuckDB:
    folder: Path = tmp_path_factory.mktemp("collection")
    lines, receipts = ledgers.random_documents(seed=20261119, customers=40)
    promises = "promise_id,customer_id,order_id,promised_on,pay_by_on,amount\n" + "\n".join(
        f"P{at},{line.customer_id},{line.order_id if at % 2 else ''},{line.invoiced_on},"
        f"{line.invoiced_on + timedelta(at % 25)},{abs(line.amount)}"
        for at, line in enumerate(lines)
        if at % 3
    )
    return releases.engine(folder, ledgers.tables(lines, receipts) | {"promises": promises})


def ask(company: DuckDB, name: str, **parameters: object) -> pl.DataFrame:
    return queries.answer(
        company,
        queries.query(f"receivables/{name}"),
        parameters,
        release=1,
        scope=queries.EVERYTHING,
    )


@settings(max_examples=4, deadline=None)
@given(as_of=st.dates(FIRST, LAST))
def test_the_list_is_what_is_open_and_due_and_its_parts_add_up(
    company: DuckDB, as_of: date
) -> None:
    end = (as_of.replace(day=1) + timedelta(31)).replace(day=1) - timedelta(1)
    rows = ask(company, "collection_list", as_of=as_of, period="month")
    due = ask(company, "items", as_of=as_of, view="managed").filter(pl.col("due_on") <= end)
    assert rows["open_amount"].sum() == due["open_amount"].sum()
    assert rows.height == due.height
    assert (rows["promised_amount"] <= rows["open_amount"]).all()
    before = Decimal(0)
    for row in rows.iter_rows(named=True):
        assert row["before_amount"] == before
        before += row["open_amount"]
    first = as_of.replace(day=1)
    promised = ask(company, "promises", as_of=as_of).filter(
        pl.col("pay_by_on").is_between(first, end)
    )
    wanted = dict(promised.group_by("customer_id").agg(pl.sum("unpaid_amount")).iter_rows())
    covered = dict(rows.group_by("customer_id").agg(pl.sum("promised_amount")).iter_rows())
    assert all(amount <= wanted.get(customer, 0) for customer, amount in covered.items())


@settings(max_examples=4, deadline=None)
@given(as_of=st.dates(FIRST, LAST))
def test_regions_share_list_and_promises_between_them(company: DuckDB, as_of: date) -> None:
    for name, amounts in (
        ("collection_list", ["open_amount", "promised_amount"]),
        ("promises", ["amount", "received_amount"]),
    ):
        more = {"period": "dekad"} if name == "collection_list" else {}
        whole = ask(company, name, as_of=as_of, **more)
        parts = [
            ask(company, name, as_of=as_of, regions=[one], **more)
            for one in ledgers.REGIONS.values()
        ]
        assert sum(part.height for part in parts) == whole.height
        for amount in amounts:
            assert sum(part[amount].sum() for part in parts) == whole[amount].sum()
