"""One question per .sql file: `run("receivables/ageing", as_of=…)` gives a Polars frame."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Literal

import duckdb
import polars as pl

from data.errors import StoreError
from data.places import store_root
from data.soundness import refuse_missing_files
from data.store import Store
from queries.engines import DuckDB, Engine
from queries.headers import Query, QueryError, names, query
from queries.scope import DECIDING, EVERYTHING, Scope

__all__ = [
    "EVERYTHING",
    "Query",
    "QueryError",
    "Scope",
    "decided_by",
    "may_see",
    "names",
    "query",
    "reads",
    "run",
    "store",
]

EngineName = Literal["duckdb", "spark"]


def run(
    name: str,
    *,
    scope: Scope = EVERYTHING,
    release: int | None = None,
    known_on: datetime | None = None,
    engine: EngineName = "duckdb",
    **parameters: object,
) -> pl.DataFrame:
    """The rows that answer a named query.

    Columns, grain and units stand in the query's header. `release` or `known_on` pins the data,
    else the newest release answers; rights are always those of the newest: what was taken from
    somebody is gone in the past, too. `as_of` is, when absent, the older of the newest order and
    the newest receipt. Raises QueryError for a name or parameter that does not fit, and
    data.errors.StoreError for a release that does not exist or whose files are missing.
    """
    wanted = query(name)
    pinned = store().release(number=release, known_on=known_on).number
    asked = _engine(store_root(), engine)
    if not scope.is_whole:
        scope = replace(scope, release=store().release().number)
    with _missing_files_told(pinned):
        return answer(asked, wanted, parameters, release=pinned, scope=scope)


def decided_by(scope: Scope) -> tuple[tuple[str, int], ...]:
    """What the rights of a scope hang on besides itself: tables of the newest release, versions."""
    if scope.is_whole:
        return ()
    newest = store().release().tables
    return tuple((f"deciding {name}", newest.get(name, 0)) for name in DECIDING)


@contextmanager
def _missing_files_told(release: int) -> Iterator[None]:
    """Where an engine fails because files of the release are missing, raise DamagedError."""
    try:
        yield
    except (duckdb.Error, OSError):
        refuse_missing_files(store(), release)
        raise


def may_see(about: str, key: str, scope: Scope) -> bool:
    """Whether a reader may see, in the newest release, what a note is about: a customer, a rep …

    What one may not see, one may not write about either.
    """
    newest = store().release().number
    engine = _engine(store_root(), "duckdb")
    assert isinstance(engine, DuckDB)
    with _missing_files_told(newest):
        return engine.sees(about, key, release=newest, scope=scope)


def answer(
    engine: Engine, wanted: Query, given: Mapping[str, object], *, release: int, scope: Scope
) -> pl.DataFrame:
    """Fill in what was not given, check, and run on that engine."""
    values = bound(wanted, given)
    if "as_of" in wanted.parameters and values["as_of"] is None:
        values["as_of"] = default_as_of(engine, release)
    return engine.run(wanted, values, release=release, scope=scope)


def bound(wanted: Query, given: Mapping[str, object]) -> dict[str, object]:
    """Exactly the parameters that the query binds, defaults filled in, text read as its type."""
    unknown = sorted(set(given) - set(wanted.parameters))
    if unknown:
        raise QueryError(
            "{query} has no parameter {name}. It takes: {known}.",
            query=wanted.name,
            name=", ".join(unknown),
            known=", ".join(wanted.parameters) or "—",
        )
    values = {
        name: one.value_of(given[name] if given.get(name) is not None else one.default)
        for name, one in wanted.parameters.items()
    }
    for name, one in wanted.parameters.items():
        if values[name] is None and not one.may_be_absent and name != "as_of":
            raise QueryError("{query} needs the parameter {name}.", query=wanted.name, name=name)
    return values


def default_as_of(engine: Engine, release: int) -> date | None:
    """The older of the newest order and the newest receipt; None in an empty store."""
    dates = engine.run(query("shared/dates"), {}, release=release, scope=EVERYTHING)
    newest = dates.filter(pl.col("table_name").is_in(["orders", "receipts"]))["newest_on"]
    found: date | None = newest.drop_nulls().min()  # type: ignore[assignment]  # a date column
    return found


def reads(name: str) -> frozenset[str]:
    """The tables that a query stands on, those of its steps included."""
    return query(name).reads


def store() -> Store:
    """The store that `XUNBOARD_STORE` names."""
    return _store(store_root())


@cache
def _store(root: Path) -> Store:
    return Store(root)


@cache
def _engine(root: Path, engine: EngineName) -> Engine:
    if engine == "duckdb":
        return DuckDB(root, _store(root).files)
    from queries.spark import Spark

    address = os.environ.get("SPARK_REMOTE")
    if not address:
        raise StoreError("The engine spark needs SPARK_REMOTE, such as sc://127.0.0.1:15002.")
    return Spark(address, _store(root).files)
