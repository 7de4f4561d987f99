"""The same text on Spark Connect: the dialect translated, the release bound as temporary views."""

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import Any

import polars as pl
import polars.selectors as cs
import sqlglot
from sqlglot import exp
from sqlglot.dialects.spark import Spark as SparkDialect

from data import settings
from data.contracts import ALL, SQL, Table
from data.errors import StoreError
from queries import scope as scopes
from queries.headers import Query
from queries.scope import Scope

Files = Callable[[int], Mapping[str, Sequence[str]]]


class ExactSpark(SparkDialect):
    """Spark's dialect, but percentiles stay exact: sqlglot would make them approximate."""

    class Generator(SparkDialect.Generator):  # type: ignore[misc, valid-type]  # untyped library
        TRANSFORMS = {  # noqa: RUF012 - the library's own form
            **SparkDialect.Generator.TRANSFORMS,
            exp.WithinGroup: lambda self, one: self.exact_percentile(one),
        }

        def exact_percentile(self, one: exp.WithinGroup) -> str:
            share = self.sql(one.this, "this")
            return f"PERCENTILE_CONT({share}) WITHIN GROUP ({self.sql(one, 'expression').strip()})"


@cache
def translated(text: str) -> str:
    """DuckDB's text as Spark's; `$name` becomes `:name`.

    Raises sqlglot.errors.UnsupportedError where Spark cannot say it.
    """
    tree = sqlglot.parse_one(text, read="duckdb").transform(_placeholder)
    return tree.sql(dialect=ExactSpark, unsupported_level=sqlglot.ErrorLevel.RAISE, comments=False)


def _placeholder(node: exp.Expression) -> exp.Expression:
    if isinstance(node, exp.Parameter):
        return exp.Placeholder(this=node.name)
    return node


class Spark:
    """An engine over a Spark Connect server. One release and one scope at a time, so it locks."""

    def __init__(self, address: str, files: Files) -> None:
        """`address` as in SPARK_REMOTE: `sc://host:port`.

        Raises StoreError when the client library is not installed.
        """
        try:
            from pyspark.sql import SparkSession
        except ImportError as missing:
            raise StoreError("The engine spark needs the package pyspark-client.") from missing
        self._session: Any = SparkSession.builder.remote(address).getOrCreate()
        self._files = files
        self._bound: tuple[int, Scope] | None = None
        self._views: set[str] = set()
        self._lock = threading.Lock()

    def run(
        self, query: Query, values: Mapping[str, object], *, release: int, scope: Scope
    ) -> pl.DataFrame:
        """The rows of a query, in the same columns as DuckDB gives them."""
        with self._lock:
            if self._bound != (release, scope):
                self._bound, self._views = (release, scope), set()
            self._bind(release, scope, query.reads)
            return self._rows(query.text, values)

    def _rows(self, text: str, values: Mapping[str, object]) -> pl.DataFrame:
        answer = self._session.sql(translated(text), args=dict(values)).toArrow()
        rows = pl.from_arrow(answer)
        assert isinstance(rows, pl.DataFrame)
        # local times without zone, as in DuckDB: Spark calls them times of its session's zone
        return rows.with_columns(cs.datetime(time_zone="*").dt.replace_time_zone(None))

    def _bind(self, release: int, scope: Scope, wanted: Collection[str]) -> None:
        """Make the views of these tables that are not there yet: each costs a round trip."""
        files = self._files(release)
        needed = {*wanted, *([] if scope.is_whole else scopes.ASKED)} - self._views
        for name in needed:
            self._view(f"whole_{name}", self._source(ALL[name], files.get(name, ())))
        if not scope.is_whole and not self._views:
            deciding = files if scope.release is None else self._files(scope.release)
            for name in scopes.DECIDING:
                self._view(f"deciding_{name}", self._source(ALL[name], deciding.get(name, ())))
            seen = translated(scopes.seen_sql(whole="deciding_"))
            self._session.sql(seen, args=scopes.values(scope)).createOrReplaceTempView("seen")
        for name in scopes.order_of_views(needed):
            condition = "1 = 1" if scope.is_whole else self._condition(name)
            self._view(name, f"select * from whole_{name} as t where {condition}")
        self._views |= needed

    def _condition(self, name: str) -> str:
        seen = translated(f"select {scopes.sees(ALL[name]).format(own='')}")
        return seen.removeprefix("SELECT ")

    def _source(self, table: Table, uris: Sequence[str]) -> str:
        """The rows of a table as a SELECT over a view of its files, in the contract's columns."""
        present: set[str] = set()
        if uris:
            rows = self._session.read.option("mergeSchema", "true").parquet(*uris)
            rows.createOrReplaceTempView(f"files_{table.name}")
            present = set(rows.columns)
        columns = ", ".join(
            f"cast({one.name if one.name in present else 'null'} as {_spark_type(SQL[one.kind])})"
            f" as {one.name}"
            for one in table.columns
        )
        source = f"from files_{table.name}" if uris else "where 1 = 0"
        rows_sql = f"select {columns} {source}"
        if table.name != "settings":
            return rows_sql
        defaults = self._session.createDataFrame(settings.resolved({}))
        defaults.createOrReplaceTempView("default_settings")
        self._view("changed_settings", rows_sql)
        return (
            "select name, value, number from changed_settings union all"
            " select d.name, d.value, d.number from default_settings as d"
            " left join changed_settings as c on c.name = d.name where c.name is null"
        )

    def _view(self, name: str, sql: str) -> None:
        self._session.sql(sql).createOrReplaceTempView(name)


def _spark_type(sql: str) -> str:
    return {"varchar": "string"}.get(sql, sql)
