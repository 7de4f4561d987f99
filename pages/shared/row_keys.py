"""What names a row of several key columns in the address: two rows never get one name."""

import polars as pl

SEPARATOR, ESCAPE = "|", "~"


def row_key(*columns: str | pl.Expr) -> pl.Expr:
    """The columns with | between them; a | or ~ of a code is written as ~1 or ~0.

    What is absent is empty, so that each key has as many parts.
    """
    return pl.concat_str(*(_part(column) for column in columns), separator=SEPARATOR)


def _part(column: str | pl.Expr) -> pl.Expr:
    named = pl.col(column) if isinstance(column, str) else column
    text = named.cast(pl.String).fill_null("")
    escaped = text.str.replace_all(ESCAPE, "~0", literal=True)
    return escaped.str.replace_all(SEPARATOR, "~1", literal=True)


def flag(column: str) -> pl.Expr:
    """A flag as 1 or 0."""
    return pl.col(column).cast(pl.Int8)
