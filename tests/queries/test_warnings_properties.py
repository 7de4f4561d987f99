"""Early warning over random ledgers: levels add up, and the verdict is the formula's."""

import tempfile
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import queries
from queries import headers
from tests import given as releases

AS_OF = date(2026, 9, 20)  # no window of the 130 days before is a holiday window
REPS = {"C1": "R1", "C2": "R2", "C3": ""}
REGIONS = {"C1": "川南", "C2": "川北", "C3": ""}
SALES = st.lists(  # customer, days before AS_OF, tonnes
    st.tuples(st.sampled_from(sorted(REPS)), st.integers(0, 389), st.integers(-40, 400)),
    min_size=5,
    max_size=40,
)
several = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def asked(name: str, orders: list[str]) -> pl.DataFrame:
    """The rows of a query or step over these orders."""
    customers = [f"{one},{one},{REGIONS[one]},{REPS[one]}" for one in REPS]
    rows = {
        "orders": "\n".join(
            ["order_id,customer_id,ordered_on,quantity_t,invoice_amount,due_on", *orders]
        ),
        "customers": "\n".join(["customer_id,customer_name,region,rep_id", *customers]),
        "reps": "rep_id,rep_name,region\nR1,R1,川南\nR2,R2,川北\n",
    }
    wanted = (
        queries.query(name)
        if "/" in name
        else headers.of(name, f"-- reads {name}\nselect * from {name}")
    )
    with tempfile.TemporaryDirectory() as folder:
        engine = releases.engine(Path(folder), rows, wanted.reads)
        return queries.answer(engine, wanted, {"as_of": AS_OF}, release=1, scope=queries.EVERYTHING)


@settings(several)
@given(sales=SALES)
def test_every_level_adds_up_to_the_lines_of_its_window(sales: list[tuple[str, int, int]]) -> None:
    orders = [
        f"O{number},{customer},{AS_OF - timedelta(before)},{tonnes},{100 * tonnes}.00,2026-03-01"
        for number, (customer, before, tonnes) in enumerate(sales)
    ]
    rows = asked("warning_amounts", orders)
    for days in (10, 30):
        for back in range(13):
            tonnes = sum(t for _c, before, t in sales if days * back <= before < days * (back + 1))
            window = rows.filter(window_days=days, back=back)
            levels = ["company", "rep", "customer"] + ["region"] * (days == 10)
            for level in levels:
                found = window.filter(level=level)
                assert found["volume"].sum() == tonnes
                assert found["net_sales"].sum() == 100 * tonnes
            overdue = {level: window.filter(level=level)["overdue"].sum() for level in levels}
            assert len(set(overdue.values())) == 1


@settings(several)
@given(tonnes=st.lists(st.integers(0, 1200), min_size=13, max_size=13))
def test_the_verdict_on_the_company_is_that_of_the_formula(tonnes: list[int]) -> None:
    orders = [
        f"O{back},C1,{AS_OF - timedelta(10 * back + 9)},{t},100.00,2028-01-01"
        for back, t in enumerate(tonnes)
    ]
    x, roots = tonnes[0], [t**0.5 for t in tonnes[1:]]
    m = median(roots)
    s = max(1.4826 * median(abs(y - m) for y in roots), 0.03 * m)
    is_alarm = s > 0 and abs((x**0.5 - m) / s) >= 3 and abs(x - m * m) >= 0.005 * m * m
    found = asked("targets/warnings", orders).filter(metric="volume")
    assert found.height == is_alarm
    if is_alarm:
        row = found.row(0, named=True)
        assert abs(row["z"] - (x**0.5 - m) / s) < 1e-9
        assert abs(row["usual"] - m * m) < 1e-6
