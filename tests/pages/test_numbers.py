"""Numbers and days as text."""

from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl
import pytest

from pages.shared import numbers


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "—"),
        (float("nan"), "—"),
        (0, "0.0"),
        (-0.04, "0.0"),  # what rounds to zero carries no sign
        (1234.5, "1,234.5"),
        (-1234.56, "−1,234.6"),
        (0.25, "0.3"),  # halves away from zero, like Excel
        (-0.25, "−0.3"),
        (1.005e6, "1,005,000.0"),
        (Decimal("2.35"), "2.4"),
    ],
)
def test_number(value: float | Decimal | None, text: str) -> None:
    assert numbers.number(value) == text


def test_plus_stands_on_differences_only() -> None:
    assert numbers.number(3, sign=True) == "+3.0"
    assert numbers.number(0, sign=True) == "0.0"
    assert numbers.number(3) == "3.0"


def test_money_is_given_in_yuan_and_shown_in_the_unit() -> None:
    assert numbers.money(Decimal("7912500.00")) == "791.3"
    assert numbers.money(7_912_500, "yuan") == "7,912,500.00"
    assert numbers.money(791_250_000, "yi") == "7.91"
    assert numbers.money(None) == "—"
    assert numbers.with_unit(-2_864_000, "wan", "zh") == "−286.4 万元"
    assert numbers.with_unit(None, "wan", "zh") == "—"


def test_a_customer_was_stopped_for_owing_nothing() -> None:
    """251.62 overdue for a year read: 0.0 万元 overdue, stop."""
    assert numbers.with_unit(Decimal("251.62"), "wan", "zh") == "251.62 元"
    assert numbers.with_unit(Decimal("-499.99"), "thousand", "en") == "−499.99 CNY"
    assert numbers.with_unit(500, "wan", "zh") == "0.1 万元"
    assert numbers.with_unit(0, "wan", "zh") == "0.0 万元"


@pytest.mark.parametrize(("asked", "english"), [("wan", "44,596"), ("yi", "45")])
def test_english_counts_in_thousands_and_millions(asked: str, english: str) -> None:
    """A headline read 4,459.6 10k CNY: no English reader counts in ten thousands."""
    unit = numbers.unit_in("en", asked)
    assert numbers.money(44_596_123, unit) == english
    assert numbers.unit_in("zh", asked) == asked


def test_both_languages_show_the_same_digits() -> None:
    for amount in (44_596_500, -44_596_499, 50_000, 12):
        in_wan = numbers.money(amount).replace(".", "").replace(",", "").lstrip("0")
        in_thousands = numbers.money(amount, "thousand").replace(",", "").lstrip("0")
        assert in_wan.replace("−0", "−") == in_thousands
    assert numbers.with_unit(2_277_000, numbers.unit_in("en", "wan"), "en") == "2,277 k CNY"
    assert numbers.unit_in("en", "yuan") == "yuan"


def test_ratios() -> None:
    assert numbers.percent(0.5629) == "56.3%"
    assert numbers.percent(None) == "—"
    assert numbers.points(-0.0371) == "−3.7 pp"
    assert numbers.points(0.0005, unit=False) == "+0.1"


def test_days_in_both_languages() -> None:
    assert numbers.days(1, "en") == "1 day"
    assert numbers.days(12, "en") == "12 days"
    assert numbers.days(12, "zh") == "12 天"


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [(10, "11月上旬", "early Nov"), (11, "11月中旬", "mid Nov"), (30, "11月下旬", "late Nov")],
)
def test_dekad(day: int, zh: str, en: str) -> None:
    assert numbers.dekad(date(2026, 11, day), "zh") == zh
    assert numbers.dekad(date(2026, 11, day), "en") == en


def test_dates() -> None:
    day = date(2026, 11, 8)
    assert numbers.day(day, "zh") == "11月8日"
    assert numbers.day(day, "en", year=True) == "8 Nov 2026"
    assert numbers.month(day, "zh") == "2026年11月"
    assert numbers.short_day(day) == "11-08"
    assert numbers.short_day(day, year=True) == "2026-11-08"
    assert numbers.day(None, "zh") == "—"


def test_moments_are_said_in_business_time() -> None:
    assert numbers.moment(datetime(2026, 11, 18, 23, 42, tzinfo=UTC)) == "11-19 07:42"


def test_texts_keep_missing_numbers_visible() -> None:
    column = pl.Series("x", [1.0, None])
    assert numbers.texts(column, numbers.number).to_list() == ["1.0", "—"]
