"""Where are we against target, and what closes the gap?"""

import streamlit as st

from pages.shared import address, export_menu, filters
from pages.shared.ask import ask, release
from pages.shared.exports import Sheet
from pages.shared.language import _, current
from pages.shared.nothing import never_uploaded, not_uploaded, nothing
from pages.shared.paper import printing
from pages.shared.parts import figures, foot, headline
from pages.shared.planning.plan_link import plan_link
from pages.shared.presenter import presenting
from pages.shared.sections import Section, sections
from pages.shared.session import scope
from pages.shared.targets.breakdown import breakdown_switch, chosen_steps
from pages.shared.targets.closers import closers
from pages.shared.targets.compared import compared
from pages.shared.targets.effects import price_volume_mix
from pages.shared.targets.metric_switch import chosen_metric, metric_switch
from pages.shared.targets.path import subject_of
from pages.shared.targets.standings import (
    asked,
    dekad_paces,
    first_level,
    node_level,
    standings,
)
from pages.shared.targets.subject import Subject
from pages.shared.targets.target_bars import chosen_chip, target_bars
from pages.shared.targets.target_figures import a_year_before, target_figures
from pages.shared.targets.target_gap import gap
from pages.shared.targets.target_tree import target_tree
from pages.shared.targets.warnings import warnings
from pages.shared.view import LISTS
from pages.shared.words import targets as words
from pages.shared.words.sources import stands_on

USE = (
    "period", "as_of", "compare", "tier", "days", "regions", "departments", "rep_ids", "channels",
    "families", "customer_ids", "key_accounts", "unit",
)  # fmt: skip
TABLES = ("targets", "orders", "receipts")

view, _ignored = filters.reading(USE)
if never_uploaded(view, TABLES):
    filters.view(USE)
    not_uploaded(TABLES)
    st.stop()

language, parameters, rights, metric = current(), asked(view), scope(), chosen_metric()
steps = chosen_steps(metric, first_level(view, rights.regions, rights.rep))
level, node = steps[0], node_level(parameters)
found = standings(metric.code, parameters, level, view, node)
worst = found.nodes["key"].head(1).to_list()
to_worst = address.link("targets", address.everything() | {f"at_{level}": worst})
answer = words.answer(metric, found, view, language, to_worst)
if not found.is_empty:
    about = words.about(metric, found, view, language)
    headline(answer.light, about, answer.sentence, **answer.marks)
filters.view(USE)
with st.container(horizontal=True, horizontal_alignment="distribute"):
    metric_switch(parameters, view, node)
    breakdown_switch(metric, steps)
if found.is_empty:
    why = _("Targets are uploaded as a table of months; or choose another period or selection.")
    what = _("No target and no {metric} in {period}", **words.place(metric, view, language))
    advice = _("Nothing fits these filters together. Reset the filters.")
    is_narrowed = view.key_accounts or any(view.parameters(*LISTS).values())
    nothing(view, TABLES, what, why, advice if is_narrowed else why)
    st.stop()

paces = dekad_paces(metric.code, parameters, node, view.tier)
before = parameters | {"as_of": a_year_before(view.as_of)}
earlier = dekad_paces(metric.code, before, node, view.tier)
figures(target_figures(metric, found, view, paces, earlier))


def chosen() -> Subject:
    return subject_of(metric, view, parameters, steps, node)


def standing() -> list[Sheet]:
    target_bars(metric, view, found, steps)
    return target_tree(chosen(), found, parameters, steps)


sheets = sections(
    [
        Section("tree", "Who stands where", standing),
        Section("gap", "The gap", lambda: gap(chosen())),
        Section("closers", "Who could close it", lambda: closers(chosen())),
        Section("why", "Price, volume, mix", lambda: price_volume_mix(chosen())),
        Section("compared", "Three comparisons", lambda: compared(chosen())),
        Section("warnings", "Early warning", lambda: warnings(chosen())),
    ],
    above=lambda: chosen_chip(chosen(), steps),
)
export_menu.offer("targets", _("Targets"), answer.text, view, sheets)
if not (presenting() or printing()):
    plan_link(month=f"{view.from_on:%Y-%m}", metric=metric.code)
foot(
    _("Every part speaks of the node that is chosen; without one, of everything shown"),
    *stands_on(ask("shared/dates"), TABLES, release().at, language),
    *words.basis(metric, found.total, view, language),
    _("attainment = actual ÷ target"),
    _("gap = attainment − expected by now ÷ target"),
    _("projection = actual × target ÷ expected by now"),
    _("needed per day and projection of a total: from its own numbers, not the sum of the rows"),
)
