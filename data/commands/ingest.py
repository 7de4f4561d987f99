"""The command `ingest`: files into the store."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.commands.terminal import DONE, REFUSED, print_json, print_rows, say, who
from data.contracts import TABLES
from data.language import of_environment, translate
from data.reading.delimiters import DELIMITERS
from data.reading.encodings import ENCODINGS
from data.store import Store

if TYPE_CHECKING:
    from data.ingest import FilesRead, Plan, Published

SIGNS = {"tab" if one == "\t" else one: one for one in DELIMITERS}
SHOWN = 20
"""Problems printed; all of them stand in the JSON and in the file of rejected rows."""


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    ingest = subparsers.add_parser("ingest", help="read CSV, TSV, XLSX or XLS files into a table")
    ingest.add_argument("table", choices=["auto", *TABLES], metavar="TABLE", help="or auto")
    ingest.add_argument("files", nargs="+", type=Path, metavar="FILE")
    ingest.add_argument(
        "--map",
        action="append",
        default=[],
        type=pair,
        metavar="FIELD=HEADER",
        help="take a field from this column; FIELD==VALUE is the same value in every row,"
        " FIELD= nothing, FIELD:WORD=CODE what a word in the column stands for, FIELD:=CODE under"
        " which code rows without it count",
    )
    ingest.add_argument("--sheet", default="", help="sheet of an Excel file", metavar="NAME")
    ingest.add_argument(
        "--header-row",
        type=int,
        choices=range(1001),
        metavar="ROW",
        help="row of the header; 0 where there is none: the columns are A, B, C …",
    )
    ingest.add_argument("--encoding", choices=ENCODINGS, default="")
    ingest.add_argument("--delimiter", choices=SIGNS, default="", help="what separates cells")
    ingest.add_argument("--mode", choices=["upsert", "replace"], default="upsert")
    ingest.add_argument("--accept-good", action="store_true", help="publish the good rows")
    ingest.add_argument("--rejects", type=Path, help="write rejected rows", metavar="OUT.csv")
    ingest.add_argument("--dry-run", action="store_true", help="publish nothing")
    ingest.add_argument("--json", action="store_true", help="the outcome as JSON")
    ingest.set_defaults(run=ingest_files, starts=True, changes="ingest")


def pair(text: str) -> tuple[str, str]:
    """FIELD=HEADER as (field, header)."""
    name, equals, header = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text} is not FIELD=HEADER")
    return name.strip(), header


def ingest_files(options: argparse.Namespace) -> int:
    """Read, show, publish."""
    # Slow, and every command would wait for them.
    from data.ingest import Request, UploadFile, plan, publish, read_files
    from data.reading.recognition import HEADERLESS
    from data.upload_report import facts, rejected_csv

    missing = [one for one in options.files if not one.is_file()]
    if missing:
        say("There is no file {file}.", file=missing[0])
        return REFUSED
    if options.rejects and not options.rejects.parent.is_dir():
        say("There is no folder {folder}.", folder=options.rejects.parent)
        return REFUSED
    if options.rejects and not writable(options.rejects):
        say("{file} cannot be written.", file=options.rejects)
        return REFUSED
    mapping = dict(options.map)
    row = options.header_row
    files = tuple(
        UploadFile(
            path,
            path.name,
            options.table,
            mapping,
            options.sheet,
            0 if row is None else row or HEADERLESS,
            options.encoding,
            SIGNS.get(options.delimiter, ""),
        )
        for path in options.files
    )
    request = Request(files, options.mode, options.accept_good)
    store = Store()
    read = read_files(request, store, tell)
    outcome: Plan | Published = (
        plan(read, store, tell) if options.dry_run else publish(read, store, who(), progress=tell)
    )
    if options.rejects:
        options.rejects.write_bytes(rejected_csv(read, of_environment()))
    found = facts(outcome, of_environment())
    if options.json:
        print_json(found)
    else:
        show(read, found)
    conclude(outcome, read)
    return REFUSED if read.refused else DONE


def writable(file: Path) -> bool:
    """Whether a file can be written there, so that nothing is published and then fails."""
    try:
        was_there = file.exists()
        file.open("ab").close()
        if not was_there:
            file.unlink()
    except OSError:
        return False
    return True


def tell(step: str, share: float) -> None:
    """Progress on standard error, where a person looks at it."""
    if sys.stderr.isatty():
        text = translate(of_environment(), step, file="", table="").strip()
        print(f"\r{text} {share:4.0%} ", end="", file=sys.stderr)


def show(read: "FilesRead", found: dict[str, Any]) -> None:
    """What the files were taken to mean and what they change, for a person."""
    from data.upload_report import COUNTS, said

    for rows in read.sheets:
        print(f"{rows.found.sheet.file} → {rows.found.table.name}")
        for name, source in rows.found.meaning.sources.items():
            print(f"  {name} ← {said(source)}")
        if rows.found.meaning.ignored:
            say("Ignored columns: {headers}.", headers=", ".join(rows.found.meaning.ignored))
    print_rows(
        ("table", *COUNTS), [[one[key] for key in ("table", *COUNTS)] for one in found["tables"]]
    )
    sums = [
        (one["table"], column, total, one["before"].get(column, ""), one["after"].get(column, ""))
        for one in found["tables"]
        for column, total in one["totals"].items()
    ]
    if sums:
        print_rows(("table", "column", "in the files", "before", "after"), sums)
    for one in found["tables"]:
        for column, count in one["emptied"].items():
            lost = f"{one['table']}.{column}"
            say("{column} becomes empty in {count} rows.", column=lost, count=count)


def conclude(outcome: "Plan | Published", read: "FilesRead") -> None:
    """Notes, problems, and what was done, on standard error."""
    from data.ingest import Plan

    language = of_environment()
    for note in read.notes:
        print(f"{note.file}: {note.sentence(language)}", file=sys.stderr)
    for problem in read.problems[:SHOWN]:
        print(problem.line(language), file=sys.stderr)
    if len(read.problems) > SHOWN:
        say("… and {count} more problems.", count=len(read.problems) - SHOWN)
    if read.refused:
        say("Nothing was published.")
    elif isinstance(outcome, Plan):
        say("This was a trial: nothing was published.")
    elif outcome.release is None:
        say("Nothing to change: everything in these files is there already.")
    else:
        say("Release {number} was published.", number=outcome.release.number)
