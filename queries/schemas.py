"""The schemas of one database: a release, and what a scope may see of it, made when asked for."""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

import duckdb

from data import views
from data.contracts import ALL
from queries import scope as scopes
from queries.scope import Scope

Files = Callable[[int], Mapping[str, Sequence[str]]]

SMALL_TABLE = 4 << 20
"""Bytes of Parquet up to which a table is kept in memory, where it is 10 to 40 times as large.

A query over many small tables spends most of its time with opening their files.
"""
MOST_SMALL_TABLES = 48 << 20
"""Bytes of Parquet of all tables that are kept in memory."""
MOST_SCHEMAS = 200


class Schemas:
    """Makes schemas, views and kept tables in `database`. Not thread-safe: its user locks."""

    def __init__(self, database: duckdb.DuckDBPyConnection, files: Files) -> None:
        """`files(release)`: the Parquet files of each table."""
        self._database = database
        self._files = files
        self._shown: dict[str, set[str]] = {}
        self._kept: dict[tuple[str, ...], str] = {}
        self._kept_bytes = 0
        database.execute("create schema kept")

    @property
    def is_full(self) -> bool:
        """It holds so much that a new database is due."""
        return len(self._shown) > MOST_SCHEMAS or self._kept_bytes > MOST_SMALL_TABLES

    def schema(self, release: int, scope: Scope, tables: Collection[str]) -> str:
        """The schema that shows at least these tables of a release as the scope may see them."""
        whole = _name(release)
        if scope.is_whole:
            self._show_whole(release, whole, tables)
            return whole
        tables = {*tables, *scopes.ASKED}
        self._show_whole(release, whole, tables)
        own = f"{whole}_{scope.code}"
        if own not in self._shown:
            decides = release if scope.release is None else scope.release
            self._show_whole(decides, _name(decides), scopes.DECIDING)
            scopes.create(self._database, _name(decides), own, scope)
            self._shown[own] = set()
        scopes.show(self._database, whole, own, tables - self._shown[own])
        self._shown[own] |= tables
        return own

    def _show_whole(self, release: int, whole: str, tables: Collection[str]) -> None:
        if whole not in self._shown:
            self._database.execute(f"create schema {whole}")
            self._shown[whole] = set()
        new = set(tables) - self._shown[whole]
        if not new:
            return
        files = self._files(release)
        for name in sorted(new):
            self._show_table(whole, name, files.get(name, ()))
            self._shown[whole].add(name)

    def _show_table(self, whole: str, name: str, files: Sequence[str]) -> None:
        """Show a table from its files, or from memory: releases share what they have in common."""
        key, view = (name, *files), f"{whole}.{name}"
        if key not in self._kept:
            views.create(self._database, whole, {name: files}, {name: ALL[name]})
            size = sum(Path(file).stat().st_size for file in files)
            if size > SMALL_TABLE:
                return
            kept = f"kept.{name}_{len(self._kept)}"
            views.keep(self._database, view, kept)
            self._kept[key] = kept
            self._kept_bytes += size
        views.show(self._database, self._kept[key], view)


def _name(release: int) -> str:
    """The schema that shows a whole release."""
    return f"release_{release:d}"
