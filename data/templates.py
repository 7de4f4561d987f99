"""Empty files to fill in, one per table, made from the contracts: CSV or Excel, explained."""

import csv
import io

from data.contracts import Field, Table
from data.language import translate

SHEET_EXPLANATIONS = "Explanations"
TITLES = ("Column", "Needed", "Kind", "Unit", "Allowed values", "Other names", "Meaning")
KINDS = {
    "text": "text",
    "date": "date, such as 2026-11-03",
    "timestamp": "date and time, such as 2026-11-03 14:30",
    "money": "amount with two decimals",
    "tonnes": "number with three decimals",
    "ratio": "share, such as 0.25 or 25%",
    "number": "number",
    "count": "whole number",
    "flag": "yes or no",
}


def file_name(table: Table, language: str, suffix: str) -> str:
    """What the template of a table is called, such as `订单.xlsx`."""
    return f"{table.label(language)}.{suffix}"


def as_csv(table: Table, language: str) -> bytes:
    """The header of a table as CSV, UTF-8 with BOM, so that Excel opens it well."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerow(header(table, language))
    return stream.getvalue().encode("utf-8-sig")


def as_workbook(table: Table, language: str) -> bytes:
    """An Excel workbook: the empty sheet with text and date columns set, and the explanations."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        needed = book.add_format({"bold": True, "bottom": 1, "font_color": "#B3261E"})
        formats = {
            "text": book.add_format({"num_format": "@"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "timestamp": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        sheet = book.add_worksheet(table.label(language))
        sheet.freeze_panes(1, 0)
        for at, (field, title) in enumerate(
            zip(table.fields, header(table, language), strict=True)
        ):
            sheet.set_column(at, at, max(12, 2 * len(title)), formats.get(field.kind))
            sheet.write_string(0, at, title, needed if is_needed(table, field) else bold)
            if field.values:
                words = [zh if language == "zh" else code for code, zh in field.values]
                sheet.data_validation(1, at, 1_048_575, at, {"validate": "list", "source": words})
            elif rule := limits(field):
                sheet.data_validation(1, at, 1_048_575, at, rule)
        notes = book.add_worksheet(translate(language, SHEET_EXPLANATIONS))
        notes.freeze_panes(1, 0)
        notes.set_column(0, len(TITLES) - 1, 24)
        for row, cells in enumerate(explanations(table, language)):
            for at, cell in enumerate(cells):
                notes.write_string(row, at, cell, None if row else bold)
    return content.getvalue()


def limits(field: Field) -> dict[str, object]:
    """What Excel lets into a column of numbers with limits; empty where any number goes."""
    rule: dict[str, object] = {"validate": "integer" if field.kind == "count" else "decimal"}
    if field.least is not None and field.most is not None:
        return rule | {"criteria": "between", "minimum": field.least, "maximum": field.most}
    if field.least is not None:
        return rule | {"criteria": ">=", "value": field.least}
    return {}


def header(table: Table, language: str) -> list[str]:
    """The labels of the fields; the name of a field where two have the same label."""
    labels = [one.label(language) for one in table.fields]
    return [
        label if labels.count(label) == 1 else one.name
        for one, label in zip(table.fields, labels, strict=True)
    ]


def explanations(table: Table, language: str) -> list[list[str]]:
    """One row per field under a row of titles: needed or not, kind, unit, values, meaning."""
    rows = [[translate(language, title) for title in TITLES]]
    for field, title in zip(table.fields, header(table, language), strict=True):
        rows.append(
            [
                title,
                translate(language, "yes" if is_needed(table, field) else "no"),
                translate(language, KINDS[field.kind]),
                field.unit_text,
                field.allowed_text,
                " / ".join((field.name, *field.synonyms)),
                translate(language, field.meaning),
            ]
        )
    return rows


def is_needed(table: Table, field: Field) -> bool:
    """Whether every row has to have the field; line numbers may be left to the file's order."""
    implied = bool(table.group_fields) and field.name == "line_no"
    return field.required and field.default is None and not implied
