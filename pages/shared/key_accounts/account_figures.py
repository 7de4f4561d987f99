"""The four figures of the key accounts, each against the last meeting."""

import polars as pl

from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.key_accounts.account_health import LISTS, Accounts
from pages.shared.language import _, current
from pages.shared.parts import Figure
from pages.shared.tokens import Light
from pages.shared.view import View
from pages.shared.words.account_reasons import TOUCHED_DAYS
from pages.shared.words.key_accounts import compared_words

LEVELS = ("senior", "middle", "frontline")
QUIET = 0.5  # points of the mean score that are no news
MUCH = 3.0


def touched_share(contacts: pl.DataFrame, level: str) -> float | None:
    """Share of the customers whose level was met in the last 90 days.

    contacts: rows of key_accounts/contacts.
    """
    rows = contacts.filter(pl.col("level") == level)
    touched = rows.filter(pl.col("days_since") <= TOUCHED_DAYS).height
    return touched / rows.height if rows.height else None


def contacts_of(found: Accounts, view: View, *, before: bool = False) -> pl.DataFrame:
    """Rows of key_accounts/contacts for these accounts, today or at the last meeting."""
    day = found.compared_on if before else view.as_of
    who = view.parameters(*LISTS) | {"customer_ids": found.rows["customer_id"].sort().to_list()}
    return ask("key_accounts/contacts", as_of=day, **who)


def account_figures(found: Accounts, view: View) -> list[Figure]:
    """Mean health, gross profit below 60, churn signals, senior contact rate."""
    language = current()
    against = compared_words(found, view, language)
    moved = None
    if found.mean is not None and found.mean_before is not None:
        moved = found.mean - found.mean_before
    more_risk = found.at_risk - found.at_risk_before
    signals = int(found.rows["has_churn_signal"].sum())
    more_signals = signals - int(found.rows["churned_before"].sum() or 0)
    senior = touched_share(contacts_of(found, view), "senior")
    senior_before = touched_share(contacts_of(found, view, before=True), "senior")
    met = None if senior is None or senior_before is None else senior - senior_before
    return [
        Figure(
            _("Mean health score"),
            numbers.number(found.mean),
            delta=numbers.number(moved, sign=True) if moved is not None else "",
            against=against,
            light=_score_light(moved),
            meaning=_("Σ scores ÷ number of key accounts with a grade"),
        ),
        Figure(
            _("Gross profit below 60"),
            numbers.money(found.at_risk, view.unit),
            numbers.unit_word(view.unit, language),
            delta=numbers.money(more_risk, view.unit, sign=True),
            against=against,
            light=worse(float(more_risk), "red"),
            meaning=_("12 months' gross profit of the key accounts with a score below 60"),
        ),
        Figure(
            _("Churn signals"),
            numbers.count(signals),
            _("accounts"),
            delta=numbers.count(more_signals, sign=True),
            against=against,
            light=worse(more_signals, "red"),
            meaning=_(
                "Silent for twice the usual interval, or less than half of the usual volume; "
                "a pause of the season does not count"
            ),
        ),
        Figure(
            _("Senior level met in 90 days"),
            numbers.percent(senior),
            delta=numbers.points(met) if met is not None else "",
            against=against,
            light=worse(-met, "amber") if met is not None else "none",
            meaning=_("Share of the key accounts with a visit or call to the senior level"),
        ),
    ]


def _score_light(moved: float | None) -> Light:
    if moved is None or abs(moved) < QUIET:
        return "none"
    return "green" if moved > 0 else "red" if moved <= -MUCH else "amber"


def worse(more: float, bad: Light) -> Light:
    """The verdict on a change of something bad: quiet when there is none."""
    return bad if more > 0 else "green" if more < 0 else "none"
