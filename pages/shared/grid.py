"""A table as it is shown: columns with their kinds, rows, the remainder, the total.

Screen, print view, Excel and CSV are all written from the same `Grid`: that is why they agree.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from math import isnan
from typing import Any, Literal

import polars as pl

from pages.shared import numbers

Kind = Literal[
    "text", "status", "money", "tonnes", "number", "count", "percent", "points", "bar", "score",
    "date", "line", "columns",
]  # fmt: skip
Role = Literal["row", "rest", "total"]
MOST_ROWS = 1_000
ADDING: frozenset[Kind] = frozenset({"money", "tonnes", "count"})
NUMERIC: frozenset[Kind] = frozenset(
    {"money", "tonnes", "number", "count", "percent", "points", "bar", "score"}
)
RATIOS: frozenset[Kind] = frozenset({"percent", "points", "bar"})
SPARKS: frozenset[Kind] = frozenset({"line", "columns"})
DIGITS: dict[Kind, int] = {"count": 0}
WIDTHS: dict[Kind, int] = {
    "text": 96,
    "status": 100,
    "count": 76,
    "points": 92,
    "percent": 84,
    "bar": 144,
    "score": 136,
    "date": 104,
    "line": 140,
    "columns": 130,
}


@dataclass(frozen=True)
class Column:
    """One column of a table.

    kind: `money` is in yuan in the frame and shown in the unit of the page; `percent`, `points`
    (difference of ratios, in pp) and `bar` (a ratio as bar) are ratios in the frame; `score` is
    0–100 as bar; `line` and `columns` are lists of numbers; `status` is a light name shown as
    sign and word, or words of the page's own, coloured by the row's light.
    effect: the number takes the colour of the row's light. heat: 1 (young) to 6 (old) tints the
    cell by its share. full: the ratio at which a bar is full. adds: overrides whether the
    remainder and the total are sums. full_title: the title in a file, where the columns beside it
    do not say what a short one belongs to. light: the column of the frame that holds the light of
    each cell: its sign stands before the number, in its colour.
    """

    name: str
    title: str
    kind: Kind = "text"
    width: int = 0
    digits: int | None = None
    sign: bool = False
    pinned: bool = False
    effect: bool = False
    heat: int = 0
    full: float = 1.0
    adds: bool | None = None
    meaning: str = ""
    full_title: str = ""
    light: str = ""

    def digits_in(self, unit: str) -> int:
        """Digits after the point when money is shown in that unit."""
        if self.digits is not None:
            return self.digits
        return numbers.MONEY[unit].digits if self.kind == "money" else DIGITS.get(self.kind, 1)

    @property
    def is_sum(self) -> bool:
        """Whether remainder and total of this column are sums of its rows."""
        return self.kind in ADDING if self.adds is None else self.adds

    @property
    def pixels(self) -> int:
        """Width at a desk."""
        return self.width or WIDTHS.get(self.kind, 96)


@dataclass(frozen=True)
class Grid:
    """Rows in the order shown; `roles` says which of them are remainder and total.

    rows: one dict per row with the shown values: money in the unit, ratios still as ratios.
    exact: the same before they are rounded, for a file whose cells somebody adds up.
    keys: what a selected row stands for; None for remainder and total.
    depths: how far each row stands below the top of a tree; empty for a plain table.
    cell_lights: per row the lights of the columns that have their own; empty where none has.
    """

    columns: tuple[Column, ...]
    rows: tuple[dict[str, Any], ...]
    exact: tuple[dict[str, Any], ...]
    roles: tuple[Role, ...]
    keys: tuple[str | None, ...]
    lights: tuple[str, ...]
    unit: str
    source_rows: int = 0
    left_out: int = field(default=0)
    depths: tuple[int, ...] = ()
    cell_lights: tuple[dict[str, str], ...] = ()

    def texts(self) -> list[list[str]]:
        """Every cell as the text on the screen, row by row."""
        return [
            [cell_text(c, row.get(c.name), self.unit) for c in self.columns] for row in self.rows
        ]


def lay_out(
    frame: pl.DataFrame,
    columns: Sequence[Column],
    *,
    unit: str = "wan",
    key: str = "",
    light: str = "",
    total: Mapping[str, Any] | None = None,
    label: str = "",
    rest: Callable[[int], str] | None = None,
    limit: int = MOST_ROWS,
    light_words: Mapping[str, str] | None = None,
) -> Grid:
    """The frame as a grid: the first `limit` rows, the remainder, the total.

    frame: sorted by what needs action. total: values of the total row that are not sums (ratios,
    its light); None leaves the total out. label: the word in the total's first text column.
    rest: the label of the remainder row from the number of rows in it; it is needed whenever a
    total is shown and rows are left out, or the parts would not add up on the screen.
    """
    if limit > MOST_ROWS:
        raise ValueError(f"a table shows at most {MOST_ROWS} rows")
    sums = [c for c in columns if c.is_sum]
    head = _name_column(columns)

    ordered = sorted(columns, key=lambda c: not c.pinned)  # as the screen draws them
    shown = frame.head(limit)
    rows = list(shown.iter_rows(named=True))
    roles: list[Role] = ["row"] * len(rows)
    keys: list[str | None] = [str(value) for value in shown[key]] if key else [None] * len(rows)
    lights = list(shown[light].fill_null("none")) if light else ["none"] * len(rows)
    left = frame.slice(limit)
    if left.height:
        if rest is None:
            raise ValueError("rows are left out: say how the remainder row is called")
        rows.append(_sums(left, sums) | {head.name: rest(left.height)})
        roles.append("rest")
        keys.append(None)
        lights.append("none")
    if total is not None:
        rows.append(_sums(frame, sums) | {head.name: label} | dict(total))
        roles.append("total")
        keys.append(None)
        lights.append(str(total.get(light) or "none") if light else "none")

    def each(cell: Callable[[Column, Any], Any]) -> tuple[dict[str, Any], ...]:
        return tuple({c.name: cell(c, row.get(c.name)) for c in columns} for row in rows)

    return Grid(
        tuple(ordered),
        each(lambda c, value: _shown(c, value, unit, light_words)),
        each(lambda c, value: _in_unit(c, value, unit)),
        tuple(roles),
        tuple(keys),
        tuple(lights),
        unit,
        source_rows=frame.height,
        left_out=left.height,
        cell_lights=_cell_lights(columns, rows),
    )


def _cell_lights(
    columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, str], ...]:
    lit = [c for c in columns if c.light]
    return tuple({c.name: str(row.get(c.light) or "none") for c in lit} for row in rows if lit)


def _name_column(columns: Sequence[Column]) -> Column:
    texts = [c for c in columns if c.kind == "text"]
    return next((c for c in texts if c.pinned), texts[0] if texts else columns[0])


def _sums(frame: pl.DataFrame, columns: Sequence[Column]) -> dict[str, Any]:
    """Sums of what adds up; a column without any number has no sum."""
    return {
        c.name: frame[c.name].sum() if frame[c.name].count() else None
        for c in columns
        if c.name in frame.columns
    }


def _shown(c: Column, value: Any, unit: str, words: Mapping[str, str] | None) -> Any:
    """The value in its unit with the digits of the screen; ratios stay ratios."""
    if value is None:
        return None
    if c.kind in NUMERIC:
        factor = _factor(c, unit)
        more = 2 if c.kind in RATIOS else 0
        exact = numbers.rounded(value, c.digits_in(unit) + more, factor)
        return None if exact is None else float(exact)
    if c.kind == "status" and words:
        return words.get(str(value), value)
    if c.kind in SPARKS:
        return [None if one is None else float(one) for one in value]
    return value


def _in_unit(c: Column, value: Any, unit: str) -> float | None:
    """What adds up, unrounded in its unit; None for all else."""
    if c.kind not in ADDING or value is None or isnan(value):
        return None
    return float(Decimal(str(value)) * _factor(c, unit))


def _factor(c: Column, unit: str) -> Decimal:
    return numbers.per_yuan(unit) if c.kind == "money" else Decimal(1)


def cell_text(c: Column, value: Any, unit: str) -> str:
    """A shown value as text: the same digits as on the screen, in Excel and on paper."""
    if value is None:
        return numbers.NONE if c.kind in NUMERIC else ""
    if c.kind in SPARKS:
        return ""
    if c.kind in NUMERIC:
        return numbers.number(
            value,
            c.digits_in(unit),
            sign=c.sign or c.kind == "points",
            suffix="" if c.kind not in ("percent", "bar") else "%",
            factor=100 if c.kind in RATIOS else 1,
        )
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else str(value)
