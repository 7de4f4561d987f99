"""What the reps page says: who needs a word, who earned praise, what is red in words."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from data.language import translate
from pages.shared import numbers
from pages.shared.parts import Mark
from pages.shared.reps.measures import AGAINST_TARGET, MEASURES
from pages.shared.tokens import SIGNS, Light
from pages.shared.view import View
from pages.shared.words.answer import Answer

MANY_REDS = 3  # red measures of one rep: more than a slip
NAMED = {"zh": 4, "en": 3}  # measures that a cell has room for


def about(view: View, language: str) -> str:
    """What the headline speaks of: page, period, day."""
    words = [translate(language, "Reps"), view.period_words(language), view.as_of_words(language)]
    return " · ".join(words)


def answer(reps: pl.DataFrame, links: Mapping[str, str], language: str) -> Answer:
    """How many are behind, how many let somebody wait, who needs a word first, who is ahead.

    reps: rows of `Standings.reps`; links: key → address of the rep's page.
    """
    if reps.is_empty():
        return Answer("none", translate(language, "No rep to speak about"))
    behind = reps.filter(pl.col("net_sales_light").is_in(["red", "amber"])).height
    waiting = reps.filter((pl.col("running_count") > 0) | (pl.col("waiting_count") > 0)).height
    first, best = reps.row(0, named=True), ahead(reps)
    light: Light = first["light"] if first["light"] != "red" else "amber"
    if first["red_count"] >= MANY_REDS:
        light = "red"
    clauses = []
    planned = reps.filter(pl.col("net_sales_target").is_not_null()).height
    filled: dict[str, Mark | str] = {"all": reps_counted(planned, language)}
    if behind:
        clauses.append("{behind} of {all} behind pace")
        filled["behind"] = Mark(numbers.count(behind), "red")
    elif planned:
        clauses.append("nobody of {all} is behind pace")
    if waiting:
        clauses.append("{waiting} let customers wait")
        filled["waiting"] = Mark(reps_counted(waiting, language), "red")
    if first["red_count"]:
        clauses.append("a word first with {first}")
        filled["first"] = Mark(first["name"], "red", links.get(first["key"], ""))
    if best and best["key"] != first["key"]:
        clauses.append("ahead: {best}")
        filled["best"] = Mark(best["name"], "green", links.get(best["key"], ""))
    join = "；" if language == "zh" else "; "
    return Answer(light, join.join(translate(language, one) for one in clauses), filled)


def ahead(reps: pl.DataFrame) -> dict[str, Any] | None:
    """Who is furthest ahead of pace with sales, among those with the fewest red measures."""
    rows = reps.filter(pl.col("net_sales_pace_gap") > 0).sort(
        "red_count", "net_sales_pace_gap", "key", descending=[False, True, False]
    )
    return rows.row(0, named=True) if rows.height else None


def reps_counted(count: int, language: str) -> str:
    """A number of reps with its word: 8 人, 8 reps, 1 rep."""
    return translate(language, "{count} reps", count=numbers.count(count))


def named(row: Mapping[str, Any], light: str, language: str) -> list[str]:
    """The measures of a rep that have that light, in words."""
    return [translate(language, one.title) for one in MEASURES if row[one.light] == light]


def talk(row: Mapping[str, Any], language: str) -> str:
    """What to speak about: ◆ 销售、逾期, else ▲ 资料卡, else ● 都正常; who is not here any more."""
    told = [
        _red_or_amber(row, language),
        translate(language, "has left") if row["has_left"] else "",
    ]
    return " · ".join(one for one in told if one)


def _red_or_amber(row: Mapping[str, Any], language: str) -> str:
    for light in ("red", "amber"):
        if names := named(row, light, language):
            first = numbers.joined(names[: NAMED[language]], language)
            left = len(names) - NAMED[language]
            return f"{SIGNS[light]} {first}{f' +{left}' if left > 0 else ''}"
    if row["light"] == "green":
        return f"{SIGNS['green']} {translate(language, 'all in order')}"
    return ""


def rep_answer(row: Mapping[str, Any], unit: str, language: str) -> Answer:
    """One rep in a sentence: how far with sales, what is overdue, what else is red."""
    light: Light = row["light"]
    clauses: list[str] = []
    marks: dict[str, Mark | str] = {"name": row["name"]}
    if row["net_sales_attainment"] is not None:
        gap = float(row["net_sales_pace_gap"])
        clauses.append("sales {done} of target, {gap} ahead" if gap >= 0 else
                       "sales {done} of target, {gap} behind")  # fmt: skip
        marks["done"] = numbers.percent(row["net_sales_attainment"])
        marks["gap"] = Mark(numbers.points(abs(gap), sign=False), row["net_sales_light"])
    if row["overdue_amount"]:
        clauses.append("{overdue} overdue")
        amount = numbers.with_unit(row["overdue_amount"], unit, language)
        marks["overdue"] = Mark(amount, row["overdue_light"])
    spoken = {*(one.code for one in AGAINST_TARGET[:1]), "overdue"}
    others = [
        translate(language, one.title)
        for one in MEASURES
        if one.code not in spoken and row[one.light] == "red"
    ]
    if others:
        clauses.append("to speak about: {others}")
        marks["others"] = Mark(numbers.joined(others, language), "red")
    elif light in ("green", "amber"):
        clauses.append("nothing else is red")
    join = "；" if language == "zh" else "; "
    told = join.join(translate(language, one) for one in clauses)
    sentence = f"{{name}}{'：' if language == 'zh' else ': '}{told}" if told else "{name}"
    return Answer(light, sentence, marks)


def own_answer(
    row: Mapping[str, Any], today: int, overdue: int, unit: str, language: str
) -> Answer:
    """The rep's own day in a sentence: what is due, then where the rep stands.

    today, overdue: how much there is to do.
    """
    standing = rep_answer(row, unit, language)
    own = {
        "today": Mark(numbers.count(today), "amber" if today else "green"),
        "late": Mark(numbers.count(overdue), "red" if overdue else "green"),
    }
    join = "；" if language == "zh" else "; "
    told = translate(language, "{today} due today, {late} overdue")
    between = "：" if language == "zh" else ": "
    standing_told = standing.sentence.removeprefix("{name}").removeprefix(between)
    sentence = join.join(one for one in (told, standing_told) if one)
    return Answer(standing.light, f"{{name}}{between}{sentence}", {**standing.marks, **own})


def where(row: Mapping[str, Any], language: str) -> str:
    """Where a rep belongs, and whether the rep is here."""
    words = [row["region"] or "", row["department"] or ""]
    if row["has_left"]:
        words.append(translate(language, "has left"))
    elif row["is_away"]:
        until = row["away_until"]
        words.append(
            translate(language, "away until {day}", day=numbers.day(until, language))
            if until
            else translate(language, "away")
        )
        if row["deputy_name"]:
            words.append(translate(language, "stands in: {name}", name=row["deputy_name"]))
    return " · ".join(word for word in words if word)


def praise(row: Mapping[str, Any], reps: pl.DataFrame, language: str) -> list[str]:
    """What went well, in words: places among the reps, and what was kept without a miss."""
    told = []
    for one in AGAINST_TARGET:
        gap = row[f"{one.code}_pace_gap"]
        if gap is not None and gap > 0:
            place = _place(row, reps, f"{one.code}_attainment")
            sentence = "{measure} {gap} ahead of pace, place {place} of {all}"
            told.append(
                translate(
                    language,
                    sentence if reps.height > 1 else "{measure} {gap} ahead of pace",
                    measure=translate(language, one.title),
                    gap=numbers.points(gap, sign=False),
                    place=numbers.count(place),
                    all=numbers.count(reps[f"{one.code}_attainment"].count()),
                )
            )
    kept = int(row["due_count"] - row["missed_count"])
    if row["due_count"] and not row["missed_count"]:
        told.append(translate(language, "all {count} follow-ups kept", count=numbers.count(kept)))
    if row["card_count"] and not row["gap_count"]:
        cards = numbers.count(row["card_count"])
        told.append(translate(language, "all {count} new cards complete", count=cards))
    if row["open_amount"] and not row["overdue_amount"]:
        told.append(translate(language, "nothing overdue"))
    if not row["late_count"] and not row["feedback_count"]:
        told.append(translate(language, "no customer had to wait"))
    return told


def blame(row: Mapping[str, Any], language: str) -> list[str]:
    """What is red, each with its number."""
    numbers_of = {
        "net_sales": numbers.percent(row["net_sales_attainment"]),
        "volume": numbers.percent(row["volume_attainment"]),
        "collections": numbers.percent(row["collections_attainment"]),
        "overdue": numbers.percent(row["overdue_ratio"]),
        "answers": _counted("{count} still waiting", row["running_count"], language),
        "feedback": _counted("{count} still waiting", row["waiting_count"], language),
        "follow_ups": translate(
            language,
            "{missed} of {due} missed",
            missed=numbers.count(row["missed_count"]),
            due=numbers.count(row["due_count"]),
        ),
        "cards": numbers.percent(row["completeness"]),
        "actions": _counted("{count} past their day", row["late_actions"], language),
    }
    between = "：" if language == "zh" else ": "
    return [
        f"{translate(language, one.title)}{between}{numbers_of[one.code]}"
        for one in MEASURES
        if row[one.light] == "red"
    ]


def _counted(message: str, count: float, language: str) -> str:
    return translate(language, message, count=numbers.count(count))


def _place(row: Mapping[str, Any], reps: pl.DataFrame, column: str) -> int:
    return 1 + reps.filter(pl.col(column) > row[column]).height


def foot_rules(language: str, *, is_limited: bool) -> Sequence[str]:
    """How the table is sorted and what its columns count; is_limited: the reader sees a part."""
    rules = (
        "most red measures first, then most money at stake = sales short of pace + overdue",
        "a rep: all own orders and items, whoever the customer belongs to now",
        "late answers, late feedback: waiting now, or done late in the period",
        "missed: not done by the day that was said, 1-15-30 marks included",
        "new cards: first order or opening up to 180 days ago, 12 fields",
    )
    told = [translate(language, rule) for rule in rules]
    if is_limited:
        told.append(translate(language, "of receivables and visits: at customers whom you may see"))
    return told
