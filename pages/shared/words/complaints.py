"""What the complaints page says: the answer, names of states and clocks, late by how much."""

from collections.abc import Callable
from typing import Any

import polars as pl

from data.language import translate
from pages.shared import numbers
from pages.shared.parts import Mark
from pages.shared.tokens import SIGNS, Light
from pages.shared.view import View
from pages.shared.words.answer import Answer
from pages.shared.words.receivables import customers_counted, moved

HOURS_PER_DAY = 24
Link = Callable[[str, dict[str, str]], str]
# From quiet to loud: what waits in time, then what is late. The English words are message ids.
STATES = {
    "in_progress": "In progress",
    "awaiting_feedback": "Customer to be told",
    "awaiting_response": "Awaiting response",
    "feedback_late": "Not told in time",
    "resolution_late": "Not solved in time",
    "response_late": "Not answered in time",
    "closed": "Closed",
}
OPEN_STATES = tuple(state for state in STATES if state != "closed")
STATE_LIGHTS: dict[str, Light] = {
    "response_late": "red",
    "resolution_late": "red",
    "feedback_late": "amber",
}
AGES = {"0-3": "0–3 days", "4-10": "4–10 days", "11-30": "11–30 days", ">30": "over 30 days"}
CLOCKS = {
    "first_response": "First response",
    "resolution": "Resolution",
    "feedback": "Feedback to customer",
}
SHORT_CLOCKS = {"first_response": "Response", "resolution": "Solved", "feedback": "Told"}
UNDONE = {"first_response": "unanswered", "resolution": "unsolved", "feedback": "not told"}
SEVERITIES = {"minor": "Minor", "major": "Major", "urgent": "Urgent"}
EVENTS = {
    "received": "Complaint received",
    "first_response": "First response",
    "interim_reply": "Interim reply",
    "resolution": "Solved",
    "feedback": "Customer told",
    "reopened": "Reopened",
}


def light_of(open_count: int, late_count: int, unanswered_late_count: int) -> Light:
    """Red when somebody waits for a first word past the limit, or most of what is open is late."""
    if unanswered_late_count or late_count * 2 > open_count:
        return "red"
    return "amber" if late_count else "green"


def answer(backlog: pl.DataFrame, late: pl.DataFrame, language: str, link: Link) -> Answer:
    """Who is waiting, who waits longest, whose doing it is.

    backlog: rows of complaints/backlog; late: rows of complaints/late. link: the address of a page
    with parameters.
    """
    if backlog.is_empty():
        return Answer("green", translate(language, "nobody waits: every complaint is closed"))
    late_count = int(backlog["is_late"].sum())
    unanswered = backlog.filter(state="response_late").height
    light = light_of(backlog.height, late_count, unanswered)
    longest = backlog.row(
        by_predicate=pl.col("complaint_id") == longest_waiting(backlog), named=True
    )
    marks: dict[str, Mark | str] = {
        "customers": customers_counted(backlog["customer_id"].n_unique(), language),
        "count": complaints_counted(backlog.height, language),
        "customer": Mark(
            longest["customer_name"], to=link("profile", {"customer": longest["customer_id"]})
        ),
        "days": Mark(
            numbers.days(whole_days(longest["age_hours"]), language),
            to=link("complaints", {"at_backlog": longest["complaint_id"]}),
        ),
    }
    clauses = ["{customers} waiting, {count} open"]
    if late_count:
        marks["late"] = Mark(numbers.count(late_count), light)
        clauses[0] = "{customers} waiting, {late} of {count} late"
    clauses.append("longest: {customer}, {days}")
    if worst := most_running(late):
        marks["owner"] = worst["owner_name"]
        marks["running"] = Mark(numbers.count(worst["running_count"]), "red")
        clauses.append("most late: {owner}, {running}")
    join = "；" if language == "zh" else "; "
    return Answer(light, join.join(translate(language, one) for one in clauses), marks)


def longest_waiting(backlog: pl.DataFrame) -> str:
    """The open complaint that was received first."""
    first: str = backlog.sort("received_at", "complaint_id")["complaint_id"][0]
    return first


def most_running(late: pl.DataFrame) -> dict[str, Any] | None:
    """The owner with most late clocks that still run; the longest one decides between equals."""
    owners = (
        late.filter(pl.col("is_running") & pl.col("owner_rep_id").is_not_null())
        .group_by("owner_rep_id", "owner_name")
        .agg(running_count=pl.len(), longest=pl.col("late_hours").max())
        .sort("running_count", "longest", "owner_rep_id", descending=[True, True, False])
    )
    return owners.row(0, named=True) if owners.height else None


def whole_days(hours: float) -> int:
    """Full days in a number of hours round the clock."""
    return int(hours // HOURS_PER_DAY)


def complaints_counted(count: int, language: str) -> str:
    """A number of complaints with its word: 28 件, 28 complaints, 1 complaint."""
    return translate(language, "{count} complaints", count=numbers.count(count))


def moved_count(now: int, before: int | None) -> Light:
    """The verdict on a change of a number of complaints: the first one is news, too."""
    return "red" if now and before == 0 else moved(now, before)


def about(view: View, language: str) -> str:
    """What the headline speaks of: page and day."""
    as_of = translate(language, "as of {day}", day=view.day(view.until, language))
    return f"{translate(language, 'Complaints')} · {as_of}"


def state_words(language: str) -> dict[str, str]:
    """State → word."""
    return {state: translate(language, word) for state, word in STATES.items()}


def age_words(language: str) -> dict[str, str]:
    """Age band of complaints/backlog_trend → word, from young to old."""
    return {band: translate(language, word) for band, word in AGES.items()}


def lit_state_words(language: str) -> dict[str, str]:
    """State → sign and word: ◆ 处理超时."""
    return {
        state: f"{SIGNS[STATE_LIGHTS.get(state, 'none')]} {word}"
        for state, word in state_words(language).items()
    }


def running_words(language: str) -> dict[str, str]:
    """Whether a late clock still runs: ◆ 还在等, ▲ 已答复."""
    return {
        "running": f"{SIGNS['red']} {translate(language, 'still waiting')}",
        "stopped": f"{SIGNS['amber']} {translate(language, 'done late')}",
    }


def limit_words(language: str) -> dict[str, str]:
    """How an event stands to its limit."""
    return {
        "late": f"{SIGNS['red']} {translate(language, 'past limit')}",
        "open": f"{SIGNS['none']} {translate(language, 'not yet')}",
        "kept": f"{SIGNS['green']} {translate(language, 'in time')}",
    }
