"""A recognised sheet becomes typed rows; what is wrong becomes problems."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

import polars as pl
import pyarrow as pa

from data.contracts import ARROW, Field, Kind
from data.problems import Note, Problem
from data.reading.body import body
from data.reading.cells import Column, Fault, narrow
from data.reading.headers import Source
from data.reading.numbers import FOREIGN_CURRENCY
from data.reading.recognition import Recognised
from data.reading.references import Directory, resolve
from data.reading.rounding import roundings
from data.reading.second_look import doubtful
from data.reading.shape import LINE
from data.reading.sheets import Progress, silent
from data.reading.units import OTHER_UNITS, UNIT_OF_ROW, unit_column
from data.reading.values import typed
from data.reading.worked_out import amount_of, cost_of

OWN_CURRENCY = ("cny", "rmb", "人民币", "人民币元", "元", "¥")
MISSING = "{label} is missing."
NOT_CALCULATED = "This formula was never calculated; open the file in Excel and save it."
NAMES_TAKEN = "{count} cells under {header} were names and were taken as codes."
EMPTY_FILLED = "{count} rows without {header} count under {code}."
NAMES_KEPT = "{count} cells under {header} fit no {table}; they are kept as written."

NODES = {"rep": "reps.rep_id", "customer": "customers.customer_id"}
"""Level of a target → what its node is a code of."""

Directories = Mapping[str, Directory]
"""Reference (`customers.customer_id`) → codes and names."""


@dataclass(frozen=True)
class Rows:
    """What a sheet holds: good rows by contract field and `source_line`, and everything else.

    `rejected` are the lines of rows with a problem; `duplicates` the rows dropped as repetitions.
    """

    found: Recognised
    good: pl.DataFrame
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    rejected: tuple[int, ...]
    duplicates: int

    @property
    def positional(self) -> bool:
        """Whether line numbers were worked out from the position in the file."""
        missing = "line_no" not in self.found.meaning.sources
        return missing and bool(self.found.table.group_fields)


def typed_rows(found: Recognised, directories: Directories, progress: Progress = silent) -> Rows:
    """Cast and check every cell. A row with any problem is rejected, never half used."""
    lines = body(found)
    reader = Reader(found, lines.cells, directories)
    for done, field in enumerate(found.table.fields, 1):
        reader.fill(field)
        progress("Checking {file}", done / len(found.table.fields))
    reader.check_currency()
    reader.check_units()
    bad = {one.row for one in (*lines.problems, *reader.problems) if one.row is not None}
    frame = pl.DataFrame({**reader.columns, "source_line": lines.cells[LINE].cast(pl.Int64)})
    good = frame.filter(~pl.col("source_line").is_in(sorted(bad))) if bad else frame
    problems = sorted((*lines.problems, *reader.problems), key=lambda one: one.row or 0)
    rejected = sorted(bad & set(lines.cells[LINE]))
    kept = lines.cells.filter(~pl.col(LINE).is_in(sorted(bad))) if bad else lines.cells
    return Rows(
        found,
        good,
        tuple(problems),
        (*lines.notes, *reader.notes, *roundings(found, kept), *doubtful(found, good)),
        tuple(rejected),
        lines.duplicates,
    )


class Reader:
    """Fills one field after the other from the text cells of a sheet."""

    def __init__(self, found: Recognised, cells: pl.DataFrame, directories: Directories) -> None:
        self.found = found
        self.cells = cells
        self.directories = directories
        self.columns: dict[str, pl.Series] = {}
        self.problems: list[Problem] = []
        self.notes: list[Note] = []

    def fill(self, field: Field) -> None:
        """Add the column of a field: typed, resolved, defaulted; its problems besides."""
        source = self.found.meaning.sources.get(field.name)
        column = self.calculated(self.column(field, source), source)
        values = column.values
        for fault in column.faults:
            self.report(fault, source)
        if field.required and field.default is None and not self.is_position(field):
            missing = values.is_null()
            for fault in column.faults:
                missing &= ~fault.mask
            label = source.headers[0] if source and source.headers else f"{field.zh} {field.en}"
            self.report(Fault(missing, MISSING, {"label": label}), source)
        if field.default is not None:
            values = values.fill_null(pl.Series([field.default]).cast(values.dtype).item())
        if self.is_position(field):
            values = self.positions()
        self.columns[field.name] = values.alias(field.name)

    def column(self, field: Field, source: Source | None) -> Column:
        if source is None:
            return Column(repeated(None, field.kind, self.cells.height))
        if source.how == "constant":
            one = typed(pl.Series([source.value]), field)
            everywhere = pl.repeat(value=True, n=self.cells.height, eager=True)
            return Column(
                repeated(one.values[0], field.kind, self.cells.height),
                tuple(
                    Fault(everywhere, fault.code, fault.values)
                    for fault in one.faults
                    if fault.mask.any()
                ),
            )
        given = [self.cells[str(at)] for at in source.columns]
        if source.how == "price":
            return amount_of(given, field)
        if source.how == "profit":
            basis = self.columns["net_amount"]
            if "net_amount" not in self.found.meaning.sources:
                basis = self.columns["invoice_amount"]
            return cost_of(given[0], basis, field)
        said = self.found.meaning.said.get(field.name, ())
        column = typed(given[0], replace(field, words=(*field.words, *said)) if said else field)
        column = self.filled(column, source, {word: code for code, word in said}.get(""))
        if field.name == "scope_id":
            return self.nodes(column, source)
        return self.resolved(column, field.references, source)

    def nodes(self, column: Column, source: Source) -> Column:
        """Where a target is of a rep or a customer, its name turned into the code."""
        for level, reference in NODES.items():
            mine = (self.columns["level"] == level).fill_null(value=False)
            if mine.any():
                part = Column(column.values.set(~mine, None), column.faults)
                found = self.resolved(part, reference, source)
                column = Column(found.values.zip_with(mine, column.values), found.faults)
        return column

    def calculated(self, column: Column, source: Source | None) -> Column:
        """The column without formulas that no program has calculated yet."""
        formulas = self.found.sheet.uncalculated
        lines = {line for at in (source.columns if source else ()) for line in formulas.get(at, ())}
        if not lines:
            return column
        empty = self.cells[LINE].is_in(list(lines))
        others = [Fault(one.mask & ~empty, one.code, one.values) for one in column.faults]
        return Column(column.values.set(empty, None), (*others, Fault(empty, NOT_CALCULATED)))

    def filled(self, column: Column, source: Source, code: str | None) -> Column:
        """The column with a code where nothing stands, as a person has said."""
        if code is None:
            return column
        empty = column.values.is_null()
        for fault in column.faults:
            empty &= ~fault.mask
        if count := int(empty.sum()):
            facts = {"count": count, "header": source.headers[0], "code": code}
            self.notes.append(Note(self.found.sheet.file, EMPTY_FILLED, facts))
        return Column(column.values.set(empty, code), column.faults)

    def resolved(self, column: Column, reference: str, source: Source) -> Column:
        """Names turned into codes; what fits nobody is kept and counted."""
        directory = self.directories.get(reference)
        if directory is None:
            return column
        result = resolve(column.values, directory)
        table = reference.partition(".")[0]
        facts = {"header": source.headers[0], "table": table}
        if result.taken:
            self.notes.append(
                Note(self.found.sheet.file, NAMES_TAKEN, {"count": result.taken, **facts})
            )
        if result.unknown:
            self.notes.append(
                Note(self.found.sheet.file, NAMES_KEPT, {"count": result.unknown, **facts})
            )
        return Column(result.column.values, (*column.faults, *result.column.faults))

    def is_position(self, field: Field) -> bool:
        """Whether the field is the line number that a file without line numbers implies."""
        absent = field.name not in self.found.meaning.sources
        return field.name == "line_no" and absent and bool(self.found.table.group_fields)

    def positions(self) -> pl.Series:
        """1, 2, 3 … within each group of the table, in the order of the file."""
        groups = self.found.table.group_fields
        frame = pl.DataFrame([self.columns[one] for one in groups])
        return frame.select(
            (pl.int_range(pl.len()).over(groups) + 1).cast(pl.Int64).alias("line_no")
        ).to_series()

    def check_currency(self) -> None:
        """Refuse rows that name a currency other than CNY."""
        at = self.found.meaning.currency
        if at is None:
            return
        given = narrow(self.cells[str(at)])
        foreign = (~given.str.to_lowercase().is_in(OWN_CURRENCY)).fill_null(value=False)
        header = self.found.headers[at].strip()
        self.report(Fault(foreign, FOREIGN_CURRENCY), Source("column", (at,), (header,)))

    def check_units(self) -> None:
        """Refuse rows whose unit column names something else than tonnes."""
        at = unit_column(self.found)
        if at is None:
            return
        other = narrow(self.cells[str(at)]).str.to_lowercase().is_in(OTHER_UNITS)
        header = self.found.headers[at].strip()
        fault = Fault(other.fill_null(value=False), UNIT_OF_ROW)
        self.report(fault, Source("column", (at,), (header,)))

    def report(self, fault: Fault, source: Source | None) -> None:
        """Problems for the cells of a fault, with what stands in the file."""
        where = fault.mask.arg_true()
        if not where.len():
            return
        header = " × ".join(source.headers) if source else ""
        shown: Iterable[str] = [""] * where.len()
        if source and source.columns:
            cells = [self.cells[str(at)].gather(where) for at in source.columns]
            shown = (" × ".join(parts) for parts in zip(*cells, strict=True))
        elif source:
            shown = [source.value] * where.len()
        self.problems += [
            Problem(self.found.sheet.file, line, header, value, fault.code, fault.values)
            for line, value in zip(self.cells[LINE].gather(where), shown, strict=True)
        ]


@cache
def dtype(kind: Kind) -> pl.DataType:
    """The Polars type of a kind of field."""
    return pl.Series(pl.from_arrow(pa.array([], type=ARROW[kind]))).dtype


def repeated(value: object, kind: Kind, height: int) -> pl.Series:
    """A column of one value."""
    return pl.Series([value], dtype=dtype(kind)).new_from_index(0, height)
