"""The one place that turns numbers and days into text."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from math import isnan
from zoneinfo import ZoneInfo

import polars as pl

from data.calendar import dekad_number
from data.language import translate

BUSINESS_TIME = ZoneInfo("Asia/Shanghai")

Number = int | float | Decimal | None
NONE = "—"  # there is no number; never 0
MINUS = "−"


@dataclass(frozen=True)
class Unit:
    """A unit of money: how many yuan it holds, digits after the point, word as message id."""

    code: str
    yuan: int
    digits: int
    word: str


MONEY = {
    unit.code: unit
    for unit in (
        Unit("yuan", 1, 2, "CNY"),
        Unit("wan", 10_000, 1, "10k CNY"),
        Unit("yi", 10**8, 2, "100m CNY"),
        Unit("thousand", 1_000, 0, "k CNY"),
        Unit("million", 10**6, 0, "M CNY"),
    )
}
# English counts in thousands. 万元 with one digit and whole thousands are rounded alike, and so are
# 亿元 with two digits and whole millions: both languages show the same digits, and parts add up.
COUNTED_IN_ENGLISH = {"wan": "thousand", "yi": "million"}


def unit_in(language: str, unit: str) -> str:
    """The unit that a language counts in where the address asks for that one: 万元, k CNY."""
    return unit if language == "zh" else COUNTED_IN_ENGLISH.get(unit, unit)


def per_yuan(unit: str) -> Decimal:
    """What an amount in yuan is multiplied with to be in that unit."""
    return Decimal(1) / MONEY[unit].yuan


def rounded(value: Number, digits: int, factor: int | Decimal = 1) -> Decimal | None:
    """value × factor to that many digits, halves away from zero, as Excel and people do.

    The screen, files and sentences all show this number; None for None and NaN.
    """
    if value is None or isnan(value):
        return None
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return (exact * factor).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def number(
    value: Number,
    digits: int = 1,
    *,
    sign: bool = False,
    suffix: str = "",
    factor: int | Decimal = 1,
) -> str:
    """1,234.5 with a true minus; `sign` writes + before a positive difference."""
    shown = rounded(value, digits, factor)
    if shown is None:
        return NONE
    mark = "" if shown == 0 else MINUS if shown < 0 else "+" if sign else ""
    return f"{mark}{abs(shown):,}{suffix}"


def money(
    value: Number, unit: str = "wan", digits: int | None = None, *, sign: bool = False
) -> str:
    """An amount in yuan, shown in 元 (2 decimals), 万元 (1), 亿元 (2), k or M CNY, without it."""
    places = MONEY[unit].digits if digits is None else digits
    return number(value, places, sign=sign, factor=per_yuan(unit))


def tonnes(value: Number, digits: int = 1, *, sign: bool = False) -> str:
    """A quantity in tonnes, without the unit."""
    return number(value, digits, sign=sign)


def count(value: Number, *, sign: bool = False) -> str:
    """A whole number."""
    return number(value, 0, sign=sign)


def percent(ratio: Number, digits: int = 1, *, sign: bool = False) -> str:
    """0.563 → 56.3%."""
    return number(ratio, digits, sign=sign, suffix="%", factor=100)


def points(difference: Number, digits: int = 1, *, unit: bool = True, sign: bool = True) -> str:
    """The difference of two ratios: −0.037 → −3.7 pp."""
    return number(difference, digits, sign=sign, suffix=" pp" if unit else "", factor=100)


def days(value: Number, language: str, digits: int = 0) -> str:
    """A number of days with its word: 12 天, 12 days, 1 day."""
    if value is None:
        return NONE
    text = number(value, digits)
    return translate(language, "{count} days", count=text)


def hours(value: Number, digits: int = 1) -> str:
    """A duration in hours, without the unit."""
    return number(value, digits)


def unit_word(unit: str, language: str) -> str:
    """The word of a money unit: 元, 万元, 亿元, k CNY."""
    return translate(language, MONEY[unit].word)


def with_unit(value: Number, unit: str, language: str, *, sign: bool = False) -> str:
    """An amount with its unit, for a sentence: −296.4 万元.

    What would be 0.0 is told in yuan: nobody stops shipping over nothing.
    """
    if value is None:
        return NONE
    if value and rounded(value, MONEY[unit].digits, per_yuan(unit)) == 0:
        unit = "yuan"
    return f"{money(value, unit, sign=sign)} {unit_word(unit, language)}"


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DEKADS = ("early {month}", "mid {month}", "late {month}")


def day(value: date | None, language: str, *, year: bool = False) -> str:
    """11月18日, 18 Nov; with year 2026年11月18日, 18 Nov 2026."""
    if value is None:
        return NONE
    if language == "zh":
        return (
            f"{value.year}年{value.month}月{value.day}日"
            if year
            else f"{value.month}月{value.day}日"
        )
    text = f"{value.day} {MONTHS[value.month - 1]}"
    return f"{text} {value.year}" if year else text


def short_day(value: date | None, *, year: bool = False) -> str:
    """11-18, for tables and chips; with year 2026-11-18."""
    if value is None:
        return NONE
    return value.isoformat() if year else f"{value:%m-%d}"


def month(value: date | None, language: str, *, year: bool = True) -> str:
    """2026年11月, Nov 2026."""
    if value is None:
        return NONE
    if language == "zh":
        return f"{value.year}年{value.month}月" if year else f"{value.month}月"
    text = MONTHS[value.month - 1]
    return f"{text} {value.year}" if year else text


def dekad(value: date | None, language: str, *, year: bool = False) -> str:
    """11月中旬, mid Nov: the dekad a day lies in (1–10, 11–20, 21–end)."""
    if value is None:
        return NONE
    third = dekad_number(value) - 1
    if language == "zh":
        return f"{month(value, language, year=year)}{'上中下'[third]}旬"
    return DEKADS[third].format(month=month(value, language, year=year))


def moment(value: datetime | None, *, year: bool = False) -> str:
    """11-19 07:42, with year 2026-11-19 07:42, in business time."""
    if value is None:
        return NONE
    local = value.astimezone(BUSINESS_TIME) if value.tzinfo else value
    return f"{local:%Y-%m-%d %H:%M}" if year else f"{local:%m-%d %H:%M}"


def texts(values: pl.Series, shown: Callable[[Number], str]) -> pl.Series:
    """A column of numbers as text, for charts, which get texts and never format."""
    return pl.Series(values.name, [shown(value) for value in values], dtype=pl.String)


def joined(words: Iterable[str], language: str) -> str:
    """Words in a row: 川南、川北 or South, North."""
    return ("、" if language == "zh" else ", ").join(words)
