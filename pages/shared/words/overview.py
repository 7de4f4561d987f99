"""What the overview says: what to talk about first, what happened since the last meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from data.language import translate
from pages.shared import numbers
from pages.shared.key_accounts.account_health import Accounts
from pages.shared.names import short, some
from pages.shared.overview.agenda import Item
from pages.shared.parts import Mark
from pages.shared.tokens import SIGNS, Light, worst
from pages.shared.view import View
from pages.shared.words.answer import Answer

FIRST = 3  # a meeting that begins with everything begins with nothing
SOON_DAYS = 3
URGENT = ("red", "amber")
# Page → the clauses that may stand for it: the first one whose places its answer fills.
CLAUSES = {
    "targets": ("gap of {where_behind} {hole}", "net sales {gap} behind time"),
    "receivables": ("{old} over 90 days overdue", "{overdue} overdue in receivables"),
    "complaints": ("{late} late complaints",),
    "key_accounts": ("{few} of the key accounts below 60",),
}
RENAMED = {"where_behind": ("targets", "where")}
LEADS = {
    1: "One thing first: ",
    2: "Two things first: ",
    3: "Three things first: ",
}


def about(view: View, language: str) -> str:
    """What the headline speaks of."""
    return " · ".join(
        (
            translate(language, "Overview"),
            numbers.dekad(view.as_of, language, year=True),
            view.as_of_words(language),
        )
    )


def answer(items: Sequence[Item], links: Mapping[str, str], language: str) -> Answer:
    """What to talk about first: the red items, or the amber ones when none is red, at most three.

    links: page → where its number leads when it does not lead anywhere by itself.
    """
    light = worst([item.answer.light for item in items])
    marks: dict[str, Mark | str] = {}
    clauses: list[str] = []
    for item in _urgent(items):
        clause, filled = _clause(item, links)
        if clause:
            clauses.append(translate(language, clause))
            marks |= filled
    if not clauses:
        calm = "Nothing is urgent: all items are on track"
        return Answer(light, translate(language, calm if light == "green" else "No data yet"))
    join = "；" if language == "zh" else "; "
    return Answer(light, translate(language, LEADS[len(clauses)]) + join.join(clauses), marks)


def _urgent(items: Sequence[Item]) -> list[Item]:
    light = worst([item.answer.light for item in items])
    return [item for item in items if item.answer.light == light in URGENT][:FIRST]


def _clause(item: Item, links: Mapping[str, str]) -> tuple[str, dict[str, Mark | str]]:
    """The clause of an item with what fills it; every number in it is a link."""
    marks = dict(item.answer.marks)
    for new, (page, old) in RENAMED.items():
        if page == item.page and old in marks:
            marks[new] = marks[old]
    for clause in CLAUSES[item.page]:
        places = [name for name in marks if f"{{{name}}}" in clause]
        if len(places) == clause.count("{"):
            return clause, {name: _linked(marks[name], links[item.page]) for name in places}
    return "", {}


def _linked(mark: Mark | str, to: str) -> Mark | str:
    if isinstance(mark, str):
        return mark
    return mark if mark.to else replace(mark, to=to)


def since_words(
    actions: pl.DataFrame,
    found: Accounts,
    turned: Sequence[tuple[str, Light, Light]],
    language: str,
) -> list[str]:
    """What happened since the last meeting: actions done and decided, lights that turned, accounts
    that came below 60. turned: region, light then, light now.
    """
    done = actions.filter(status="done").height
    decided = int(actions["is_new"].sum())
    told = [
        translate(
            language,
            "actions: {done} done, {decided} new",
            done=numbers.count(done),
            decided=numbers.count(decided),
        )
    ]
    told += [
        translate(
            language,
            "{where}\u00a0{before}→{now}",
            where=where,
            before=SIGNS[before],
            now=SIGNS[now],
        )
        for where, before, now in turned
    ]
    fallen = found.low.filter(~pl.col("was_low"))["customer_name"].to_list()
    if fallen:
        names = numbers.joined(some(fallen), language)
        told.append(translate(language, "newly below 60: {names}", names=names))
    return told


def action_light(days_late: int) -> Light:
    """Red when overdue, amber when due today or in the next three days."""
    return "red" if days_late > 0 else "amber" if days_late >= -SOON_DAYS else "green"


def action_status(days_late: int, language: str) -> str:
    """How an open action stands: ◆ 逾期 8 天."""
    light = action_light(days_late)
    if days_late > 0:
        word = translate(language, "{days} late", days=numbers.days(days_late, language))
    elif days_late == 0:
        word = translate(language, "due today")
    elif light == "amber":
        word = translate(language, "due in {days}", days=numbers.days(-days_late, language))
    else:
        word = translate(language, "under way")
    return f"{SIGNS[light]} {word}"


def action_words(row: Mapping[str, Any], language: str) -> str:
    """What is to be done, and whom it is about: 云栈物流：还款计划签字."""
    if not row["key_name"]:
        return str(row["decision"])
    between = "：" if language == "zh" else ": "
    return f"{short(row['key_name'])}{between}{row['decision']}"


def actions_title(open_actions: pl.DataFrame, language: str) -> str:
    """How many actions are open and how many of them late."""
    late = open_actions.filter(pl.col("days_late") > 0).height
    return translate(
        language,
        "Actions: {open} open, {late} overdue",
        open=numbers.count(open_actions.height),
        late=numbers.count(late),
    )


def since_title(compared_on: date, view: View, language: str, *, was_meeting: bool) -> str:
    """Since when: the last meeting, or the end of the dekad before."""
    told = "Since the meeting of {day}" if was_meeting else "Since {day}"
    return translate(language, told, day=view.day(compared_on, language))
