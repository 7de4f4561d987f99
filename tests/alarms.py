"""Measure how often the early warning is wrong, on demo data: `python -m tests.alarms --help`.

It asserts nothing. Two companies per seed: the demo company, whose customers fall silent, drift
away or grow from a known day on, and the same one with every customer steady. Each dekad end of
the last twelve months is a meeting.

An alarm is planted when a course explains at least a third of it: without noise,
the node sells that much less or more than if no customer took a course of its own, against the
same twelve windows. Money follows sales by up to 90 days; who stopped paying explains what is
overdue. Nothing is planted in profit per tonne. What is not planted and still stands at the next
meeting lasts; the rest is false: it went away by itself.
"""

import argparse
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

import numpy as np
import polars as pl

import queries
from data import demo
from data.calendar import month_end
from data.demo import customers, rhythm, world
from data.demo.catalogue import REGIONS
from data.demo.reps import SUCCESSOR
from data.demo.span import AS_OF, DAYS, Floats, day_number
from pages.shared.targets.warnings import MOST

LAGS = (0, 30, 60, 90)
"""Days by which money may follow sales."""
LARGEST = 40
"""Customers of whom each is more than half a percent of the company."""


@dataclass
class Tally:
    """What was raised at all meetings but the last, of which nobody knows how it went on."""

    meetings: int = 0
    raised: Counter[str] = field(default_factory=Counter)
    planted: Counter[str] = field(default_factory=Counter)
    """Of them, explained by a course."""
    lasting: Counter[str] = field(default_factory=Counter)
    """Of the others, those that still stood at the next meeting."""

    def add(self, kinds: Sequence[str], *, is_planted: bool, is_lasting: bool) -> None:
        """Count one alarm under each of its kinds."""
        for kind in kinds:
            self.raised[kind] += 1
            self.planted[kind] += is_planted
            self.lasting[kind] += is_lasting and not is_planted


def meetings() -> Iterator[date]:
    """The dekad ends of the twelve months up to the newest day, and that day."""
    day = AS_OF.replace(year=AS_OF.year - 1)
    while day < AS_OF:
        if day.day in (10, 20) or day == month_end(day):
            yield day
        day += timedelta(1)
    yield AS_OF


def steady(customer: customers.Customer) -> Floats:
    """Every customer goes on as always; who never ordered stays away."""
    return np.zeros(DAYS) if customer.course == "prospect" else np.ones(DAYS)


def steady_payer(place: int, region: int, _course: str) -> str:
    """Nobody stops paying; the other ways to pay stay as they are."""
    return USUAL_PAYER(place, region, "steady")


USUAL_PAYER, USUAL_COURSE = customers._payer, rhythm.course


class Truth:
    """What the courses of the customers do to each node, without noise."""

    def __init__(self, company: world.World) -> None:
        shape = np.array([rhythm.course(one) for one in company.customers])
        tonnes = company.rhythm.expected * company.mean_line_t[:, None]
        self.company = company
        self.without: Floats = tonnes
        self.with_courses: Floats = tonnes * shape
        self.index = {one.customer_id: at for at, one in enumerate(company.customers)}
        self.rep_of = [company.reps[one.rep].rep_id for one in company.customers]

    def members(self, row: dict[str, Any]) -> list[int]:
        """Indexes of the customers below a node."""
        match row["level"]:
            case "customer":
                found = self.index.get(row["scope_id"])
                return [] if found is None else [found]
            case "rep":
                return [at for at, rep in enumerate(self.rep_of) if rep == row["scope_id"]]
            case "region":
                region = REGIONS.index(row["scope_id"]) if row["scope_id"] in REGIONS else -1
                return [at for at, one in enumerate(self.company.customers) if one.region == region]
        return list(range(len(self.company.customers)))

    def planted(self, who: list[int], as_of: date, days: int) -> float:
        """By how much the courses change the window against the middle of the twelve before."""
        last = day_number(as_of) + 1

        def ratio(back: int) -> float:
            span = slice(last - days * (back + 1), last - days * back)
            base = self.without[who, span].sum()
            return float(self.with_courses[who, span].sum() / base) if base else 1.0

        usual = median(ratio(back) for back in range(1, 13) if last - days * (back + 1) >= 0)
        return ratio(0) / usual - 1 if usual else float(ratio(0) > 0)

    def is_true(self, row: dict[str, Any], as_of: date) -> bool:
        """Whether something that was planted explains at least a third of the alarm."""
        who, metric = self.members(row), row["metric"]
        if metric == "profit_per_t" or not who:
            return False
        if row["level"] == "rep" and row["scope_id"] == self.company.reps[SUCCESSOR].rep_id:
            return True  # took over the customers of a rep who left
        if metric == "overdue" and any(
            self.company.customers[at].payer == "stopped"
            and day_number(as_of) >= self.company.customers[at].turned_on
            for at in who
        ):
            return True
        change = (row["value"] - row["usual"]) / row["usual"] if row["usual"] else 1.0
        lags = (0,) if metric in ("volume", "net_sales") else LAGS
        effects = [self.planted(who, as_of - timedelta(lag), row["window_days"]) for lag in lags]
        if metric == "overdue":  # sales that stop leave less, later on, and what is left is late
            return any(abs(one) >= min(abs(change), 1) / 3 for one in effects)
        return any(one * change > 0 and abs(one) >= abs(change) / 3 for one in effects)


def alarms(as_of: date) -> list[dict[str, Any]]:
    rows = queries.run("targets/warnings", as_of=as_of)
    return rows.filter(pl.col("metric").is_not_null()).to_dicts()


def named(row: dict[str, Any]) -> tuple[str, ...]:
    """What an alarm is about: the same at two meetings is one that lasts."""
    return row["metric"], row["level"], str(row["scope_id"]), row["effect"]


def measure(folder: Path, seed: int, orders: int, *, is_steady: bool, tally: Tally) -> None:
    """Fill a store, hold all meetings, and add to the tally; prints what was found how fast."""
    os.environ["XUNBOARD_STORE"] = str(folder)
    queries._engine.cache_clear()
    with (
        patch.object(rhythm, "course", steady if is_steady else USUAL_COURSE),
        patch.object(customers, "_payer", steady_payer if is_steady else USUAL_PAYER),
    ):
        demo.fill(queries.store(), orders=orders, seed=seed)
        truth = Truth(world.make(seed, orders))
    listed: dict[str, date] = {}
    waiting: list[tuple[dict[str, Any], list[str], bool]] = []
    for day in meetings():
        rows = alarms(day)
        standing = {named(row) for row in rows}
        for row, kinds, is_planted in waiting:
            tally.add(kinds, is_planted=is_planted, is_lasting=named(row) in standing)
        tally.meetings += day < AS_OF
        waiting = []
        for place, row in enumerate(rows):
            kinds = [row["metric"], "all"]
            kinds += ["bad ones"] * (row["effect"] == "bad") + ["first seven"] * (place < MOST)
            earlier = row["since_on"] < row["from_on"] and row["effect"] == "bad"
            kinds += ["bad, since before"] * earlier
            waiting.append((row, kinds, not is_steady and truth.is_true(row, day)))
            if row["metric"] in ("volume", "net_sales") and row["effect"] == "bad":
                listed.setdefault(row["scope_id"], day)
    if not is_steady:
        report_delay(truth, listed)


def report_delay(truth: Truth, listed: dict[str, date]) -> None:
    """How long after their turn the large customers who left were listed."""
    first = min(meetings())
    found: dict[str, list[int]] = {}
    missed: Counter[str] = Counter()
    large = sorted(truth.company.customers, key=lambda one: -one.weight)[:LARGEST]
    for one in large:
        if one.course not in ("silent", "drifting", "crisis", "churned"):
            continue
        if one.turned_on <= day_number(first):
            continue
        day = listed.get(one.customer_id)
        if day is None or day_number(day) < one.turned_on:
            missed[one.course] += 1
        else:
            found.setdefault(one.course, []).append(day_number(day) - one.turned_on)
    for course in sorted({*found, *missed}):
        days = sorted(found.get(course, []))
        print(f"  {course}: found {len(days)} of {len(days) + missed[course]}, after {days} days")


def report(name: str, tally: Tally) -> None:
    print(f"\n{name}: {tally.meetings} meetings; per meeting")
    print(f"{'measure':<18}{'raised':>9}{'planted':>9}{'lasting':>9}{'false':>9}{'share':>8}")
    for kind, count in sorted(tally.raised.items()):
        planted, lasting = tally.planted[kind], tally.lasting[kind]
        false = count - planted - lasting
        numbers = (one / tally.meetings for one in (count, planted, lasting, false))
        shown = "".join(f"{one:>9.1f}" for one in numbers)
        print(f"{kind:<18}{shown}{false / count:>8.0%}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--orders", type=int, default=demo.ORDERS)
    parser.add_argument("--seeds", type=int, nargs="+", default=[demo.SEED, 1, 2])
    options = parser.parse_args()
    for is_steady, name in ((False, "demo company"), (True, "steady company")):
        tally = Tally()
        for seed in options.seeds:
            with tempfile.TemporaryDirectory() as folder:
                print(f"{name}, seed {seed}", flush=True)
                measure(Path(folder), seed, options.orders, is_steady=is_steady, tally=tally)
        report(name, tally)


if __name__ == "__main__":
    main()
