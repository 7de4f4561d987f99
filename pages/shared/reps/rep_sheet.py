"""One rep on one page: measures, customers, overdue items, what was missed, cards, actions."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from typing import Any

import polars as pl
import streamlit as st

from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.comments import comments
from pages.shared.exports import Sheet
from pages.shared.grid import MOST_ROWS
from pages.shared.language import _, current
from pages.shared.paper import printing
from pages.shared.parts import escaped
from pages.shared.receivables.collecting import known_by
from pages.shared.reps import duties
from pages.shared.reps.rep_cards import incomplete_cards
from pages.shared.reps.rep_items import overdue_items
from pages.shared.reps.rep_measures import grown_most, measures_table
from pages.shared.reps.standings import Standings, earlier
from pages.shared.reps.ways import way, ways_of
from pages.shared.tables import table
from pages.shared.targets.closers import closers_grid, judged
from pages.shared.targets.metrics import METRICS
from pages.shared.targets.standings import asked
from pages.shared.targets.subject import Subject
from pages.shared.tokens import SIGNS, STREAMLIT_COLOURS
from pages.shared.view import NOTHING, View
from pages.shared.words import reps as words
from pages.shared.words.answer import Answer
from pages.shared.words.targets import days_shown

FEW, ON_PAPER, CLOSERS = 10, 4, 5
# One rep on one sheet of paper: upright, closer together, a little smaller.
PAPER = """<style>@page{size:A4 portrait;margin:10mm}
@media print{.block-container{zoom:.76}
 .block-container [data-testid=stVerticalBlock]{gap:.25rem!important}
 .block-container h1{font-size:1.1rem!important}
 .block-container :is(p,li,[data-testid=stCaptionContainer]){font-size:.75rem!important;
  line-height:1.3!important}}
</style>"""
BACK = 90  # days: what was promised before is history
SALES = "net_sales"


class RepSheet:
    """One rep of the standings, drawn part by part; `sheets` gathers the tables for the export."""

    def __init__(self, found: Standings, row: Mapping[str, Any], view: View) -> None:
        self.found, self.row, self.view = found, row, view
        self.key: str = row["key"]
        self.rep = "" if self.key == NOTHING else self.key
        self.first = ON_PAPER if printing() else FEW
        self.sheets: list[Sheet] = []

    def _mine(self, frame: pl.DataFrame) -> pl.DataFrame:
        return frame.filter(key=self.key)

    def _parameters(self) -> dict[str, Any]:
        return asked(replace(self.view, rep_ids=(self.rep,)))

    def answer(self, *, is_own: bool) -> Answer:
        """The headline: where the rep stands; before that, on the own page, what the day brings."""
        unit, language = self.view.unit, current()
        if not is_own:
            return words.rep_answer(self.row, unit, language)
        today = self.to_do.filter(duties.is_today()).height
        overdue = self.to_do.filter(duties.is_overdue()).height
        return words.own_answer(self.row, today, overdue, unit, language)

    def standing(self) -> None:
        """The six measures, and in words what earned praise and what needs a word."""
        mine, before = self._mine(self.found.attained), self._mine(earlier(self.view))
        grid = measures_table(mine, before, self.view)
        days = days_shown(self.view, current())
        title = _("Against target and beside last year, {days}", days=days)
        table(grid, "measures", title=title, select=False)
        self.sheets.append(Sheet(title, grid))
        brought = {"level": "customer", "metric": SALES, **self._parameters()}
        now, years = ask("targets/attainment", **brought), ask("targets/comparison", **brought)
        praise = words.praise(self.row, self.found.reps, current())
        left, right = st.columns(2, gap="large")
        with left:
            _listed("green", _("Praise"), [*praise, *grown_most(now, years, self.view)])
        with right:
            _listed("red", _("A word about"), words.blame(self.row, current()))
        if printing():
            return
        with st.container(horizontal=True, vertical_alignment="center"):
            quoted = numbers.percent(self.row["net_sales_attainment"])
            comments("reps", "rep", self.key, quoted, name=self.row["name"])
            way("targets", _("Targets"), {"rep": self.key})
            way("receivables", _("Receivables of own customers"), {"rep": self.key})

    def customers(self) -> None:
        """The customers that would close the gap of net sales if they bought as they used to."""
        metric, parameters = METRICS[SALES], self._parameters()
        expected, covered = self.row[f"{SALES}_expected"], self.row[f"{SALES}_covered"]
        gap = None if expected is None else expected - (covered or 0)
        rows = ask("targets/closers", metric=SALES, gap=gap, **parameters)
        if rows.is_empty():
            return
        subject = Subject(metric, self.view, parameters, self.row["name"], "customer", "rep")
        rows = judged(subject, rows)
        title = _(
            "Customers below what they usually brought by now, net sales, {unit}",
            unit=numbers.unit_word(self.view.unit, current()),
        )
        first = min(self.first, CLOSERS)
        picked = table(closers_grid(subject, rows, gap, first), "closers", title=title, whole=True)
        if picked:
            name = rows.row(by_predicate=pl.col("customer_id") == picked, named=True)
            ways_of("targets", None, picked, name["customer_name"])
        self.sheets.append(Sheet(title, closers_grid(subject, rows, gap, MOST_ROWS)))

    def items(self) -> None:
        """What is overdue."""
        view = self.view
        items = ask("receivables/rep_items", as_of=view.as_of, view="managed", rep_id=self.rep)
        overdue = items.filter(pl.col("days_overdue") > 0)
        if overdue.is_empty():
            st.caption(_("Nothing is overdue."))
            return
        self.sheets.append(Sheet(_("Overdue items"), overdue_items(overdue, self.first)))

    def missed(self) -> None:
        """What was late or missed in the period, or still waits."""
        rows = duties.missed(self._sources(self._mine(self.found.follow_ups)))
        title = _("Late or missed: answers, feedback, follow-ups, actions")
        self._duties(rows, "missed", title, _("Nothing was late or missed."), is_day=False)

    @cached_property
    def to_do(self) -> pl.DataFrame:
        """What is to be done now and in the next days, see `duties.to_do`."""
        day = self.view.until
        follow_ups = ask(
            "reps/follow_ups",
            as_of=day,
            from_on=day - timedelta(days=BACK),
            until_on=day + timedelta(days=duties.DAYS_AHEAD),
            rep_id=self.rep,
        )
        return duties.to_do(self._sources(follow_ups), day)

    def day(self) -> None:
        """What the rep has to do: today and in the next days, then what is overdue."""
        coming = self.to_do.filter(~duties.is_overdue())
        title = _(
            "Today and the next {days} days: {count} to do",
            days=duties.DAYS_AHEAD,
            count=numbers.count(coming.height),
        )
        self._duties(coming, "todo", title, _("Nothing is due in the next days."), is_day=True)
        overdue = self.to_do.filter(duties.is_overdue())
        if overdue.height:
            title = _("Overdue: {count} to do", count=numbers.count(overdue.height))
            self._duties(overdue, "due", title, "", is_day=True)

    def _sources(self, follow_ups: pl.DataFrame) -> duties.Sources:
        view, found = self.view, self.found
        promises = ask("receivables/promises", as_of=view.as_of, known_by=known_by(view))
        return duties.Sources(
            follow_ups,
            self._mine(found.late),
            self._mine(found.feedback),
            promises.filter(pl.col("rep_id").fill_null(NOTHING) == self.key),
            self._mine(found.actions),
        )

    def _duties(
        self, rows: pl.DataFrame, key: str, title: str, nothing: str, *, is_day: bool
    ) -> None:
        if rows.is_empty():
            st.caption(nothing)
            return
        grid = duties.duties_table(rows, self.first, is_day=is_day)
        if chosen := table(grid, key, title=title, whole=True):
            row = rows.row(by_predicate=pl.col("duty") == chosen, named=True)
            ways_of(row["page"], row["at"], row["customer_id"], row["subject"] or "")
        self.sheets.append(Sheet(title, duties.duties_table(rows, MOST_ROWS, is_day=is_day)))

    def cards(self) -> None:
        """Cards of new customers that lack something."""
        lacking = self._mine(self.found.cards).filter(pl.col("missing") != "")
        if lacking.height:
            self.sheets.append(Sheet(_("Incomplete cards"), incomplete_cards(lacking, self.first)))

    def draw(self, *, is_own: bool) -> list[Sheet]:
        """All parts; the rep's own page begins with the day, the meeting's with the measures."""
        parts: list[Callable[[], None]] = [
            self.standing,
            self.customers,
            self.items,
            self.missed,
            self.cards,
        ]
        self.sheets = []
        if printing():
            st.html(PAPER)
        if is_own:
            parts = [self.day, self.items, self.cards, self.standing, self.customers]
        for part in parts:
            part()
        return self.sheets


def _listed(light: str, title: str, told: list[str]) -> None:
    """Facts under a head; nothing where there is none."""
    if told:
        sign = f":{STREAMLIT_COLOURS[light]}[{SIGNS[light]}]"
        facts = "  \n".join(escaped(one) for one in told)
        st.markdown(f"{sign} **{escaped(title)}**  \n{facts}")
