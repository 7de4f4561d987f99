"""A release as SQL views: exactly the contract's columns, whatever the files hold."""

from collections.abc import Mapping, Sequence

import duckdb

from data import settings
from data.base_views import identifier, parquet, rows_of
from data.contracts import ALL, Table


def create(
    connection: duckdb.DuckDBPyConnection,
    schema: str,
    files: Mapping[str, Sequence[str]],
    tables: Mapping[str, Table] = ALL,
) -> None:
    """Make one view per table in `schema`; a table without files is an empty one.

    `settings` shows the defaults of every setting that was not changed.
    """
    for name, table in tables.items():
        uris = files.get(name, ())
        rows = rows_of(table, uris, _columns(connection, uris) if uris else ())
        if name == "settings":
            rows = _with_defaults(connection, schema, rows)
        connection.execute(f"create or replace view {schema}.{identifier(name)} as {rows}")


def keep(connection: duckdb.DuckDBPyConnection, view: str, table: str) -> None:
    """Copy the rows that a view shows into a new table."""
    connection.execute(f"create table {table} as select * from {view}")


def show(connection: duckdb.DuckDBPyConnection, table: str, view: str) -> None:
    """Let a view, there already or not, show the rows of a table."""
    connection.execute(f"create or replace view {view} as select * from {table}")


def _columns(connection: duckdb.DuckDBPyConnection, uris: Sequence[str]) -> set[str]:
    described = f"describe select * from {parquet(uris)}"
    return {str(row[0]) for row in connection.execute(described).fetchall()}


def _with_defaults(connection: duckdb.DuckDBPyConnection, schema: str, rows: str) -> str:
    connection.register("defaults_given", settings.resolved({}))
    connection.execute(
        f"create or replace table {schema}.default_settings as select * from defaults_given"
    )
    connection.unregister("defaults_given")
    return (
        f"select name, value, number from ({rows}) as changed"
        f" union all select name, value, number from {schema}.default_settings"
        f" where name not in (select name from ({rows}) as changed)"
    )
