"""What leaves the page as a file: an Excel workbook, CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

from data.language import translate
from pages.shared import numbers
from pages.shared.grid import NUMERIC, SPARKS, Column, Grid, cell_text

FORMULA_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "＝",
    "＋",
    "－",
    "＠",
    "\t",
    "\r",
)  # Chinese Excel takes wide ones too
BOM = "\ufeff"


@dataclass(frozen=True)
class Sheet:
    """One table of the page under its title."""

    title: str
    grid: Grid


@dataclass(frozen=True)
class Cover:
    """What the numbers stand on: the page's question, filters in words, data date, release."""

    title: str
    headline: str
    filters: Sequence[str]
    as_of: date | None
    release: int | None
    published_at: datetime | None
    made_by: str = ""


def workbook(cover: Cover, sheets: Sequence[Sheet], language: str) -> bytes:
    """An Excel file: a cover, then one sheet per table with the numbers of the screen.

    Numbers are numbers formatted with the digits of the screen; what adds up is written unrounded,
    so that its sum in Excel is the total. Percentages are ratios formatted as such.
    """
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(
        memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    _write_cover(book, cover, language)
    taken = {translate(language, "About").casefold()}
    for sheet in sheets:
        _write_sheet(book, sheet, _sheet_name(sheet.title, taken), language)
    book.close()
    return memory.getvalue()


def _write_cover(book: Any, cover: Cover, language: str) -> None:
    page = book.add_worksheet(translate(language, "About"))
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 80)
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    lines = [
        ("Page", cover.title),
        ("Answer", cover.headline),
        ("Filters", "\n".join(cover.filters)),
        ("Data to", cover.as_of.isoformat() if cover.as_of else numbers.NONE),
        ("Release", numbers.NONE if cover.release is None else str(cover.release)),
        ("Published at", numbers.moment(cover.published_at, year=True)),
        ("Exported by", cover.made_by),
    ]
    for at, (word, text) in enumerate(lines):
        page.write_string(at, 0, translate(language, word), bold)
        page.write_string(at, 1, text, wrap)


def _write_sheet(book: Any, sheet: Sheet, name: str, language: str) -> None:
    grid, page = sheet.grid, book.add_worksheet(name)
    columns = [c for c in grid.columns if c.kind not in SPARKS]
    page.write_string(0, 0, sheet.title, book.add_format({"bold": True, "font_size": 13}))
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for at, c in enumerate(columns):
        page.write_string(1, at, head_text(c, grid.unit, language), head)
        page.set_column(at, at, max(9, c.pixels / 7))
    formats = {
        (c.name, total, zero): book.add_format(
            {"num_format": number_format(c, grid.unit, signed=not zero)}
            | ({"bold": True, "bg_color": "#F3F5F7"} if total else {})
        )
        for c in columns
        for total in (False, True)
        for zero in (False, True)
    }
    lines = zip(grid.rows, grid.exact, grid.roles, strict=True)
    for at, (row, exact, role) in enumerate(lines, start=2):
        for column, c in enumerate(columns):
            shown, value = row[c.name], exact[c.name]
            look = formats[c.name, role == "total", shown == 0]
            _write_cell(page, (at, column), c, shown if value is None else value, look)
    if grid.depths:
        _write_tree(book, page, grid, columns[0])
    page.freeze_panes(2, 1)
    page.repeat_rows(1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _write_tree(book: Any, page: Any, grid: Grid, name: Column) -> None:
    """What stands below a row is indented, and can be folded under it."""
    page.outline_settings(symbols_below=False)
    looks = {
        (depth, total): book.add_format(
            {"indent": depth} | ({"bold": True, "bg_color": "#F3F5F7"} if total else {})
        )
        for depth in set(grid.depths)
        for total in (False, True)
    }
    lines = zip(grid.rows, grid.roles, grid.depths, strict=True)
    for at, (row, role, depth) in enumerate(lines, start=2):
        page.set_row(at, None, None, {"level": min(depth, 7)})
        page.write_string(at, 0, str(row[name.name] or ""), looks[depth, role == "total"])


def _write_cell(page: Any, at: tuple[int, int], c: Column, value: Any, look: Any) -> None:
    if value is None and c.kind in NUMERIC:
        page.write_string(*at, numbers.NONE, look)
    elif value is None:
        page.write_blank(*at, None, look)
    elif c.kind == "points":
        page.write_number(*at, float(value) * 100, look)
    elif c.kind in NUMERIC:
        page.write_number(*at, float(value), look)
    elif isinstance(value, datetime):
        page.write_datetime(*at, value.replace(tzinfo=None), look)
    elif isinstance(value, date):
        page.write_datetime(*at, datetime(value.year, value.month, value.day), look)  # noqa: DTZ001
    else:
        page.write_string(*at, str(value), look)


def number_format(c: Column, unit: str, *, signed: bool = True) -> str:
    """The Excel format that shows the same digits as the screen.

    signed: False for what the digits round to 0: the screen shows 0.0, Excel would show −0.0.
    """
    if c.kind == "date":
        return "yyyy-mm-dd"
    if c.kind not in NUMERIC:
        return "@"
    places = c.digits_in(unit)
    plain = "#,##0" + ("." + "0" * places if places else "")
    if c.kind in ("percent", "bar"):
        plain += "%"
    if not signed:
        return f"{plain};{plain}"
    minus = f'"{numbers.MINUS}"{plain}'
    return f"+{plain};{minus};{plain}" if c.sign or c.kind == "points" else f"{plain};{minus}"


def head_text(c: Column, unit: str, language: str) -> str:
    """The head of a column with its unit, which on the screen stands in the table's title."""
    units = {
        "money": translate(language, numbers.MONEY[unit].word),
        "tonnes": translate(language, "t"),
        "points": "pp",
    }
    word, title = units.get(c.kind, ""), c.full_title or c.title
    return title if not word or word in title else f"{title} ({word})"


def _sheet_name(title: str, taken: set[str]) -> str:
    """At most 31 characters, none that Excel refuses, each name once."""
    plain = "".join(" " if sign in "[]:*?/\\" else sign for sign in title).strip("' ")[:28]
    name, number = plain or "1", 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain} {number}"
    taken.add(name.casefold())
    return name


def csv_file(grid: Grid, language: str) -> bytes:
    """UTF-8 with BOM, so that Excel reads Chinese; texts that would be formulas are disarmed.

    The rows of a tree begin with how far they stand below its top.
    """
    memory = io.StringIO()
    writer = csv.writer(memory, lineterminator="\r\n")
    columns = [c for c in grid.columns if c.kind not in SPARKS]
    depth = [translate(language, "Depth")] if grid.depths else []
    writer.writerow(depth + [disarmed(head_text(c, grid.unit, language)) for c in columns])
    for at, row in enumerate(grid.rows):
        depth = [str(grid.depths[at])] if grid.depths else []
        writer.writerow(depth + [_csv_cell(c, row[c.name], grid.unit) for c in columns])
    return (BOM + memory.getvalue()).encode()


def _csv_cell(c: Column, value: Any, unit: str) -> str:
    """The text of the screen, but with a plain minus and no separators, so that it is read back."""
    if value is None:
        return ""
    text = cell_text(c, value, unit)
    if c.kind in NUMERIC:
        return text.replace(",", "").replace(numbers.MINUS, "-").removeprefix("+")
    return disarmed(text)


def disarmed(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
