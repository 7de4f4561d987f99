"""A file as sheets of text cells, however it is written."""

import csv
import io
from collections.abc import Sequence
from itertools import islice, zip_longest
from pathlib import PurePath

import polars as pl

from data.problems import FileRefusedError
from data.reading.delimiters import sniff
from data.reading.encodings import decode
from data.reading.sheet import MAX_COLUMNS, Progress, Sheet, framed, silent
from data.reading.workbooks import from_workbook

__all__ = ["Progress", "Sheet", "read", "silent", "stem"]

BATCH = 50_000
LONGEST_CELL = 200_000
"""Bytes; Excel itself keeps at most 32,767 characters."""
LONGEST_LINE = 5_000_000
"""Characters between two line ends of a text file."""
EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


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
    if (cells := even_table(text, delimiter)) is not None:
        return Sheet(file, "", cells, encoding, delimiter)
    cells, widths = any_table(text, delimiter, progress)
    uneven = widths if len(set(widths)) > 1 else []
    return Sheet(file, "", cells, encoding, delimiter, uneven)


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
    filled = text.rstrip("\r\n").count("\n") + 1
    if text.count(delimiter) != filled * (cells.width - 1):
        return None  # some lines are shorter
    return cells.rename({name: str(at) for at, name in enumerate(cells.columns)}).fill_null("")


def any_table(text: str, delimiter: str, progress: Progress) -> tuple[pl.DataFrame, list[int]]:
    """The thorough way: quoted cells, lines of different length, blank lines; cells of each."""
    csv.field_size_limit(10_000_000)
    stream = io.StringIO(text, newline="")
    named = text[:4].lower() == "sep="
    if named:
        stream.readline()
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    batches: list[list[Sequence[str]]] = [[("",)]] if named else []
    widths = [1] if named else []
    size = max(len(text), 1)
    try:
        while batch := list(islice(reader, BATCH)):
            widths += map(len, batch)
            batches.append(list(zip_longest(*batch, fillvalue="")) or [("",) * len(batch)])
            progress("Reading {file}", stream.tell() / size)
    except csv.Error as reason:
        raise FileRefusedError(
            "Line {line} is not written as a CSV file has it: a quotation mark is left open or"
            " followed by text.",
            line=reader.line_num,
        ) from reason
    return framed(batches), widths


def stem(file: str) -> str:
    """The name of a file without its folder."""
    return PurePath(file.replace("\\", "/")).name
