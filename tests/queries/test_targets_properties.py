"""Targets over random ledgers: parts add up, ratios are Σ ÷ Σ, nobody sees or loses a row."""

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import queries
from queries import Scope, headers
from queries.engines import DuckDB
from tests import given as releases

REGIONS = ("川南", "川北")
REPS = {"R1": "川南", "R2": "川北", "R3": "川南"}
CUSTOMERS = {"C1": ("川南", "R1"), "C2": ("川北", "R2"), "C3": ("川南", "R3"), "C4": ("川北", "R1")}
AS_OF = date(2026, 11, 20)
MONTH = "2026-11"


@dataclass(frozen=True)
class Line:
    """One order line, dated by its distance from 25 October."""

    customer: str
    rep: str
    region: str
    day: int
    tonnes: int
    cents: int
    cost: int | None

    @property
    def ordered_on(self) -> date:
        return date(2026, 10, 25) + timedelta(days=self.day)

    @property
    def counts(self) -> bool:
        return date(2026, 11, 1) <= self.ordered_on <= AS_OF

    @property
    def amount(self) -> Decimal:
        return Decimal(self.cents).scaleb(-2)

    @property
    def own_region(self) -> str:
        return self.region or CUSTOMERS[self.customer][0]

    @property
    def own_rep(self) -> str:
        return self.rep or CUSTOMERS[self.customer][1]


LINES = st.lists(
    st.builds(
        Line,
        st.sampled_from(sorted(CUSTOMERS)),
        st.sampled_from(["", "R1", "R2", "R3"]),
        st.sampled_from(["", *REGIONS]),
        st.integers(0, 35),
        st.integers(-5, 40),
        st.integers(-100_000, 900_000),
        st.none() | st.integers(0, 5_000),
    ),
    min_size=4,
    max_size=40,
)
NODES = [
    ("company", "company"),
    *(("region", one) for one in REGIONS),
    *(("rep", one) for one in REPS),
    *(("customer", one) for one in CUSTOMERS),
]
TARGETS = st.dictionaries(
    st.tuples(
        st.sampled_from(NODES),
        st.sampled_from(["net_sales", "volume", "new_outlets"]),
        st.sampled_from(["", "D1", "D2", "D3"]),
    ),
    st.integers(0, 10_000),
    max_size=40,
)
SHARED = st.integers(1, 9)
METRICS = (
    "net_sales", "gross_profit", "volume", "new_product_sales", "new_outlets", "collections",
)  # fmt: skip
OF_PRODUCTS = METRICS[:4]  # outlets and money belong to no product family
PRODUCTS = ("P1", "P2", "P3", "")
WANDERING = st.lists(  # unknown customers and reps too: nothing of theirs may be lost
    st.builds(
        Line,
        st.sampled_from([*sorted(CUSTOMERS), "C9"]),
        st.sampled_from(["", "R1", "R2", "R3", "R9"]),
        st.sampled_from(["", *REGIONS, "滇西"]),
        st.integers(0, 35),
        st.integers(-5, 40),
        st.integers(-100_000, 900_000),
        st.none() | st.integers(0, 5_000),
    ),
    min_size=4,
    max_size=40,
)
RECEIPTS = st.lists(  # customer, order, day of November, cents
    st.tuples(
        st.sampled_from([*sorted(CUSTOMERS), "C9"]),
        st.sampled_from(["", "O0", "O1", "O2"]),
        st.integers(1, 25),
        st.integers(-100_000, 900_000),
    ),
    max_size=12,
)

several_ledgers = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@contextmanager
def engine_of(
    lines: list[Line],
    targets: dict[tuple[tuple[str, str], str, str], int],
    tenths: int = 5,
    receipts: Sequence[tuple[str, str, int, int]] = (),
) -> Iterator[DuckDB]:
    """An engine over the ledger; the first order is sold by R1 and R2 together."""
    rows = {
        "customers": ["customer_id,customer_name,region,rep_id"]
        + [f"{name},{name},{region},{rep}" for name, (region, rep) in CUSTOMERS.items()],
        "reps": ["rep_id,rep_name,region"]
        + [f"{name},{name},{region}" for name, region in REPS.items()],
        "orders": [
            "order_id,customer_id,ordered_on,rep_id,region,quantity_t,invoice_amount,cost_amount,"
            "product_id"
        ]
        + [
            f"O{number},{one.customer},{one.ordered_on},{one.rep},{one.region},{one.tonnes},"
            f"{one.amount},{'' if one.cost is None else one.cost},{PRODUCTS[number % 4]}"
            for number, one in enumerate(lines)
        ],
        "products": [
            "product_id,product_name,family,launched_on",
            "P1,95#,汽油,2026-06-01",
            "P2,0#,柴油,2020-01-01",
            "P3,?,,",
        ],
        "receipts": ["receipt_id,customer_id,order_id,received_on,amount"]
        + [
            f"A{number},{customer},{order},2026-11-{day:02d},{Decimal(cents).scaleb(-2)}"
            for number, (customer, order, day, cents) in enumerate(receipts)
        ],
        "order_shares": [
            "order_id,rep_id,share",
            f"O0,R1,0.{tenths}",
            f"O0,R2,0.{10 - tenths}",
        ],
        "targets": ["month,level,scope_id,metric,tier,dekad,target_value"]
        + [
            f"{MONTH},{level},{scope},{metric},base,{dekad},{value}"
            for ((level, scope), metric, dekad), value in targets.items()
        ],
    }
    with tempfile.TemporaryDirectory() as folder:
        yield releases.engine(Path(folder), {name: "\n".join(one) for name, one in rows.items()})


def ask(
    engine: DuckDB, name: str, scope: Scope = queries.EVERYTHING, **params: object
) -> pl.DataFrame:
    return queries.answer(engine, queries.query(name), params, release=1, scope=scope)


def attainment(engine: DuckDB, scope: Scope = queries.EVERYTHING) -> pl.DataFrame:
    return ask(engine, "targets/attainment", scope, as_of=AS_OF, period="month")


def actuals(rows: pl.DataFrame, level: str, metric: str) -> dict[str | None, Decimal]:
    chosen = rows.filter((pl.col("level") == level) & (pl.col("metric") == metric))
    values = zip(chosen["scope_id"], chosen["actual_value"], strict=True)
    return {scope: value for scope, value in values if value != 0}


@several_ledgers
@given(LINES, SHARED)
def test_every_level_adds_up_to_the_lines(lines: list[Line], tenths: int) -> None:
    counted = [one for one in lines if one.counts]
    by_region: dict[str, Decimal] = defaultdict(Decimal)
    by_customer: dict[str, Decimal] = defaultdict(Decimal)
    for one in counted:
        by_region[one.own_region] += one.amount
        by_customer[one.customer] += one.amount
    with engine_of(lines, {}, tenths) as engine:
        rows = attainment(engine)
    assert actuals(rows, "region", "net_sales") == {k: v for k, v in by_region.items() if v}
    assert actuals(rows, "customer", "net_sales") == {k: v for k, v in by_customer.items() if v}
    profit = sum((one.amount - one.cost for one in counted if one.cost is not None), Decimal(0))
    totals = {
        "net_sales": sum((one.amount for one in counted), Decimal(0)),
        "volume": Decimal(sum(one.tonnes for one in counted)),
        "gross_profit": profit,
    }
    for metric, total in totals.items():
        for level in ("company", "region", "rep", "customer"):
            assert sum(actuals(rows, level, metric).values()) == total, (level, metric)


@several_ledgers
@given(LINES, TARGETS)
def test_ratios_are_sum_by_sum_and_sums_are_marked(
    lines: list[Line], targets: dict[tuple[tuple[str, str], str, str], int]
) -> None:
    with engine_of(lines, targets) as engine:
        rows = attainment(engine)
    set_nodes = {(node, metric) for node, metric, _ in targets}
    for row in rows.filter(pl.col("target_value").is_not_null()).iter_rows(named=True):
        node = (row["level"], row["scope_id"])
        assert row["is_sum"] == ((node, row["metric"]) not in set_nodes)
        if row["target_value"] > 0:
            assert row["attainment"] == pytest.approx(
                float(row["actual_value"]) / float(row["target_value"])
            )
            assert row["pace_gap"] == pytest.approx(
                row["attainment"] - row["expected_value"] / float(row["target_value"])
            )
            assert row["light"] in {"green", "amber", "red"}
        else:
            assert (row["attainment"], row["pace_gap"], row["light"]) == (None, None, None)


@several_ledgers
@given(LINES, TARGETS)
def test_children_and_remainder_make_the_parent(
    lines: list[Line], targets: dict[tuple[tuple[str, str], str, str], int]
) -> None:
    with engine_of(lines, targets) as engine:
        for metric in ("net_sales", "volume"):
            rows = ask(engine, "targets/decomposition", month=MONTH, metric=metric)
            children: dict[tuple[str, str | None], Decimal] = defaultdict(Decimal)
            parents = {"region": "company", "rep": "region", "customer": "rep"}
            for row in rows.iter_rows(named=True):
                if row["level"] != "company":
                    children[parents[row["level"]], row["parent_id"]] += row["target_value"]
            for row in rows.iter_rows(named=True):
                below = children.get((row["level"], row["scope_id"]))
                assert row["children_value"] == below
                if below is not None:
                    assert row["undistributed_value"] == row["target_value"] - below
                    assert not row["is_sum"] or row["undistributed_value"] == 0


@several_ledgers
@given(TARGETS)
def test_dekads_and_remainder_make_the_month(
    targets: dict[tuple[tuple[str, str], str, str], int],
) -> None:
    every_dekad = headers.of("target_dekads", "-- reads target_dekads\nselect * from target_dekads")
    with engine_of([Line("C1", "", "", 0, 1, 100, None)], targets) as engine:
        rows = queries.answer(engine, every_dekad, {}, release=1, scope=queries.EVERYTHING)
        months = ask(engine, "targets/attainment", as_of=date(2026, 11, 30), period="month")
    groups = rows.group_by("level", "scope_id", "metric").agg(
        pl.col("target_value").sum(),
        pl.col("target_value").min().alias("least"),
        pl.col("month_value").first(),
        pl.col("undistributed_value").first(),
    )
    expected = {
        (row["level"], row["scope_id"], row["metric"]): row["expected_value"]
        for row in months.iter_rows(named=True)
    }
    for row in groups.iter_rows(named=True):
        key = (row["level"], row["scope_id"], row["metric"])
        dekads = [targets.get((key[:2], key[2], one)) for one in ("D1", "D2", "D3")]
        set_values = sum(one for one in dekads if one is not None)
        assert row["month_value"] == targets.get((key[:2], key[2], ""), set_values)
        assert row["target_value"] + row["undistributed_value"] == row["month_value"]
        assert row["least"] >= 0
        assert expected[key] == pytest.approx(float(row["target_value"]), abs=1e-6)


@several_ledgers
@given(LINES, TARGETS)
def test_regions_share_the_whole_and_a_rep_sees_own_totals(
    lines: list[Line], targets: dict[tuple[tuple[str, str], str, str], int]
) -> None:
    with engine_of(lines, targets) as engine:
        whole = attainment(engine)
        parts = [attainment(engine, Scope(regions=(one,))) for one in REGIONS]
        own = attainment(engine, Scope(rep="R1"))
    for metric in ("net_sales", "gross_profit", "volume", "new_outlets"):
        together: dict[str | None, Decimal] = {}
        for part in parts:
            mine = actuals(part, "customer", metric)
            assert not together.keys() & mine.keys()
            together |= mine
        assert together == actuals(whole, "customer", metric)
        companies = [sum(actuals(part, "company", metric).values()) for part in parts]
        assert sum(companies) == sum(actuals(whole, "company", metric).values())
        totals = actuals(whole, "rep", metric)
        assert actuals(own, "rep", metric) == {k: v for k, v in totals.items() if k == "R1"}
        assert set(actuals(own, "customer", metric)) <= {"C1", "C4"}


@settings(several_ledgers, max_examples=2)  # some forty questions for each
@given(WANDERING, TARGETS, SHARED, RECEIPTS)
def test_the_rows_below_a_node_add_up_to_it(
    lines: list[Line],
    targets: dict[tuple[tuple[str, str], str, str], int],
    tenths: int,
    receipts: list[tuple[str, str, int, int]],
) -> None:
    with engine_of(lines, targets, tenths, receipts) as engine:

        def below(level: str, **node: Any) -> pl.DataFrame:
            return ask(
                engine, "targets/attainment", as_of=AS_OF, period="month", level=level, **node
            )

        whole, regions, reps = below("company"), below("region"), below("rep")
        held: dict[str, Decimal] = defaultdict(Decimal)
        for region in scopes(regions):
            node = {"regions": [region]}
            sellers = below("seller", **node)
            foreign = sellers.filter("is_foreign")
            assert foreign["target_value"].null_count() == foreign.height
            assert foreign["light"].null_count() == foreign.height
            for metric in METRICS:
                assert part(regions, region, metric) == total(sellers, metric)
                assert part(below("company", **node), "company", metric) == total(sellers, metric)
                held[metric] += total(sellers, metric, "target_value")
            for seller in scopes(sellers):
                customers = below("customer", **node, rep_ids=[seller])
                for metric in METRICS:
                    assert part(sellers, seller, metric) == total(customers, metric)
        for metric in METRICS:
            assert part(whole, "company", metric) == total(regions, metric)
            assert held[metric] == total(reps, metric, "target_value")
        families = below("family")
        assert set(families["metric"]) <= set(OF_PRODUCTS)
        for metric in OF_PRODUCTS:
            assert part(whole, "company", metric) == total(families, metric)
        for family in scopes(families):
            of_family = below("region", families=[family])
            for metric in OF_PRODUCTS:
                assert part(families, family, metric) == total(of_family, metric)


@several_ledgers
@given(WANDERING, RECEIPTS)
def test_the_sellers_of_a_reader_add_up_to_what_the_reader_sees(
    lines: list[Line], receipts: list[tuple[str, str, int, int]]
) -> None:
    with engine_of(lines, {}, receipts=receipts) as engine:
        for scope in (Scope(regions=("川南",)), Scope(rep="R1")):
            asked: dict[str, Any] = {"as_of": AS_OF, "period": "month"}
            whole = ask(engine, "targets/attainment", scope, level="company", **asked)
            sellers = ask(engine, "targets/attainment", scope, level="seller", **asked)
            for metric in METRICS:
                assert part(whole, "company", metric) == total(sellers, metric)


def scopes(rows: pl.DataFrame) -> list[str]:
    return rows["scope_id"].fill_null("").unique().sort().to_list()


def total(rows: pl.DataFrame, metric: str, column: str = "actual_value") -> Decimal:
    return sum(rows.filter(metric=metric)[column].drop_nulls(), Decimal(0))


def part(rows: pl.DataFrame, scope: str, metric: str) -> Decimal:
    return total(rows.filter(pl.col("scope_id").fill_null("") == scope), metric)
