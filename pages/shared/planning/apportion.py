"""A whole handed out in parts that add up to it to the last unit."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

UNITS = {"money": Decimal("0.01"), "tonnes": Decimal("0.001"), "count": Decimal(1)}
"""What a target is rounded to, by the kind of its measure."""
PERCENT = Decimal("0.01")
"""What the share of a dekad is rounded to."""


def apportioned(
    whole: Decimal, weights: Sequence[Decimal | None], unit: Decimal
) -> list[Decimal] | None:
    """The whole by weights, each part a multiple of the unit and none below 0.

    Each part is cut off; the units that are left go to the largest remainders, the earlier of
    equal ones first. A weight that is missing or negative weighs nothing. None where nothing
    weighs anything.
    """
    heavy = [max(Fraction(one), Fraction(0)) if one is not None else Fraction(0) for one in weights]
    total = sum(heavy)
    if not total:
        return None
    units = int((whole / unit).to_integral_value(ROUND_HALF_UP))
    exact = [units * one / total for one in heavy]
    given = [one.numerator // one.denominator for one in exact]
    most_left = sorted(range(len(exact)), key=lambda at: (given[at] - exact[at], at))
    for at in most_left[: units - sum(given)]:
        given[at] += 1
    return [one * unit for one in given]


def evenly(whole: Decimal, count: int, unit: Decimal) -> list[Decimal]:
    """The whole in that many parts of the same size, as far as the unit allows."""
    return apportioned(whole, [Decimal(1)] * count, unit) or []


def scaled(value: Decimal | None, factor: Decimal, unit: Decimal) -> Decimal | None:
    """value × factor in whole units, halves up; a negative one becomes 0, a missing one stays."""
    if value is None:
        return None
    return max((value * factor).quantize(unit, ROUND_HALF_UP), Decimal(0)) + Decimal(0)
