"""Where the cells of an old .xls file hold an error: the reader shows them empty."""

import struct
from collections.abc import Iterator

SECTOR = 512
FREE = 0xFFFFFFF0
"""From here on a sector number ends a chain."""
BOUND_SHEET, BOOL_OR_ERROR, FORMULA, BEGIN, END = 0x0085, 0x0205, 0x0006, 0x0809, 0x000A
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def errors_of(content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Sheet name → (row, column), both from 0 → the error there. Empty where nothing is known."""
    try:
        book = _book(content)
        starts = dict(_sheets(book))
        return {name: dict(_errors(book, start)) for name, start in starts.items()}
    except (struct.error, IndexError, StopIteration, UnicodeDecodeError):
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


def _sheets(book: bytes) -> Iterator[tuple[str, int]]:
    for kind, body in _records(book, 0):
        if kind == BOUND_SHEET:
            (start,) = struct.unpack_from("<I", body)
            wide = body[7] & 1
            letters = body[8 : 8 + body[6] * (1 + wide)]
            yield letters.decode("utf-16-le" if wide else "latin-1"), start


def _errors(book: bytes, start: int) -> Iterator[tuple[tuple[int, int], str]]:
    for kind, body in _records(book, start):
        if kind == BOOL_OR_ERROR and body[7]:
            yield struct.unpack_from("<HH", body), ERRORS.get(body[6], "#N/A")
        if kind == FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
            yield struct.unpack_from("<HH", body), ERRORS.get(body[8], "#N/A")
