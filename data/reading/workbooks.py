"""An Excel workbook as sheets of text cells: what a person would have typed."""

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import cast

from data.problems import FileRefusedError
from data.reading import legacy_marks
from data.reading.sheet import Sheet, framed
from data.reading.workbook_marks import ZEROS, Marks, marks_of, unit_of
from data.reading.workbook_size import refuse_too_large

EXACT_DIGITS = 10**15
"""From here on Excel has replaced digits by zeros."""
OLD = b"\xd0\xcf\x11\xe0"


def from_workbook(content: bytes, file: str) -> list[Sheet]:
    """The sheets with anything in them; values as Excel holds them, errors as Excel shows them."""
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    refuse_too_large(content)
    refuse_other_workbooks(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        is_old = content.startswith(OLD)
        marks = legacy_marks.marks_of(content) if is_old else marks_of(content)
        sheets = []
        for about in workbook.sheets_metadata:
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(about.name)
            rows = cast("list[list[object]]", sheet.to_python(skip_empty_area=False))
            mine = marks.get(about.name, Marks())
            add_marks(rows, mine)
            if not rows:
                continue
            texts = [[text_of(cell) for cell in row] for row in rows]
            formulas: dict[int, list[int]] = {}
            for row, column in mine.formulas:
                formulas.setdefault(column, []).append(row + 1)
            sheets.append(
                Sheet(
                    file,
                    about.name,
                    framed([list(zip(*texts, strict=True))]),
                    hidden=about.visible is not SheetVisibleEnum.Visible,
                    hidden_lines=tuple(row + 1 for row in mine.hidden_rows),
                    merged=tuple(sheet.merged_cell_ranges or ()),
                    uncalculated=formulas,
                )
            )
    except PasswordError as reason:
        raise FileRefusedError(
            "This Excel file is protected by a password; save it without one."
        ) from reason
    except (CalamineError, OSError, ValueError) as reason:
        raise FileRefusedError(
            "This Excel file cannot be opened: it is damaged, protected by a password, or"
            " something else under a table's name."
        ) from reason
    return sheets


def refuse_other_workbooks(content: bytes) -> None:
    """Refuse formats in which errors and formulas could not be told from empty cells."""
    head = content[:4000]
    for mark, name in ((b"opendocument", "ODS"), (b"xl/workbook.bin", "XLSB")):
        if mark in head or (name == "XLSB" and mark in content[-20_000:]):
            raise FileRefusedError(
                "This is a {format} file whatever its name says; save it as CSV or Excel.",
                format=name,
            )


def add_marks(cells: list[list[object]], marks: Marks) -> None:
    """Fill in errors, formulas without value, and formats that belong to the number."""
    texts = {**marks.formulas, **marks.errors}
    for (row, column), text in texts.items():
        reach(cells, row, column)
        cells[row][column] = text
    for (row, column), written in marks.formats.items():
        if row < len(cells) and column < len(cells[row]) and (row, column) not in texts:
            cells[row][column] = formatted(cells[row][column], written)


def reach(cells: list[list[object]], row: int, column: int) -> None:
    """Widen the rectangle, from which the reader leaves out what is empty at its end."""
    width = max(len(cells[0]) if cells else 0, column + 1)
    cells += [[] for _ in range(row + 1 - len(cells))]
    if len(cells[-1]) < width or len(cells[0]) < width:
        for line in cells:
            line.extend([""] * (width - len(line)))


def formatted(cell: object, written: str) -> object:
    """A number with what its format adds to the meaning: `35%`, `0007`, `3.2万`, `$5`."""
    if isinstance(cell, bool) or not isinstance(cell, float | int):
        return cell
    if "%" in written:
        return f"{Decimal(repr(cell)) * 100:f}%"
    if ZEROS.fullmatch(written):
        return number_text(cell).zfill(len(written))
    return number_text(cell) + unit_of(written)


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
    if isinstance(cell, timedelta):  # a number under a format of hours
        return number_text(cell / timedelta(hours=1)) + " h"
    return str(cell)


def number_text(number: float) -> str:
    """A number without exponent; where Excel has lost digits it must not look whole."""
    if abs(number) >= EXACT_DIGITS:
        return f"{number:.5E}"
    return str(int(number)) if number == int(number) else format(Decimal(repr(number)), "f")
