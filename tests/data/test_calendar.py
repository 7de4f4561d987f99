"""Periods and working days against dates that a person reads off a wall calendar."""

from datetime import date

import polars as pl
import pytest

from data import calendar
from data.calendar import Period, PeriodKind


def table() -> pl.DataFrame:
    built = pl.from_arrow(calendar.build(calendar.published_holidays()))
    assert isinstance(built, pl.DataFrame)
    return built


@pytest.mark.parametrize(
    ("kind", "day", "from_on", "to_on", "days", "code"),
    [
        ("dekad", "2026-11-10", "2026-11-01", "2026-11-10", 10, "2026-11-D1"),
        ("dekad", "2026-11-11", "2026-11-11", "2026-11-20", 10, "2026-11-D2"),
        ("dekad", "2026-02-21", "2026-02-21", "2026-02-28", 8, "2026-02-D3"),
        ("dekad", "2024-02-29", "2024-02-21", "2024-02-29", 9, "2024-02-D3"),
        ("dekad", "2026-03-31", "2026-03-21", "2026-03-31", 11, "2026-03-D3"),
        ("week", "2021-01-03", "2020-12-28", "2021-01-03", 7, "2020-W53"),
        ("week", "2027-01-01", "2026-12-28", "2027-01-03", 7, "2026-W53"),
        ("month", "2024-02-10", "2024-02-01", "2024-02-29", 29, "2024-02"),
        ("quarter", "2026-11-11", "2026-10-01", "2026-12-31", 92, "2026-Q4"),
        ("year", "2024-07-01", "2024-01-01", "2024-12-31", 366, "2024"),
    ],
)
def test_a_period_has_these_ends(
    kind: PeriodKind, day: str, from_on: str, to_on: str, days: int, code: str
) -> None:
    period = calendar.period_of(kind, date.fromisoformat(day))
    assert (str(period.from_on), str(period.to_on)) == (from_on, to_on)
    assert (period.days, period.code) == (days, code)


def test_elapsed_counts_the_day_itself_and_never_more_than_the_period() -> None:
    november = calendar.period_of("month", date(2026, 11, 11))
    assert november.elapsed(date(2026, 10, 31)) == 0
    assert november.elapsed(date(2026, 11, 1)) == 1
    assert november.elapsed(date(2026, 11, 11)) == 11
    assert november.elapsed(date(2026, 12, 24)) == 30


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-11-11", "2026-11-D1"), ("2026-11-01", "2026-10-D3"), ("2026-01-05", "2025-12-D3")],
)
def test_the_previous_dekad(day: str, expected: str) -> None:
    dekad = calendar.period_of("dekad", date.fromisoformat(day))
    assert calendar.previous(dekad).code == expected


def test_the_previous_range_is_as_long_and_ends_the_day_before() -> None:
    period = Period("range", date(2026, 11, 3), date(2026, 11, 18))
    before = calendar.previous(period)
    assert (before.from_on, before.to_on) == (date(2026, 10, 18), date(2026, 11, 2))


@pytest.mark.parametrize(
    ("day", "expected", "days"),
    [
        ("2026-03-25", "2026-02-D3", 8),
        ("2026-01-05", "2025-12-D1", 10),
        ("2024-03-31", "2024-02-D3", 9),
    ],
)
def test_the_same_dekad_of_the_month_before(day: str, expected: str, days: int) -> None:
    before = calendar.a_month_before(calendar.period_of("dekad", date.fromisoformat(day)))
    assert (before.code, before.days) == (expected, days)


def test_a_year_before_29_february_is_28_february() -> None:
    assert calendar.year_before(date(2024, 2, 29)) == date(2023, 2, 28)
    leap = Period("range", date(2024, 2, 1), date(2024, 2, 29))
    assert calendar.a_year_before(leap) == Period("range", date(2023, 2, 1), date(2023, 2, 28))


def test_week_53_has_no_partner_a_year_earlier() -> None:
    week_53 = calendar.period_of("week", date(2026, 12, 31))
    assert week_53.code == "2026-W53"
    assert calendar.a_year_before(week_53) is None
    week_47 = calendar.a_year_before(calendar.period_of("week", date(2026, 11, 18)))
    assert week_47 is not None
    assert (week_47.code, week_47.from_on) == ("2025-W47", date(2025, 11, 17))


def test_the_first_days_never_exceed_the_period() -> None:
    february = calendar.period_of("dekad", date(2026, 2, 21))
    assert calendar.first_days(february, 11).to_on == date(2026, 2, 28)
    assert calendar.first_days(february, 3).to_on == date(2026, 2, 23)


def test_twelve_months_begin_the_day_after_the_same_date_last_year() -> None:
    assert calendar.twelve_months_to(date(2026, 11, 18)).from_on == date(2025, 11, 19)
    assert calendar.twelve_months_to(date(2024, 2, 29)).from_on == date(2023, 3, 1)


def test_a_range_has_no_natural_ends() -> None:
    with pytest.raises(ValueError, match="range"):
        calendar.period_of("range", date(2026, 11, 18))


def test_the_table_says_the_same_as_the_functions() -> None:
    days = table().filter(pl.col("day").dt.year().is_in([2020, 2024, 2026, 2027]))
    for row in days.iter_rows(named=True):
        dekad = calendar.period_of("dekad", row["day"])
        week = calendar.period_of("week", row["day"])
        assert (row["dekad"], row["dekad_from"], row["dekad_to"]) == (
            dekad.code,
            dekad.from_on,
            dekad.to_on,
        )
        assert (row["week"], row["week_from"], row["week_to"]) == (
            week.code,
            week.from_on,
            week.to_on,
        )
        assert row["month"] == calendar.period_of("month", row["day"]).code
        assert row["quarter"] == calendar.period_of("quarter", row["day"]).code


def test_a_working_saturday_and_the_days_off_of_the_national_holiday() -> None:
    """2025: 1–8 October off, Sunday 28 September and Saturday 11 October worked (State Council)."""
    days = {row["day"]: row for row in table().iter_rows(named=True)}
    assert days[date(2025, 9, 28)]["is_working_day"]
    assert days[date(2025, 10, 11)]["is_working_day"]
    assert not any(days[date(2025, 10, number)]["is_working_day"] for number in range(1, 9))
    before = days[date(2025, 9, 28)]["working_days_before"]
    # 28, 29, 30 September, then 9, 10, 11 October
    assert days[date(2025, 10, 12)]["working_days_before"] - before == 6


def test_a_year_that_is_not_published_is_worked_monday_to_friday_and_says_so() -> None:
    days = {row["day"]: row for row in table().iter_rows(named=True)}
    new_year = days[date(2040, 1, 2)]
    assert new_year["is_working_day"]
    assert not new_year["is_published"]
    assert not days[date(2040, 1, 7)]["is_working_day"]
    assert days[date(2025, 1, 1)]["is_published"]


def test_an_own_holiday_table_counts() -> None:
    own = calendar.build([(date(2026, 11, 18), False, "Plant day", False)])
    built = pl.from_arrow(own)
    assert isinstance(built, pl.DataFrame)
    plant_day = built.row(by_predicate=pl.col("day") == date(2026, 11, 18), named=True)
    assert not plant_day["is_working_day"]
    assert plant_day["holiday"] is None
