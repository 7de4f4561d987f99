"""Setting targets: parts add up to the whole, dekads to the month; what is typed is kept."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.shared.planning.apportion import UNITS, apportioned, evenly, scaled
from pages.shared.planning.draft import Draft, Key
from pages.shared.planning.plan import MONTH, Plan, number_of, spread
from pages.shared.planning.seasons import NONE, Season, proposed

CENT = UNITS["money"]
KEY = Key("2026-11", "net_sales", "", "base", "region", "川南")


def d(*values: str | None) -> list[Decimal | None]:
    return [None if one is None else Decimal(one) for one in values]


def test_a_whole_is_handed_out_by_weights_to_the_cent() -> None:
    # 100 by 1 : 1 : 1 = 33.33 each, 0.01 left: the first of equal remainders
    assert apportioned(Decimal(100), d("1", "1", "1"), CENT) == d("33.34", "33.33", "33.33")
    # 10 outlets by 5 : 3 : 1 = 5.56, 3.33, 1.11: cut off 5 + 3 + 1, the one left to .56
    assert apportioned(Decimal(10), d("5", "3", "1"), Decimal(1)) == d("6", "3", "1")
    # what lost money or is not known weighs nothing
    assert apportioned(Decimal(90), d("-5", None, "3"), CENT) == d("0", "0", "90")
    assert apportioned(Decimal(90), d("0", "-1", None), CENT) is None
    assert apportioned(Decimal(0), d("2", "1"), CENT) == d("0", "0")
    assert evenly(Decimal("0.02"), 3, CENT) == d("0.01", "0.01", "0")
    assert evenly(Decimal(5), 0, CENT) == []


def test_last_year_times_factor_is_whole_and_never_negative() -> None:
    assert scaled(Decimal("1000.10"), Decimal("1.05"), CENT) == Decimal("1050.11")  # 1050.105
    assert scaled(Decimal("-20"), Decimal("1.05"), CENT) == 0
    assert scaled(None, Decimal(2), CENT) is None
    assert scaled(Decimal(3), Decimal("1.5"), Decimal(1)) == 5  # 4.5: halves up


@given(
    st.decimals(0, 10**12, places=3),
    st.lists(st.one_of(st.none(), st.decimals(-(10**9), 10**12, places=3)), max_size=40),
    st.sampled_from(list(UNITS.values())),
)
def test_parts_add_up_to_the_whole_and_none_is_negative(
    whole: Decimal, weights: list[Decimal | None], unit: Decimal
) -> None:
    whole = whole.quantize(unit)
    parts = apportioned(whole, weights, unit)
    if parts is None:
        assert not any(one and one > 0 for one in weights)
        return
    assert sum(parts) == whole
    assert all(one >= 0 and one % unit == 0 for one in parts)
    total = sum(one for one in weights if one and one > 0)
    for part, weight in zip(parts, weights, strict=True):  # none is a unit or more off
        assert abs(part - whole * max(weight or Decimal(0), Decimal(0)) / total) < unit * 2


def test_dekads_follow_what_is_set_then_the_profile_then_the_days() -> None:
    days = (10, 10, 10)
    # 120,000 in 30 days, D1 = 50,000: the others share 70,000
    fixed = Plan(Decimal(120_000), (Decimal(50_000), None, None))
    assert spread(fixed, NONE, days, CENT) == (50_000, 35_000, 35_000)
    assert fixed.rest == 0
    # 20 / 30 / 50 of 100; with D1 set the others share 3 : 5
    shares = (Decimal(20), Decimal(30), Decimal(50))
    assert spread(Plan(Decimal(100)), shares, days, CENT) == (20, 30, 50)
    some = Plan(Decimal(100), (Decimal(20), None, None))
    assert spread(some, shares, days, CENT) == (20, 30, 50)
    # 28 days: 10 of 7 outlets is 2.5 → 3 (halves up), 3, and the last takes the rest
    assert spread(Plan(Decimal(7)), NONE, (10, 10, 8), Decimal(1)) == (3, 3, 1)
    # only dekads: the month is their sum, what is not set gets nothing
    dekads = Plan(None, (Decimal(70), None, Decimal(30)))
    assert (dekads.value, dekads.rest) == (100, 0)
    assert spread(dekads, NONE, days, CENT) == (70, 0, 30)
    # too much set: the others get nothing and −10 is left over
    over = Plan(Decimal(100), (None, Decimal(110), None))
    assert spread(over, NONE, days, CENT) == (0, 110, 0)
    assert over.rest == -10
    assert spread(Plan(), NONE, days, CENT) == NONE


@given(
    st.decimals(0, 10**10, places=2),
    st.sampled_from([NONE, (Decimal(30), Decimal(30), Decimal(40)), (None, None, Decimal(100))]),
    st.sampled_from([(10, 10, 8), (10, 10, 11)]),
)
def test_dekads_of_a_month_add_up_to_it(
    month: Decimal, shares: tuple[Decimal | None, ...], days: tuple[int, int, int]
) -> None:
    dekads = spread(Plan(month), shares, days, CENT)
    assert sum(one for one in dekads if one is not None) == month
    assert all(one is not None and one >= 0 for one in dekads)


@pytest.mark.parametrize("typed", [-1, float("nan"), float("inf"), 10**13, 1e22, "12", True, -0.01])
def test_what_is_no_target_is_refused(typed: object) -> None:
    with pytest.raises(ValueError, match=re.escape(str(typed))):
        number_of(typed, Decimal(1), CENT)


def test_what_is_typed_in_wan_is_kept_to_the_cent() -> None:
    assert number_of(1234.567891, Decimal(10_000), CENT) == Decimal("12345678.91")
    assert number_of(0.1 + 0.2, Decimal(10_000), CENT) == Decimal("3000.00")
    assert number_of(None, Decimal(1), CENT) is None
    assert number_of(0, Decimal(1), CENT) == 0
    assert number_of(99_999_999.999999, Decimal(10_000), CENT) == Decimal("999999999999.99")


def test_a_cell_that_has_its_old_value_again_is_no_edit() -> None:
    draft = Draft()
    draft.set(KEY, "川南", MONTH, Decimal(600), Decimal(700), 3)
    assert draft.applied(KEY, Plan(Decimal(600))).month == 700
    assert draft.version == 3
    draft.set(KEY, "川南", MONTH, Decimal(600), Decimal(600), 4)
    assert draft.edits == {}
    draft.set(KEY, "川南", "D1", None, Decimal(50), 5)
    assert draft.version == 5  # of the first cell typed, again
    # somebody published the same number, and another month's target meanwhile
    draft.set(KEY, "川南", MONTH, Decimal(600), None, 5)
    draft.read_anew({(KEY, "D1"): Decimal(50), (KEY, MONTH): Decimal(620)}, 6)
    ((where, edit),) = draft.edits.items()
    assert (where, edit.old, edit.new, draft.version) == ((KEY, MONTH), 620, None, 6)


def test_edits_are_those_of_a_month_measure_and_tier() -> None:
    draft = Draft()
    december = Key("2026-12", "net_sales", "", "base", "region", "川南")
    draft.set(KEY, "川南", MONTH, Decimal(600), Decimal(700), 1)
    draft.set(december, "川南", MONTH, None, Decimal(40), 1)
    assert list(draft.of(KEY.chapter)) == [(KEY, MONTH)]
    assert draft.chapters == [KEY.chapter, december.chapter]
    draft.drop(draft.of(KEY.chapter))
    assert list(draft.edits) == [(december, MONTH)]


def test_a_profile_is_proposed_in_shares_of_exactly_100() -> None:
    actuals = {
        1: (Decimal(1), Decimal(1), Decimal(1)),  # 33.33 each, 0.01 left for the first
        2: (Decimal(50), Decimal(-10), Decimal(150)),  # a dekad of returns counts as 0
        3: (Decimal(0), Decimal(0), Decimal(0)),  # nothing was sold: by days
        4: (Decimal(5), Decimal(-9), Decimal(1)),  # more came back than was sold
    }
    assert proposed(actuals) == {
        1: (Decimal("33.34"), Decimal("33.33"), Decimal("33.33")),
        2: (Decimal("25.00"), Decimal("0.00"), Decimal("75.00")),
    }


@pytest.mark.parametrize(
    ("then", "is_whole"),
    [
        (d("31.50", "32.50", "36.00"), True),
        (d("31.50", "32.50", "36.01"), False),
        (d("100", None, None), True),
        (d(None, None, None), True),
        (d("0", "0", "0"), False),
    ],
)
def test_a_month_is_exactly_100_or_empty(then: list[Decimal | None], is_whole: bool) -> None:
    first, second, third = then
    assert Season("2026-11", "P1", NONE, (first, second, third)).is_whole is is_whole
