"""What the receivables page says: the answer, verdicts, names of buckets, the identity."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars as pl

from data.language import translate
from pages.shared import numbers
from pages.shared.parts import Mark
from pages.shared.tokens import SIGNS, Light
from pages.shared.view import CODES, View
from pages.shared.words.answer import Answer

WATCH_FROM, ALERT_FROM = 0.10, 0.20  # overdue ÷ open
QUIET_TO, NEWS_FROM = 0.01, 0.05  # a change as a share of what was there: silent, news
NOT_DUE = "not_due"  # the bucket before the due day
YEARS = {  # buckets that end on anniversaries
    "year_1": "within 1 year",
    "year_2": "1–2 years",
    "year_3": "2–3 years",
    "year_4": "over 3 years",
}
LIGHTS: dict[str, Light] = {"stop": "red", "ask": "amber", "ship": "green"}
CASH_ONLY, OWES_NOTHING = "cash_only", "owes_nothing"  # reasons that only the pages tell apart
# The English words are message ids of the catalogue.
VERDICTS = {"stop": "Stop", "ask": "Ask", "ship": "Ship"}
REASONS = {
    "over_limit": "over limit",
    CASH_ONLY: "cash only",
    "long_overdue": "long late",
    "no_limit": "no limit",
    "near_limit": "near limit",
    "overdue": "late items",
    "free": "",
    OWES_NOTHING: "no debt",
}
UNMATCHED = {
    "no_order": "Names no order",
    "overpaid": "More than the order owes",
    "not_invoiced": "Order not invoiced yet",
    "other_customer": "Paid for another customer",
    "unknown_order": "Order unknown",
}
DOCUMENTS = {
    "receipt": "Receipt",
    "write_off": "Write-off",
    "refund": "Refund",
    "offset": "Offset entry",
    "credit_note": "Credit note",
}


def light_of(overdue_ratio: float | None) -> Light:
    """The verdict on overdue ÷ open; none where nothing is open."""
    if overdue_ratio is None:
        return "none"
    return (
        "red"
        if overdue_ratio >= ALERT_FROM
        else "amber"
        if overdue_ratio >= WATCH_FROM
        else "green"
    )


def moved(now: float | None, before: float | None, *, more_is_good: bool = False) -> Light:
    """The verdict on a change, by its share of what was there before.

    Red and green from 5 % on, amber for what worsens by more than 1 %. Something where there was
    nothing is news.
    """
    if now is None or before is None:
        return "none"
    grown = (now - before) / abs(before) if before else float(now > 0)
    worse = -grown if more_is_good else grown
    if worse <= QUIET_TO:
        return "green" if worse <= -NEWS_FROM else "none"
    return "red" if worse >= NEWS_FROM else "amber"


def answer(
    regions: pl.DataFrame,
    customers: pl.DataFrame,
    unit: str,
    language: str,
    stop_only: str,
) -> Answer:
    """Who owes us, for how long, and whom we stop.

    regions, customers: rows of receivables/by_region and of receivables/customers.
    stop_only: where the number of customers to stop leads.
    """
    owed, overdue = regions["open_amount"].sum(), regions["overdue_amount"].sum()
    share = float(overdue) / float(owed) if owed else None
    light = "green" if share is None else light_of(share)
    marks: dict[str, Mark | str] = {
        "open": Mark(numbers.with_unit(owed, unit, language)),
        "overdue": Mark(numbers.with_unit(overdue, unit, language), light),
        "share": numbers.percent(share),
    }
    clauses = [
        "{overdue} overdue, {share} of receivables" if overdue else "{open} open, nothing overdue"
    ]
    if old := regions["over_90_amount"].sum():
        where, part = _most(regions, customers, language)
        marks |= {
            "old": Mark(numbers.with_unit(old, unit, language), "red"),
            "part": numbers.percent(part),
            "where": where,
        }
        clauses.append("{old} over 90 days, {part} of it: {where}")
    if count := customers.filter(pl.col("verdict") == "stop").height:
        text = customers_counted(count, language)
        marks["count"] = Mark(text, "red", stop_only)
        clauses.append("stop shipping to {count}")
    join = "；" if language == "zh" else "; "
    return Answer(light, join.join(translate(language, one) for one in clauses), marks)


def _most(
    regions: pl.DataFrame, customers: pl.DataFrame, language: str
) -> tuple[str, float | None]:
    """Who holds most of what is older than 90 days: a region, or the customer when there is one."""
    several = regions.filter(pl.col("over_90_amount") > 0).height > 1
    rows, name = (regions, "region") if several else (customers, "customer_name")
    first = rows.sort("over_90_amount", descending=True).row(0, named=True)
    part = float(first["over_90_amount"] / rows["over_90_amount"].sum())
    return first[name] or translate(language, "Unassigned"), part


def customers_counted(count: int, language: str) -> str:
    """A number of customers with its word: 12 家, 12 customers, 1 customer."""
    return translate(language, "{count} customers", count=numbers.count(count))


def about(view: View, language: str) -> str:
    """What the headline speaks of: page, view, basis and day. A view is never left unsaid."""
    words = (
        translate(language, "Receivables"),
        translate(language, CODES["ledger"][view.ledger]),
        translate(language, CODES["basis"][view.basis]),
        view.as_of_words(language),
    )
    return " · ".join(words)


def bucket_words(buckets: pl.DataFrame, basis: str, language: str) -> dict[str, str]:
    """Bucket → its days as people write them, from receivables/buckets, in order.

    An age counted from the invoice or the order has day 0 in its first bucket.
    """
    words = {}
    for row in buckets.iter_rows(named=True):
        low, high = row["from_days"], row["to_days"]
        if row["position"] == 0:
            words[row["ageing_bucket"]] = translate(language, "Not due")
            continue
        if row["ageing_bucket"] in YEARS:
            words[row["ageing_bucket"]] = translate(language, YEARS[row["ageing_bucket"]])
            continue
        if row["position"] == 1 and basis != "due":
            low = 0
        words[row["ageing_bucket"]] = f">{low - 1}" if high is None else f"{low}–{high}"
    return words


def sides(basis: str, language: str) -> tuple[str, str, str, str]:
    """Words of the chart: left and right of the due day, the two columns of numbers."""
    left, right = {
        "due": ("◂ not due", "overdue ▸"),
        "invoice": ("", "age from invoice ▸"),
        "order": ("", "age from order ▸"),
    }[basis]
    heads = (left, right, "Overdue", "Ratio")
    first, second, third, fourth = (translate(language, one) if one else "" for one in heads)
    return first, second, third, fourth


def with_days(ages: Mapping[str, str], language: str) -> dict[str, str]:
    """The buckets with their unit, for legends and sentences: 31–60 天."""
    return {
        bucket: word
        if bucket == NOT_DUE or bucket in YEARS
        else translate(language, "{count} days", count=word)
        for bucket, word in ages.items()
    }


def reason_of(row: Mapping[str, Any]) -> str:
    """Why a customer is stopped, asked about or shipped to: a key of `REASONS`.

    row: of receivables/customers or receivables/shipping. Whose limit is 0 buys for cash: nothing
    owed is at such a limit already, but "over limit" would say that something is.
    """
    reason: str = row["reason"]
    return CASH_ONLY if reason == "over_limit" and row["credit_limit_amount"] == 0 else reason


def besides(row: Mapping[str, Any], language: str) -> dict[str, Decimal]:
    """What uses the limit beside what is owed, as far as there is any: its words → yuan.

    row: of receivables/customers or receivables/shipping.
    """
    parts = {
        "delivered and not invoiced": row["delivered_amount"],
        "commercial drafts not due": row["draft_amount"],
    }
    return {translate(language, word): amount for word, amount in parts.items() if amount}


def nothing_open(row: Mapping[str, Any], language: str) -> str:
    """Said of a customer without open items: what uses the limit all the same, to the cent."""
    told = [translate(language, "No open items")] + [
        f"{word} {numbers.with_unit(amount, 'yuan', language)}"
        for word, amount in besides(row, language).items()
    ]
    return " · ".join(told)


def action_words(language: str) -> dict[str, str]:
    """`stop/over_limit` → ◆ 停 超授信, for every verdict and reason."""
    words = {}
    for verdict, light in LIGHTS.items():
        told = f"{SIGNS[light]} {translate(language, VERDICTS[verdict])}"
        for reason, message in REASONS.items():
            why = message and f" {translate(language, message)}"
            words[f"{verdict}/{reason}"] = told + why
    return words


def difference(row: Mapping[str, Any]) -> Decimal:
    """How far the identity is off: the larger difference of both views, in yuan."""
    differences: list[Decimal] = [row["ledger_difference"], row["managed_difference"]]
    return max(differences, key=abs)


def identity_words(row: Mapping[str, Any], language: str) -> str:
    """The three numbers that must be one, in yuan to the cent."""

    def yuan(*parts: Decimal) -> str:
        return numbers.money(parts[0] - sum(parts[1:], Decimal(0)), "yuan")

    off = difference(row)
    return translate(
        language,
        "Identity {sign} ledger buckets − unmatched {ledger} = management buckets − advances "
        "{managed} = invoiced − received − written off {documents}; difference {off} CNY",
        sign="✗" if row["differing_customers"] else "✓",
        ledger=yuan(row["ledger_amount"], row["unmatched_amount"]),
        managed=yuan(row["managed_amount"], row["advance_amount"]),
        documents=yuan(row["invoiced_amount"], row["received_amount"], row["written_off_amount"]),
        off=numbers.money(off, "yuan"),
    )
