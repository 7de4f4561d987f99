"""Numbers as people write them: 1,234.56, １２３, (500.00), ¥12, 13%."""

import polars as pl

from data.contracts import Field
from data.reading.cells import Column, Fault, narrow, refused

PLAIN = r"^-?\d+(\.\d+)?$"
WRITTEN = r"^[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)$"
BRACKETED = r"^\((.+)\)$"
OWN_CURRENCY = r"(?i)^([+-]?)\s*(?:¥|cny|rmb|人民币)\s*|\s*(?:元|cny|rmb)$"
FOREIGN = r"(?i)[$€£₽]|usd|eur|gbp|hkd|jpy|港币|美元|欧元|日元"
EXPONENT = r"(?i)^[+-]?\d(?:\.\d+)?e[+-]?\d+$"
SCALES = {"money": 2, "tonnes": 3, "ratio": 6}
LARGEST = 10**13
"""Yuan or tonnes of one row from which on it is a slip: the sums of a column hold 999 of these."""
WHOLE_IS_ONE = "1 = 100 %"
FACTOR = "CNY/unit"
"""Unit of a price that is multiplied before it is rounded."""

NOT_A_NUMBER = "A number was expected, such as 1,234.56."
COMMA_FIRST = r"^-?\d+(?:\.\d{3})*,(?:\d{1,2}|\d{4,})$|^-?\d{1,3}(?:\.\d{3}){2,}$"
EITHER = r"^-?\d{1,3}[.,]\d{3}$"
DECIMAL_COMMA = (
    "In this column some numbers have a comma before the decimals, so that it cannot be told what"
    " this one means. Write 1234.56."
)
FOREIGN_CURRENCY = "Amounts are in CNY; another currency is refused."
LOST_DIGITS = "Excel has shortened this number; format the column as text or number and save again."
NOT_WHOLE = "A whole number was expected."
TOO_LARGE = "The number is too large."
TOO_SMALL = "A number of at least {least} was expected."
OUT_OF_RANGE = "A number from {least} to {most} was expected."
NOT_A_SHARE = "A share is written as 0.13 or 13%, at most 1 or 100%."


def numbers(cells: pl.Series, field: Field) -> Column:
    """Cast text to the field's kind: money, tonnes, ratio, number or count.

    More decimals than the kind has are rounded half away from zero.
    """
    given = narrow(cells)
    text, faults = given, []
    if not given.str.contains(PLAIN).fill_null(value=True).all():
        text = written_plainly(given, field)
        foreign = given.is_not_null() & given.str.contains(FOREIGN).fill_null(value=False)
        short = given.is_not_null() & given.str.contains(EXPONENT).fill_null(value=False)
        either = doubtful(given)
        text = text.set(either, None)
        other = refused(given, text) & ~foreign & ~short & ~either
        faults = [
            Fault(foreign, FOREIGN_CURRENCY),
            Fault(short, LOST_DIGITS),
            Fault(either, DECIMAL_COMMA),
            Fault(other, NOT_A_NUMBER),
        ]
        text = text.set(foreign | short, None)
    values = cast(text, field)
    faults.append(Fault(refused(text, values), NOT_WHOLE if field.kind == "count" else TOO_LARGE))
    if field.unit_text == WHOLE_IS_ONE:
        beyond = (values.cast(pl.Float64).abs() > 1).fill_null(value=False)
        faults.append(Fault(beyond, NOT_A_SHARE))
        values = values.set(beyond, None)
    return within(Column(values, tuple(faults)), field)


def exact(cells: pl.Series, field: Field) -> pl.Series:
    """The numbers with every decimal as written; null for what is none or is refused."""
    text = narrow(cells)
    if not text.str.contains(PLAIN).fill_null(value=True).all():
        text = written_plainly(text, field)
    return text.cast(pl.Decimal(38, 18), strict=False)


def within(column: Column, field: Field) -> Column:
    """The column without the numbers outside the range that the contract allows."""
    values, least, most = column.values, field.least, field.most
    if least is None:
        return column
    outside = values < least if most is None else ~values.is_between(least, most)
    outside = outside.fill_null(value=False)
    code = TOO_SMALL if most is None else OUT_OF_RANGE
    fault = Fault(outside, code, {"least": least, "most": most})
    return Column(values.set(outside, None), (*column.faults, fault))


def doubtful(given: pl.Series) -> pl.Series:
    """Mask of what is 1,234 or 1.234 in a column where others have a comma before the decimals."""
    if not given.str.contains(COMMA_FIRST).any():
        return given.is_null() & False
    return given.str.contains(EITHER).fill_null(value=False)


def written_plainly(given: pl.Series, field: Field) -> pl.Series:
    """Digits with at most one point and a minus; null where it is no number."""
    text = given.str.replace(BRACKETED, "-$1").str.replace_all(OWN_CURRENCY, "$1")
    if field.kind == "tonnes":
        text = text.str.replace(r"\s*(?:吨|t)$", "")
    if field.unit_text == "h":
        text = text.str.replace(r"\s*(?:小时|h)$", "")
    percent = text.str.ends_with("%").fill_null(value=False)
    if "%" in field.unit_text:
        text = text.str.strip_suffix("%").str.strip_chars()
    sound = text.str.contains(WRITTEN).fill_null(value=False)
    text = text.set(~sound, None).str.replace_all(",", "", literal=True)
    if field.unit_text == WHOLE_IS_ONE and percent.any():
        hundredth = text.cast(pl.Decimal(38, 18), strict=False) / 100
        text = pl.select(
            pl.when(percent).then(hundredth.cast(pl.String)).otherwise(text)
        ).to_series()
    return text


def cast(text: pl.Series, field: Field) -> pl.Series:
    """Plain digits as the field's type; null where they do not fit it."""
    if field.kind == "number":
        return summable(text.cast(pl.Float64, strict=False))
    if field.kind == "count":
        return text.str.replace(r"\.0*$", "").cast(pl.Int64, strict=False)
    return summable(rounded(text.cast(pl.Decimal(38, 18), strict=False), field))


def summable(values: pl.Series) -> pl.Series:
    """The numbers that sums can bear; null instead of larger ones."""
    return values.set((values.abs() >= LARGEST).fill_null(value=False), None)


def rounded(exact: pl.Series, field: Field) -> pl.Series:
    """Decimals with as many places as the field has, half away from zero; null where too large."""
    scale = SCALES[field.kind]
    return exact.round(scale, mode="half_away_from_zero").cast(pl.Decimal(18, scale), strict=False)
