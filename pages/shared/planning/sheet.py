"""The lines of a plan: a node and its parts, what is set, what was typed, what is left over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from pages.shared.ask import ask, release
from pages.shared.language import _
from pages.shared.planning.actuals import brought
from pages.shared.planning.apportion import UNITS, apportioned, evenly, scaled
from pages.shared.planning.draft import Draft, Key
from pages.shared.planning.plan import (
    DEKADS,
    FIELDS,
    MONTH,
    Plan,
    Value,
    is_allowed,
    number_of,
    spread,
)
from pages.shared.planning.subject import FAMILY, Planned, last_day

VALUES = ("month_value", "first_value", "second_value", "third_value")


@dataclass(frozen=True)
class Line:
    """A node of the plan. now: what the release has; then: with what was typed."""

    key: Key
    name: str
    is_node: bool
    now: Plan
    then: Plan
    last_year: Value
    mean: Value


@dataclass(frozen=True)
class PlanSheet:
    """lines: the node first, where it can have a target, then its parts, the largest first."""

    planned: Planned
    lines: tuple[Line, ...]
    shares: tuple[Value, Value, Value]
    days: tuple[int, int, int]

    @property
    def unit(self) -> Decimal:
        """What a target is rounded to."""
        return UNITS[self.planned.metric.kind]

    @property
    def has_profile(self) -> bool:
        """Whether a seasonal profile spreads the month; else its days do."""
        return any(self.shares)

    @property
    def node(self) -> Line | None:
        """The line of the node itself."""
        return next((one for one in self.lines if one.is_node), None)

    @property
    def parts(self) -> tuple[Line, ...]:
        """The lines below it."""
        return tuple(one for one in self.lines if not one.is_node)

    @property
    def whole(self) -> Value:
        """The node's own target, typed or set; None where it is the sum of its parts."""
        return self.node.then.value if self.node else None

    @property
    def handed_out(self) -> Value:
        """Σ of the parts' targets; None where none has any."""
        found = [one.then.value for one in self.parts if one.then.value is not None]
        return sum(found, Decimal(0)) if found else None

    @property
    def handed_out_before(self) -> Value:
        """Σ of the parts' targets as the release has them."""
        found = [one.now.value for one in self.parts if one.now.value is not None]
        return sum(found, Decimal(0)) if found else None

    @property
    def last_year(self) -> Value:
        """What the node brought in the month a year before; without a line of its own, Σ parts."""
        if self.node:
            return self.node.last_year
        found = [one.last_year for one in self.parts if one.last_year is not None]
        return sum(found, Decimal(0)) if found else None

    @property
    def left(self) -> Value:
        """whole − handed out: undistributed, below 0 over-allocated."""
        return None if self.whole is None else self.whole - (self.handed_out or Decimal(0))

    @property
    def left_before(self) -> Value:
        """The same as the release has it."""
        whole = self.node.now.value if self.node else None
        return None if whole is None else whole - (self.handed_out_before or Decimal(0))

    def dekads(self, line: Line) -> tuple[Value, Value, Value]:
        """Each dekad's target, set or shared out of the month."""
        return spread(line.then, self.shares, self.days, self.unit)


def sheet_of(planned: Planned, as_of: date, draft: Draft) -> PlanSheet:
    """The lines of a plan with what this session typed. as_of: the newest day of the data."""
    rows = ask(
        "targets/plan_nodes",
        month=planned.code,
        metric=planned.metric.code,
        tier=planned.tier,
        family=planned.family or None,
        node=planned.level,
        scope_id=planned.scope_id,
        by=planned.by,
    )
    actuals = brought(planned, as_of)
    lines = [_line(planned, row, actuals, draft) for row in rows.iter_rows(named=True)]
    shown = [one for one in lines if one.key.scope_id]
    shown.sort(key=lambda one: (not one.is_node, -(one.last_year or one.mean or 0), one.key))
    end = last_day(planned.month).day
    return PlanSheet(planned, tuple(shown), profile_of(planned), (10, 10, end - 20))


def _line(
    planned: Planned,
    row: Mapping[str, Any],
    actuals: Mapping[str, tuple[Value, Value]],
    draft: Draft,
) -> Line:
    key = planned.key(row["level"], row["scope_id"], row["family"])
    now = Plan(row[VALUES[0]], (row[VALUES[1]], row[VALUES[2]], row[VALUES[3]]))
    part = "" if row["is_node"] else row["family" if planned.by == FAMILY else "scope_id"]
    draft.refresh(key, now)
    last_year, mean = actuals.get(part, (None, None))
    name = _("{node} (whole)", node=planned.name) if row["is_node"] else row["scope_name"]
    return Line(key, name, row["is_node"], now, draft.applied(key, now), last_year, mean)


def profile_of(planned: Planned) -> tuple[Value, Value, Value]:
    """Share of each dekad in percent: the family's profile, else that of all products."""
    rows = ask("targets/plan_profiles", metric=planned.metric.code)
    of_month = rows.filter(month=planned.code).select("family", "dekad", "share")
    known = {(family, dekad): share for family, dekad, share in of_month.iter_rows()}
    first, second, third = (
        known.get((planned.family, one), known.get(("", one))) for one in DEKADS
    )
    return (first, second, third)


def version() -> int | None:
    """The version of the table of targets that is shown."""
    return release().tables.get("targets")


Typed = dict[tuple[Key, str], Value]


def read(
    sheet: PlanSheet,
    edited: Mapping[int, Mapping[str, object]],
    columns: Mapping[str, str],
    factor: Decimal,
) -> tuple[Typed, list[str]]:
    """What was typed into the grid, and what of it is no target.

    edited: row → column → value; columns: column → dekad, "" = month; factor: of the unit shown.
    """
    typed: Typed = {}
    refused = []
    for at, cells in edited.items():
        if at >= len(sheet.lines):
            continue
        for column, value in cells.items():
            if column not in columns:
                continue
            try:
                number = number_of(value, factor, sheet.unit)
            except ValueError:
                refused.append(f"{sheet.lines[at].name}: {value}")
            else:
                typed[sheet.lines[at].key, columns[column]] = number
    return typed, refused


def copied(sheet: PlanSheet, factor: Decimal) -> Typed:
    """Every part's actual of the month a year before × factor; what has none stays as it is."""
    return {
        (one.key, MONTH): scaled(one.last_year, factor, sheet.unit)
        for one in sheet.parts
        if one.last_year is not None
    }


def shaped(sheet: PlanSheet) -> Typed:
    """The node's target handed out as last year's month was; as the mean where that is unknown."""
    weights = [one.last_year for one in sheet.parts]
    if not any(one and one > 0 for one in weights):
        weights = [one.mean for one in sheet.parts]
    found = apportioned(sheet.whole or Decimal(0), weights, sheet.unit)
    return _given(sheet.parts, found or [])


def evened(sheet: PlanSheet) -> Typed:
    """The node's target handed out in equal parts."""
    return _given(sheet.parts, evenly(sheet.whole or Decimal(0), len(sheet.parts), sheet.unit))


def emptied(sheet: PlanSheet) -> Typed:
    """No target for any part, months and dekads."""
    return {(one.key, dekad): None for one in sheet.parts for dekad in FIELDS}


def summed(sheet: PlanSheet) -> Typed:
    """The node's target as the sum of its parts."""
    return {(sheet.node.key, MONTH): sheet.handed_out} if sheet.node else {}


def dekads_filled(sheet: PlanSheet, weights: Sequence[Value]) -> Typed:
    """Dekads set by weights for every line with a target; they add up to its month."""
    typed: Typed = {}
    for one in sheet.lines:
        if one.then.value is not None and one.then.value >= 0:
            found = apportioned(one.then.value, weights, sheet.unit)
            typed |= {
                (one.key, dekad): value for dekad, value in zip(DEKADS, found or [], strict=False)
            }
    return typed


def dekads_emptied(sheet: PlanSheet) -> Typed:
    """No dekad set: the month's target stays and is shared out by profile or days."""
    typed: Typed = {}
    for one in sheet.lines:
        typed |= {(one.key, dekad): None for dekad in DEKADS}
        if one.then.month is None and one.then.value is not None:  # the dekads were the month
            typed[one.key, MONTH] = one.then.value
    return typed


def beyond(sheet: PlanSheet, typed: Typed) -> list[tuple[str, Decimal]]:
    """Whose worked-out number is no target, with the number, in the order of the lines."""
    names = {one.key: one.name for one in sheet.lines}
    return [
        (names[key], value)
        for (key, _dekad), value in typed.items()
        if value is not None and not is_allowed(value)
    ]


def _given(parts: Sequence[Line], values: Sequence[Decimal]) -> Typed:
    """Months of the parts; dekads that were set for another month's target go."""
    typed: Typed = {}
    for one, value in zip(parts, values, strict=False):
        typed[one.key, MONTH] = value
        if value != one.then.value:
            typed |= {(one.key, dekad): None for dekad in DEKADS}
    return typed


def keep(sheet: PlanSheet, draft: Draft, typed: Typed) -> PlanSheet:
    """The sheet with this typed into it, kept in the draft."""
    lines = {one.key: one for one in sheet.lines}
    number = version()
    for (key, dekad), value in typed.items():
        line = lines[key]
        is_family = sheet.planned.by == FAMILY and not line.is_node  # its name is in the key
        name = sheet.planned.name if is_family else line.name
        draft.set(key, name, dekad, line.now[dekad], value, number)
    fresh = tuple(
        Line(one.key, one.name, one.is_node, one.now, draft.applied(one.key, one.now),
             one.last_year, one.mean)
        for one in sheet.lines
    )  # fmt: skip
    return PlanSheet(sheet.planned, fresh, sheet.shares, sheet.days)


def frame(sheet: PlanSheet, factor: Decimal) -> pl.DataFrame:
    """The grid: numbers in the unit shown, the share of the parts a year before in percent."""

    def shown(value: Value) -> float | None:
        return None if value is None else float(value / factor)

    before = sum((one.last_year or Decimal(0) for one in sheet.parts), Decimal(0))
    rows = []
    for one in sheet.lines:
        share = None
        if one.last_year is not None and before > 0 and not one.is_node:
            share = float(100 * one.last_year / before)
        row = {
            "name": one.name,
            "target": shown(one.then.value),
            "now": shown(one.now.value),
            "last_year": shown(one.last_year),
            "share": share,
            "mean": shown(one.mean),
        }
        rows.append(row | {code: shown(one.then[code]) for code in DEKADS})
    numeric = ("target", "now", "last_year", "share", "mean", *DEKADS)
    return pl.DataFrame(rows, schema={"name": pl.String} | dict.fromkeys(numeric, pl.Float64))
