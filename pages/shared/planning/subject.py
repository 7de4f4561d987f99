"""Which targets are planned: month, measure, tier, family, and the node whose parts are set."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import streamlit as st

from data.contracts.documents import TIERS
from pages.shared import address, numbers
from pages.shared.ask import ask
from pages.shared.language import _, current
from pages.shared.planning.draft import Key
from pages.shared.targets.metrics import METRICS, Metric

FAMILY, BELOW = "family", "below"
EVERYTHING = "\n"  # stands for no choice: no region, rep or family is blank space alone
MONTHS_BEHIND, MONTHS_AHEAD = 12, 15
# The English words are message ids of the catalogue.
TIER_WORDS = {"base": "Target", "stretch": "Stretch", "challenge": "Challenge"}
BY_WORDS = {BELOW: "Next level", FAMILY: "Families"}


@dataclass(frozen=True)
class Planned:
    """A node in a month. family: "" = all products; by: what its parts are."""

    month: date
    metric: Metric
    tier: str
    family: str
    level: Literal["company", "region", "rep"]
    scope_id: str
    name: str
    by: str

    @property
    def code(self) -> str:
        """YYYY-MM."""
        return f"{self.month:%Y-%m}"

    @property
    def chapter(self) -> tuple[str, str, str]:
        """What is planned and published together."""
        return (self.code, self.metric.code, self.tier)

    def key(self, level: str, scope_id: str, family: str) -> Key:
        """The target of a node of this plan."""
        return Key(self.code, self.metric.code, family, self.tier, level, scope_id)

    @property
    def part_level(self) -> str:
        """The level of the parts."""
        below = {"company": "region", "region": "rep", "rep": "customer"}
        return FAMILY if self.by == FAMILY else below[self.level]


def months_around(day: date) -> list[date]:
    """The first days of the months that can be planned, the oldest first."""
    first = day.replace(day=1)
    found = []
    for step in range(-MONTHS_BEHIND, MONTHS_AHEAD + 1):
        number = first.year * 12 + first.month - 1 + step
        found.append(date(number // 12, number % 12 + 1, 1))
    return found


def chosen(as_of: date) -> tuple[Planned, str]:
    """Draw the choices; what they say, and the unit of money. as_of: newest day of the data."""
    choices = ask("shared/choices")
    regions = choices.filter(field="region")["value"].to_list()
    reps = choices.filter(field="rep")
    families = [one for one in choices.filter(field="family")["value"] if one]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="planned"):
        months = {f"{one:%Y-%m}": one for one in months_around(as_of)}
        month = choice(
            "month",
            _("Planned month"),
            list(months),
            f"{as_of:%Y-%m}",
            lambda one: numbers.month(months[one], current()),
        )
        metric = METRICS[
            choice(
                "metric",
                _("Measure"),
                list(METRICS),
                "net_sales",
                lambda one: _(METRICS[one].title),
            )
        ]
        tier = choice(
            "tier", _("Tier"), [code for code, _zh in TIERS], "base", lambda one: _(TIER_WORDS[one])
        )
        region = choice("region", _("Region"), [EVERYTHING, *regions], EVERYTHING, _region_word)
        rep = EVERYTHING
        if region != EVERYTHING:
            names = _reps_of(region, dict(reps.select("value", "label").iter_rows()), months[month])
            rep = choice(
                "rep",
                _("Sales rep"),
                [EVERYTHING, *names],
                EVERYTHING,
                lambda one: _("All reps") if one == EVERYTHING else names[one],
                beside=region,
            )
        by, family = BELOW, EVERYTHING
        if metric.has_families:
            by = choice("by", _("Parts"), [BELOW, FAMILY], BELOW, lambda one: _(BY_WORDS[one]))
        if metric.has_families and by == BELOW:
            family = choice(
                "family",
                _("Product family"),
                [EVERYTHING, *families],
                EVERYTHING,
                lambda one: _("All families") if one == EVERYTHING else one,
            )
        unit = "wan"
        if metric.kind == "money":
            unit = choice("unit", _("Unit"), ["wan", "yuan"], "wan", _unit_word)
    level: Literal["company", "region", "rep"] = "company"
    scope_id, name = "company", _("the company")
    if region != EVERYTHING:
        level, scope_id, name = "region", region, _region_word(region)
    if rep != EVERYTHING:
        level, scope_id, name = "rep", rep, names[rep]
    planned = Planned(
        month=months[month],
        metric=metric,
        tier=tier,
        family="" if family == EVERYTHING else family,
        level=level,
        scope_id=scope_id,
        name=name,
        by=by,
    )
    return planned, numbers.unit_in(current(), unit)


def _unit_word(unit: str) -> str:
    return numbers.unit_word(numbers.unit_in(current(), unit), current())


def _region_word(region: str) -> str:
    if region == EVERYTHING:
        return _("All regions")
    return region or _("Unassigned")


def _reps_of(region: str, names: dict[str, str], month: date) -> dict[str, str]:
    """Code → name of the reps who are planned in a region."""
    rows = ask("targets/plan_nodes", month=f"{month:%Y-%m}", metric="net_sales", node="region",
               scope_id=region)  # fmt: skip
    found = rows.filter(~rows["is_node"])["scope_id"]
    return {one: names.get(one, one) for one in found}


def choice(
    name: str,
    label: str,
    options: Sequence[str],
    usual: str,
    word: Callable[[str], str],
    beside: str = "",
) -> str:
    """A select box whose choice is in the address, where it is not the usual one.

    beside: the choice that the options hang on.
    """
    wanted = address.one(name) or usual
    there = wanted if wanted in options else usual

    def remember() -> None:
        code = st.session_state[widget]
        address.write(name, None if code == usual else code)

    widget = f"plan_{name}_{beside}"
    if st.session_state.get(widget) != there:  # the address decides, also behind a link
        st.session_state[widget] = there
    return st.selectbox(
        label,
        options,
        format_func=word,
        key=widget,
        on_change=remember,
        width=132,
    )


def month_before(month: date, count: int = 1) -> date:
    """The first day of the month so many months before."""
    number = month.year * 12 + month.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


def last_day(month: date) -> date:
    """The last day of a month."""
    return month_before(month, -1) - timedelta(days=1)
