"""Rows that a sheet's shape makes doubtful: merged, shifted, hidden, sums, headers once more."""

from collections.abc import Iterator

import polars as pl

from data.problems import Note, Problem
from data.reading.headers import words
from data.reading.recognition import Recognised
from data.reading.sheet import letters
from data.reading.words import fold

LINE = "line"
SUM_LIKE = (
    r"(?i)(?:合\s*计|小\s*计|总\s*计|累\s*计|共\s*计)(?:\s*[(（].*[)）])?\s*[:：]?\s*$"
    r"|^\s*(?:sub-?\s*total|grand\s*total|total|sum|average|平均值?|均值)\s*[:：]?\s*$"
)
GROUPS = ("region", "department", "station", "family")
"""Texts by which sheets are summed up, beside keys and references."""

TOO_MANY_CELLS = "The row has more cells than the header."
TOO_FEW_CELLS = (
    "The row has {count} cells, the header {header}: values may stand in a wrong column."
)
TORN = "Is this {whole}? A number with a comma has to stand in quotation marks."
MERGED = (
    "The cells {cells} are merged, so that only the first holds the value."
    " Unmerge them and fill in every row."
)
MERGED_HEADER = "The header stands over several columns ({cells}); give each column its own."
LOOKS_LIKE_SUM = "This looks like a sum of other rows; delete the row or mend the value."
HEADER_AGAIN = "This row names columns like the header; delete it."
HIDDEN_READ = "{count} hidden or filtered rows were read too: {rows}."
WITHOUT_HEADER = "Columns without a header were not read: {columns}."
SHOWN = 20
"""Lines named in a note."""


def doubts(found: Recognised, rows: pl.DataFrame) -> Iterator[Problem]:
    """What is wrong with the shape of the rows (text cells and `line`, sums left out)."""
    yield from uneven(found, rows)
    yield from torn(found, rows)
    yield from merged(found, rows)
    yield from sums_and_headers(found, rows)


def remarks(found: Recognised, rows: pl.DataFrame) -> Iterator[Note]:
    """What a person might not expect: hidden rows that count, columns that do not."""
    hidden = [str(line) for line in found.sheet.hidden_lines if line in set(rows[LINE])]
    if hidden:
        shown = ", ".join(hidden[:SHOWN]) + (" …" if len(hidden) > SHOWN else "")
        yield Note(found.sheet.file, HIDDEN_READ, {"count": len(hidden), "rows": shown})
    headers = found.headers
    bare = [at for at, header in enumerate(headers) if not header.strip()]
    filled = [letters(at) for at in bare if (rows[str(at)].str.strip_chars() != "").any()]
    if filled:
        yield Note(found.sheet.file, WITHOUT_HEADER, {"columns": ", ".join(filled)})


def uneven(found: Recognised, rows: pl.DataFrame) -> Iterator[Problem]:
    """Rows of a text file with more or fewer cells than the header: something may be shifted."""
    file, last = found.sheet.file, max(at for at, one in enumerate(found.headers) if one.strip())
    beyond = [str(at) for at in range(last + 1, len(found.headers))]
    spilt: set[int] = set()
    if beyond:
        over = pl.any_horizontal(pl.col(beyond).str.strip_chars() != "")
        spilt = set(rows.filter(over)[LINE])
    widths, header = found.sheet.widths, len(found.headers)
    lines = rows[LINE].to_list() if widths or spilt else []
    if widths:
        header = widths[max(0, found.header_at)]
        longest = {widths[line - 1] for line in lines if widths[line - 1] > header}
        even = len(longest) == 1 and all(widths[line - 1] > header for line in lines)
        if not even:  # a delimiter at the end of every row is harmless
            spilt |= {line for line in lines if widths[line - 1] > header}
    used = max(at for one in found.meaning.sources.values() for at in one.columns or (0,))
    for line in lines:
        if line in spilt:
            yield Problem(file, line, "", "", TOO_MANY_CELLS, {})
        elif widths and widths[line - 1] <= used:
            facts = {"count": widths[line - 1], "header": header}
            yield Problem(file, line, "", "", TOO_FEW_CELLS, facts)


def torn(found: Recognised, rows: pl.DataFrame) -> Iterator[Problem]:
    """Amounts whose thousands stand in the next column, where nothing else is a number."""
    used = {at for one in found.meaning.sources.values() for at in one.columns}
    if found.sheet.delimiter != ",":
        return
    for name, source in found.meaning.sources.items():
        if found.table.by_name[name].kind not in ("money", "tonnes") or source.how != "column":
            continue
        at = source.columns[0]
        if at + 1 in used or str(at + 1) not in rows.columns:
            continue
        first, second = pl.col(str(at)).str.strip_chars(), pl.col(str(at + 1)).str.strip_chars()
        tearing = first.str.contains(r"^-?\d{1,3}$") & second.str.contains(r"^\d{3}(\.\d+)?$")
        if rows.filter(second.str.contains(r"^-?\d+(\.\d+)?$") & ~tearing).height:
            continue
        hits = rows.filter(tearing)
        if hits.height == rows.height and found.headers[at + 1].strip():
            continue  # a column of numbers of its own
        for line, one, two in hits.select(LINE, first, second.alias("next")).iter_rows():
            facts = {"whole": f"{one},{two}"}
            yield Problem(found.sheet.file, line, source.headers[0], one, TORN, facts)


def merged(found: Recognised, rows: pl.DataFrame) -> Iterator[Problem]:
    """Merged cells among the columns that are read, in rows or in the header."""
    file, headers = found.sheet.file, found.headers
    used = {at for one in found.meaning.sources.values() for at in one.columns}
    lines = set(rows[LINE]) if found.sheet.merged else set()
    for (top, left), (bottom, right) in found.sheet.merged:
        columns = [at for at in range(left, right + 1) if at in used]
        cells = f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"
        if not columns or (top, left) == (bottom, right):
            continue
        if top <= found.header_at <= bottom and right > left:
            yield Problem(file, None, headers[left].strip(), "", MERGED_HEADER, {"cells": cells})
        value = str(found.sheet.cells[top, left]) if top < found.sheet.cells.height else ""
        for line in range(top + 1, bottom + 2):
            if line in lines:
                header = headers[columns[0]].strip()
                yield Problem(file, line, header, value, MERGED, {"cells": cells})


def sums_and_headers(found: Recognised, rows: pl.DataFrame) -> Iterator[Problem]:
    """Rows that would count a sum as a row of its own, or a header as somebody's name."""
    file, table, texts = found.sheet.file, found.table, {}
    for name, source in found.meaning.sources.items():
        one = table.by_name[name]
        named = one.key or one.required or one.references or name in GROUPS
        if one.kind == "text" and named and source.columns:
            texts[name] = (str(source.columns[0]), source.headers[0])
    for column, header in texts.values():
        different = rows[column].unique()
        sums = different.filter(different.str.contains(SUM_LIKE))
        hits = rows.filter(pl.col(column).is_in(sums.implode())) if sums.len() else rows.clear()
        for line, value in hits.select(LINE, column).iter_rows():
            yield Problem(file, line, header, value, LOOKS_LIKE_SUM)
    typed = (one for one in table.fields if one.required and one.kind != "text")
    if any(one.name in found.meaning.sources for one in typed):
        return  # a header among the rows is no number and no date: that is said already
    again = pl.sum_horizontal(
        pl.col(column).map_elements(fold, pl.String).is_in(list(words(table)[name]))
        for name, (column, _) in texts.items()
    )
    for line in rows.filter(again > 1)[LINE] if texts else ():
        yield Problem(file, line, "", "", HEADER_AGAIN)
