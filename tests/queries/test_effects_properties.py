"""Effects over random ledgers: they add up to the change and to the node above, to the cent."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.queries.test_targets_properties import (
    AS_OF,
    PRODUCTS,
    WANDERING,
    Line,
    ask,
    engine_of,
    several_ledgers,
)

EFFECTS = ("volume_effect", "mix_effect", "price_effect", "cost_effect", "other_effect")
LEVELS = ("region", "rep", "customer", "family")
CENT = Decimal("0.01")


def sums(rows: pl.DataFrame, *columns: str) -> dict[str, Decimal]:
    """Column → its sum; what nobody has is 0."""
    return {name: sum(rows[name].drop_nulls(), Decimal(0)) for name in columns}


def cells(lines: list[Line], metric: str) -> dict[tuple[str, str], list[Fraction]]:
    """Product, region → tonnes, sales, profit of the compared days, then of the current ones."""
    found: dict[tuple[str, str], list[Fraction]] = defaultdict(lambda: [Fraction(0)] * 6)
    for number, one in enumerate(lines):
        if one.cost is None and metric == "gross_profit":
            continue
        first = date(2026, 11, 11) if one.ordered_on > date(2026, 11, 10) else date(2026, 11, 1)
        if not first <= one.ordered_on <= min(first + timedelta(days=9), AS_OF):
            continue
        profit = Fraction(one.amount) - (one.cost or 0 if metric == "gross_profit" else 0)
        at = 3 if first.day == 11 else 0
        added = (Fraction(one.tonnes), Fraction(one.amount), profit)
        region = one.region or {"C1": "川南", "C2": "川北", "C3": "川南", "C4": "川北"}.get(
            one.customer, {"R1": "川南", "R2": "川北", "R3": "川南"}.get(one.rep, "")
        )
        cell = found[PRODUCTS[number % 4], region]
        found[PRODUCTS[number % 4], region] = [
            value + (added[place - at] if 0 <= place - at < 3 else 0)
            for place, value in enumerate(cell)
        ]
    return found


def effects(lines: list[Line], metric: str) -> dict[str, Fraction] | None:
    """The formula of the whole, in fractions; None when there were no tonnes before."""
    q, p, c, other = "volume_effect", "price_effect", "cost_effect", "other_effect"
    said = dict.fromkeys(EFFECTS, Fraction(0))
    priced = []
    for q0, s0, g0, q1, s1, g1 in cells(lines, metric).values():
        without = (q0 == 0 and (s0 or g0)) or (q1 == 0 and (s1 or g1)) or q0 == q1 == 0
        if q0 < 0 or q1 < 0 or without:
            said[other] += g1 - g0
        else:
            before = (s0 / q0, g0 / q0) if q0 else (s1 / q1, g1 / q1)
            now = (s1 / q1, g1 / q1) if q1 else before
            priced.append((q0, q1, *before, *now))
    tonnes = sum((one[0] for one in priced), Fraction(0))
    if tonnes <= 0:
        return None
    average = sum((q0 * g for q0, _q, _p, g, *_now in priced), Fraction(0)) / tonnes
    for q0, q1, price0, profit0, price1, profit1 in priced:
        said[q] += (q1 - q0) * average
        said["mix_effect"] += (q1 - q0) * (profit0 - average)
        said[p] += q1 * (price1 - price0)
        said[c] -= q1 * ((price1 - profit1) - (price0 - profit0))
    return said


@several_ledgers
@given(WANDERING, st.integers(1, 9), st.sampled_from(["net_sales", "gross_profit"]))
def test_effects_add_up_to_the_change_and_to_the_node_above(
    lines: list[Line], tenths: int, metric: str
) -> None:
    asked = {"as_of": AS_OF, "period": "dekad", "comparison": "previous", "metric": metric}
    with engine_of(lines, {}, tenths) as engine:
        whole = ask(engine, "targets/effects", by="company", **asked)
        below = {by: ask(engine, "targets/effects", by=by, **asked) for by in LEVELS}
        actual = ask(engine, "targets/comparison", as_of=AS_OF, period="dekad", metric=metric)
    if whole.is_empty():
        return
    expected = effects(lines, metric)
    (company,) = whole.to_dicts()
    current = actual.filter(level="company", comparison="previous").to_dicts()[0]
    # before the first order nothing is known: there the change of comparisons is missing
    assert current["change_value"] in (company["change_value"], None)
    for rows in (whole, *below.values()):
        for row in rows.iter_rows(named=True):
            assert row["change_value"] == row["actual_value"] - row["prior_value"]
            if expected is not None:
                parts = [row[name] for name in EFFECTS if row[name] is not None]
                assert sum(parts) == row["change_value"], row
        names = (*EFFECTS, "change_value", "prior_value", "prior_t", "lines_without_cost")
        assert sums(rows, *names) == sums(whole, *names)
    if expected is None:
        assert [company[name] for name in EFFECTS] == [None] * len(EFFECTS)
        return
    for name in EFFECTS:
        found = Fraction(company[name] or 0)
        assert abs(found - expected[name]) <= Fraction(3 * CENT), name
        if name in ("volume_effect", "price_effect"):
            assert found == pytest.approx(float(expected[name]), abs=0.0051)


@several_ledgers
@given(WANDERING)
def test_who_closes_the_gap_is_behind_and_adds_up(lines: list[Line]) -> None:
    with engine_of(lines, {}) as engine:
        rows = ask(engine, "targets/closers", as_of=AS_OF, period="dekad", gap=100)
    running = Decimal(0)
    for row in rows.iter_rows(named=True):
        running += row["missing_value"]
        assert row["missing_value"] == row["mean_value"] - row["actual_value"] > 0
        assert row["cumulated_value"] == running
        assert row["cumulated_share"] == pytest.approx(float(running) / 100)
    assert rows["missing_value"].to_list() == sorted(rows["missing_value"], reverse=True)
