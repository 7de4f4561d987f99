"""A stored table as its contract says it is today, whichever columns its files have."""

from collections.abc import Collection, Sequence

from data.contracts import SQL, Table


def identifier(name: str) -> str:
    """A column or table name, quoted for SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text, quoted for SQL."""
    return "'" + text.replace("'", "''") + "'"


def parquet(uris: Sequence[str]) -> str:
    """The rows of those Parquet files (at least one), partition columns as text."""
    files = ", ".join(literal(uri) for uri in uris)
    return (
        f"read_parquet([{files}], union_by_name = true, hive_partitioning = true,"
        " hive_types_autocast = false)"
    )


def typed(table: Table, present: Collection[str]) -> str:
    """The contract's columns in its order; a column that is not `present` becomes a typed NULL."""
    return ", ".join(
        f"cast({identifier(one.name) if one.name in present else 'null'} as {SQL[one.kind]})"
        f" as {identifier(one.name)}"
        for one in table.columns
    )


def rows_of(table: Table, uris: Sequence[str], present: Collection[str]) -> str:
    """A SELECT of the rows in `uris`, whose files hold the columns `present`; no file, no row."""
    if not uris:
        return f"select {typed(table, ())} where false"
    return f"select {typed(table, present)} from {parquet(uris)}"  # noqa: S608 - quoted above
