"""Numbers with more decimals than are kept: what their rounding does to the sum of the file."""

from collections.abc import Iterator

import polars as pl

from data.contracts import Field
from data.problems import Note
from data.reading.headers import Source
from data.reading.numbers import SCALES, exact, rounded
from data.reading.recognition import Recognised
from data.reading.worked_out import product_of

ROUNDED = (
    "{count} numbers under {header} have more than {places} decimals and were rounded one by one:"
    " the file adds up to {stated}, the rounded numbers to {sum}."
)
KINDS = ("money", "tonnes")
NOISE = 1e-6
"""What programs leave behind where they compute in binary: 125.43999999999998."""


def roundings(found: Recognised, cells: pl.DataFrame) -> Iterator[Note]:
    """One note per column of money or tonnes whose sum is another; `cells` are the good rows."""
    for name, source in found.meaning.sources.items():
        field = found.table.by_name[name]
        if field.kind not in KINDS or not source.columns:
            continue
        given = [cells[str(at)] for at in source.columns]
        places = SCALES[field.kind]
        if source.how != "price" and not given[0].str.contains(rf"[.．]\d{{{places + 1}}}").any():
            continue
        stated = exactly(given, source, field)
        kept = rounded(stated, field)
        whole, total = rounded(pl.Series([stated.sum()]), field).item(), kept.sum()
        count = ((stated - kept).cast(pl.Float64).abs() > NOISE).sum()
        if whole != total:
            facts = {
                "count": count,
                "header": " × ".join(source.headers),
                "places": places,
                "stated": f"{whole:,}",
                "sum": f"{total:,}",
            }
            yield Note(found.sheet.file, ROUNDED, facts)


def exactly(given: list[pl.Series], source: Source, field: Field) -> pl.Series:
    """What the columns say, with every decimal that stands in the file."""
    return product_of(given).values if source.how == "price" else exact(given[0], field)
