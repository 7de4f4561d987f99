"""Credit and habits of paying: limits, rolling payers, prices against terms, paid goods here."""

from collections.abc import Callable, Sequence

import polars as pl

from pages.shared.exports import Sheet
from pages.shared.language import _
from pages.shared.receivables.credit_limits import credit_limits
from pages.shared.receivables.payment_terms import payment_terms
from pages.shared.receivables.rolling_payers import rolling_payers
from pages.shared.receivables.stored_goods import stored_goods
from pages.shared.receivables.subject import Subject
from pages.shared.switch import one_of

PART = "credit"  # parameter of the address
PARTS = {
    "limits": "Limits and exposure",
    "rolling": "Rolling payers",
    "terms": "Prepaid, and price against terms",
    "stored": "Paid, not lifted",
}


def credit(subject: Subject, customers: pl.DataFrame) -> Sequence[Sheet]:
    """Draw the part that is chosen; its tables for the export.

    customers: as `debtors.judged`.
    """
    draw: dict[str, Callable[[], Sequence[Sheet]]] = {
        "limits": lambda: credit_limits(subject, customers),
        "rolling": lambda: rolling_payers(subject, customers),
        "terms": lambda: payment_terms(subject),
        "stored": lambda: stored_goods(subject),
    }
    words = {code: _(title) for code, title in PARTS.items()}
    return draw[one_of(PART, words, _("Part of credit")) or "limits"]()
