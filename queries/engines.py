"""Where a query runs: DuckDB over the files of one release, locked to one folder."""

import threading
import warnings
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Protocol

import duckdb
import polars as pl

from data.base_views import literal
from data.errors import StoreError
from queries import scope as scopes
from queries.headers import Query
from queries.schemas import Files, Schemas
from queries.scope import Scope

# DuckDB advises `sql`, which copies once less but plans each text twice: that costs far more here.
warnings.filterwarnings("ignore", "Arrow output on a DB-API result", UserWarning)


class Engine(Protocol):
    """Whatever can answer a query on a release as a scope may see it."""

    def run(
        self, query: Query, values: Mapping[str, object], *, release: int, scope: Scope
    ) -> pl.DataFrame:
        """The rows of a query. `values` holds exactly the parameters that the query binds."""


class DuckDB:
    """One database per process. A bare table name means: this release, as this scope may see it."""

    def __init__(self, folder: Path, files: Files) -> None:
        """`files(release)`: the Parquet files of each table; nothing outside `folder` opens."""
        self._folder = folder
        self._files = files
        self._lock = threading.Lock()
        self._open()

    def run(
        self, query: Query, values: Mapping[str, object], *, release: int, scope: Scope
    ) -> pl.DataFrame:
        """The rows of a query, from a cursor of its own."""
        cursor = self._cursor(release, scope, query.reads)
        try:
            table = cursor.execute(query.text, dict(values)).to_arrow_table()
            assert table is not None  # a query is one SELECT
            return pl.DataFrame(table)
        finally:
            cursor.close()

    def sees(self, about: str, key: str, *, release: int, scope: Scope) -> bool:
        """Whether a scope may see what a note is about, and so may write one."""
        if scope.is_whole:
            return True
        cursor = self._cursor(release, scope, ())
        try:
            asked = {"about": about, "key": key}
            return cursor.execute(scopes.subject_sql(), asked).fetchone() is not None
        finally:
            cursor.close()

    def _open(self) -> None:
        # running cursors keep the old database alive: no drop, no race
        spill = self._folder / ".spill"
        try:
            spill.mkdir(parents=True, exist_ok=True)
        except OSError as reason:
            raise StoreError("The store {root} cannot be written.", root=self._folder) from reason
        self._database = duckdb.connect(
            config={"memory_limit": "4GB", "temp_directory": str(spill)}
        )
        for line in (
            f"set allowed_directories = [{literal(str(self._folder))}]",
            "set enable_external_access = false",
            "set python_enable_replacements = false",
            "set parquet_metadata_cache = true",
            "set lock_configuration = true",
        ):
            self._database.execute(line)
        self._schemas = Schemas(self._database, self._files)

    def _cursor(
        self, release: int, scope: Scope, tables: Collection[str]
    ) -> duckdb.DuckDBPyConnection:
        with self._lock:
            if self._schemas.is_full:
                self._open()
            schema = self._schemas.schema(release, scope, tables)
            cursor = self._database.cursor()
        cursor.execute(f"use {schema}")
        return cursor
