"""Dates and times as people write them: 2026-11-03, 2026/11/3, 2026年11月3日, 20261103, 46329."""

import polars as pl

from data.reading.cells import Column, Fault, narrow, refused

TIME = r"(?:[ T]*(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?)?$"
YEAR_FIRST = r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?" + TIME
COMPACT = r"^(\d{4})(\d{2})(\d{2})" + TIME
YEAR_LAST = r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})" + TIME
SERIAL = r"^(\d{5})(\.\d+)?$"
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
"""Excel's day numbers of 1954 and 2119: other numbers are no dates."""
FIRST_YEAR, LAST_YEAR = 1900, 2099

NOT_A_DATE = "A date was expected, such as 2026-11-03, 2026/11/3, 2026年11月3日 or 20261103."
NO_SUCH_DAY = "There is no such day or time."
AMBIGUOUS = (
    "Day and month cannot be told apart: no date in this column has a day after the 12th."
    " Write 2026-11-03."
)
CONTRADICTORY = (
    "In this column the day stands first in some dates and second in others. Write 2026-11-03."
)


def dates(cells: pl.Series) -> Column:
    """Cast text to days; a time of day is left out. See `moments`."""
    column = moments(cells)
    return Column(column.values.dt.date(), column.faults)


def moments(cells: pl.Series) -> Column:
    """Cast text to local timestamps; a day without time is its beginning.

    Whether 11/3/2026 is in March or November is decided by the whole column, or refused.
    """
    given = narrow(cells)
    different = given.unique().drop_nulls().alias("given")
    iso, code = as_iso(different)
    moment = iso.str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us", strict=False)
    sound = moment.dt.year().is_between(FIRST_YEAR, LAST_YEAR)
    moment = moment.set(~sound.fill_null(value=False), None)
    known = pl.DataFrame({"given": different, "moment": moment, "code": code})
    found = given.alias("given").to_frame().join(known, "given", "left", maintain_order="left")
    wrong = refused(given, found["moment"])
    codes = found["code"].fill_null(NO_SUCH_DAY)
    return Column(
        found["moment"],
        tuple(Fault(wrong & (codes == one), one) for one in codes.filter(wrong).unique()),
    )


def as_iso(different: pl.Series) -> tuple[pl.Series, pl.Series]:
    """(`YYYY-MM-DD HH:MM:SS`, why a cell has none) of distinct cells."""
    first, second, order = short_order(different)
    text, when = pl.col("given"), pl.when
    year_first = text.str.extract_groups(YEAR_FIRST)
    compact = text.str.extract_groups(COMPACT)
    short = text.str.extract_groups(YEAR_LAST)
    shorts = written(short, 3, 1, 2) if order == "month" else written(short, 3, 2, 1)
    serial = text.str.contains(SERIAL) & text.cast(pl.Float64, strict=False).is_between(
        FIRST_SERIAL, LAST_SERIAL
    )
    ambiguous = (first != second) & pl.lit(order in ("unknown", "mixed"))
    frame = different.to_frame().select(
        iso=when(text.str.contains(YEAR_FIRST))
        .then(written(year_first, 1, 2, 3))
        .when(text.str.contains(COMPACT))
        .then(written(compact, 1, 2, 3))
        .when(text.str.contains(YEAR_LAST) & ~ambiguous)
        .then(shorts)
        .when(serial)
        .then(of_serial(text)),
        code=when(text.str.contains(YEAR_LAST) & ambiguous)
        .then(pl.lit(CONTRADICTORY if order == "mixed" else AMBIGUOUS))
        .when(~text.str.contains(f"{YEAR_FIRST}|{COMPACT}|{YEAR_LAST}") & ~serial)
        .then(pl.lit(NOT_A_DATE)),
    )
    return frame["iso"], frame["code"]


def short_order(different: pl.Series) -> tuple[pl.Expr, pl.Expr, str]:
    """(first number, second number, which is first: day, month, unknown, mixed)."""
    groups = pl.col("given").str.extract_groups(YEAR_LAST).struct
    first, second = (groups.field(one).cast(pl.Int32, strict=False) for one in "12")
    tops = different.to_frame().select(first=first.max(), second=second.max()).row(0)
    day_first, month_first = ((top or 0) > 12 for top in tops)
    if day_first and month_first:
        return first, second, "mixed"
    return first, second, "day" if day_first else "month" if month_first else "unknown"


def written(groups: pl.Expr, year: int, month: int, day: int) -> pl.Expr:
    """`YYYY-MM-DD HH:MM:SS` of regex groups; the time stands in groups 4 to 6."""

    def two(group: int) -> pl.Expr:
        return groups.struct.field(str(group)).fill_null("0").str.zfill(2)

    return pl.format(
        "{}-{}-{} {}:{}:{}",
        groups.struct.field(str(year)),
        two(month),
        two(day),
        two(4),
        two(5),
        two(6),
    )


def of_serial(text: pl.Expr) -> pl.Expr:
    """Excel's day number: 1 is 1900-01-01, with its leap day that never was."""
    seconds = (text.cast(pl.Float64, strict=False) * 86_400).round().cast(pl.Int64, strict=False)
    moment = pl.lit("1899-12-30").str.to_datetime(time_unit="us") + pl.duration(seconds=seconds)
    return moment.dt.strftime("%Y-%m-%d %H:%M:%S")
