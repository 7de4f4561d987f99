"""What a cell of an old .xls file shows beside its value: errors, formats, hidden rows."""

import struct
from collections.abc import Iterator

from data.reading.workbook_marks import PERCENT_FORMATS, Cell, Marks, is_telling

SECTOR = 512
FREE = 0xFFFFFFF0
"""From here on a sector number ends a chain."""
BOUND_SHEET, FORMAT, STYLE, BEGIN, END = 0x0085, 0x041E, 0x00E0, 0x0809, 0x000A
ROW, BOOL_OR_ERROR, FORMULA, NUMBER, SHORT, SHORTS = 0x0208, 0x0205, 0x0006, 0x0203, 0x027E, 0x00BD
HIDDEN = 0x20
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def marks_of(content: bytes) -> dict[str, Marks]:
    """Sheet name → its marks. Empty where nothing is known."""
    try:
        book = _book(content)
        styles = _styles(book)
        return {name: _marks(book, start, styles) for name, start in _sheets(book)}
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}


def _book(content: bytes) -> bytes:
    """The stream of the workbook out of the compound file, following its chain of sectors."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    first_directory, mini_limit = struct.unpack_from("<I4xI", content, 48)
    tables = [one for one in struct.unpack_from("<109I", content, 76) if one < FREE]
    more, count = struct.unpack_from("<II", content, 68)
    for _ in range(count):
        part = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        tables += [one for one in part[:-1] if one < FREE]
        more = part[-1]
    chain: list[int] = []
    for one in tables:
        chain += struct.unpack_from(f"<{size // 4}I", content, (one + 1) * size)

    def stream(start: int) -> bytes:
        pieces, seen = [], 0
        while start < FREE and seen <= len(chain):
            pieces.append(content[(start + 1) * size : (start + 2) * size])
            start, seen = chain[start], seen + 1
        return b"".join(pieces)

    directory = stream(first_directory)
    for at in range(0, len(directory), 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(length - 2, 0)].decode("utf-16-le")
        if name in ("Workbook", "Book"):
            start, bytes_long = struct.unpack_from("<II", directory, at + 116)
            if bytes_long < mini_limit:  # kept in the small stream; no real workbook is so small
                return b""
            return stream(start)[:bytes_long]
    return b""


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    depth = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        depth += (kind == BEGIN) - (kind == END)
        if depth <= 0:
            return
        at += 4 + length


def _text(body: bytes, letters: int, at: int) -> str:
    """So many letters of one or two bytes each, after a byte that says which."""
    wide = body[at] & 1
    return body[at + 1 : at + 1 + letters * (1 + wide)].decode("utf-16-le" if wide else "latin-1")


def _sheets(book: bytes) -> Iterator[tuple[str, int]]:
    for kind, body in _records(book, 0):
        if kind == BOUND_SHEET:
            yield _text(body, body[6], 7), struct.unpack_from("<I", body)[0]


def _styles(book: bytes) -> dict[int, str]:
    """Style number → its format, of formats that say something the number does not."""
    formats, styles = dict.fromkeys(PERCENT_FORMATS, "0%"), list[int]()
    for kind, body in _records(book, 0):
        if kind == FORMAT:
            number, letters = struct.unpack_from("<HH", body)
            formats[number] = _text(body, letters, 4).partition(";")[0]
        if kind == STYLE:
            styles.append(struct.unpack_from("<H", body, 2)[0])
    written = {at: formats.get(number, "") for at, number in enumerate(styles)}
    return {at: one for at, one in written.items() if is_telling(one)}


def _marks(book: bytes, start: int, styles: dict[int, str]) -> Marks:
    marks = Marks()
    for kind, body in _records(book, start):
        if kind == ROW and struct.unpack_from("<H", body, 12)[0] & HIDDEN:
            marks.hidden_rows.append(struct.unpack_from("<H", body)[0])
        elif kind == BOOL_OR_ERROR and body[7]:
            marks.errors[_cell(body)] = ERRORS.get(body[6], "#N/A")
        elif kind == FORMULA and body[12:14] == b"\xff\xff":
            if body[6] == 2:
                marks.errors[_cell(body)] = ERRORS.get(body[8], "#N/A")
        elif kind in (NUMBER, SHORT, FORMULA):
            (style,) = struct.unpack_from("<H", body, 4)
            if style in styles:
                marks.formats[_cell(body)] = styles[style]
        elif kind == SHORTS and styles:
            row, first = _cell(body)
            for at in range((len(body) - 6) // 6):
                (style,) = struct.unpack_from("<H", body, 4 + 6 * at)
                if style in styles:
                    marks.formats[row, first + at] = styles[style]
    return marks


def _cell(body: bytes) -> Cell:
    row, column = struct.unpack_from("<HH", body)
    return row, column
