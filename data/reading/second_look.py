"""What is doubtful although every cell is right: said, never refused."""

import re
from collections.abc import Iterator

import polars as pl

from data.problems import Note
from data.reading.recognition import Recognised

OF_QUARTERS = (
    "The column {header} tells of quarters, but a target is that of one month: each number counts"
    " whole in the month of its row. Split it first where that is not meant."
)
CLOSED_AND_OPEN = (
    "{count} rows have a closing day but count as open; say which column holds {label}, or that"
    " they are won or lost."
)
QUARTER = re.compile(r"quarter|季", re.IGNORECASE)


def doubtful(found: Recognised, good: pl.DataFrame) -> Iterator[Note]:
    """Notes on the good rows of a sheet."""
    if found.table.name == "targets":
        for header in filter(QUARTER.search, found.meaning.ignored):
            yield Note(found.sheet.file, OF_QUARTERS, {"header": header})
    if found.table.name == "opportunities":
        closed = (pl.col("status") == "open") & pl.col("closed_on").is_not_null()
        if count := good.filter(closed).height:
            field = found.table.by_name["status"]
            facts = {"count": count, "label": f"{field.zh} {field.en}"}
            yield Note(found.sheet.file, CLOSED_AND_OPEN, facts)
