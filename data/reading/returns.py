"""Lists of returned orders without amounts: recognised, so that a person is told what to do."""

from collections.abc import Sequence

from data.contracts import TABLES
from data.reading.headers import AIDS, words
from data.reading.words import fold

RETURNS = (
    "This is a list of returned orders without amounts: nothing can be counted from it. Write each"
    " return as an order line with customer, day and negative amount, or leave this file out."
)
HEADERS = tuple(
    map(fold, ("退回", "退货", "是否退货", "已退货", "Returned", "Return", "Is returned"))
)


def lists_returns(headers: Sequence[str]) -> bool:
    """Whether a header names orders and that they came back, and no money."""
    folded = set(map(fold, headers))
    orders = words(TABLES["orders"])
    money = {*orders["invoice_amount"], *orders["net_amount"], *map(fold, AIDS["unit_price"])}
    return bool(folded & set(HEADERS) and folded & set(orders["order_id"]) and not folded & money)
