"""Workbooks that would not fit into memory, found out before they are unpacked."""

import io
import re
import zipfile
from collections.abc import Iterator

from data.problems import FileRefusedError

MAX_UNPACKED = 1_000_000_000
"""Bytes; half a million order lines of twenty columns unpack to half of it."""
MAX_RATIO = 200
"""Unpacked ÷ packed; sheets of business data come to 10 to 50, packed emptiness to 1,000."""
EVER_SMALL = 50_000_000
"""Bytes up to which no ratio is suspicious."""
MAX_CELLS = 60_000_000
"""Cells of a sheet from its first to its last filled one, the empty ones between them included."""
PIECE = 1_000_000
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
REFERENCE = rb"""\br\s*=\s*["']"""
FILLED = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?" + REFERENCE + rb"""([A-Z]{1,3})([0-9]{1,7})["'][^>]*(?<!/)>"""
)
# How far cells can reach, found without looking at each: two or three letters, six or seven digits.
WIDER = (
    (re.compile(REFERENCE + rb"[A-Z]{3}"), 18_278),
    (re.compile(REFERENCE + rb"[A-Z]{2}"), 702),
)
TALLER = (
    (re.compile(REFERENCE + rb"[A-Z]*[0-9]{7}"), 9_999_999),
    (re.compile(REFERENCE + rb"[A-Z]*[0-9]{6}"), 999_999),
)
ONE_LETTER, FIVE_DIGITS = 26, 99_999
CUT_OFF = 200
"""Bytes kept from one piece to the next, so that no cell is overlooked between them."""


def refuse_too_large(content: bytes) -> None:
    """Refuse a workbook whose sheets would fill the memory.

    A workbook reader lays a sheet out as a full rectangle: one stray cell at the far corner is
    enough. What cannot be opened is left for the reader to refuse. Raises FileRefusedError.
    """
    try:
        book = zipfile.ZipFile(io.BytesIO(content))
        unpacked = sum(one.file_size for one in book.infolist())
        if unpacked > EVER_SMALL and unpacked > MAX_RATIO * len(content):
            raise FileRefusedError(
                "This Excel file unpacks to {times} times its size, {size} MB: no table does.",
                times=unpacked // len(content),
                size=unpacked // 10**6,
            )
        if unpacked > MAX_UNPACKED:
            raise FileRefusedError(
                "Unpacked, this Excel file has {size} MB; at most {most} MB are read.",
                size=unpacked // 10**6,
                most=MAX_UNPACKED // 10**6,
            )
        for name in filter(SHEET.fullmatch, book.namelist()):
            _refuse_far_cells(book, name)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError):
        return


def _refuse_far_cells(book: zipfile.ZipFile, sheet: str) -> None:
    """Refuse a sheet whose filled cells are too far apart; the size it claims may be a lie."""
    if (
        _reach(book, sheet, WIDER, ONE_LETTER) * _reach(book, sheet, TALLER, FIVE_DIGITS)
        <= MAX_CELLS
    ):
        return
    width, height = 0, 0  # formatting alone may reach that far
    for piece in _pieces(book, sheet):
        for cell in FILLED.finditer(piece):
            width, height = max(width, _column(cell[1])), max(height, int(cell[2]))
    if width * height > MAX_CELLS:
        raise FileRefusedError(
            "A sheet reaches to column {column}, row {row}; delete the cells far from the table.",
            column=_letters(width),
            row=height,
        )


def _reach(
    book: zipfile.ZipFile,
    sheet: str,
    steps: tuple[tuple[re.Pattern[bytes], int], ...],
    least: int,
) -> int:
    """The most columns, or rows, that the references of a sheet have room for."""
    for pattern, most in steps:
        if any(pattern.search(piece) for piece in _pieces(book, sheet)):
            return most
    return least


def _pieces(book: zipfile.ZipFile, sheet: str) -> Iterator[bytes]:
    before = b""
    with book.open(sheet) as content:
        while piece := content.read(PIECE):
            yield before + piece
            before = piece[-CUT_OFF:]


def _column(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _letters(column: int) -> str:
    text = ""
    while column:
        column, place = divmod(column - 1, 26)
        text = chr(ord("A") + place) + text
    return text
