"""Amounts and costs that a file does not state but implies."""

from collections.abc import Sequence

import polars as pl

from data.contracts import Field
from data.reading.cells import Column, Fault, refused
from data.reading.numbers import FACTOR, TOO_LARGE, numbers, rounded, summable

NOT_A_DISCOUNT = "A discount is a share of the price from 0 to 1, such as 0.15 or 15%."
SHARE = Field("discount", "ratio", "折扣", "Discount", "Share of the price, 1 = 100 %")
EXACT = Field("factor", "ratio", "单价", "Unit price", "Six decimals", unit=FACTOR)


def amount_of(given: Sequence[pl.Series], field: Field) -> Column:
    """Unit price × quantity (× (1 − discount)), rounded to the fen, half away from zero."""
    column = product_of(given)
    amount = summable(rounded(column.values, field))
    too_large = Fault(refused(column.values, amount), TOO_LARGE)
    return Column(amount, (*column.faults, too_large))


def product_of(given: Sequence[pl.Series]) -> Column:
    """Unit price × quantity (× (1 − discount)), not rounded."""
    price, quantity = (numbers(cells, EXACT) for cells in given[:2])
    amount = price.values * quantity.values
    faults = [*price.faults, *quantity.faults]
    if len(given) > 2:
        discount = numbers(given[2], SHARE)
        share = discount.values.fill_null(0)
        negative = share < 0
        faults += [Fault(one.mask, NOT_A_DISCOUNT) for one in discount.faults]
        faults.append(Fault(negative, NOT_A_DISCOUNT))
        amount = amount * (1 - share)
    return Column(amount, tuple(faults))


def cost_of(profit: pl.Series, basis: pl.Series, field: Field) -> Column:
    """Amount − profit, both in fen, so that the margin is the profit of the file to the fen."""
    gained = numbers(profit, field)
    return Column((basis - gained.values).cast(basis.dtype), gained.faults)
