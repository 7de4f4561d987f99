"""What came of an upload, as facts for programs and pages, and the rejected rows as CSV."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import polars as pl

from data.contracts import TABLES
from data.ingest import FilesRead, Plan, Published
from data.reading.answers import fillable
from data.reading.headers import Source
from data.reading.recognition import Recognised
from data.reading.rows import MISSING, NAMES_KEPT, Rows
from data.reading.sheets import Sheet
from data.reading.values import NOT_ALLOWED
from data.upload_files import Strange

REASON = "原因 / reason"
FORMULA = (
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
SAMPLE = 5
"""Rows shown as they stand in the file."""
COUNTS = ("new", "changed", "same", "gone", "rejected", "duplicates")


def facts(outcome: Plan | Published, language: str = "en") -> dict[str, Any]:
    """The outcome as JSON values: totals over all tables first, then each table and each file.

    `totals` is the sum of each money and tonnes column of the accepted rows in the files;
    `before` and `after` are sums over the whole table. `release` is the one readers see now.
    """
    plan = outcome.plan if isinstance(outcome, Published) else outcome
    made = outcome.release if isinstance(outcome, Published) else None
    read = plan.read
    tables = [of_table(plan, name) for name in read.good]
    alone = len(tables) == 1
    return {
        "table": ", ".join(one["table"] for one in tables),
        "release": (made or plan.release).number,
        "published": made is not None,
        "refused": read.refused,
        "upload": read.request.upload(),
        **{count: sum(one[count] for one in tables) for count in COUNTS},
        "problems": [one.as_fact(language) for one in read.problems],
        "notes": [{"file": one.file, "note": one.sentence(language)} for one in read.notes],
        "unregistered": sum(
            int(str(one.values["count"])) for one in read.notes if one.code == NAMES_KEPT
        ),
        "totals": {
            column if alone else f"{one['table']}.{column}": total
            for one in tables
            for column, total in one["totals"].items()
        },
        "tables": tables,
        "files": of_files(read),
    }


def of_table(plan: Plan, name: str) -> dict[str, Any]:
    """Counts and sums of one table."""
    arrival = next(one for one in plan.arrivals if one.table == name)
    return {
        "table": name,
        "mode": arrival.mode,
        "new": arrival.new,
        "changed": arrival.changed,
        "same": arrival.same,
        "gone": arrival.gone,
        "emptied": dict(arrival.emptied),
        "rejected": len(plan.read.rejected[name]),
        "duplicates": plan.read.duplicates[name],
        "totals": totals(plan.read.good[name], name),
        **span(plan.read.good[name], name),
        "before": {column: str(total) for column, total in arrival.before.items()},
        "after": {column: str(total) for column, total in arrival.after.items()},
    }


def totals(rows: pl.DataFrame, table: str) -> dict[str, str]:
    """Sum of each money and tonnes column that the rows fill."""
    columns = [one.name for one in TABLES[table].fields if one.kind in ("money", "tonnes")]
    filled = [one for one in columns if rows[one].null_count() < rows.height]
    return {one: str(Decimal(str(rows[one].sum()))) for one in filled}


def span(rows: pl.DataFrame, table: str) -> dict[str, str]:
    """The first and the last day of the rows, "" where the table has none."""
    name = TABLES[table].month_field
    dated = bool(name) and rows.schema[name] in (pl.Date, pl.Datetime)
    days = rows[name].drop_nulls() if dated else pl.Series([])
    first, last = (str(days.min())[:10], str(days.max())[:10]) if len(days) else ("", "")
    return {"first_day": first, "last_day": last}


def of_files(read: FilesRead) -> list[dict[str, Any]]:
    """What each file was taken to be, also those that cannot be used as they are."""
    used = [
        of_sheet(one.found, one.good.height + len(one.rejected))
        | {"unknown": unknown_words(one), "empty": empty_cells(one)}
        for one in read.sheets
    ]
    unread = [of_sheet(one, 0) for one in read.unread]
    strange = [of_strange(one) for one in read.strange]
    known = [*used, *unread, *strange]
    return [one | {"sheets": list(read.sheet_names.get(one["file"], ()))} for one in known]


def of_sheet(found: Recognised, rows: int) -> dict[str, Any]:
    """What one file was taken to be, with its first rows as they stand."""
    return {
        "file": found.sheet.file,
        "sheet": found.sheet.name,
        "encoding": found.sheet.encoding,
        "delimiter": found.sheet.delimiter,
        "table": found.table.name,
        "header_row": found.header_at + 1,
        "mapping": [
            {
                "field": name,
                "how": source.how,
                "from": said(source),
                "columns": list(source.columns),
            }
            for name, source in found.meaning.sources.items()
        ],
        "missing": list(found.meaning.missing),
        "headers": found.headers,
        "ignored": list(found.meaning.ignored),
        "sample": below(found.sheet, found.header_at),
        "rows": rows,
    }


def unknown_words(rows: Rows) -> list[dict[str, Any]]:
    """Words that stand for no code of their field, the most frequent first: field, word, rows."""
    counted = Counter(
        (str(one.values["field"]), one.value.strip())
        for one in rows.problems
        if one.code == NOT_ALLOWED
    )
    return [
        {"field": name, "word": word, "rows": number}
        for (name, word), number in counted.most_common()
    ]


def empty_cells(rows: Rows) -> list[dict[str, Any]]:
    """Fields whose empty cells a code may fill: field, rows that were rejected for it."""
    found = []
    for name, source in rows.found.meaning.sources.items():
        if source.headers and fillable(rows.found.table.by_name[name]):
            header = source.headers[0]
            missing = sum(one.code == MISSING and one.column == header for one in rows.problems)
            found += [{"field": name, "rows": missing}] if missing else []
    return found


def of_strange(found: Strange) -> dict[str, Any]:
    """A file that fits no table: its first rows, and what may be its header."""
    sheet, at = found.sheet, found.header_at
    shown = {"file": found.file, "table": "", "mapping": [], "missing": [], "ignored": []}
    if sheet is None:
        return shown | {"headers": [], "sample": [], "rows": 0}
    return shown | {
        "sheet": sheet.name,
        "encoding": sheet.encoding,
        "delimiter": sheet.delimiter,
        "header_row": at + 1,
        "headers": sheet.record(at),
        "sample": below(sheet, at),
        "rows": 0,
    }


def below(sheet: Sheet, header_at: int) -> list[list[str]]:
    """The first rows under the header as they stand in the file."""
    first = header_at + 1
    return [sheet.record(at) for at in range(first, min(first + SAMPLE, sheet.cells.height))]


def said(source: Source) -> str:
    """What a field is taken from, as a person would write it."""
    if source.how == "constant":
        return f"={source.value}"
    if source.how == "price":
        price, quantity, *discount = source.headers
        return f"{price} × {quantity}" + "".join(f" × (1 − {one})" for one in discount)
    if source.how == "profit":
        return f"− {source.headers[0]}"
    return source.headers[0]


def rejected_csv(read: FilesRead, language: str = "zh") -> bytes:
    """Every rejected row as it stood in its file, its line, and why: CSV, UTF-8 with BOM.

    Cells that a spreadsheet would take for a formula get an apostrophe, unless they are numbers.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    reasons: dict[tuple[str, int | None], list[str]] = defaultdict(list)
    for problem in read.problems:
        cell = f"{problem.column}: " if problem.column else ""
        reasons[problem.file, problem.row].append(cell + problem.sentence(language))
    for (file, line), sentences in reasons.items():
        if line is None:
            writer.writerow(map(inert, [file, "", "; ".join(sentences)]))
    for rows in read.sheets:
        writer.writerow(map(inert, ["file", "row", REASON, *rows.found.headers]))
        file = rows.found.sheet.file
        for line in rejected_lines(read, rows):
            why = "; ".join(reasons.get((file, line), ())) or "—"
            cells = rows.found.sheet.record(line - 1)
            writer.writerow(map(inert, [file, str(line), why, *cells]))
    return stream.getvalue().encode("utf-8-sig")


def rejected_lines(read: FilesRead, rows: Rows) -> Iterator[int]:
    """The lines of one sheet that were rejected, in their order."""
    places: Iterable[tuple[str, int]] = read.rejected.get(rows.found.table.name, ())
    return iter(sorted(line for file, line in places if file == rows.found.sheet.file))


def inert(cell: str) -> str:
    """A cell that no spreadsheet computes."""
    if (
        not cell.startswith(FORMULA)
        or cell.replace(",", "").lstrip("+-").replace(".", "").isdigit()
    ):
        return cell
    return f"'{cell}"
