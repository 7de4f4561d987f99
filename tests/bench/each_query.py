"""Every query by itself: its rows, the first answer of a fresh engine, and later ones."""

from datetime import date
from typing import Any

import polars as pl
import streamlit as st

import queries
from queries import Scope
from queries.headers import Query, QueryError
from tests.bench.clock import middle, timed

GIVEN: dict[str, Any] = {
    "by": "owner",
    "page": "receivables",
    "about": "customer",
    "month": "2026-11",
    "since_on": date(2026, 11, 1),
}
"""What some queries must be given besides the day and a document."""


def examples() -> dict[str, Any]:
    """GIVEN, the newest day, and a document to ask for where a query is about one."""
    rows = queries.run("receivables/items").row(0, named=True)
    late = queries.run("complaints/late").row(0, named=True)
    return GIVEN | {
        "as_of": newest_day(),
        "customer_id": rows["customer_id"],
        "key": rows["customer_id"],
        "order_id": rows["order_id"],
        "complaint_id": late["complaint_id"],
        "promise_id": queries.run("receivables/promises").row(0, named=True)["promise_id"],
    }


def newest_day() -> date:
    """The day that pages speak for where none is chosen."""
    days = queries.run("shared/dates").filter(pl.col("table_name").is_in(["orders", "receipts"]))
    found: date = days["newest_on"].min()  # type: ignore[assignment]  # a date column
    return found


def given(wanted: Query, known: dict[str, Any]) -> dict[str, Any]:
    """What the query must be given; every filter stays open."""
    return {
        name: known[name]
        for name, one in wanted.parameters.items()
        if name == "as_of" or (not one.may_be_absent and name in known)
    }


def fresh_engine() -> None:
    """Forget the engine and all answers, as a process that just started."""
    queries._engine.cache_clear()
    st.cache_data.clear()


def measure(repeat: int, scope: Scope) -> None:
    """Print a line for each query."""
    known = examples()
    print(f"{'query':<32}{'rows':>8}{'first':>9}{'again':>9}{'CPU':>9}")
    for name in queries.names():
        values = given(queries.query(name), known)

        def ask(name: str = name, values: dict[str, Any] = values) -> pl.DataFrame:
            return queries.run(name, scope=scope, **values)

        fresh_engine()
        try:
            first, rows = timed(ask)
        except QueryError as refused:
            print(f"{name:<32}  not asked: {refused}")
            continue
        again = middle([timed(ask)[0] for _ in range(repeat)])
        print(f"{name:<32}{rows.height:>8,}{first.wall:>9.0f}{again.wall:>9.0f}{again.cpu:>9.0f}")
