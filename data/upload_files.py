"""Several files read together: each recognised and checked, keys distinct over all of them."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import duckdb
import polars as pl

from data.base_views import rows_of
from data.contracts import TABLES, Table
from data.problems import FileRefusedError, Note, Problem
from data.reading.halves import half, lines_with_heads
from data.reading.heads import joined
from data.reading.keys import Place, complete, distinct
from data.reading.lacking import what_lacks
from data.reading.recognition import LOOK, Recognised, recognise
from data.reading.references import NAME_FIELDS, Directory
from data.reading.returns import RETURNS, lists_returns
from data.reading.rows import Rows, typed_rows
from data.reading.sheet import NO_ROW
from data.reading.sheets import Progress, Sheet, read, silent
from data.rewrite import Mode
from data.store import Store

UploadMode = Literal["upsert", "replace"]

OTHER_SHEETS = "The sheets not read: {sheets}."
READ_TOGETHER = "These order heads were read together with the order lines of {lines}."
DISAGREE = "Some files number the lines of their orders and others do not; load them apart."


@dataclass(frozen=True)
class UploadFile:
    """A file on the disk and what a person said about it.

    `name` is shown and recorded; `table` may be `auto`; `mapping` {field: header} is that of
    `data.reading.headers.understand`; `sheet`, `header_row` (as Excel counts it, HEADERLESS where
    there is none), `encoding` and `delimiter` are recognised where they are "" or 0.
    """

    path: Path
    name: str
    table: str = "auto"
    mapping: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    header_row: int = 0
    encoding: str = ""
    delimiter: str = ""

    @property
    def wish(self) -> list[object]:
        """What makes it another upload than that of the same content wanted otherwise."""
        said = [self.name, self.table, sorted(self.mapping.items()), self.sheet]
        return [*said, self.header_row, self.encoding, self.delimiter]


@dataclass(frozen=True)
class Request:
    """What a person wants to load, as one release."""

    files: tuple[UploadFile, ...]
    mode: UploadMode = "upsert"
    accept_good: bool = False

    def said(self, name: str) -> dict[str, str]:
        """The mapping of a file."""
        return next(dict(one.mapping) for one in self.files if one.name == name)

    def upload(self) -> str:
        """Id of the upload: the same files wanted in the same way have the same."""
        whole = hashlib.sha256()
        for one in self.files:
            with one.path.open("rb") as content:
                whole.update(hashlib.file_digest(content, "sha256").digest())
            whole.update(json.dumps(one.wish).encode())
        whole.update(json.dumps([self.mode, self.accept_good]).encode())
        return whole.hexdigest()[:16]


@dataclass(frozen=True)
class Strange:
    """A file that fits no table as it is; `sheet` is its first one, None where none can be read."""

    file: str
    sheet: Sheet | None = None
    header_row: int = 0

    @property
    def header_at(self) -> int:
        """The row named by a person; else the first of the top rows with most cells filled."""
        if self.sheet is None:
            return 0
        if self.header_row:
            at = self.header_row - 1 if self.header_row > 0 else NO_ROW
            return min(at, self.sheet.cells.height - 1)
        rows = [self.sheet.record(at) for at in range(min(LOOK, self.sheet.cells.height))]
        filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
        return filled.index(max(filled))

    @property
    def headers(self) -> list[str]:
        """What may be the header."""
        return self.sheet.record(self.header_at) if self.sheet else []


@dataclass(frozen=True)
class FilesRead:
    """The files of a request: what each was taken to be, good rows by table, problems, notes.

    `good` frames have the contract's fields and the lineage. `untold` names, by table and field,
    the files that say nothing about it. `rejected` and `duplicates` are counts of rows by table.
    `unread` are files that were recognised but lack something, `strange`
    those that were not.
    """

    request: Request
    sheets: tuple[Rows, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    good: Mapping[str, pl.DataFrame]
    modes: Mapping[str, Mode]
    untold: Mapping[str, Mapping[str, tuple[str, ...]]]
    rejected: Mapping[str, tuple[Place, ...]]
    duplicates: Mapping[str, int]
    unread: tuple[Recognised, ...] = ()
    strange: tuple[Strange, ...] = ()
    sheet_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether nothing may be published: a file as a whole is wrong, or a row is."""
        if not self.problems:
            return False
        whole = any(one.row is None for one in self.problems)
        nothing_good = not any(rows.height for rows in self.good.values())
        return whole or nothing_good or not self.request.accept_good


def read_files(request: Request, store: Store, progress: Progress = silent) -> FilesRead:
    """Read and check every file. What is wrong is reported, never raised."""
    found, unread, strange, problems, names = recognised(request, progress)
    pair = lines_with_heads(unread)
    notes: list[Note] = []
    if pair:
        with_lines, with_heads = pair
        said = request.said(with_heads.sheet.file) | request.said(with_lines.sheet.file)
        try:
            whole, note = joined(with_lines, with_heads, said)
        except FileRefusedError as reason:
            name = with_lines.sheet.file
            problems.append(Problem(name, None, "", "", reason.code, reason.values))
        else:
            unread = [one for one in unread if one is not with_lines and one is not with_heads]
            (unread if any(what_lacks(whole, {})) else found).append(whole)
            together = {"lines": with_lines.sheet.file}
            notes.append(Note(with_heads.sheet.file, READ_TOGETHER, together))
            notes += [note] if note else []
    problems += [
        problem for one in unread for problem in what_lacks(one, request.said(one.sheet.file))
    ]
    directories = master_directories(store)
    sheets: list[Rows] = []
    for one in sorted(found, key=lambda each: list(TABLES).index(each.table.name)):
        rows = typed_rows(one, directories, progress)
        sheets.append(rows)
        problems += rows.problems
        learn(directories, one.table, rows.good)
    good: dict[str, pl.DataFrame] = {}
    modes: dict[str, Mode] = {}
    untold: dict[str, dict[str, tuple[str, ...]]] = {}
    rejected: dict[str, tuple[Place, ...]] = {}
    duplicates: dict[str, int] = {}
    for name in dict.fromkeys(one.found.table.name for one in sheets):
        mine = [one for one in sheets if one.found.table.name == name]
        positional = {one.positional for one in mine}
        if len(positional) > 1:
            problems.append(Problem(mine[0].found.sheet.file, None, "", "", DISAGREE))
        frames = [with_lineage(one, request.upload()) for one in mine]
        keyed = complete(TABLES[name], distinct(TABLES[name], pl.concat(frames)))
        problems += keyed.problems
        good[name] = keyed.rows
        untold[name] = silent_files(TABLES[name], mine)
        modes[name] = request.mode
        if request.mode == "upsert" and positional == {True}:
            modes[name] = "replace_groups"
        lines = [(one.found.sheet.file, line) for one in mine for line in one.rejected]
        rejected[name] = (*lines, *keyed.rejected)
        duplicates[name] = sum(one.duplicates for one in mine) + len(keyed.repeated)
    shown = {one.sheet.file: one.sheet.name for one in (*found, *unread) if one.sheet.name}
    problems = [
        replace(one, sheet=shown[one.file]) if one.file in shown else one for one in problems
    ]
    notes += [note for one in sheets for note in (*left_sheets(one.found, names), *one.notes)]
    return FilesRead(
        request,
        tuple(sheets),
        tuple(problems),
        tuple(notes),
        good,
        modes,
        untold,
        rejected,
        duplicates,
        tuple(unread),
        tuple(strange),
        names,
    )


def recognised(
    request: Request, progress: Progress
) -> tuple[
    list[Recognised], list[Recognised], list[Strange], list[Problem], dict[str, tuple[str, ...]]
]:
    """(can be read, lack something, not understood, problems, names of the sheets by file)."""
    found: list[Recognised] = []
    unread: list[Recognised] = []
    strange: list[Strange] = []
    names: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for file in request.files:
        sheets: list[Sheet] = []
        try:
            content = file.path.read_bytes()
            sheets = read(
                content, file.name, progress, encoding=file.encoding, delimiter=file.delimiter
            )
            names[file.name] = tuple(one.name for one in sheets if one.name)
            wish = (sheets, file.table, file.mapping, file.sheet, file.header_row)
            one = (half(*wish) if len(request.files) > 1 else None) or recognise(*wish)
        except FileRefusedError as reason:
            fitting = [one for one in sheets if file.sheet in ("", one.name)]
            unknown = Strange(file.name, fitting[0] if fitting else None, file.header_row)
            code = RETURNS if lists_returns(unknown.headers) else reason.code
            problems.append(Problem(file.name, None, "", "", code, reason.values))
            strange.append(unknown)
            continue
        (unread if any(what_lacks(one, {})) else found).append(one)
    return found, unread, strange, problems, names


def silent_files(table: Table, sheets: Iterable[Rows]) -> dict[str, tuple[str, ...]]:
    """Field → the files that have no column for it; keys are never absent."""
    told = {one.found.sheet.file: one.found.meaning.sources for one in sheets}
    absent = {
        field.name: tuple(file for file, sources in told.items() if field.name not in sources)
        for field in table.fields
        if not field.key
    }
    return {name: files for name, files in absent.items() if files}


def left_sheets(found: Recognised, names: Mapping[str, tuple[str, ...]]) -> Iterable[Note]:
    """The other sheets of the workbook, which nobody has read."""
    others = [one for one in names[found.sheet.file] if one != found.sheet.name]
    if others:
        yield Note(found.sheet.file, OTHER_SHEETS, {"sheets": ", ".join(others)})


def with_lineage(rows: Rows, upload: str) -> pl.DataFrame:
    """The good rows with the file, line and upload they came from."""
    return rows.good.with_columns(
        source_file=pl.lit(rows.found.sheet.file), source_upload=pl.lit(upload)
    )


def master_directories(store: Store) -> dict[str, Directory]:
    """Codes and names of customers, reps and products in the current release."""
    release = store.release()
    files, columns = store.files(release.number), store.columns(release.number)
    directories: dict[str, Directory] = defaultdict(Directory)
    for reference, name in NAME_FIELDS.items():
        table, _, code = reference.partition(".")
        rows = rows_of(TABLES[table], files[table], columns[table])
        with duckdb.connect() as connection:
            pairs = connection.sql(rows).select(code, name).fetchall()
        directories[reference].add(pairs)
    return dict(directories)


def learn(directories: Mapping[str, Directory], table: Table, rows: pl.DataFrame) -> None:
    """Take in the codes and names that a file of master data brings."""
    for reference, name in NAME_FIELDS.items():
        owner, _, code = reference.partition(".")
        if owner == table.name:
            directories[reference].add(rows.select(code, name).iter_rows())
