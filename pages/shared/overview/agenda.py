"""The four items of the meeting, each with the answer, light and figure of its own page."""

from dataclasses import dataclass

import polars as pl

from pages.shared import address, numbers
from pages.shared.ask import ask
from pages.shared.complaints.complaint_figures import complaint_figures
from pages.shared.key_accounts.account_figures import worse
from pages.shared.key_accounts.account_health import Accounts
from pages.shared.language import _, current
from pages.shared.parts import Figure
from pages.shared.receivables import debtors
from pages.shared.receivables.receivable_figures import receivable_figures
from pages.shared.session import scope
from pages.shared.targets.metrics import METRICS
from pages.shared.targets.standings import (
    asked,
    dekad_paces,
    first_level,
    node_level,
    standings,
)
from pages.shared.targets.target_figures import target_figures
from pages.shared.view import View
from pages.shared.words import complaints, key_accounts, receivables, targets
from pages.shared.words.answer import Answer

CUSTOMERS = ("regions", "departments", "rep_ids", "channels", "customer_ids")
CARRIED = ("period", "as_of", "region", "unit", "known_on", "release", "lang", "present")


@dataclass(frozen=True)
class Item:
    """One item of the agenda; `answer` is the headline of its page, empty without data."""

    page: str
    title: str
    answer: Answer
    figure: Figure


def agenda(view: View, found: Accounts) -> list[Item]:
    """Targets, receivables, complaints, key accounts, in this order.

    found: the key accounts of the view.
    """
    return [_targets(view), _receivables(view), _complaints(view), _key_accounts(view, found)]


def _link(page: str, more: dict[str, str]) -> str:
    return address.link(page, {**address.kept(CARRIED), **more})


def _targets(view: View) -> Item:
    metric, parameters, rights = METRICS["net_sales"], asked(view), scope()
    level, node = first_level(view, rights.regions, rights.rep), node_level(parameters)
    found = standings(metric.code, parameters, level, view, node)
    title = _("Targets")
    if found.is_empty:
        return _without_data("targets", title, _(metric.title))
    worst = found.nodes["key"].head(1).to_list()
    to_worst = _link("targets", {f"at_{level}": worst[0]} if worst else {})
    paces = dekad_paces(metric.code, parameters, node)
    sales, *_others = target_figures(metric, found, view, paces, paces.clear())
    return Item(
        "targets",
        title,
        targets.answer(metric, found, view, current(), to_worst),
        sales,
    )


def _receivables(view: View) -> Item:
    who = view.parameters(*CUSTOMERS)
    shown = view.parameters("as_of", "view", "basis") | who
    regions = ask("receivables/by_region", **shown)
    found = ask("receivables/customers", **shown)
    title = _("Receivables")
    if debtors.nothing_is_owed(regions, found):
        return _without_data("receivables", title, _("Overdue"))
    customers = debtors.judged(debtors.named(found, ask("receivables/buckets")))
    measures = ask("receivables/measures", as_of=view.as_of, **who).row(0, named=True)
    _open, overdue, *_others = receivable_figures(view, regions, measures, who)
    to_stopped = _link("receivables", {"verdict": "stop"})
    return Item(
        "receivables",
        title,
        receivables.answer(regions, customers, view.unit, current(), to_stopped),
        overdue,
    )


def _complaints(view: View) -> Item:
    who, day = view.parameters(*CUSTOMERS), view.until
    measures = ask("complaints/measures", as_of=day, **who)
    title = _("Complaints")
    if measures.is_empty():
        return _without_data("complaints", title, _("Past limit"))
    backlog = ask("complaints/backlog", as_of=day, **who)
    late = ask("complaints/late", as_of=day, from_on=view.from_on, **who)
    _open, past_limit, *_others = complaint_figures(measures, day)
    return Item(
        "complaints",
        title,
        complaints.answer(backlog, late, current(), _link),
        past_limit,
    )


def _key_accounts(view: View, found: Accounts) -> Item:
    title, label = _("Key accounts"), _("Below 60")
    if found.rows.is_empty():
        return _without_data("key_accounts", title, label)
    low = found.low.height
    before = found.rows.filter(pl.col("was_low")).height
    to_customer = _link("key_accounts", {"at_accounts": "ID"}).removesuffix("ID")
    return Item(
        "key_accounts",
        title,
        key_accounts.answer(found, view.unit, current(), to_customer),
        Figure(
            label,
            numbers.count(low),
            _("accounts"),
            delta=numbers.count(low - before, sign=True),
            against=key_accounts.compared_words(found, view, current()),
            light=worse(low - before, "red"),
            trend=(before, low),
        ),
    )


def _without_data(page: str, title: str, label: str) -> Item:
    return Item(page, title, Answer("none", _("No data yet for this item")), Figure(label, "—"))
