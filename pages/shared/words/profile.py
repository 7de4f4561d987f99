"""What a customer's profile says: how much they buy, what they owe, who waits."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from data.language import translate
from pages.shared import numbers
from pages.shared.parts import Mark
from pages.shared.tokens import Light, worst
from pages.shared.view import View
from pages.shared.words.answer import Answer
from pages.shared.words.complaints import complaints_counted
from pages.shared.words.receivables import LIGHTS, REASONS, VERDICTS, besides, reason_of

# Kind of a row of customers/timeline → its word; message ids.
KINDS = {
    "order": "Order",
    "receipt": "Money in",
    "complaint": "Complaint received",
    "visit": "Visit or call",
    "note": "Written note",
}


def answer(
    customer: Mapping[str, Any],
    shipping: Mapping[str, Any],
    late_count: int,
    unit: str,
    language: str,
) -> Answer:
    """What they buy and whether it grows, what they owe and may we ship, what they wait for.

    customer: a row of customers/profile; shipping: their row of receivables/shipping;
    late_count: their open complaints that are late.
    """
    light = light_of(shipping, late_count)
    marks: dict[str, Mark | str] = {
        "name": customer["customer_name"],
        "sales": Mark(numbers.with_unit(customer["net_amount"], unit, language)),
        "change": change_words(customer["net_amount"], customer["net_amount_before"], language),
        "open": Mark(numbers.with_unit(customer["open_amount"], unit, language)),
        "verdict": Mark(verdict_words(shipping, language), light_of(shipping, 0)),
    }
    clauses = ["{name}: {sales} in 12 months, {change}"]
    if customer["overdue_amount"] > 0:
        marks["overdue"] = Mark(
            numbers.with_unit(customer["overdue_amount"], unit, language), light_of(shipping, 0)
        )
        clauses.append("{overdue} of {open} overdue, {verdict}")
    elif customer["open_amount"] > 0:
        clauses.append("owes {open}, nothing overdue, {verdict}")
    else:
        clauses.append("owes nothing, {verdict}")
    told = [
        f"{word} {numbers.with_unit(amount, unit, language)}"
        for word, amount in besides(shipping, language).items()
    ]
    if told:
        marks["besides"] = Mark(numbers.joined(told, language))
        clauses.append("using the limit too: {besides}")
    if count := customer["open_complaint_count"]:
        marks["count"] = Mark(complaints_counted(count, language), "red" if late_count else "amber")
        clauses.append("{count} open")
    join = "；" if language == "zh" else "; "
    return Answer(light, join.join(translate(language, one) for one in clauses), marks)


def light_of(shipping: Mapping[str, Any], late_count: int) -> Light:
    """The worse of: may we still ship, and does a complaint wait too long."""
    return worst((LIGHTS[shipping["verdict"]], "amber" if late_count else "green"))


def verdict_words(shipping: Mapping[str, Any], language: str) -> str:
    """May we ship, and why not: 停 超授信, Stop over limit."""
    words = (VERDICTS[shipping["verdict"]], REASONS[reason_of(shipping)])
    return " ".join(translate(language, word) for word in words if word)


def growth(now: Decimal, before: Decimal) -> float | None:
    """The change as a share of what was before; None without a before."""
    return float(now) / float(before) - 1 if before > 0 else None


def change_words(now: Decimal, before: Decimal, language: str) -> str:
    """+12.3% on the 12 months before, or that there were none."""
    change = growth(now, before)
    if change is None:
        return translate(language, "nothing in the 12 months before")
    text = numbers.percent(change, sign=True)
    return translate(language, "{change} on the 12 before", change=text)


def about(customer: Mapping[str, Any], view: View, language: str) -> str:
    """Whose customer it is: code, region, rep, key account, day."""
    words = [
        customer["customer_id"],
        customer["region"] or translate(language, "Unassigned"),
        customer["rep_name"] or customer["rep_id"] or translate(language, "without rep"),
    ]
    if customer["is_named_key_account"]:
        words.append(translate(language, "Key account"))
    if not customer["is_registered"]:
        words.append(translate(language, "not in the customer file"))
    words.append(view.as_of_words(language))
    return " · ".join(words)
