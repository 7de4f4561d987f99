"""The nodes of one level against their targets: what chart, table and headline are drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from data.calendar import year_before
from pages.shared.ask import ask
from pages.shared.language import _
from pages.shared.session import scope
from pages.shared.view import NOTHING, View

COMPANY = "company"  # everything that was chosen, as one node
FAMILY = "family"
LEVELS = ("region", "rep", "customer")  # of the tree, from the top
# Level → the parameter that asks for one of its nodes.
NARROWED_BY = {
    FAMILY: "families", "region": "regions", "rep": "rep_ids", "customer": "customer_ids",
}  # fmt: skip
# A table of reps shows each as far as the node above goes, not the whole rep.
ASKED_AS = {"rep": "seller"}
# Comparison of the view → the one of targets/comparison.
COMPARED = {"year": "year_before", "period": "previous", "month": "month_before"}
UNDISTRIBUTED = "undistributed"
OTHERS = "others"
PARTS = (UNDISTRIBUTED, OTHERS)  # keys of rows that are no node of the tree
LEAST = 0.5  # yuan, tonnes or outlets: a rest below it is rounding

Row = dict[str, Any]


@dataclass(frozen=True)
class Standings:
    """A node and what stands below it.

    total: its row of targets/attainment, with `variance`, `prior` and `change`.
    rows: key, name, light, status, is_foreign, target, actual, prior, expected, variance,
    attainment, pace_gap, projection, needed, trend; for reps also elsewhere. is_foreign: a rep
    of another region; status: the light, or where such a rep belongs; elsewhere: what a rep
    brought in outside of this node.
    What was never broken down, and what belongs to nodes that are not listed, are rows of their
    own, so that the rows add up to the total.
    """

    level: str
    total: Row
    rows: pl.DataFrame

    @property
    def is_empty(self) -> bool:
        """Neither a target nor an actual."""
        return self.total["target_value"] is None and not self.total["actual_value"]

    @property
    def has_foreign(self) -> bool:
        """Whether reps of other regions stand here."""
        return bool(self.rows["is_foreign"].any())

    @property
    def nodes(self) -> pl.DataFrame:
        """The rows that are nodes of the tree."""
        return self.rows.filter(~pl.col("key").is_in(PARTS))


def asked(view: View) -> Row:
    """The parameters that say which period and whose rows; a rep asks for the own part of them."""
    wanted = view.parameters(
        "as_of", "period", "from_on", "to_on", "regions", "departments", "rep_ids", "channels",
        "families", "customer_ids",
    )  # fmt: skip
    if (own := scope().rep) and not wanted["rep_ids"]:
        wanted["rep_ids"] = [own]
    return wanted


def measured(view: View) -> Row:
    """By which targets and which days attainment is measured, as parameters of its query."""
    return view.parameters("tier", "days")


def node_level(parameters: Mapping[str, Any]) -> str:
    """The level at which what the parameters select stands as one node.

    One rep is the whole rep, with orders of customers that are somebody else's by now: whoever
    looks sees the same number. A rep of whom the reader may know nothing is what was sold here.
    """
    if len(parameters["rep_ids"] or ()) != 1:
        return COMPANY
    return COMPANY if ask("targets/attainment", level="rep", **parameters).is_empty() else "rep"


def first_level(view: View, regions: tuple[str, ...] | None, rep: str | None) -> str:
    """The level a reader starts from: below the last one that leaves a single node.

    regions, rep: what the reader's rights leave; None = everything.
    """
    if rep or len(view.rep_ids) == 1 or view.customer_ids:
        return "customer"
    return "rep" if len(view.regions or regions or ()) == 1 else "region"


def standings(
    metric: str, parameters: Mapping[str, Any], level: str, view: View, node: str = COMPANY
) -> Standings:
    """The node that the parameters select, and its children on that level, worst first.

    view: says what it is compared with and measured by; node: the level of the node itself, see
    `node_level`.
    """
    compare, by = view.compare, measured(view)
    total = total_of(metric, parameters, view, node)
    beside = ask("targets/comparison", metric=metric, level=node, **parameters)
    before = _compared(beside, parameters, compare)
    total |= {
        "prior": before["actual_value"][0] if before.height else None,
        "change": before["change"][0] if before.height else None,
    }
    rows = _shaped(_children("targets/attainment", metric, {**parameters, **by}, level), level)
    if level == "rep":
        rows = rows.join(_elsewhere(metric, parameters, rows), "key", "left")
    rows = rows.join(_prior(metric, parameters, level, compare), "key", "left")
    rows = rows.join(_trend(metric, parameters, level), "key", "left")
    return Standings(level, total, _with_parts(_worst_first(rows), total))


def gaps(
    metric: str, parameters: Mapping[str, Any], level: str, view: View, node: str = COMPANY
) -> Standings:
    """As `standings`, but only against the target: nothing compared, no trend."""
    total = total_of(metric, parameters, view, node)
    children = _children("targets/attainment", metric, {**parameters, **measured(view)}, level)
    rows = _shaped(children, level).with_columns(prior=pl.lit(None, pl.Float64))
    return Standings(level, total, _with_parts(_worst_first(rows), total | {"prior": None}))


def total_of(metric: str, parameters: Mapping[str, Any], view: View, node: str = COMPANY) -> Row:
    """The node's row of targets/attainment with its variance; nothing known: all None."""
    rows = ask("targets/attainment", level=node, **parameters, **measured(view))
    found = rows.filter(metric=metric)
    total = found.row(0, named=True) if found.height else dict.fromkeys(found.columns)
    return total | {"variance": _difference(total["actual_value"], total["expected_value"])}


def _worst_first(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.sort("variance", "actual", "key", descending=[False, True, False], nulls_last=True)


def _difference(actual: Any, expected: Any) -> float | None:
    return None if expected is None else float(actual) - float(expected)


def dekad_paces(
    metric: str, parameters: Mapping[str, Any], node: str, tier: str = "base"
) -> pl.DataFrame:
    """The last nine dekads, oldest first: rows of targets/pace."""
    wanted = {name: value for name, value in parameters.items() if name not in PERIOD}
    return ask("targets/pace", metric=metric, level=node, tier=tier, **wanted)


PERIOD = ("period", "from_on", "to_on")  # a trend ends on its day, whatever the period


def _key() -> pl.Expr:
    return pl.col("scope_id").fill_null(NOTHING).alias("key")


def _children(query: str, metric: str, parameters: Mapping[str, Any], level: str) -> pl.DataFrame:
    return ask(query, metric=metric, level=ASKED_AS.get(level, level), **parameters)


def _shaped(children: pl.DataFrame, level: str) -> pl.DataFrame:
    name = "scope_id" if level == "region" else "scope_name"
    name_here = pl.col(name).fill_null(_("Unassigned"))
    home = pl.col("parent_id").fill_null("")
    actual, expected = (
        pl.col(column).cast(pl.Float64) for column in ("actual_value", "expected_value")
    )
    return children.select(
        _key(),
        pl.when("is_foreign")
        .then(pl.format(_("{name} (other region)", name="{}"), name_here))
        .otherwise(name_here)
        .alias("name"),
        pl.col("light").fill_null("none"),
        pl.when(pl.col("is_foreign") & (home == ""))  # a region that the reader may not know
        .then(pl.lit(""))
        .when("is_foreign")
        .then(pl.format(_("of {region}", region="{}"), home))
        .otherwise(pl.col("light").fill_null("none"))
        .alias("status"),
        "is_foreign",
        pl.col("target_value").cast(pl.Float64).alias("target"),
        actual.alias("actual"),
        expected.alias("expected"),
        (actual - expected).alias("variance"),
        "attainment",
        "pace_gap",
        "projection",
        pl.col("needed_per_day").alias("needed"),
    )


def _prior(metric: str, parameters: Mapping[str, Any], level: str, compare: str) -> pl.DataFrame:
    beside = _children("targets/comparison", metric, parameters, level)
    return _compared(beside, parameters, compare).select(
        _key(), pl.col("actual_value").cast(pl.Float64).alias("prior")
    )


def _compared(beside: pl.DataFrame, parameters: Mapping[str, Any], compare: str) -> pl.DataFrame:
    return _apart(beside, parameters).filter(comparison=COMPARED[compare])


def _apart(beside: pl.DataFrame, parameters: Mapping[str, Any]) -> pl.DataFrame:
    """Without the year before where a span would be compared with days of its own."""
    until = min(parameters["to_on"], parameters["as_of"])
    if year_before(until) < parameters["from_on"]:
        return beside
    return beside.filter(pl.col("comparison") != COMPARED["year"])


def beside_earlier(
    metric: str, parameters: Mapping[str, Any], level: str, node: str = COMPANY
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The node and its children on that level in targets/comparison, with `key`."""
    whole = ask("targets/comparison", metric=metric, level=node, **parameters)
    children = _children("targets/comparison", metric, parameters, level)
    return _apart(whole, parameters), _apart(children, parameters).with_columns(_key())


def _trend(metric: str, parameters: Mapping[str, Any], level: str) -> pl.DataFrame:
    wanted = {name: value for name, value in parameters.items() if name not in PERIOD}
    rows = _children("targets/trend", metric, wanted, level)
    return rows.group_by(_key(), maintain_order=True).agg(
        pl.col("actual_value").cast(pl.Float64).alias("trend")
    )


def _elsewhere(metric: str, parameters: Mapping[str, Any], rows: pl.DataFrame) -> pl.DataFrame:
    """What the reps of this node brought in outside of it; their whole target stands here."""
    anywhere = dict(parameters) | {"regions": None}
    whole = ask("targets/attainment", metric=metric, level="rep", **anywhere).select(
        _key(), pl.col("actual_value").cast(pl.Float64).alias("whole")
    )
    here = rows.filter(~pl.col("is_foreign"), pl.col("key") != NOTHING).join(whole, "key")
    outside = here.select("key", elsewhere=pl.col("whole") - pl.col("actual"))
    return outside.filter(pl.col("elsewhere").abs() >= LEAST)


def _with_parts(rows: pl.DataFrame, total: Row) -> pl.DataFrame:
    parts = [part for part in (_others(rows, total), _undistributed(rows, total)) if part]
    return pl.concat([rows, pl.DataFrame(parts)], how="diagonal_relaxed") if parts else rows


def _others(rows: pl.DataFrame, total: Row) -> Row | None:
    """What is left of actual and compared days: nodes that had something only then, and the
    difference between whole reps and the customers that the reader may see.
    """
    actual = float(total["actual_value"] or 0) - float(rows["actual"].sum())
    prior = float(total["prior"] or 0) - float(rows["prior"].sum())
    if max(abs(actual), abs(prior)) < LEAST:
        return None
    compared = None if total["prior"] is None and abs(prior) < LEAST else prior
    row: Row = {"key": OTHERS, "light": OTHERS, "prior": compared}
    if abs(actual) < LEAST:
        return row | {"name": _("Inactive now"), "actual": 0.0}
    return row | {"name": _("Not listed"), "actual": actual}


def _undistributed(rows: pl.DataFrame, total: Row) -> Row | None:
    """What the children's targets leave of their parent's: nobody is answerable for it."""
    if total["target_value"] is None:
        return None
    rest = float(total["target_value"]) - float(rows["target"].sum())
    if abs(rest) < LEAST:
        return None
    expected = float(total["expected_value"]) - float(rows["expected"].sum())
    needed = max(rest, 0.0) / float(total["days_left"] or 1)  # no day left: all of it
    return {
        "key": UNDISTRIBUTED,
        "name": _("Unallocated") if rest > 0 else _("Over-allocated"),
        "light": UNDISTRIBUTED,
        "target": rest,
        "actual": 0.0,
        "expected": expected,
        "variance": -expected,
        "needed": needed,
    }
