"""How receivables moved between two days: the answer, the bridge, from which age to which."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.exports import Sheet
from pages.shared.language import _, current
from pages.shared.parts import Figure, escaped, figures
from pages.shared.receivables.bridge import Bridge, bridge, bridge_of
from pages.shared.receivables.roll_rates import roll_rates
from pages.shared.receivables.since import choice, chosen_since
from pages.shared.receivables.subject import Subject
from pages.shared.view import View
from pages.shared.words import receivables as words

Sums = Mapping[str, float]


def moved(subject: Subject) -> list[Sheet]:
    """Draw what changed since the last meeting, or a chosen day; the tables for the export."""
    view = subject.view
    since = chosen_since(view)
    asked = view.parameters("as_of", "view", "basis", "edges") | dict(subject.who)
    flows = ask("receivables/roll_rates", before_on=since.day, **asked)
    found = bridge_of(subject, since.day)
    choice(since, view)
    sums = sums_of(flows)
    st.markdown(escaped(answer(found, sums, view)))
    figures(_figures(found, sums, view))
    return [*bridge(found, subject), *roll_rates(flows, found, subject)]


def sums_of(flows: pl.DataFrame) -> Sums:
    """What was late then, what of it came in or grew older, what became late; in yuan.

    flows: rows of receivables/roll_rates. owed, came_in: of everything that was open then.
    """
    stood, stands = pl.col("from_position") >= 0, pl.col("to_bucket") != "collected"
    late = pl.col("from_position") > 0
    parts = {
        "owed": stood,
        "came_in": stood & ~stands,
        "late": late,
        "late_came_in": late & ~stands,
        "older": late & stands & (pl.col("to_position") > pl.col("from_position")),
        "newly_late": (pl.col("from_bucket") == words.NOT_DUE)
        & stands
        & (pl.col("to_position") > 0),
    }
    return {name: float(flows.filter(part)["amount"].sum()) for name, part in parts.items()}


def answer(found: Bridge, sums: Sums, view: View) -> str:
    """What moved, in one sentence."""
    language = current()

    def amount(value: Any, *, sign: bool = False) -> str:
        return numbers.with_unit(value, view.unit, language, sign=sign)

    row = found.row
    change = row["closing_open_amount"] - row["opening_open_amount"]
    told = [
        _(
            "{since}: owed {change} to {closing}; invoiced {invoiced}, collected {collected}",
            since=since_words(found, view),
            change=amount(change, sign=True),
            closing=amount(row["closing_open_amount"]),
            invoiced=amount(row["invoiced_amount"]),
            collected=amount(row["collected_amount"]),
        )
    ]
    if sums["late"] and view.basis == "due":
        told.append(
            _(
                "of {late} overdue then, {came_in} came in ({share}), {older} grew older",
                late=amount(sums["late"]),
                came_in=amount(sums["late_came_in"]),
                share=numbers.percent(sums["late_came_in"] / sums["late"]),
                older=amount(sums["older"]),
            )
        )
    return ("；" if language == "zh" else "; ").join(told) + ("。" if language == "zh" else ".")


def since_words(found: Bridge, view: View) -> str:
    """The earlier day in words, with the meeting that spoke of it."""
    day = view.day(found.row["opening_on"], current())
    label = found.row["meeting_label"]
    if found.row["meeting_release"] is None:
        return _("Since {day}", day=day)
    return _("Since the meeting {label} ({day})", label=label or "", day=day)


def _figures(found: Bridge, sums: Sums, view: View) -> list[Figure]:
    language, unit, row = current(), numbers.unit_word(view.unit, current()), found.row

    def money(value: Any, *, sign: bool = False) -> str:
        return numbers.money(value, view.unit, sign=sign)

    opening, closing = row["opening_open_amount"], row["closing_open_amount"]
    day = view.day(row["opening_on"], language)
    shown = [
        Figure(
            _("Owed on {day}", day=day),
            money(opening),
            unit,
            delta="" if found.shown is None else money(opening - found.shown, sign=True),
            against=_("corrected since"),
            note=found.why_not_shown,
        ),
        Figure(
            _("Owed now"),
            money(closing),
            unit,
            delta=money(closing - opening, sign=True),
            against=_("since then"),
        ),
        _share(
            _("Came in"),
            sums["came_in"],
            sums["owed"],
            view,
            _("Of all that was open then, what was settled by now"),
        ),
    ]
    if found.shown is not None:
        label = _("Shown at the meeting")
        shown.insert(0, Figure(label, money(found.shown), unit, note=day))
    if view.basis != "due":
        return shown
    late = _share(
        _("Overdue that came in"),
        sums["late_came_in"],
        sums["late"],
        view,
        _("Of what was overdue then, what was settled by now"),
    )
    newly = Figure(
        _("Newly overdue"),
        money(sums["newly_late"]),
        unit,
        light="none",
        note=_("not due then, overdue now"),
    )
    return [*shown, late, newly]


def _share(label: str, part: float, whole: float, view: View, meaning: str) -> Figure:
    ratio = part / whole if whole else None
    amount = numbers.with_unit(part, view.unit, current())
    return Figure(label, numbers.percent(ratio), note=amount, meaning=meaning)
