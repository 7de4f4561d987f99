"""A sheet of text cells, each row with the number that Excel shows beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from data.problems import FileRefusedError

Progress = Callable[[str, float], None]
"""Called with a step (an English message) and the share of it that is done, 0–1."""

MAX_COLUMNS = 1000
NO_ROW = -1
"""Where the header of a file stands that has none."""


def silent(step: str, share: float) -> None:
    """Progress for nobody."""


@dataclass(frozen=True)
class Sheet:
    """Text cells: `cells` has one text column per column of the file ("0", "1", …), no nulls.

    Row i of `cells` is line i + 1 in Excel. `name` is empty for text files. `widths` are the cells
    of each line of a text file, empty where all lines have the same. Of Excel sheets: `merged`
    ranges as ((row, column), (row, column)) from 0, lines of hidden rows, and the lines of each
    column where a formula was never calculated.
    """

    file: str
    name: str
    cells: pl.DataFrame
    encoding: str = ""
    delimiter: str = ""
    widths: Sequence[int] = ()
    hidden: bool = False
    hidden_lines: Sequence[int] = ()
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()
    uncalculated: Mapping[int, Sequence[int]] = field(default_factory=dict)

    def record(self, at: int) -> list[str]:
        """The cells of one row; of NO_ROW, the letters that Excel shows above the columns."""
        if at == NO_ROW:
            return [letters(column) for column in range(self.cells.width)]
        return [str(cell) for cell in self.cells.row(at)]


def letters(at: int) -> str:
    """A, B … Z, AA of a column counted from 0."""
    text, at = "", at + 1
    while at:
        at, place = divmod(at - 1, 26)
        text = chr(ord("A") + place) + text
    return text


def framed(batches: list[list[Sequence[str]]]) -> pl.DataFrame:
    """Batches of columns, possibly of different width, as one frame."""
    width = max(map(len, batches), default=0)
    if width > MAX_COLUMNS:
        raise FileRefusedError("A row has {count} cells; is this a table?", count=width)
    frames = []
    for batch in batches:
        height = len(batch[0])
        padded = [*batch, *[("",) * height for _ in range(width - len(batch))]]
        frames.append(
            pl.DataFrame(
                {str(at): pl.Series(cells, dtype=pl.String) for at, cells in enumerate(padded)}
            )
        )
    return pl.concat(frames) if frames else pl.DataFrame()
