"""How receivables move, over random ledgers: parts add up, and both days are as asked alone."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import queries
from data.ageing import is_asked
from tests import given as releases
from tests.queries import ledgers
from tests.queries.ledgers import FIRST, LAST

days = st.dates(FIRST, LAST + timedelta(60))
views = st.sampled_from(["ledger", "managed"])
bases = st.sampled_from(["due", "invoice", "order"])
edges = st.sampled_from([None, "years", "15,45,90", "1", "5,10,20,40,80,160"])
often = settings(max_examples=6, deadline=None)
Ask = Callable[..., pl.DataFrame]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Questions on receivables of 60 random customers."""
    lines, receipts = ledgers.random_documents(seed=20260630, customers=60)
    folder: Path = tmp_path_factory.mktemp("company")
    engine = releases.engine(folder, ledgers.tables(lines, receipts))

    def asked(name: str, **parameters: object) -> pl.DataFrame:
        return queries.answer(
            engine,
            queries.query(f"receivables/{name}"),
            parameters,
            release=1,
            scope=queries.EVERYTHING,
        )

    return asked


def by_bucket(ask: Ask, day: date, **how: object) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in ask("ageing", as_of=day, **how).to_dicts():
        sums[row["ageing_bucket"]] += row["open_amount"]
    return dict(sums)


def added(rows: pl.DataFrame, bucket: str, amount: str = "amount") -> dict[str, Decimal]:
    summed = rows.group_by(bucket).agg(pl.col(amount).sum()).to_dicts()
    return {row[bucket]: row[amount] for row in summed if row[amount]}


@often
@given(as_of=days, back=st.integers(0, 60), view=views, basis=bases, edges=edges)
def test_rows_are_the_opening_and_columns_the_closing(
    ask: Ask, as_of: date, back: int, view: str, basis: str, edges: str | None
) -> None:
    before = as_of - timedelta(back)
    how = {"view": view, "basis": basis, "edges": edges}
    flows = ask("roll_rates", as_of=as_of, before_on=before, **how)
    stood = flows.filter(pl.col("from_bucket") != "new")
    stands = flows.filter(pl.col("to_bucket") != "collected")
    assert added(stood, "from_bucket") == by_bucket(ask, before, **how)
    assert added(stands, "to_bucket") == by_bucket(ask, as_of, **how)
    items = ask("rolled_items", as_of=as_of, before_on=before, **how)
    assert added(items, "from_bucket", "old_amount") == added(stood, "from_bucket")
    for bucket, amount in added(stands, "to_bucket").items():
        behind = ask("rolled_items", as_of=as_of, before_on=before, to_bucket=bucket, **how)
        assert behind["new_amount"].sum() == amount
    if back == 0:
        assert (flows["from_bucket"] == flows["to_bucket"]).all()


@often
@given(as_of=days, back=st.integers(0, 60), view=views)
def test_the_bridge_adds_up_to_both_days(ask: Ask, as_of: date, back: int, view: str) -> None:
    before = as_of - timedelta(back)
    [row] = ask("bridge", as_of=as_of, before_on=before, view=view).to_dicts()
    moved = row["invoiced_amount"] - row["collected_amount"] - row["written_off_amount"]
    assert row["opening_balance"] + moved == row["closing_balance"]
    for moment, day in (("opening", before), ("closing", as_of)):
        [one] = ask("identity", as_of=day).to_dicts()
        credit = "advance" if view == "managed" else "unmatched"
        assert row[f"{moment}_open_amount"] == one[f"{view}_amount"]
        assert row[f"{moment}_credit_amount"] == one[f"{credit}_amount"]
        owed = row[f"{moment}_open_amount"] - row[f"{moment}_credit_amount"]
        assert owed == row[f"{moment}_balance"]
    for kind in ("invoiced", "collected", "written_off"):
        behind = ask("documents_between", as_of=as_of, before_on=before, kind=kind)
        assert (behind["amount"].sum() or 0) == row[f"{kind}_amount"]
        key = ["customer_id", "document_id", "line_no", "kind", "order_id", "dated_on"]
        assert behind.select(key).is_unique().all()


@settings(max_examples=4, deadline=None)
@given(as_of=days)
def test_every_month_end_equals_the_measures_of_that_day(ask: Ask, as_of: date) -> None:
    rows = ask("months", as_of=as_of)
    assert rows.height == 13 and rows["day"][-1] == as_of
    for row in rows.tail(5).to_dicts():
        [alone] = ask("measures", as_of=row["day"]).to_dicts()
        together = {name: row[name] for name in alone}
        assert together == {
            name: pytest.approx(value) if isinstance(value, float) else value
            for name, value in alone.items()
        }


@settings(max_examples=3, deadline=None)
@given(as_of=days)
def test_days_late_weigh_what_money_settled(ask: Ask, as_of: date) -> None:
    rows = ask("settlements", as_of=as_of, view="ledger").to_dicts()
    since = as_of - timedelta(180)
    paid = [
        (row["settled_amount"], max((row["settled_on"] - row["due_on"]).days, 0))
        for row in rows
        if row["kind"] in ("receipt", "offset")
        and row["settled_amount"] > 0
        and row["settled_on"] > since
    ]
    total = sum(amount for amount, _late in paid)
    found = ask("months", as_of=as_of)["mean_days_late"][-1]
    expected = float(sum(amount * late for amount, late in paid) / total) if total else None
    assert found == (None if expected is None else pytest.approx(expected))


@often
@given(as_of=days, basis=bases)
def test_provision_is_one_sum_by_age_and_by_rep(ask: Ask, as_of: date, basis: str) -> None:
    by_age = ask("provision", as_of=as_of, view="managed", basis=basis)
    reps = ask("by_rep", as_of=as_of, view="managed", basis=basis, edges="years")
    for name in ("provision_amount", "open_amount"):
        assert (by_age[name].sum() or 0) == (reps[name].sum() or 0)
    for row in reps.to_dicts():
        items = ask(
            "rep_items", as_of=as_of, view="managed", basis=basis, rep_id=row["rep_id"] or ""
        )
        assert items["open_amount"].sum() == row["open_amount"]
        late = items.filter(pl.col("days_overdue") > 0)
        assert (late["open_amount"].sum() or 0) == row["overdue_amount"]


@often
@given(as_of=days, basis=bases, edges=edges)
def test_edges_move_money_between_buckets_only(
    ask: Ask, as_of: date, basis: str, edges: str | None
) -> None:
    usual, own = (by_bucket(ask, as_of, basis=basis, edges=one) for one in (None, edges))
    assert sum(own.values()) == sum(usual.values())
    assert own.get("not_due") == usual.get("not_due")
    names = ask("buckets", edges=edges)["ageing_bucket"].to_list()
    assert set(own) <= set(names)


def test_edges_are_years_or_ascending_days() -> None:
    asked = ("years", "30", "1,2,3,4,5,6", "365,36500")
    refused = ("", "0,30", "30,30", "30,15", "a", "30,", "1,2,3,4,5,6,7", "36501", "-5", "1.5", "²")
    assert all(is_asked(text) for text in asked)
    assert not any(is_asked(text) for text in refused)
    with pytest.raises(queries.QueryError, match="30,15 is not a edges"):
        queries.bound(queries.query("receivables/ageing"), {"edges": "30,15"})
