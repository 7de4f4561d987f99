"""Order lines in one file and order heads in another, read as one sheet of lines."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from data.problems import Note
from data.reading.recognition import Recognised, header_row
from data.reading.sheet import NO_ROW

GROUP = "order_id"
WITHOUT_LINES = "{count} orders have no line in {lines} and were left out."


def completes(lines: Recognised, heads: Recognised) -> bool:
    """Whether each file has what the other lacks, and the heads name every order once."""
    if lines.table is not heads.table or not lines.meaning.missing or not heads.meaning.missing:
        return False
    sources, head_sources = lines.meaning.sources, heads.meaning.sources
    if GROUP not in sources or GROUP not in head_sources:
        return False
    if NO_ROW in (lines.header_at, heads.header_at):
        return False  # letters would stand twice
    if heads.sheet.uncalculated or heads.sheet.merged or heads.sheet.widths or lines.sheet.widths:
        return False  # what stands in a wrong place would be carried to the lines
    given = set(lines.meaning.missing) <= set(head_sources)
    taken = set(heads.meaning.missing) <= set(sources)
    return given and taken and not numbers(heads).filter(numbers(heads) != "").is_duplicated().any()


def numbers(found: Recognised) -> pl.Series:
    """The order numbers below a header."""
    column = str(found.meaning.sources[GROUP].columns[0])
    return found.sheet.cells[column].slice(found.header_at + 1).str.strip_chars()


def joined(
    lines: Recognised, heads: Recognised, wanted: Mapping[str, str]
) -> tuple[Recognised, Note | None]:
    """The lines, each with the cells of its head beside it; a note where heads have no line.

    Rows keep the place that they have in the file of the lines.
    """
    number = heads.meaning.sources[GROUP].columns[0]
    width = lines.sheet.cells.width
    beside = [at for at in range(heads.sheet.cells.width) if at != number]
    names = {str(at): str(width + position) for position, at in enumerate(beside)}
    body = heads.sheet.cells.slice(heads.header_at + 1)
    right = body.select(
        pl.col(str(number)).str.strip_chars().alias("order"),
        *(pl.col(old).alias(new) for old, new in names.items()),
    ).filter(pl.col("order") != "")
    own = str(lines.meaning.sources[GROUP].columns[0])
    cells = lines.sheet.cells.with_columns(order=pl.col(own).str.strip_chars())
    cells = cells.join(right, "order", "left", maintain_order="left").drop("order")
    cells = cells.with_columns(pl.col(list(names.values())).fill_null(""))
    header = [heads.headers[at] for at in beside]
    above = pl.int_range(pl.len()) == lines.header_at
    cells = cells.with_columns(
        pl.when(above).then(pl.lit(text)).otherwise(pl.col(new)).alias(new)
        for new, text in zip(names.values(), header, strict=True)
    )
    sheet = replace(lines.sheet, cells=cells, widths=())
    unused = right.filter(~pl.col("order").is_in(numbers(lines).implode())).height
    facts = {"count": unused, "lines": lines.sheet.file}
    note = Note(heads.sheet.file, WITHOUT_LINES, facts) if unused else None
    return header_row(sheet, lines.table, lines.header_at, wanted), note
