"""Text cells become the values that a field of the contract holds."""

from collections.abc import Callable, Mapping

import polars as pl

from data.contracts import Field, Kind
from data.reading.cells import Column, Fault, narrow, refused, trimmed, without_errors
from data.reading.dates import dates, moments
from data.reading.numbers import LOST_DIGITS, numbers
from data.reading.periods import NOT_A_PERIOD, READERS
from data.reading.words import fold, plain

FLAGS = {
    **dict.fromkeys(("是", "y", "yes", "true", "t", "1", "√", "✓"), True),
    **dict.fromkeys(("否", "n", "no", "false", "f", "0", "×", "x"), False),
}
DIGITS_ONLY = ("phone", "contact_phone", "bill_no")
"""Texts of many digits that Excel shortens like codes."""
SHORTENED = r"(?i)^\d(?:\.\d+)?e\+\d{2,}$"
DAY = r"^\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2})?$|^\d{1,2}月\d{1,2}日$"
WHOLE = r"^(\d+)\.0+$"

NOT_A_FLAG = "Yes or no was expected."
NOW_A_DATE = "Excel has turned this code into a date; format the column as text and write it again."
NOT_ALLOWED = "Expected one of: {allowed}; or say what the word stands for."


def typed(cells: pl.Series, field: Field) -> Column:
    """Cast text cells (none of them null) to the kind of the field."""
    if not cells.str.contains("[#＃]").any():
        return of_kind(cells, field)
    cells, errors = without_errors(cells)
    column = of_kind(cells, field)
    return Column(column.values, (*column.faults, errors))


def of_kind(cells: pl.Series, field: Field) -> Column:
    """Cast text cells without errors of Excel."""
    if field.values:
        return allowed(cells, field)
    if field.kind != "text":
        return CASTS.get(field.kind, numbers)(cells, field)
    if field.name in READERS:
        return periods(cells, field)
    if is_code(field):
        return codes(cells)
    text = trimmed(cells)
    return without_shortened(text) if field.name in DIGITS_ONLY else Column(text)


def is_code(field: Field) -> bool:
    """Whether a text is a code, in which width and a trailing .0 mean nothing."""
    return field.key or bool(field.references) or field.name.endswith("_id")


def codes(cells: pl.Series) -> Column:
    """Codes: leading zeros stay, `17850.0` is mended, `1.23E+11` has lost digits: refused."""
    column = without_shortened(narrow(cells).str.replace(WHOLE, "$1"))
    wrong = column.values.str.contains(DAY).fill_null(value=False)
    return Column(column.values.set(wrong, None), (*column.faults, Fault(wrong, NOW_A_DATE)))


def without_shortened(text: pl.Series) -> Column:
    wrong = text.str.contains(SHORTENED).fill_null(value=False)
    return Column(text.set(wrong, None), (Fault(wrong, LOST_DIGITS),))


def allowed(cells: pl.Series, field: Field) -> Column:
    """The code of an allowed value, written as the code, its English or its Chinese word."""
    known = known_words(field)
    names = ", ".join(f"{code} {zh}" for code, zh in field.values)
    column = looked_up(
        cells, lambda word: known.get(fold(word.replace("、", ""))), pl.String, NOT_ALLOWED
    )
    values = column.values.cast(pl.Int64) if field.kind == "count" else column.values
    return Column(
        values,
        tuple(
            Fault(one.mask, one.code, {"allowed": names, "field": field.name})
            for one in column.faults
        ),
    )


def known_words(field: Field) -> dict[str, str]:
    """Folded word → code. Of numbered stages the number, the words, and both together."""
    pairs = [*field.values, *field.words]
    known = {fold(word): code for pair in pairs for code, word in ((pair[0], pair[0]), pair)}
    if field.kind == "count":
        for code, word in pairs:
            numbered = (
                f"{code}.0",
                f"{code}{word}",
                f"第{code}阶段",
                f"阶段{code}",
                f"stage{code}",
            )
            known |= dict.fromkeys(map(fold, numbered), code)
    return known


def periods(cells: pl.Series, field: Field) -> Column:
    """Months, quarters and dekads in one way of writing."""
    reader = READERS[field.name]
    return looked_up(cells, lambda word: reader(plain(word)), pl.String, NOT_A_PERIOD[field.name])


def flags(cells: pl.Series, _: Field) -> Column:
    """Yes and no in Chinese, English, digits and ticks."""
    return looked_up(cells, lambda word: FLAGS.get(plain(word)), pl.Boolean, NOT_A_FLAG)


def looked_up(
    cells: pl.Series, meaning: Callable[[str], object], kind: type[pl.DataType], code: str
) -> Column:
    """What each different word means; a fault where it means nothing."""
    given = trimmed(cells)
    words = given.unique().drop_nulls()
    meanings = pl.Series([meaning(word) for word in words], dtype=kind)
    values = given.replace_strict(words, meanings, default=None, return_dtype=kind)
    return Column(values, (Fault(refused(given, values), code),))


CASTS: Mapping[Kind, Callable[[pl.Series, Field], Column]] = {
    "date": lambda cells, _: dates(cells),
    "timestamp": lambda cells, _: moments(cells),
    "flag": flags,
}
"""Kinds that are neither text nor a number."""
