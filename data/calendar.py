"""Dekads, weeks, months and working days: the days that every period is made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

import polars as pl
import pyarrow as pa

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2040, 12, 31)
"""The calendar of a release; documents outside it are refused when they are read."""

PeriodKind = Literal["dekad", "week", "month", "quarter", "year", "range"]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A span of days, both ends inclusive."""

    kind: PeriodKind
    from_on: date
    to_on: date

    @property
    def days(self) -> int:
        return (self.to_on - self.from_on).days + 1

    def elapsed(self, as_of: date) -> int:
        """Days up to and with `as_of`, 0 … days."""
        return max(0, min(self.days, (as_of - self.from_on).days + 1))

    @property
    def code(self) -> str:
        """`2026-11-D2`, `2026-W47`, `2026-11`, `2026-Q4`, `2026`, or `2026-11-03…2026-11-18`."""
        day = self.from_on
        match self.kind:
            case "dekad":
                return dekad_code(day)
            case "week":
                year, week, _ = day.isocalendar()
                return f"{year}-W{week:02d}"
            case "month":
                return f"{day:%Y-%m}"
            case "quarter":
                return f"{day.year}-Q{(day.month + 2) // 3}"
            case "year":
                return f"{day.year}"
        return f"{day}…{self.to_on}"


def month_end(day: date) -> date:
    """Last day of the month of `day`."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - ONE_DAY


def dekad_number(day: date) -> int:
    """1 for the 1st–10th, 2 for the 11th–20th, 3 for the rest of the month."""
    return min(3, (day.day - 1) // 10 + 1)


def dekad_code(day: date) -> str:
    return f"{day:%Y-%m}-D{dekad_number(day)}"


def period_of(kind: PeriodKind, day: date) -> Period:
    """The period of that kind which holds `day`.

    Raises ValueError for a range, which has no natural ends.
    """
    match kind:
        case "dekad":
            number = dekad_number(day)
            first = day.replace(day=10 * number - 9)
            return Period(kind, first, first + timedelta(days=9) if number < 3 else month_end(day))
        case "week":
            first = day - timedelta(days=day.weekday())
            return Period(kind, first, first + timedelta(days=6))
        case "month":
            return Period(kind, day.replace(day=1), month_end(day))
        case "quarter":
            first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
            return Period(kind, first, month_end(first.replace(month=first.month + 2)))
        case "year":
            return Period(kind, date(day.year, 1, 1), date(day.year, 12, 31))
    raise ValueError(kind)


def previous(period: Period) -> Period:
    """环比: the period of the same kind before; a range moves back by its own length."""
    if period.kind == "range":
        return Period(
            "range", period.from_on - timedelta(days=period.days), period.from_on - ONE_DAY
        )
    return period_of(period.kind, period.from_on - ONE_DAY)


def a_month_before(period: Period) -> Period:
    """The same dekad of the month before."""
    before = period.from_on.replace(day=1) - ONE_DAY
    return period_of(period.kind, before.replace(day=period.from_on.day))


def year_before(day: date) -> date:
    """The same date a year earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def a_year_before(period: Period) -> Period | None:
    """同比: the same period a year earlier; None for a week 53 without partner."""
    if period.kind == "week":
        year, week, _ = period.from_on.isocalendar()
        try:
            return period_of("week", date.fromisocalendar(year - 1, week, 1))
        except ValueError:
            return None
    if period.kind == "range":
        return Period("range", year_before(period.from_on), year_before(period.to_on))
    return period_of(period.kind, year_before(period.from_on))


def first_days(period: Period, count: int) -> Period:
    """The first min(count, length) days of a period: what an unfinished period is compared with."""
    return Period(
        period.kind, period.from_on, period.from_on + timedelta(days=min(count, period.days) - 1)
    )


def twelve_months_to(as_of: date) -> Period:
    """The day after the same date last year … as_of."""
    return Period("range", year_before(as_of) + ONE_DAY, as_of)


@cache
def published_holidays() -> tuple[tuple[date, bool, str, bool], ...]:
    """(day, is_working_day, name, is_statutory) of each day that differs from Monday–Friday.

    Source: the yearly notices of the State Council, as kept by the library chinesecalendar.
    """
    from chinese_calendar import constants

    off = {day: str(name) for day, name in constants.holidays.items()}
    on = {day: str(name) for day, name in constants.workdays.items()}
    statutory = set(constants.holidays) - set(constants.in_lieu_days)
    rows = [(day, False, name, day in statutory) for day, name in off.items()]
    rows += [(day, True, name, False) for day, name in on.items()]
    return tuple(sorted(rows))


def build(holidays: Iterable[tuple[date, bool, str, bool]]) -> pa.Table:
    """The lookup table `calendar`: one row per day from FIRST_DAY to LAST_DAY.

    A year with no row in `holidays` counts as not published: Monday–Friday are worked there.
    """
    schema = {"day": pl.Date, "worked": pl.Boolean, "name": pl.String, "is_statutory": pl.Boolean}
    known = pl.DataFrame(list(holidays), schema=schema, orient="row")
    published = known["day"].dt.year().unique().implode()
    day = pl.col("day")
    number = pl.min_horizontal((day.dt.day() - 1) // 10 + 1, pl.lit(3, pl.Int8))
    first = day.dt.month_start()
    monday = day - pl.duration(days=day.dt.weekday() - 1)
    frame = (
        pl.DataFrame({"day": pl.date_range(FIRST_DAY, LAST_DAY, eager=True)})
        .join(known, on="day", how="left")
        .sort("day")
        .select(
            "day",
            dekad=pl.format("{}-D{}", day.dt.strftime("%Y-%m"), number),
            week=pl.format("{}-W{}", day.dt.iso_year(), day.dt.week().cast(pl.String).str.zfill(2)),
            month=day.dt.strftime("%Y-%m"),
            quarter=pl.format("{}-Q{}", day.dt.year(), day.dt.quarter()),
            year=day.dt.strftime("%Y"),
            dekad_from=first + pl.duration(days=10 * (number.cast(pl.Int64) - 1)),
            dekad_to=pl.when(number == 3)
            .then(day.dt.month_end())
            .otherwise(first + pl.duration(days=10 * number.cast(pl.Int64) - 1)),
            week_from=monday,
            week_to=monday + pl.duration(days=6),
            is_working_day=pl.coalesce("worked", day.dt.weekday() <= 5),
            is_published=day.dt.year().is_in(published),
            holiday=pl.when(pl.col("is_statutory")).then(pl.col("name")),
        )
    )
    worked = pl.col("is_working_day").cast(pl.Int64)
    return frame.with_columns(working_days_before=worked.cum_sum() - worked).to_arrow()
