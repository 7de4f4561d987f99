"""The seasonal profile of a measure as a grid of months and dekads, in percent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from pages.shared.ask import ask
from pages.shared.planning.apportion import PERCENT, apportioned
from pages.shared.planning.plan import DEKADS, Value, number_of
from pages.shared.planning.subject import last_day, month_before

WHOLE = Decimal("100.00")
FIRST_PROFILE = "P1"
Shares = tuple[Value, Value, Value]
NONE: Shares = (None, None, None)
MONTHS = 12


@dataclass(frozen=True)
class Season:
    """The shares of one month. profile: which one they are of, "" where there is none.

    other: a second profile of the same month, which does not count; "" where there is none.
    """

    month: str
    profile: str
    now: Shares
    then: Shares
    other: str = ""

    def __getitem__(self, dekad: str) -> Value:
        return self.then[DEKADS.index(dekad)]

    @property
    def total(self) -> Decimal:
        """Σ of the shares."""
        return sum((one for one in self.then if one is not None), Decimal(0))

    @property
    def is_empty(self) -> bool:
        """By days."""
        return self.then == NONE

    @property
    def is_whole(self) -> bool:
        """Whether it can be published: nothing at all, or exactly 100.00."""
        return self.is_empty or self.total == WHOLE

    @property
    def filled(self) -> Shares:
        """The same with 0 for a dekad that was left empty beside others."""
        return filled(self.then)

    @property
    def is_changed(self) -> bool:
        """Whether other shares are typed than the release has."""
        return self.filled != filled(self.now)


def filled(shares: Shares) -> Shares:
    """Nothing at all, or a number for each dekad."""
    if shares == NONE:
        return NONE
    first, second, third = (one if one is not None else Decimal(0) for one in shares)
    return (first, second, third)


def seasons(metric: str, family: str, year: int, typed: Mapping[str, Shares]) -> list[Season]:
    """The twelve months of a year as the release has them, with what was typed over."""
    rows = ask("targets/plan_profiles", metric=metric).filter(family=family)
    known = {(row["month"], row["dekad"]): row for row in rows.iter_rows(named=True)}
    found = []
    for number in range(1, MONTHS + 1):
        month = f"{year}-{number:02d}"
        cells = [known.get((month, dekad)) for dekad in DEKADS]
        profile = next((str(one["profile_id"]) for one in cells if one), "")
        first, second, third = (one["share"] if one else None for one in cells)
        now: Shares = (first, second, third)
        other = next((str(one["other_profile"] or "") for one in cells if one), "")
        found.append(Season(month, profile, now, typed.get(month, now), other))
    return found


def proposed(
    actuals: Mapping[int, tuple[Decimal, Decimal, Decimal]],
) -> dict[int, Shares]:
    """Month of the year → the dekads' shares of what it brought, exactly 100.00.

    A month that brought nothing has none: it is spread by days. A dekad below zero counts as 0.
    """
    found: dict[int, Shares] = {}
    for number, dekads in actuals.items():
        parts = apportioned(WHOLE, dekads, PERCENT)
        if parts and sum(dekads) > 0:
            found[number] = (parts[0], parts[1], parts[2])
    return found


def own_year(metric: str, family: str, as_of: date) -> dict[int, tuple[Decimal, Decimal, Decimal]]:
    """Month of the year → its dekads' actuals, from the twelve newest whole months."""
    this = as_of.replace(day=1)
    newest = this if as_of == last_day(this) else month_before(this)
    rows = pl.concat(
        ask(
            "targets/trend",
            as_of=last_day(month_before(newest, step)),
            metric=metric,
            family=family or None,
            level="company",
        )
        for step in range(0, MONTHS, 3)
    )
    sums = {
        (month, dekad): value
        for month, dekad, value in rows.select(
            pl.col("dekad").str.head(7), pl.col("dekad").str.tail(2).alias("part"), "actual_value"
        ).iter_rows()
    }
    found = {}
    for step in range(MONTHS):
        month = month_before(newest, step)
        first, second, third = (sums.get((f"{month:%Y-%m}", one), Decimal(0)) for one in DEKADS)
        found[month.month] = (first, second, third)
    return found


def read(
    rows: list[Season], edited: Mapping[int, Mapping[str, object]]
) -> tuple[dict[str, Shares], list[str]]:
    """Month → its shares with what was typed into the grid; and what of it is no share."""
    typed: dict[str, Shares] = {}
    refused = []
    for at, cells in edited.items():
        if at >= len(rows):
            continue
        shares = list(rows[at].then)
        for dekad, value in cells.items():
            if dekad not in DEKADS:
                continue
            try:
                share = number_of(value, Decimal(1), PERCENT)
                if share is not None and share > WHOLE:
                    raise ValueError(value)
            except ValueError:
                refused.append(f"{rows[at].month}: {value}")
            else:
                shares[DEKADS.index(dekad)] = share
        typed[rows[at].month] = (shares[0], shares[1], shares[2])
    return typed, refused
