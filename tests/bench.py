"""Measure every query and every page on demo data: `make bench`, or `python -m tests.bench --help`.

It asserts nothing. Times are of this process: CPU, which another busy process disturbs little, and
wall clock. *First* is the first question in a fresh engine, tables still on disk; *again* the
median of the repetitions.
"""

import argparse
import logging
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import PropertyMock, patch

import duckdb
import polars as pl
import streamlit as st
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

import queries
from data import demo
from data.accounts import Account
from pages.shared import session
from pages.shared.register import Entry, pages_for
from queries import EVERYTHING, Scope
from queries.headers import Query

SHELL = Path(__file__).parents[1] / "pages" / "shell.py"
MANAGER = Account(name="manager", role="manager", language="en")
GIVEN: dict[str, Any] = {
    "by": "owner",
    "page": "receivables",
    "about": "customer",
    "month": "2026-11",
    "since_on": date(2026, 11, 1),
}
"""What some queries must be given besides the day and a document."""


@dataclass(frozen=True)
class Took:
    """One measured call, in milliseconds."""

    cpu: float
    wall: float


def timed(call: Callable[[], Any]) -> tuple[Took, Any]:
    """How long a call took, and what it gave."""
    cpu, wall = time.process_time(), time.perf_counter()
    answer = call()
    took = Took((time.process_time() - cpu) * 1e3, (time.perf_counter() - wall) * 1e3)
    return took, answer


def middle(all_took: list[Took]) -> Took:
    return Took(median(one.cpu for one in all_took), median(one.wall for one in all_took))


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, load {load:.1f} at the start, "
        f"Python {platform.python_version()}, duckdb {duckdb.__version__}, "
        f"polars {pl.__version__}, streamlit {st.__version__}"
    )


def examples() -> dict[str, Any]:
    """GIVEN, the newest day, and a document to ask for where a query is about one."""
    rows = queries.run("receivables/items").row(0, named=True)
    late = queries.run("complaints/late").row(0, named=True)
    days = queries.run("shared/dates").filter(pl.col("table_name").is_in(["orders", "receipts"]))
    return GIVEN | {
        "as_of": days["newest_on"].min(),
        "customer_id": rows["customer_id"],
        "key": rows["customer_id"],
        "order_id": rows["order_id"],
        "complaint_id": late["complaint_id"],
    }


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


def measure_queries(repeat: int, scope: Scope) -> None:
    known = examples()
    print(f"{'query':<32}{'rows':>8}{'first':>9}{'again':>9}{'CPU':>9}")
    for name in queries.names():
        values = given(queries.query(name), known)

        def ask(name: str = name, values: dict[str, Any] = values) -> pl.DataFrame:
            return queries.run(name, scope=scope, **values)

        fresh_engine()
        first, rows = timed(ask)
        again = middle([timed(ask)[0] for _ in range(repeat)])
        print(f"{name:<32}{rows.height:>8,}{first.wall:>9.0f}{again.wall:>9.0f}{again.cpu:>9.0f}")


@contextmanager
def asked() -> Iterator[list[tuple[Took, pl.DataFrame]]]:
    """Every question that reaches the engine meanwhile: how long it took, its answer."""
    found: list[tuple[Took, pl.DataFrame]] = []
    run = queries.run

    def watched(*args: Any, **named: Any) -> pl.DataFrame:
        answer: tuple[Took, pl.DataFrame] = timed(lambda: run(*args, **named))
        found.append(answer)
        return answer[1]

    with patch.object(queries, "run", watched):
        yield found


def measure_page(entry: Entry, repeat: int) -> None:
    """One line: the script with nothing answered yet, its queries, the script with all answered."""
    at = AppTest.from_file(str(SHELL), default_timeout=300)
    at.run()
    at.switch_page(str(entry.file))
    at.run()  # tables come into memory, modules are imported
    st.cache_data.clear()
    with asked() as answers:
        cold = timed(at.run)[0]
    warm = middle([timed(at.run)[0] for _ in range(repeat)])
    queried = sum(took.wall for took, _ in answers)
    rows = sum(answer.height for _, answer in answers)
    failed = "  " + at.exception[0].message.splitlines()[0] if at.exception else ""
    print(
        f"{entry.address:<20}{len(answers):>8}{rows:>9,}{queried:>9.0f}{cold.wall:>9.0f}"
        f"{cold.cpu:>9.0f}{warm.wall:>9.0f}{warm.cpu:>9.0f}{failed}"
    )


def measure_pages(repeat: int) -> None:
    print(
        f"\n{'page':<20}{'queries':>8}{'rows':>9}{'in them':>9}{'cold':>9}{'CPU':>9}"
        f"{'warm':>9}{'CPU':>9}"
    )
    locale = PropertyMock(return_value="en")
    with (
        patch.object(session, "live_account", lambda: MANAGER),
        patch.object(ContextProxy, "locale", locale),
    ):
        for entry in pages_for(MANAGER.role):
            measure_page(entry, repeat)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--orders", type=int, default=60_000, help="order lines of the demo data")
    parser.add_argument("--store", type=Path, help="measure this store instead of a new one")
    parser.add_argument("--repeat", type=int, default=3, help="times each is measured again")
    parser.add_argument("--only", choices=["queries", "pages"], help="leave the others out")
    parser.add_argument("--rep", help="ask as this rep instead of the whole company")
    options = parser.parse_args()
    logging.disable(logging.WARNING)  # Streamlit misses a server, and says so at every call
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["XUNBOARD_STORE"] = str(options.store or temporary)
        if options.store is None:
            demo.fill(queries.store(), orders=options.orders)
        queries.store().publish([], who="bench")  # as a start does: renews what is out of date
        lines = queries.store().release().rows["orders"]
        print(f"{lines:,} order lines; {machine()}\nmilliseconds\n")
        if options.only != "pages":
            measure_queries(options.repeat, Scope(rep=options.rep) if options.rep else EVERYTHING)
        if options.only != "queries":
            measure_pages(options.repeat)


if __name__ == "__main__":
    main()
