"""Why a health score is what it is: the reasons of `key_accounts/health` in words."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from data.language import translate
from pages.shared import numbers

# Part → its name, what is done first when it loses most. The English words are message ids.
PARTS = {
    "volume": ("Volume", "Ask for the share that others deliver"),
    "rhythm": ("Order rhythm", "Visit: why no order?"),
    "payment": ("Payment", "Agree on a payment plan"),
    "complaints": ("Complaint record", "Close the complaint and report back"),
    "contacts": ("Contacts", "Plan a visit to the senior level"),
    "satisfaction": ("Satisfaction", "Return visit: what disappointed?"),
    "supply": ("Supply", "Reserve supply and refill stock"),
    "wallet": ("Share of demand", "Offer for what others deliver"),
    "follow_up": ("Follow-up", "Make up for missed follow-ups"),
}
MISSING = {
    "no_basis": "no volume to compare with",
    "few_order_days": "fewer than four order days",
    "no_items": "nothing open, nothing settled",
    "not_recorded": "not recorded in the company",
    "no_score": "no score in 180 days",
    "no_record": "no stock count, no delivery promised",
    "no_demand": "yearly demand not known",
    "none_due": "no follow-up was due",
}
LEVELS = {"senior": "senior", "middle": "middle", "frontline": "frontline"}
TOUCHED_DAYS = 90
WORTH_SAYING = 1.0  # points of the score
NOTHING = ("none", "never")

Facts = Mapping[str, str]


def facts(reason: str) -> dict[str, str]:
    """`silent_days=14;usual_days=7.0` as a dict."""
    return dict(pair.split("=", 1) for pair in reason.split(";") if "=" in pair)


def reason_words(part: str, reason: str, language: str) -> str:
    """One reason as a sentence: 14 天未下单，平时 5 天."""
    found = facts(reason)
    if "missing" in found:
        return translate(language, MISSING[found["missing"]])
    return _SENTENCES[part](found, language)


def worst_parts(row: Mapping[str, Any], count: int = 2) -> list[str]:
    """The parts of one customer that cost most points of the score, the costliest first."""
    lost = {part: row[f"{part}_lost"] or 0.0 for part in PARTS}
    costly = [part for part in lost if lost[part] >= WORTH_SAYING]
    return sorted(costly, key=lambda part: -lost[part])[:count]


def main_reasons(row: Mapping[str, Any], language: str, count: int = 2) -> str:
    """The reasons that cost most, in one line."""
    told = [reason_words(part, row[f"{part}_reason"], language) for part in worst_parts(row, count)]
    return ("；" if language == "zh" else "; ").join(told)


def next_step(row: Mapping[str, Any], language: str) -> str:
    """What comes next: the open action, else what the newest visit left, else a proposal.

    row: a customer of key_accounts/health with the columns of key_accounts/next_steps.
    """
    if row["decision"]:
        due: date = row["due_on"]
        return translate(
            language, "{decision} (by {day})", decision=row["decision"], day=numbers.short_day(due)
        )
    if row["next_step"]:
        return str(row["next_step"])
    worst = worst_parts(row, 1)
    if not worst:
        return ""
    return translate(language, "Proposal: {step}", step=translate(language, PARTS[worst[0]][1]))


def _number(text: str, digits: int = 1) -> str:
    return numbers.number(float(text), digits)


def _days(text: str, language: str) -> str:
    value = float(text)
    return numbers.days(value, language, 0 if value == int(value) else 1)


def _volume(found: Facts, language: str) -> str:
    usual, last_year = float(found["own"]), float(found["last_year"])
    sentence = (
        "{bought} t in 90 days, usually {usual} t"
        if usual > 0
        else "{bought} t in 90 days, a year ago {usual} t"
    )
    return translate(
        language,
        sentence,
        bought=_number(found["tonnes"], 0),
        usual=numbers.number(usual if usual > 0 else last_year, 0),
    )


def _rhythm(found: Facts, language: str) -> str:
    return translate(
        language,
        "no order for {silent}, usually {usual}",
        silent=_days(found["silent_days"], language),
        usual=_days(found["usual_days"], language),
    )


def _payment(found: Facts, language: str) -> str:
    told = []
    if found["overdue_share"] not in NOTHING:
        share = numbers.percent(float(found["overdue_share"]), 0)
        told.append(translate(language, "{share} overdue", share=share))
    if found["days_late"] not in NOTHING:
        late = numbers.days(float(found["days_late"]), language)
        told.append(translate(language, "paid {days} late", days=late))
    return numbers.joined(told, language)


def _complaints(found: Facts, language: str) -> str:
    if found["complaints"] == "0":
        return translate(language, "no complaint in 90 days")
    return translate(
        language,
        "{count} complaints: {open} open, {late} late",
        count=found["complaints"],
        open=found["open"],
        late=found["late"],
    )


def _contacts(found: Facts, language: str) -> str:
    told = [
        _untouched(level, found[f"{level}_days"], language)
        for level in LEVELS
        if found[f"{level}_days"] in NOTHING or int(found[f"{level}_days"]) > TOUCHED_DAYS
    ]
    return numbers.joined(told, language) or translate(language, "all levels met in 90 days")


def _untouched(level: str, days: str, language: str) -> str:
    who = translate(language, LEVELS[level])
    if days in NOTHING:
        return translate(language, "{level} never met", level=who)
    return translate(language, "{level} not met for {days}", level=who, days=_days(days, language))


def _satisfaction(found: Facts, language: str) -> str:
    return translate(
        language,
        "{score} of 5 ({count} scores)",
        score=_number(found["mean_score"]),
        count=found["scores"],
    )


def _supply(found: Facts, language: str) -> str:
    told = []
    if found["cover_days"] not in NOTHING:
        cover = _days(found["cover_days"], language)
        told.append(translate(language, "stock lasts {days}", days=cover))
    if found["kept_share"] not in NOTHING:
        share = numbers.percent(float(found["kept_share"]), 0)
        told.append(translate(language, "{share} on time in full", share=share))
    return numbers.joined(told, language)


def _wallet(found: Facts, language: str) -> str:
    bought, demand = float(found["tonnes"]), float(found["demand"])
    return translate(
        language,
        "{share} of a demand of {demand} t",
        share=numbers.percent(bought / demand if demand > 0 else None, 0),
        demand=numbers.number(demand, 0),
    )


def _follow_up(found: Facts, language: str) -> str:
    return translate(
        language, "{kept} of {due} follow-ups kept", kept=found["kept"], due=found["due"]
    )


_SENTENCES: dict[str, Callable[[Facts, str], str]] = {
    "volume": _volume,
    "rhythm": _rhythm,
    "payment": _payment,
    "complaints": _complaints,
    "contacts": _contacts,
    "satisfaction": _satisfaction,
    "supply": _supply,
    "wallet": _wallet,
    "follow_up": _follow_up,
}
