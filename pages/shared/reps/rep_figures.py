"""Six figures of all reps: behind pace, overdue, who waits, follow-ups, cards, actions."""

import polars as pl

from pages.shared import numbers
from pages.shared.language import _, current
from pages.shared.parts import Figure
from pages.shared.reps.measures import CARDS_AMBER, CARDS_GREEN, MISSED_FROM
from pages.shared.reps.standings import Standings, summed, totals, with_target
from pages.shared.tokens import Light
from pages.shared.view import View
from pages.shared.words.receivables import light_of


def rep_figures(found: Standings, view: View) -> list[Figure]:
    """Over all rows, what belongs to nobody included; each with what it is a part of."""
    rows, reps, language = found.rows, found.reps, current()
    whole = totals(rows)
    behind = reps.filter(pl.col("net_sales_light").is_in(["red", "amber"])).height
    missed, due = summed(rows, "missed_count"), summed(rows, "due_count")
    late, waiting = summed(rows, "late_actions"), _waiting(rows)
    gaps, cards = summed(rows, "gap_count"), summed(rows, "card_count")
    return [
        Figure(
            _("Behind pace"),
            numbers.count(behind),
            _("of {count} reps", count=numbers.count(with_target(reps).height)),
            delta=numbers.percent(whole["net_sales_attainment"]),
            against=_("sales of all, of target"),
            meaning=_("Reps whose net sales are more than 3 pp behind what was expected by now"),
        ),
        Figure(
            _("Overdue"),
            numbers.money(rows["overdue_amount"].sum(), view.unit),
            numbers.unit_word(view.unit, language),
            delta=numbers.percent(whole["overdue_ratio"]),
            against=_("of what is open"),
            light=_quiet(light_of(whole["overdue_ratio"])),
        ),
        Figure(
            _("Customers still waiting"),
            numbers.count(waiting),
            delta=numbers.count(summed(rows, "late_count") + summed(rows, "feedback_count")),
            against=_("late in the period, all told"),
            light="red" if waiting else "none",
            meaning=_("Clocks of complaints and feedback from visits past their limit"),
        ),
        Figure(
            _("Missed follow-ups"),
            numbers.count(missed),
            _("of {count}", count=numbers.count(due)),
            delta=numbers.percent(missed / due) if due else "",
            against=_("of what was due"),
            light=_stepped(missed / due if due else 0, 0, MISSED_FROM),
        ),
        Figure(
            _("Cards of new customers filled"),
            numbers.percent(whole["completeness"]),
            delta=_("{count} incomplete", count=numbers.count(gaps)) if cards else "",
            against=_("of {count}", count=numbers.count(cards)),
            light=_cards_light(whole["completeness"]),
        ),
        Figure(
            _("Late actions"),
            numbers.count(late),
            _("of {count}", count=numbers.count(rows["action_count"].sum())),
            light="red" if late else "none",
            note=_("open, past their day"),
        ),
    ]


def _waiting(rows: pl.DataFrame) -> float:
    return summed(rows, "running_count") + summed(rows, "waiting_count")


def _quiet(light: Light) -> Light:
    return "none" if light == "green" else light


def _stepped(share: float, amber_above: float, red_from: float) -> Light:
    return "red" if share >= red_from else "amber" if share > amber_above else "none"


def _cards_light(completeness: float | None) -> Light:
    if completeness is None or completeness >= CARDS_GREEN:
        return "none"
    return "amber" if completeness >= CARDS_AMBER else "red"
