"""A file as sheets of text cells, each row with the number that Excel shows beside it."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice, zip_longest
from pathlib import PurePath

import polars as pl

from data.problems import FileRefusedError
from data.reading.delimiters import sniff
from data.reading.encodings import decode
from data.reading.workbook_size import refuse_too_large

Progress = Callable[[str, float], None]
"""Called with a step (an English message) and the share of it that is done, 0–1."""

BATCH = 50_000
MAX_COLUMNS = 1000
LONGEST_CELL = 200_000
"""Bytes; Excel itself keeps at most 32,767 characters."""
LONGEST_LINE = 5_000_000
"""Characters between two line ends of a text file."""
EXACT_DIGITS = 10**15
"""From here on Excel has replaced digits by zeros."""
EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def silent(step: str, share: float) -> None:
    """Progress for nobody."""


@dataclass(frozen=True)
class Sheet:
    """Text cells: `cells` has one text column per column of the file ("0", "1", …), no nulls.

    Row i of `cells` is line i + 1 in Excel. `name` is empty for text files.
    """

    file: str
    name: str
    cells: pl.DataFrame
    encoding: str = ""
    delimiter: str = ""

    def record(self, at: int) -> list[str]:
        """The cells of one row."""
        return [str(cell) for cell in self.cells.row(at)]


def read(
    content: bytes,
    file: str,
    progress: Progress = silent,
    *,
    encoding: str = "",
    delimiter: str = "",
) -> list[Sheet]:
    """Every sheet with anything in it, of CSV, TSV, XLSX or XLS.

    `encoding` and `delimiter` are what a person has named; "" is recognised.
    Raises FileRefusedError where the file is empty or not understood.
    """
    if not content.strip(b"\x00\t\r\n ,;|\xef\xbb\xbf\xff\xfe"):
        raise FileRefusedError("The file is empty.")
    sheets = (
        from_workbook(content, file)
        if content.startswith(EXCEL)
        else [from_text(content, file, progress, encoding, delimiter)]
    )
    sheets = [one for one in sheets if one.cells.height and one.cells.width]
    if not sheets:
        raise FileRefusedError("The file is empty.")
    for one in sheets:
        refuse_endless_cells(one.cells)
    return sheets


def refuse_endless_cells(cells: pl.DataFrame) -> None:
    """Refuse what nobody typed into a cell, before it is folded, compared and shown."""
    endless = pl.any_horizontal(pl.all().str.len_bytes() > LONGEST_CELL)
    lines = cells.select(endless.arg_true()).to_series()
    if lines.len():
        raise FileRefusedError(
            "A cell of line {line} has more than {most} KB; is this a table?",
            line=lines[0] + 1,
            most=LONGEST_CELL // 1000,
        )


def refuse_endless_lines(text: str) -> None:
    """Refuse a line that would become millions of cells."""
    at = 0
    while len(text) - at > LONGEST_LINE:
        end = max(text.rfind(sign, at, at + LONGEST_LINE) for sign in "\n\r")
        if end < 0:
            raise FileRefusedError(
                "Line {line} has more than {most} KB; is this a table?",
                line=text.count("\n", 0, at) + 1,
                most=LONGEST_LINE // 1000,
            )
        at = end + 1


def from_text(
    content: bytes, file: str, progress: Progress, encoding: str = "", delimiter: str = ""
) -> Sheet:
    """A delimited text file; quoted cells may hold delimiters and line ends."""
    text, encoding = decode(content, encoding)
    refuse_endless_lines(text)
    progress("Reading {file}", 0.0)
    delimiter = delimiter or sniff(text)
    cells = even_table(text, delimiter)
    if cells is None:
        cells = any_table(text, delimiter, progress)
    return Sheet(file, "", cells, encoding, delimiter)


def even_table(text: str, delimiter: str) -> pl.DataFrame | None:
    """The fast way for text without quotation marks whose lines all have the same cells.

    None where it is not so, or where a line would be lost and the others be counted wrongly.
    """
    if '"' in text or text[:4].lower() == "sep=" or "\r" in text.replace("\r\n", ""):
        return None
    try:
        cells = pl.read_csv(
            io.BytesIO(text.encode()),
            separator=delimiter,
            has_header=False,
            infer_schema=False,
            quote_char=None,
        )
    except pl.exceptions.PolarsError:
        return None
    lines = text.count("\n") + (not text.endswith("\n"))
    if cells.height != lines or cells.width > MAX_COLUMNS:
        return None
    return cells.rename({name: str(at) for at, name in enumerate(cells.columns)}).fill_null("")


def any_table(text: str, delimiter: str, progress: Progress) -> pl.DataFrame:
    """The thorough way: quoted cells, lines of different length, blank lines."""
    csv.field_size_limit(10_000_000)
    stream = io.StringIO(text, newline="")
    named = text[:4].lower() == "sep="
    if named:
        stream.readline()
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    batches: list[list[Sequence[str]]] = [[("",)]] if named else []
    size = max(len(text), 1)
    try:
        while batch := list(islice(reader, BATCH)):
            batches.append(list(zip_longest(*batch, fillvalue="")) or [("",) * len(batch)])
            progress("Reading {file}", stream.tell() / size)
    except csv.Error as reason:
        raise FileRefusedError(
            "Line {line} is not written as a CSV file has it: a quotation mark is left open or"
            " followed by text.",
            line=reader.line_num,
        ) from reason
    return framed(batches)


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


def from_workbook(content: bytes, file: str) -> list[Sheet]:
    """The sheets of an Excel workbook; values as Excel holds them, not as it shows them."""
    from python_calamine import CalamineError, CalamineWorkbook

    refuse_too_large(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = [
            (name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in workbook.sheet_names
        ]
    except (CalamineError, OSError, ValueError) as reason:
        raise FileRefusedError(
            "This Excel file cannot be opened: it is damaged, protected by a password, or"
            " something else under a table's name."
        ) from reason
    return [
        Sheet(file, name, framed([list(zip(*([text_of(cell) for cell in row] for row in rows)))]))  # noqa: B905 - Excel rows are equally long
        for name, rows in found
        if rows
    ]


def text_of(cell: object) -> str:
    """A cell of Excel as the text that a person would have typed."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float | int):
        return number_text(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def number_text(number: float) -> str:
    """A number without exponent; where Excel has lost digits it must not look whole."""
    if abs(number) >= EXACT_DIGITS:
        return f"{number:.5E}"
    return str(int(number)) if number == int(number) else format(Decimal(repr(number)), "f")


def stem(file: str) -> str:
    """The name of a file without its folder."""
    return PurePath(file.replace("\\", "/")).name
