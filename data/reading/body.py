"""The rows below a header that are rows: without blank lines, sums and repetitions."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from data.contracts import Field
from data.problems import Note, Problem
from data.reading.recognition import Recognised
from data.reading.shape import LINE, doubts, remarks
from data.reading.units import foreign_units, unsaid_units
from data.reading.values import typed

SUBTOTALS = ("小计", "本页小计", "本页合计", "subtotal", "sub-total")
TOTALS = ("合计", "总计", "累计", "总合计", "total", "grandtotal", "sum")

WRONG_SUM = "The row “{label}” says {stated}, the rows above add up to {sum}."
SUMS_LEFT_OUT = "{count} rows with sums were recognised and left out: {rows}."
NO_ROWS = "There is no row below the header."
DUPLICATES = "{count} rows repeat another row exactly and were dropped."


@dataclass(frozen=True)
class Body:
    """Text cells of the rows that count, with their line in Excel as column `line`."""

    cells: pl.DataFrame
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    duplicates: int


def body(found: Recognised) -> Body:
    """The rows that count; wrong sums and rows of a doubtful shape are problems."""
    rows = found.sheet.cells.slice(found.header_at + 1)
    columns = rows.columns
    rows = rows.with_row_index(LINE, offset=found.header_at + 2)
    rows = rows.filter(filled(columns))
    problems = list(foreign_units(found))
    if not rows.height:
        problems.append(Problem(found.sheet.file, None, "", "", NO_ROWS))
    sums = sums_among(found, rows)
    file, notes = found.sheet.file, list[Note]()
    if sums.height:
        problems += wrong_sums(found, rows, sums)
        lines = ", ".join(map(str, sums[LINE]))
        notes.append(Note(file, SUMS_LEFT_OUT, {"count": sums.height, "rows": lines}))
        rows = rows.join(sums, LINE, "anti", maintain_order="left")
    problems += doubts(found, rows)
    notes += remarks(found, rows)
    notes += unsaid_units(found)
    different = rows
    if rows.select(columns).hash_rows().n_unique() < rows.height:  # cheap; equal hashes are rare
        different = rows.unique(columns, keep="first", maintain_order=True)
    duplicates = rows.height - different.height
    if duplicates:
        notes.append(Note(file, DUPLICATES, {"count": duplicates}))
    return Body(different, tuple(problems), tuple(notes), duplicates)


def filled(columns: Sequence[str]) -> pl.Expr:
    """Whether any of these cells holds something."""
    return pl.any_horizontal(pl.col(columns).str.strip_chars() != "")


def sums_among(found: Recognised, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that lack something required and say 合计 or 小计 in some cell."""
    required = [
        str(source.columns[0])
        for name, source in found.meaning.sources.items()
        if found.table.by_name[name].required and source.how in ("column", "name")
    ]
    if not required:
        return rows.clear()
    lacking = rows.filter(pl.any_horizontal(pl.col(required).str.strip_chars() == ""))
    words = pl.col(*lacking.columns[1:]).str.replace_all(r"[\s:：]", "").str.to_lowercase()
    return lacking.filter(pl.any_horizontal(words.is_in([*SUBTOTALS, *TOTALS])))


def wrong_sums(found: Recognised, rows: pl.DataFrame, sums: pl.DataFrame) -> list[Problem]:
    """What the sum rows say, where it is not what the rows above add up to."""
    problems = []
    for name, source in found.meaning.sources.items():
        field = found.table.by_name[name]
        if source.how == "column" and field.kind in ("money", "tonnes"):
            column = str(source.columns[0])
            values = rows.select(LINE, value=typed(rows[column], field).values)
            problems += [
                Problem(
                    found.sheet.file,
                    line,
                    source.headers[0],
                    str(stated),
                    WRONG_SUM,
                    {"label": label, "stated": stated, "sum": total},
                )
                for line, label, stated, total in compared(values, sums, field)
                if stated != total
            ]
    return problems


def compared(
    values: pl.DataFrame, sums: pl.DataFrame, field: Field
) -> Sequence[tuple[int, str, Decimal, Decimal]]:
    """(line, label, stated sum, real sum) of each sum row that states one."""
    at_sums = set(sums[LINE])
    labels = {}
    for row in sums.iter_rows():
        labels[row[0]] = next(word for word in map(str.strip, row[1:]) if is_label(word))
    found, since, whole = [], Decimal(0), Decimal(0)
    for line, value in values.iter_rows():
        if line not in at_sums:
            since += value or 0
            whole += value or 0
            continue
        part = labels[line].rstrip(":：").lower() in SUBTOTALS
        if value is not None:
            found.append((line, labels[line], value, since if part else whole))
        since = Decimal(0) if part else since
    return found


def is_label(word: str) -> bool:
    return "".join(word.split()).strip(":：").lower() in (*SUBTOTALS, *TOTALS)
