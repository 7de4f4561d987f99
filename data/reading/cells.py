"""A column of cells after casting: what they are, and which are not what they should be."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

EMPTY = ("", "-", "--", "—", "——", "–", "无", "null", "(null)", "n/a")
"""What people write for nothing, in narrow lower-case letters."""

STEERING = "[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
"""Unseen marks that turn the direction of writing: the sum after a name would read backwards."""
INVISIBLE = "[\u200b-\u200d\u2060\ufeff]"


TEXT_FORMULA = r'^="([^"]*)"$'
"""How programs keep Excel from shortening a code: `="007"`."""
TEXT_MARK = r"^'([-=+@＝＋－＠0-9])"
"""How Excel itself does: an apostrophe that is no part of the text."""
EXCEL_ERROR = r"(?i)^\s*[#＃](?:DIV/0!|N/A|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|[#＃]+)\s*$"
ERROR_IN_CELL = "Excel shows an error here; mend the formula or write the value."


@dataclass(frozen=True)
class Fault:
    """Cells that are refused: a mask over the column, and why."""

    mask: pl.Series
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """Typed values (null where empty or refused) and the refused cells, each under one fault."""

    values: pl.Series
    faults: tuple[Fault, ...] = ()


def narrow(cells: pl.Series) -> pl.Series:
    """Without what cannot be seen, full-width characters made narrow; nothing becomes null."""
    if not is_ascii(cells):
        cells = cells.str.replace_all(f"{STEERING}|{INVISIBLE}", "")
        cells = cells.str.normalize("NFKC").str.replace_all("−", "-", literal=True)
    return without_empty(unmarked(cells.str.strip_chars()))


def trimmed(cells: pl.Series) -> pl.Series:
    """Without spaces around, otherwise as written; nothing becomes null."""
    if not is_ascii(cells):  # emoji keep their joiners
        cells = cells.str.replace_all(STEERING, "")
    return without_empty(unmarked(cells.str.strip_chars(" \t\r\n\u3000\u00a0\ufeff\u200b")))


def unmarked(cells: pl.Series) -> pl.Series:
    """Without what only tells a spreadsheet that a cell is text."""
    if not cells.str.contains("^[='＝]").any():
        return cells
    return cells.str.replace(TEXT_FORMULA, "$1").str.replace(TEXT_MARK, "$1")


def without_errors(cells: pl.Series) -> tuple[pl.Series, Fault]:
    """The cells without #DIV/0! and its like, which are a fault in every column."""
    wrong = cells.str.contains(EXCEL_ERROR).fill_null(value=False)
    return cells.set(wrong, ""), Fault(wrong, ERROR_IN_CELL)


def is_ascii(cells: pl.Series) -> bool:
    return bool(cells.str.len_bytes().sum() == cells.str.len_chars().sum())


def without_empty(cells: pl.Series) -> pl.Series:
    short = cells.str.len_chars() <= max(map(len, EMPTY))
    if not short.any():
        return cells
    nothing = short & cells.str.to_lowercase().is_in(EMPTY)
    return cells.set(nothing, None)


def refused(given: pl.Series, values: pl.Series) -> pl.Series:
    """Mask of the cells that hold something but became nothing."""
    return given.is_not_null() & values.is_null()
