"""What is to be collected in a dekad or month, for everybody chosen or for one rep."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from data.calendar import PeriodKind, period_of
from pages.shared.ask import ask, release
from pages.shared.numbers import BUSINESS_TIME
from pages.shared.receivables.subject import Subject
from pages.shared.view import NOTHING, View

NO_STANDING = {"target_value": None, "covered_actual_value": None, "actual_value": 0}


@dataclass(frozen=True)
class Standing:
    """Collections of one node against its target, in yuan; `gap` below 0 = more than the target."""

    target: float | None
    received: float
    gap: float | None


@dataclass(frozen=True)
class Collecting:
    """The list of one period.

    items: receivables/collection_list with `rep` (its code, `-` for none); promises:
    receivables/promises with the same; standings: targets/attainment of collections.
    """

    view: View
    items: pl.DataFrame
    promises: pl.DataFrame
    standings: pl.DataFrame

    def standing(self, rep: str | None = None) -> Standing:
        """Where everybody chosen stands, or one rep."""
        level, scope = ("company", "company") if rep is None else ("rep", rep)
        rows = self.standings.filter(level=level, rep=scope)
        return _standing(rows.row(0, named=True) if rows.height else NO_STANDING)

    def standings_of_reps(self) -> dict[str, tuple[str | None, Standing]]:
        """Rep → name and standing, of the reps with a target or collections."""
        rows = self.standings.filter(level="rep").iter_rows(named=True)
        return {row["rep"]: (row["scope_name"], _standing(row)) for row in rows}

    def called(self, rep: str | None = None) -> pl.DataFrame:
        """The items in the order in which they are asked for, of everybody or of one rep.

        Adds place (1 … as far as they are needed to close the gap, else none) and
        with_it_amount (what has come when this one is paid too). Without a gap all have a place.
        """
        before = "before_amount" if rep is None else "rep_before_amount"
        items = self.items if rep is None else self.items.filter(rep=rep)
        gap = self.standing(rep).gap
        is_needed = pl.lit(value=True) if gap is None or gap <= 0 else pl.col(before) < gap
        return items.with_columns(
            place=pl.when(is_needed).then(pl.int_range(1, pl.len() + 1)),
            with_it_amount=pl.col(before) + pl.col("open_amount"),
        )

    def due_promises(self, rep: str | None = None) -> pl.DataFrame:
        """Promises whose time is over: what rates are taken of."""
        promises = self.promises.filter("is_due")
        return promises if rep is None else promises.filter(rep=rep)

    def promised(self) -> pl.DataFrame:
        """Promises of the period that are not paid in full yet."""
        in_period = pl.col("pay_by_on").is_between(self.view.from_on, self.view.to_on)
        return self.promises.filter(in_period & (pl.col("unpaid_amount") > 0))


def _standing(row: Mapping[str, Any]) -> Standing:
    target, received = row["target_value"], row["covered_actual_value"]
    if not target:
        return Standing(None, float(row["actual_value"]), None)
    return Standing(float(target), float(received), float(target - received))


def collecting(subject: Subject, kind: PeriodKind) -> Collecting:
    """Ask for the list of the dekad or month that holds the day of the page."""
    period, day = period_of(kind, subject.view.as_of), subject.view.as_of
    view = replace(subject.view, period=kind, from_on=period.from_on, to_on=period.to_on)
    known = known_by(view)
    rep = pl.col("rep_id").fill_null(NOTHING)
    spoken = {"as_of": day, "period": kind, **subject.who}
    return Collecting(
        replace(view, ledger="managed"),
        ask("receivables/collection_list", known_by=known, **spoken).with_columns(rep=rep),
        ask("receivables/promises", as_of=day, known_by=known, **subject.who).with_columns(rep=rep),
        ask("targets/attainment", metric="collections", **spoken).with_columns(
            rep=pl.col("scope_id").fill_null(NOTHING)
        ),
    )


def known_by(view: View) -> date:
    """The last day whose promises are known: for the newest figures the day they were published.

    What is promised in the meeting is written down after the day that the figures speak for.
    """
    if "as_of" in view.given:
        return view.as_of
    return max(view.as_of, release().at.astimezone(BUSINESS_TIME).date())


def kept_rate(promises: pl.DataFrame) -> float | None:
    """Received in time ÷ promised, Σ ÷ Σ; promises: whose time is over."""
    promised = promises["amount"].sum()
    return float(promises["received_amount"].sum()) / float(promised) if promised else None


def share_of(promises: pl.DataFrame, state: str) -> float | None:
    """The share of a state among promises whose time is over, by count."""
    return promises.filter(state=state).height / promises.height if promises.height else None
