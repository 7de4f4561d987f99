"""The target of one node in a month: the whole month and what is set for its dekads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

DEKADS = ("D1", "D2", "D3")
MONTH = ""
FIELDS = (MONTH, *DEKADS)
"""What can be set of a node: the month, coded "" as in the table, and each dekad."""
MOST = Decimal("9999999999999")
"""Every target is below it, typed or worked out: a row of the tables holds no more."""

Value = Decimal | None


@dataclass(frozen=True)
class Plan:
    """What is set; None = nothing. Values in CNY, tonnes or number."""

    month: Value = None
    dekads: tuple[Value, Value, Value] = (None, None, None)

    def __getitem__(self, field: str) -> Value:
        return self.month if field == MONTH else self.dekads[DEKADS.index(field)]

    def with_value(self, field: str, value: Value) -> "Plan":
        """The same with one field set, or emptied by None."""
        if field == MONTH:
            return replace(self, month=value)
        first, second, third = (
            value if one == field else there for one, there in zip(DEKADS, self.dekads, strict=True)
        )
        return replace(self, dekads=(first, second, third))

    @property
    def set_value(self) -> Decimal:
        """Σ of the dekads that are set."""
        return sum((one for one in self.dekads if one is not None), Decimal(0))

    @property
    def value(self) -> Value:
        """The target of the month; with dekads only, their sum."""
        if self.month is not None:
            return self.month
        return self.set_value if any(one is not None for one in self.dekads) else None

    @property
    def rest(self) -> Decimal:
        """What no dekad takes of the month: all three are set to less; negative = to more."""
        value = self.value
        if value is None or (value < 0 and self.dekads == (None, None, None)):
            return Decimal(0)  # a file may bring less than nothing: no dekad gets any of it
        is_open = None in self.dekads and self.set_value <= value
        return Decimal(0) if is_open else value - self.set_value


def spread(
    plan: Plan, shares: Sequence[Value], days: Sequence[int], unit: Decimal
) -> tuple[Value, Value, Value]:
    """What each dekad's target is: set ones stand, the others share the rest of the month.

    shares: of the profile, None where it has none; days of each dekad, for a month without
    profile. As the targets by dekad of a release have it; the last dekad takes the rest.
    """
    if plan.value is None:
        return (None, None, None)
    still = [at for at in range(3) if plan.dekads[at] is None]
    left = max(plan.value - plan.set_value, Decimal(0))
    weights = [shares[at] or Decimal(0) for at in range(3)]
    if not sum(weights[at] for at in still):
        weights = [Decimal(one) for one in days]
    total = sum((weights[at] for at in still), Decimal(0))
    found = list(plan.dekads)
    given = Decimal(0)
    for at in still:
        share = (left * weights[at] / total).quantize(unit, ROUND_HALF_UP)
        is_last = at == still[-1] or given + share > left
        found[at] = max(left - given, Decimal(0)) if is_last else share
        given += found[at] or Decimal(0)
    return (found[0], found[1], found[2])


def is_allowed(value: Value) -> bool:
    """Whether this can be set as a target; None takes one out."""
    return value is None or 0 <= value < MOST


def number_of(typed: object, factor: Decimal, unit: Decimal) -> Value:
    """What stands in a cell, in whole units: typed × factor; None for an empty cell.

    Raises ValueError for what is no number from 0 to the largest one that a table holds.
    """
    if typed is None or typed == "":
        return None
    if isinstance(typed, bool) or not isinstance(typed, int | float | Decimal):
        raise ValueError(typed)
    exact = Decimal(str(typed))
    if not exact.is_finite():
        raise ValueError(typed)
    whole = exact * factor
    if not is_allowed(whole):  # before it is rounded: a huge one has no cents
        raise ValueError(typed)
    value = whole.quantize(unit, ROUND_HALF_UP)
    if not is_allowed(value):
        raise ValueError(typed)
    return value
