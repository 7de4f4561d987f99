"""Every rep with the nine measures side by side, who needs a word first on top.

A rep is the whole rep: all own orders and items, whoever the customer belongs to now. Filters
choose reps, they never cut one down, so that everybody sees the same number of a rep.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from pages.shared.ask import ask
from pages.shared.language import _
from pages.shared.reps.measures import AGAINST_TARGET, MEASURES, lights, soon
from pages.shared.session import scope
from pages.shared.view import NOTHING, View

OTHERS = "others"  # key of the row for reps of whom the reader may know nothing more
ADDED = (
    "open_amount", "overdue_amount", "running_count", "late_count", "waiting_count",
    "feedback_count", "missed_count", "due_count", "card_count", "gap_count", "card_filled",
    "card_fields", "action_count", "late_actions", "soon_actions",
)  # fmt: skip


@dataclass(frozen=True)
class Standings:
    """All of it, as the reader may see it.

    rows: key, name, region, department, is_away, away_until, deputy_name, has_left; per measure
    of AGAINST_TARGET its columns of targets/attainment with the code in front; the sums of ADDED;
    overdue_ratio, completeness; a light per measure, red_count, amber_count, stake_amount, light.
    The other frames are the rows behind it, each with `key`.
    """

    rows: pl.DataFrame
    attained: pl.DataFrame
    late: pl.DataFrame
    feedback: pl.DataFrame
    follow_ups: pl.DataFrame
    cards: pl.DataFrame
    actions: pl.DataFrame

    @property
    def reps(self) -> pl.DataFrame:
        """The rows that are one rep."""
        return self.rows.filter(~pl.col("key").is_in([NOTHING, OTHERS]))


def standings(view: View) -> Standings:
    """Ask for everything; late answers and feedback count as on the page of complaints."""
    day, since = view.until, view.from_on
    chosen = view.parameters("regions", "departments")
    people = ask("reps/people", as_of=view.as_of, **chosen)
    attained = ask("targets/attainment", level="rep", **_period(view))
    owed = ask("receivables/by_rep", as_of=view.as_of, view="managed")
    late = ask("complaints/late", as_of=day, from_on=since)
    feedback = ask("complaints/visit_feedback", as_of=day).filter(
        pl.col("is_late") & (pl.col("handled_on").is_null() | (pl.col("handled_on") >= since))
    )
    follow_ups = ask("reps/follow_ups", as_of=day, from_on=since)
    cards = ask("reps/cards", as_of=view.as_of)
    known_by = view.as_of if "as_of" in view.given else None
    actions = ask("meeting/actions", as_of=view.as_of, since_on=view.as_of, known_by=known_by)
    keyed = {
        "attained": _keyed(attained, "scope_id"),
        "late": _keyed(late, "owner_rep_id"),
        "feedback": _keyed(feedback),
        "follow_ups": _keyed(follow_ups),
        "cards": _keyed(cards),
        "actions": _keyed(actions.filter(status="open"), "owner_rep_id"),
    }
    sums = _summed(keyed, _keyed(owed))
    return Standings(_ranked(_placed(sums, people, chosen)), **keyed)


def _period(view: View) -> dict[str, Any]:
    return view.parameters("as_of", "period", "from_on", "to_on")


def earlier(view: View) -> pl.DataFrame:
    """What the same days of earlier periods brought, rep by rep: targets/comparison with `key`."""
    return _keyed(ask("targets/comparison", level="rep", **_period(view)), "scope_id")


def _keyed(rows: pl.DataFrame, rep: str = "rep_id") -> pl.DataFrame:
    return rows.with_columns(key=pl.col(rep).fill_null(NOTHING))


def _summed(rows: dict[str, pl.DataFrame], owed: pl.DataFrame) -> pl.DataFrame:
    """One row per key with everything that anybody did or owes."""
    waiting = pl.col("handled_on").is_null()
    is_late, is_over = pl.col("days_late") > 0, pl.col("state").is_in(["kept", "late", "waiting"])
    parts = [
        *(_against_target(rows["attained"], one.code) for one in AGAINST_TARGET),
        owed.select(
            "key",
            pl.col("rep_name").alias("owed_name"),
            pl.col("open_amount", "overdue_amount").cast(pl.Float64),
        ),
        rows["late"].group_by("key").agg(
            running_count=pl.col("is_running").sum(), late_count=pl.len()
        ),
        rows["feedback"].group_by("key").agg(waiting_count=waiting.sum(), feedback_count=pl.len()),
        rows["follow_ups"].group_by("key").agg(
            missed_count=pl.col("is_missed").sum(), due_count=is_over.sum()
        ),
        rows["cards"].group_by("key").agg(
            card_count=pl.len(),
            gap_count=(pl.col("filled_count") < pl.col("field_count")).sum(),
            card_filled=pl.col("filled_count").sum(),
            card_fields=pl.col("field_count").sum(),
        ),
        rows["actions"].group_by("key").agg(
            action_count=pl.len(), late_actions=is_late.sum(), soon_actions=soon().sum()
        ),
    ]  # fmt: skip
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.join(part, "key", "full", coalesce=True)
    return whole.with_columns(pl.col(ADDED).cast(pl.Float64).fill_null(0.0))


def _against_target(attained: pl.DataFrame, code: str) -> pl.DataFrame:
    amounts = {
        "actual": "actual_value", "covered": "covered_actual_value", "target": "target_value",
        "expected": "expected_value",
    }  # fmt: skip
    return attained.filter(metric=code).select(
        "key",
        *(
            pl.col(name).cast(pl.Float64).alias(f"{code}_{short}")
            for short, name in amounts.items()
        ),
        *(
            pl.col(name).alias(f"{code}_{name}")
            for name in ("attainment", "pace_gap", "projection")
        ),
        pl.col("light").fill_null("none").alias(f"{code}_light"),
    )


def _placed(sums: pl.DataFrame, people: pl.DataFrame, chosen: dict[str, Any]) -> pl.DataFrame:
    """Who is to be shown: the chosen reps, who holds nothing any more left out; then the rest."""
    mine = people.rename({"rep_id": "key", "rep_name": "name"}).join(sums, "key", "left")
    mine = mine.with_columns(pl.col(ADDED).fill_null(0.0))
    holds = pl.any_horizontal(pl.col(c) != 0 for c in ADDED if c != "due_count")
    sold = pl.any_horizontal(pl.col(f"{one.code}_actual") != 0 for one in AGAINST_TARGET)
    mine = mine.filter(~pl.col("has_left") | holds | sold.fill_null(value=False))
    rest = sums.filter(~pl.col("key").is_in(people["rep_id"].to_list()))
    parts = [mine]
    if all(chosen[name] is None or "" in chosen[name] for name in chosen):
        parts.append(rest.filter(key=NOTHING).with_columns(name=pl.lit(_("Unassigned"))))
    if all(chosen[name] is None for name in chosen):
        parts.append(_strangers(rest.filter(pl.col("key") != NOTHING)))
    placed = pl.concat(parts, how="diagonal_relaxed")
    return placed.with_columns(pl.col("has_left", "is_away").fill_null(value=False))


def _strangers(rest: pl.DataFrame) -> pl.DataFrame:
    """Codes that are not registered; for limited rights one row for everybody else."""
    if scope().is_whole or rest.is_empty():
        return rest.with_columns(name=pl.coalesce("owed_name", "key"))
    known = rest.filter(pl.any_horizontal(pl.col(c) != 0 for c in ADDED))
    if known.is_empty():
        return known
    return known.select(pl.col(ADDED).sum()).with_columns(
        key=pl.lit(OTHERS), name=pl.lit(_("Other regions"))
    )


def _ranked(rows: pl.DataFrame) -> pl.DataFrame:
    """Most red measures first, then most money at stake; what is no rep stands last."""
    target_lights = [pl.col(one.light).fill_null("none") for one in AGAINST_TARGET]
    lit = rows.with_columns(
        *target_lights,
        overdue_ratio=_share("overdue_amount", "open_amount"),
        completeness=_share("card_filled", "card_fields"),
    )
    lit = lit.with_columns(lights())
    lit = lit.with_columns(  # nobody can be spoken to about what belongs to nobody
        pl.when(is_nobody()).then(pl.lit("none")).otherwise(pl.col(one.light)).alias(one.light)
        for one in MEASURES
    )
    behind = (pl.col("net_sales_expected") - pl.col("net_sales_covered")).clip(lower_bound=0)
    return (
        lit.with_columns(
            red_count=_count("red"),
            amber_count=_count("amber"),
            stake_amount=behind.fill_null(0.0) + pl.col("overdue_amount"),
            light=worst_of([one.light for one in MEASURES]),
        )
        .sort(
            is_nobody(), "red_count", "stake_amount", "key",
            descending=[False, True, True, False],
        )
    )  # fmt: skip


def _share(part: str, whole: str) -> pl.Expr:
    return pl.when(pl.col(whole) > 0).then(pl.col(part) / pl.col(whole))


def with_target(reps: pl.DataFrame) -> pl.DataFrame:
    """The reps whose net sales have a target: who can be behind pace."""
    return reps.filter(pl.col("net_sales_target").is_not_null())


def is_nobody() -> pl.Expr:
    """Whether a row is no rep: unassigned, or everybody else in one."""
    return pl.col("key").is_in([NOTHING, OTHERS])


def _count(light: str) -> pl.Expr:
    return pl.sum_horizontal((pl.col(one.light) == light).cast(pl.Int64) for one in MEASURES)


def worst_of(columns: Sequence[str]) -> pl.Expr:
    """The most urgent light among columns of a row."""
    found = pl.lit("none")
    for light in ("green", "amber", "red"):
        is_there = pl.any_horizontal(pl.col(c) == light for c in columns)
        found = pl.when(is_there).then(pl.lit(light)).otherwise(found)
    return found


def totals(rows: pl.DataFrame) -> dict[str, Any]:
    """The total of the rows: ratios Σ ÷ Σ over what has a target, an item, a field."""
    whole: dict[str, Any] = {}
    for one in AGAINST_TARGET:
        planned = rows.filter(pl.col(f"{one.code}_target").is_not_null())
        target, covered = (summed(planned, f"{one.code}_{part}") for part in ("target", "covered"))
        whole[f"{one.code}_attainment"] = covered / target if target else None
    owed, fields = summed(rows, "open_amount"), summed(rows, "card_fields")
    whole["overdue_ratio"] = summed(rows, "overdue_amount") / owed if owed else None
    whole["completeness"] = summed(rows, "card_filled") / fields if fields else None
    return whole


def summed(rows: pl.DataFrame, column: str) -> float:
    """The sum of a column of numbers."""
    return float(rows[column].sum())
