"""Order lines and order heads in two files: each alone lacks what the other has."""

from collections.abc import Mapping, Sequence
from itertools import permutations

from data.problems import FileRefusedError
from data.reading.answers import headers_of
from data.reading.headers import CONSTANT
from data.reading.heads import completes
from data.reading.recognition import HEADERLESS, LOOK, Recognised, recognise
from data.reading.sheet import Sheet
from data.reading.words import fold


def half(
    sheets: Sequence[Sheet], table: str, wanted: Mapping[str, str], sheet: str, header_row: int
) -> Recognised | None:
    """The file without answers that name columns of its other half: order lines, order heads.

    None where there are no such answers, or where the file lacks nothing besides.
    """
    cells = {
        fold(cell)
        for one in sheets
        for at in range(min(LOOK, one.cells.height))
        for cell in one.record(at)
    }
    strange = {
        name
        for name, header in headers_of(wanted).items()
        if header
        and not header.startswith(CONSTANT)
        and fold(header.partition("#")[0]) not in cells
    }
    if not strange or header_row == HEADERLESS:
        return None
    own = {name: header for name, header in wanted.items() if name not in strange}
    try:
        one = recognise(sheets, table, own, sheet, header_row)
    except FileRefusedError:
        return None
    return one if one.meaning.missing else None


def lines_with_heads(unread: list[Recognised]) -> tuple[Recognised, Recognised] | None:
    """(order lines, order heads) where just these two of the incomplete files fit together."""
    fitting = [pair for pair in permutations(unread, 2) if completes(*pair)]
    files = {frozenset(one.sheet.file for one in pair) for pair in fitting}
    return fitting[0] if len(files) == 1 else None
