"""Which table a sheet holds and in which row its header stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.contracts import TABLES, Table
from data.problems import FileRefusedError
from data.reading.answers import headers_of
from data.reading.headers import CONSTANT, Meaning, understand
from data.reading.sheet import NO_ROW
from data.reading.sheets import Sheet
from data.reading.words import fold

LOOK = 30
"""Rows among which the header stands."""

HEADERLESS = -1
"""The header row that a person names for a file without one; its columns are called A, B, C …"""

NO_HEADER = (
    "No header row was found: none of the first {count} rows names columns of {table}. Say which"
    " column is which; where there is no header, its row is 0."
)
NO_TABLE = (
    "No header row was found: none of the first {count} rows names columns of any table. Say what"
    " the file holds and which column is which; where there is no header, its row is 0."
)


@dataclass(frozen=True)
class Recognised:
    """A sheet, the table it holds, the position of its header row, and what the header means."""

    sheet: Sheet
    table: Table
    header_at: int
    meaning: Meaning

    @property
    def headers(self) -> list[str]:
        """The header as the file has it."""
        return self.sheet.record(self.header_at)

    @property
    def weight(self) -> int:
        """How much of the table was found."""
        return len(self.meaning.sources)

    @property
    def is_near(self) -> bool:
        """Whether more of the table was found than what is needed and not found."""
        return len(self.meaning.missing) + len(self.meaning.repeated) < self.weight


def recognise(
    sheets: Sequence[Sheet],
    table: str,
    wanted: Mapping[str, str],
    sheet: str = "",
    header_row: int = 0,
) -> Recognised:
    """The one sheet, table and header row that fit. `table` may be `auto`.

    `header_row` is the line that a person has named, 0 is the one that fits, HEADERLESS none.
    Raises FileRefusedError where none or several fit equally well. `missing` of the meaning may
    hold required fields when the table was named or is near.
    """
    if sheet:
        sheets = [one for one in sheets if one.name == sheet] or refuse_sheet(sheets, sheet)
    else:
        sheets = [one for one in sheets if not one.hidden] or sheets
    names = list(TABLES) if table == "auto" else [table]
    lenient = table == "auto"
    fits = [
        fit
        for one in sheets
        for name in names
        if (fit := in_sheet(one, TABLES[name], wanted, lenient=lenient, row=header_row))
    ]
    whole = [one for one in fits if not one.meaning.missing and not one.meaning.repeated]
    best = sorted(whole or fits, key=lambda one: -one.weight)
    if not best:
        raise FileRefusedError(NO_TABLE if table == "auto" else NO_HEADER, count=LOOK, table=table)
    if table == "auto" and not best[0].weight:
        raise FileRefusedError(NO_TABLE, count=LOOK)
    if table == "auto" and not whole and not best[0].is_near:
        raise FileRefusedError(
            "No table fits this file. The nearest is {table}; it lacks: {fields}.",
            table=best[0].table.name,
            fields=", ".join(best[0].meaning.missing or best[0].meaning.repeated),
        )
    if len(best) > 1 and best[1].weight == best[0].weight:
        refuse_tie(best[0], best[1])
    refuse_second_sheet(best[0], [one for one in whole if one.sheet is not best[0].sheet])
    return best[0]


def refuse_second_sheet(one: Recognised, others: Sequence[Recognised]) -> None:
    """Rows of another sheet that is as good would be lost: a person has to say which to read."""
    for other in others:
        if other.sheet.cells.height > other.header_at + 1:
            if one.table is other.table:
                refuse_tie(one, other)
            raise FileRefusedError(
                "The sheets {one} and {other} both hold data ({table}, {other_table}); name the"
                " one to read.",
                one=one.sheet.name,
                other=other.sheet.name,
                table=one.table.name,
                other_table=other.table.name,
            )


def refuse_sheet(sheets: Sequence[Sheet], sheet: str) -> list[Sheet]:
    raise FileRefusedError(
        "There is no sheet {sheet}; the sheets are: {sheets}.",
        sheet=sheet,
        sheets=", ".join(one.name for one in sheets),
    )


def refuse_tie(one: Recognised, other: Recognised) -> None:
    """Two readings fit equally well: a person has to say which."""
    if one.table is other.table:
        raise FileRefusedError(
            "The sheets {one} and {other} both fit; name the one to read.",
            one=one.sheet.name,
            other=other.sheet.name,
        )
    raise FileRefusedError(
        "This file could be {table} or {other_table}; name the table.",
        table=one.table.name,
        other_table=other.table.name,
    )


def in_sheet(
    sheet: Sheet, table: Table, wanted: Mapping[str, str], *, lenient: bool, row: int = 0
) -> Recognised | None:
    """The row that names most columns of a table, None where no row names any two (or the one).

    `row` is the line that a person has named, or HEADERLESS. A mapping that does not
    suit the table raises FileRefusedError unless `lenient`.
    """
    needed = {
        fold(one.partition("#")[0])
        for one in headers_of(wanted).values()
        if one[:1] not in ("", CONSTANT)
    }
    best: Recognised | None = None
    refusal: FileRefusedError | None = None
    looked_at = [row - 1 if row > 0 else NO_ROW] if row else range(LOOK)
    for at in (one for one in looked_at if one < sheet.cells.height):
        headers = sheet.record(at)
        filled = [header for header in headers if header.strip()]
        if not filled or (needed and not needed & {fold(one) for one in filled}):
            continue
        try:
            found = header_row(sheet, table, at, wanted)
        except FileRefusedError as reason:
            refusal = refusal or reason
            continue
        named = {at for one in found.meaning.sources.values() for at in one.columns}
        if not row and len(named) < min(2, len(filled)):
            continue
        if best is None or found.weight > best.weight:
            best = found
    if best is None and refusal and not lenient:
        raise refusal
    return best


def header_row(sheet: Sheet, table: Table, at: int, wanted: Mapping[str, str]) -> Recognised:
    """A sheet with its header in a given row. Raises FileRefusedError as `understand` does."""
    return Recognised(sheet, table, at, understand(sheet.record(at), table, wanted))
