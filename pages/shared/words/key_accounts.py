"""What the key accounts page says: the answer, its light, grades and reasons for a crisis."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from data.language import translate
from pages.shared import numbers
from pages.shared.key_accounts.account_health import Accounts
from pages.shared.parts import Mark
from pages.shared.tokens import SIGNS, Light
from pages.shared.view import View
from pages.shared.words.account_reasons import facts, reason_words
from pages.shared.words.answer import Answer
from pages.shared.words.receivables import customers_counted

ALERT_FROM = Decimal("0.10")  # of the key accounts' gross profit at stake
FALL = 5.0  # points in one dekad that make a fall red
GRADES = {
    "healthy": "Healthy",
    "watch": "Watch",
    "warning": "Drifting",
    "crisis": "Crisis",
}
NO_GRADE = "Too little data"


def light_of(found: Accounts) -> Light:
    """Red when a tenth of the gross profit stands on accounts below 60, amber when any does."""
    if found.mean is None:
        return "none"
    if found.low.is_empty():
        return "green"
    return "red" if found.at_risk >= found.amount * ALERT_FROM else "amber"


def about(view: View, language: str) -> str:
    """What the headline speaks of."""
    return " · ".join(
        (
            translate(language, "Key accounts"),
            translate(language, "12 months"),
            view.as_of_words(language),
        )
    )


def answer(found: Accounts, unit: str, language: str, to_customer: str = "") -> Answer:
    """How many of the few are drifting, what stands on them, whom to see first.

    to_customer: the address that a customer's code is appended to.
    """
    light, few = light_of(found), found.low.height
    marks: dict[str, Mark | str] = {"all": numbers.count(found.rows.height)}
    if light == "none":
        return Answer(
            light, translate(language, "{all} key accounts, too little data to judge"), marks
        )
    if few:
        marks |= {
            "few": Mark(accounts_counted(few, language), light),
            "money": numbers.with_unit(found.at_risk, unit, language),
        }
        clauses = ["{few} of {all} key accounts below 60, {money} of profit at stake"]
    else:
        clauses = ["none of {all} key accounts is below 60"]
    fallen = found.fallen
    if fallen.is_empty():
        clauses.append("nobody fell since the last meeting")
    else:
        first = fallen.row(0, named=True)
        fall = Mark(
            numbers.number(first["movement"], sign=True),
            "red" if first["movement"] <= -FALL else "amber",
            to_customer and to_customer + first["customer_id"],
        )
        marks |= {"who": first["customer_name"], "fall": fall}
        clauses.append("see first: {who}, health {fall} since last meeting")
    join = "；" if language == "zh" else "; "
    return Answer(light, join.join(translate(language, one) for one in clauses), marks)


def accounts_counted(count: int, language: str) -> str:
    """A number of accounts before their noun: 5 家, 5 (of 99 key accounts)."""
    return customers_counted(count, language) if language == "zh" else numbers.count(count)


def status_words(grade: str | None, light: str, language: str, *, is_overridden: bool) -> str:
    """Grade with its sign: ◆ 危机; an override says so."""
    word = translate(language, GRADES[grade] if grade else NO_GRADE)
    mark = f" {translate(language, '(by hand)')}" if is_overridden else ""
    return f"{SIGNS[light]} {word}{mark}"


def compared_words(found: Accounts, view: View, language: str) -> str:
    """What changes are counted from: 比 11-10 旬会."""
    day = view.short_day(found.compared_on)
    told = "vs meeting of {day}" if found.meeting_label else "vs {day}"
    return translate(language, told, day=day)


def crisis_words(row: Mapping[str, Any], language: str) -> str:
    """Why a customer is in crisis: silence, a fall in volume, a grave complaint, the grade."""
    told = []
    if row["has_churn_signal"] and (row["ratio"] or 0) >= 2:
        told.append(reason_words("rhythm", row["rhythm_reason"], language))
    elif row["has_churn_signal"]:
        told.append(reason_words("volume", row["volume_reason"], language))
    if row["has_grave_complaint"]:
        told.append(translate(language, "urgent or major complaint late"))
    if row["grade"] == "crisis":
        told.append(translate(language, "score below 40"))
    return ("；" if language == "zh" else "; ").join(told)


def part_is_missing(reason: str) -> bool:
    """Whether a part of the score could not be judged."""
    return "missing" in facts(reason)
