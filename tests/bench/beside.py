"""The same questions in three places in one run: DuckDB as the dashboard has it, pandas, PostgreSQL.

Each answers on the raw tables of the release: DuckDB from its Parquet files, pandas from frames in
memory, PostgreSQL from indexed tables. Every answer is compared with DuckDB's, to the cent.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TypeVar

import duckdb
import pandas as pd

import queries
from queries import EVERYTHING
from queries.schemas import Schemas
from tests.bench import postgres
from tests.bench.clock import timed
from tests.bench.each_query import newest_day
from tests.bench.pandas_answers import COLUMNS, At, Frames, Rows
from tests.bench.postgres import Session
from tests.bench.raw_questions import QUESTIONS, Question, at, worded

Answer = TypeVar("Answer")

VERSION = "\\pset tuples_only on\nshow server_version;\n"
INDEXES = """
create unique index on customers (customer_id);
create index on orders (ordered_on);
create index on orders (customer_id, ordered_on);
create index on orders (order_id);
create index on receipts (received_on);
create index on receipts (customer_id, order_id);
vacuum analyze;
"""


def measure(repeat: int) -> None:
    """Print what loading takes, then a line for each question."""
    store = queries.store()
    release = store.release().number
    connection = duckdb.connect()
    schemas = Schemas(connection, store.files)
    schema = schemas.schema(release, EVERYTHING, tuple(COLUMNS))
    connection.execute(f"use {schema}")
    customer = queries.run("receivables/customers")["customer_id"][0]
    days = at(newest_day(), customer)
    print("\nthe same questions elsewhere; milliseconds, the median")
    with _said("pandas: frames from the files"):
        frames = Frames(**{name: _frame(connection, name) for name in COLUMNS})
    with postgres.cluster() as session:
        if session is None:
            print("PostgreSQL not found: left out")
        else:
            _load(session, connection)
        print(
            f"{'question':<46}{'rows':>6}{'DuckDB':>8}{'pandas':>8}{'':>7}{'Postgres':>10}{'':>7}"
            f"{'page':>7}  its query"
        )
        for question in QUESTIONS:
            _compare(question, days, connection, frames, session, repeat)


def _frame(connection: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    found = connection.execute(f"select {COLUMNS[name]} from {name}").to_arrow_table()
    assert found is not None  # it is one SELECT
    return found.to_pandas(date_as_object=False)


@contextmanager
def _said(what: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    print(f"{what}: {time.perf_counter() - begun:.1f} s", flush=True)


def _load(session: Session, connection: duckdb.DuckDBPyConnection) -> None:
    """The three tables, every column of theirs; the time of COPY and that of the indexes apart."""
    print(f"PostgreSQL: {session.do(VERSION).strip()}, {postgres.MEANS}")
    for name in COLUMNS:
        columns = connection.execute(f"describe select * from {name}").fetchall()
        with tempfile.NamedTemporaryFile(suffix=".csv") as file:
            connection.execute(f"copy (select * from {name}) to '{file.name}' (header)")
            with _said(f"PostgreSQL: copy {name}"):
                session.load(name, [(row[0], row[1]) for row in columns], Path(file.name))
    with _said("PostgreSQL: indexes, analyze"):
        session.do(INDEXES)


def _compare(
    question: Question,
    days: At,
    connection: duckdb.DuckDBPyConnection,
    frames: Frames,
    session: Session | None,
    repeat: int,
) -> None:
    sql = worded(question, days)
    rows, own = _repeated(lambda: connection.execute(sql).fetchall(), repeat)
    found, took = _repeated(lambda: question.pandas(frames, days), repeat)
    differing = [] if _text(found) == _text(rows) else ["pandas"]
    print(f"{question.title:<46}{len(rows):>6,}{own:>8.0f}{took:>8.0f}{_times(took / own)}", end="")
    if session:
        answer, all_took = session.ask(sql, repeat)
        elsewhere = median(all_took)
        differing += [] if sorted(answer) == _text(rows) else ["PostgreSQL"]
        print(f"{elsewhere:>10.0f}{_times(elsewhere / own)}", end="")
    else:
        print(f"{'—':>10}{'':>7}", end="")
    if question.page_query:
        _, page = _repeated(lambda: queries.run(question.page_query, as_of=days.as_of), repeat)
        print(f"{page:>7.0f}  {question.page_query}", end="")
    print(f"  !!! DIFFERENT ANSWER: {', '.join(differing)}" if differing else "", flush=True)


def _repeated(ask: Callable[[], Answer], repeat: int) -> tuple[Answer, float]:
    """The answer, and the median milliseconds of asking again."""
    answer = ask()
    return answer, median(timed(ask)[0].wall for _ in range(repeat))


def _times(ratio: float) -> str:
    return f"{ratio:>6.1f}×" if ratio >= 1 else f"{ratio:>6.2f}×"


def _text(rows: Rows) -> list[tuple[str, ...]]:
    """Rows in an order of their own, as psql writes them."""
    return sorted(tuple(str(one) for one in row) for row in rows)
