"""Habits of paying in random ledgers: parts add up, filters partition, nobody pays more than all."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import queries
from tests import given as releases
from tests.queries import ledgers
from tests.queries.ledgers import FIRST, LAST, Line, Receipt

CENT = Decimal("0.01")
days = st.dates(FIRST, LAST + timedelta(500))
often = settings(max_examples=3, deadline=None)
Ask = Callable[..., pl.DataFrame]


@pytest.fixture(scope="module")
def documents() -> tuple[list[Line], list[Receipt]]:
    return ledgers.random_documents(seed=4, customers=50)


@pytest.fixture(scope="module")
def ask(
    tmp_path_factory: pytest.TempPathFactory, documents: tuple[list[Line], list[Receipt]]
) -> Ask:
    engine = releases.engine(tmp_path_factory.mktemp("company"), ledgers.tables(*documents))

    def asked(name: str, **parameters: Any) -> pl.DataFrame:
        wanted = queries.query(f"receivables/{name}")
        return queries.answer(engine, wanted, parameters, release=1, scope=queries.EVERYTHING)

    return asked


def year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def by_customer(rows: pl.DataFrame, name: str) -> dict[str, Decimal]:
    sums = rows.group_by("customer_id").agg(pl.col(name).sum())
    return {key: Decimal(value).quantize(CENT) for key, value in sums.iter_rows()}


@often
@given(as_of=days)
def test_bands_of_a_customer_add_up_to_what_was_invoiced(
    ask: Ask, documents: tuple[list[Line], list[Receipt]], as_of: date
) -> None:
    invoiced: dict[str, Decimal] = defaultdict(Decimal)
    for one in documents[0]:
        if year_before(as_of) < one.invoiced_on <= as_of and one.status == "":
            invoiced[one.customer_id] += one.amount
    assert by_customer(ask("concessions", as_of=as_of), "invoice_amount") == invoiced


@often
@given(as_of=days)
def test_regions_partition_prices_and_payers(ask: Ask, as_of: date) -> None:
    for name in ("concessions", "rolling"):
        whole = ask(name, as_of=as_of)
        parts = [ask(name, as_of=as_of, regions=[region]) for region in ("川南", "川北", "")]
        keys = ["customer_id", "band"] if name == "concessions" else ["customer_id"]
        amounts = "invoice_amount" if name == "concessions" else "received_amount"
        merged = pl.concat(parts).select(*keys, amounts).sort(keys)
        assert merged.equals(whole.select(*keys, amounts).sort(keys))


@often
@given(as_of=days)
def test_what_came_with_an_order_is_part_of_what_came(
    ask: Ask, documents: tuple[list[Line], list[Receipt]], as_of: date
) -> None:
    received: dict[str, Decimal] = defaultdict(Decimal)
    for one in documents[1]:
        recent = as_of - timedelta(180) < one.received_on <= as_of
        if recent and one.kind in ("", "receipt") and one.amount > 0:
            received[one.customer_id] += one.amount
    for row in ask("rolling", as_of=as_of).head(4).to_dicts():
        assert row["received_amount"] == received[row["customer_id"]]
        assert 0 < row["rolled_amount"] <= row["received_amount"]
        assert 0 < row["rolled_count"] <= row["receipt_count"]
        evidence = ask("rolling_receipts", as_of=as_of, customer_id=row["customer_id"])
        assert evidence["receipt_amount"].sum() == row["received_amount"]
        rolled = evidence.filter("is_rolled")
        assert rolled["closed_amount"].sum() == row["closed_amount"]
        assert rolled["document_id"].n_unique() == row["rolled_count"]
