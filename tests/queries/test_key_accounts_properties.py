"""The largest-share rule and the health score against plain Python; scopes part both."""

import random
from datetime import date, timedelta
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import queries
from queries.engines import DuckDB
from tests import given as releases

AS_OF = date(2026, 11, 18)
REGIONS = ("川南", "川北", "")
CUSTOMERS = [f"C{number:02d}" for number in range(60)]
NAMED = {"C03", "C57"}
PARTS = (
    "volume",
    "rhythm",
    "payment",
    "complaints",
    "contacts",
    "satisfaction",
    "supply",
    "wallet",
    "follow_up",
)
WEIGHTS = dict(zip(PARTS, (20, 15, 15, 10, 10, 10, 10, 5, 5), strict=True))


def region_of(customer: str) -> str:
    return REGIONS[int(customer[1:]) % 3]


def random_orders(seed: int) -> list[tuple[str, str, date, Decimal]]:
    """(order, customer, day, amount): heavy tailed, some returns, some ties, two years."""
    dice = random.Random(seed)
    made = []
    for number in range(900):
        customer = CUSTOMERS[min(int(dice.expovariate(1 / 12)), len(CUSTOMERS) - 1)]
        amount = Decimal(dice.choice([10, 50, 50, 125, 300, -40]))
        made.append((f"O{number}", customer, AS_OF - timedelta(dice.randrange(-20, 700)), amount))
    return made


ORDERS = random_orders(seed=5)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> DuckDB:
    customers = "\n".join(
        f"{one},Customer {one},{region_of(one)},{'true' if one in NAMED else ''},{1000 if one < 'C20' else ''}"
        for one in CUSTOMERS
    )
    orders = "\n".join(
        f"{order},{customer},{day},{amount},{amount / 10}"
        for order, customer, day, amount in ORDERS
    )
    dice = random.Random(11)
    visits = "\n".join(
        f"V{number},{dice.choice(CUSTOMERS)},R1,{AS_OF - timedelta(dice.randrange(300))} 10:00:00,"
        f"{dice.choice(['senior', 'middle', 'frontline', ''])},{dice.choice(['', 1, 3, 5])}"
        for number in range(150)
    )
    complaints = "\n".join(
        f"K{number},{dice.choice(CUSTOMERS)},{AS_OF - timedelta(dice.randrange(200))} 10:00:00,"
        f"{dice.choice(['minor', 'major', 'urgent'])}"
        for number in range(30)
    )
    return releases.engine(
        tmp_path_factory.mktemp("accounts"),
        {
            "customers": "customer_id,customer_name,region,is_key_account,annual_demand_t\n"
            + customers,
            "orders": "order_id,customer_id,ordered_on,invoice_amount,quantity_t\n" + orders,
            "visits": "visit_id,customer_id,rep_id,visited_at,contact_level,satisfaction\n"
            + visits,
            "complaints": "complaint_id,customer_id,received_at,severity\n" + complaints,
        },
    )


def ask(
    engine: DuckDB, name: str, scope: queries.Scope = queries.EVERYTHING, **parameters: object
) -> pl.DataFrame:
    return queries.answer(
        engine, queries.query(f"key_accounts/{name}"), parameters, release=1, scope=scope
    )


def sales_of_twelve_months(as_of: date) -> dict[str, Decimal]:
    after = as_of.replace(year=as_of.year - 1)
    sums: dict[str, Decimal] = {}
    for _, customer, day, amount in ORDERS:
        if after < day <= as_of:
            sums[customer] = sums.get(customer, Decimal(0)) + amount
    return sums


def largest(sums: dict[str, Decimal], share: Decimal) -> set[str]:
    """The few that bring the share: in while the sum before is below it."""
    positive = sorted((-amount, one) for one, amount in sums.items() if amount > 0)
    total = -sum(amount for amount, _ in positive)
    chosen, before = set(), Decimal(0)
    for amount, one in positive:
        if before < share * total:
            chosen.add(one)
        before -= amount
    return chosen


@settings(max_examples=8, deadline=None)
@given(
    share=st.integers(5, 100),
    as_of=st.dates(AS_OF - timedelta(200), AS_OF),
)
def test_selection_follows_the_largest_share_rule(engine: DuckDB, share: int, as_of: date) -> None:
    rows = ask(engine, "selection", as_of=as_of, measure="net_sales", share=share / 100)
    sums = sales_of_twelve_months(as_of)
    by_share = largest(sums, Decimal(share) / 100)
    assert set(rows["customer_id"]) == set(sums) | NAMED
    for row in rows.to_dicts():
        one = row["customer_id"]
        assert row["amount"] == sums.get(one, 0)
        assert row["is_key_account"] == (one in by_share or one in NAMED)
        reasons = {(True, True): "both", (True, False): "named", (False, True): "share"}
        assert row["reason"] == reasons.get((one in NAMED, one in by_share))
    shares = rows.sort("rank")["cumulative_share"].drop_nulls().to_list()
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)


def test_selection_within_a_scope_is_the_rule_among_its_customers(engine: DuckDB) -> None:
    sums = sales_of_twelve_months(AS_OF)
    for region in REGIONS[:2]:
        rows = ask(
            engine, "selection", queries.Scope(regions=(region,)), as_of=AS_OF, measure="net_sales"
        )
        own = {one: amount for one, amount in sums.items() if region_of(one) == region}
        found = rows.filter(pl.col("reason").is_in(["share", "both"]))["customer_id"]
        assert set(found) == largest(own, Decimal("0.8"))


def test_score_is_the_weighted_mean_of_the_parts_that_exist(engine: DuckDB) -> None:
    rows = ask(engine, "health", as_of=AS_OF).to_dicts()
    assert len(rows) > 30
    for row in rows:
        present = {
            part: row[f"{part}_points"] for part in PARTS if row[f"{part}_points"] is not None
        }
        weight = sum(WEIGHTS[part] for part in present)
        assert all(0 <= points <= 100 for points in present.values())
        assert row["score"] == pytest.approx(
            sum(WEIGHTS[part] * points for part, points in present.items()) / weight
        )
        assert row["coverage"] == pytest.approx(weight / 100)
        lost = sum(row[f"{part}_lost"] for part in present)
        assert row["score"] + lost == pytest.approx(100)
        assert (row["grade"] is None) == (weight < 60)
        for part in PARTS:
            missing = row[f"{part}_reason"].startswith("missing=")
            assert missing == (part not in present)


def test_silence_and_order_days_are_those_of_the_orders(engine: DuckDB) -> None:
    days: dict[str, set[date]] = {}
    for _, customer, day, amount in ORDERS:
        if amount > 0 and date(2024, 11, 18) < day <= AS_OF:
            days.setdefault(customer, set()).add(day)
    for row in ask(engine, "health", as_of=AS_OF).to_dicts():
        own = sorted(days.get(row["customer_id"], ()))
        if own:
            assert row["silence_days"] == (AS_OF - own[-1]).days
        pattern = {0: ("never", "none_in_24_months"), 1: ("first_order_only",)}.get(
            len(own), ("occasional",) if len(own) < 4 else ("regular",)
        )
        assert row["order_pattern"] in pattern


def test_the_same_score_for_every_reader(engine: DuckDB) -> None:
    columns = ["customer_id", "score", "coverage", "grade", "has_churn_signal", "is_crisis"]
    whole = ask(engine, "health", as_of=AS_OF)
    regions = [
        ask(engine, "health", queries.Scope(regions=(region,)), as_of=AS_OF)
        for region in REGIONS[:2]
    ]
    filtered = ask(engine, "health", as_of=AS_OF, regions=[""])
    parts = pl.concat([*regions, filtered]).select(columns).sort("customer_id")
    assert parts.equals(whole.select(columns).sort("customer_id"))
