"""The rows of the target tree: what is open of it, each node with what stands below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pages.shared import numbers
from pages.shared.language import _
from pages.shared.open_rows import REST, TOP, id_of, opened
from pages.shared.targets.metrics import Metric
from pages.shared.targets.path import chosen_path, narrowed
from pages.shared.targets.standings import PARTS, Row, Standings, standings
from pages.shared.tree import Place
from pages.shared.view import View
from pages.shared.words import targets as words

FIRST_ROWS = 12  # of one node; the others stand behind a row that opens them
MOST_ROWS = 900  # of the whole tree, so that the browser stays quick
SUMS = ("target", "actual", "expected", "variance", "prior")
COLUMNS = (
    "name", "status", "light", "target", "actual", "attainment", "pace_gap", "variance", "needed",
    "projection", "prior", "trend", "elsewhere",
)  # fmt: skip


@dataclass
class TreeRows:
    """What is open of the tree, in the order shown: rows, their places, the keys that lead there.

    has_foreign: reps of other regions are among them.
    """

    metric: Metric
    view: View
    parameters: Mapping[str, Any]  # select what stands at the top
    steps: Sequence[str]  # the levels from the first children down
    rows: list[Row] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    has_foreign: bool = False

    def __post_init__(self) -> None:
        self.chosen = chosen_path(self.steps)
        ways = (self.chosen[:length] for length in range(len(self.chosen) + 1))
        self._open = opened() | {id_of(way) for way in ways}

    @property
    def frame(self) -> pl.DataFrame:
        """id and the columns of `Standings.rows` that are shown."""
        return pl.DataFrame(self.rows, infer_schema_length=None)

    def grow(self, top: Standings) -> "TreeRows":
        """Take the node itself and what is open below it. top: its standings."""
        here = Place(TOP, None, 0, is_open=True, picks=False, role="total")
        self._add(top_row(top), here, ())
        self._below(top, (), TOP, 1)
        return self

    def _add(self, row: Row, place: Place, keys: tuple[str, ...]) -> None:
        self.rows.append({"id": place.id, **{name: row.get(name) for name in COLUMNS}})
        self.places.append(place)
        self.keys[place.id] = keys

    def _below(self, found: Standings, keys: tuple[str, ...], here: str, depth: int) -> None:
        """The children of one node: the first, the parts that are no node, the others in one."""
        self.has_foreign |= found.has_foreign
        is_on_way = self.chosen[: len(keys)] == keys
        first, parts, rest = shares(found, self.chosen[len(keys) :][:1] if is_on_way else ())
        for row in first.iter_rows(named=True):
            self._node(row, (*keys, row["key"]), here, depth)
        for row in parts.iter_rows(named=True):
            way = (*keys, row["key"])
            self._add(row, Place(id_of(way), here, depth, role="part"), way)
        if not rest.is_empty():
            self._rest(rest, found.level, keys, here, depth)

    def _rest(
        self, rest: pl.DataFrame, level: str, keys: tuple[str, ...], here: str, depth: int
    ) -> None:
        more = id_of((*keys, REST))
        is_open = more in self._open
        sums = {name: rest[name].sum() if rest[name].count() else None for name in SUMS}
        name = _(words.OTHERS[level], count=numbers.count(rest.height))
        place = Place(more, here, depth, True, is_open, picks=False, role="rest")
        self._add(sums | {"name": name, "light": "none", "status": ""}, place, keys)
        for row in rest.iter_rows(named=True) if is_open else ():
            self._node(row, (*keys, row["key"]), more, depth + 1)

    def _node(self, row: Row, keys: tuple[str, ...], parent: str, depth: int) -> None:
        here, has_below = id_of(keys), len(keys) < len(self.steps)
        is_open = has_below and here in self._open and len(self.rows) < MOST_ROWS
        self._add(row, Place(here, parent, depth, has_below, is_open), keys)
        if is_open:
            chain = narrowed(self.parameters, self.steps, keys)
            level = self.steps[len(keys)]
            found = standings(self.metric.code, chain, level, self.view)
            self._below(found, keys, here, depth + 1)


def top_row(found: Standings) -> Row:
    """The node itself as a row of its own table."""
    total = found.total
    light = total["light"] or "none"
    amounts = {
        "target": total["target_value"],
        "actual": total["actual_value"],
        "prior": total["prior"],
    }
    return {
        "name": _("Total"),
        "status": light,
        "light": light,
        "attainment": total["attainment"],
        "pace_gap": total["pace_gap"],
        "variance": total["variance"],
        "needed": total["needed_per_day"],
        "projection": total["projection"],
        **{name: None if value is None else float(value) for name, value in amounts.items()},
    }


def shares(
    found: Standings, chosen: Sequence[str], first: int = FIRST_ROWS
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The first nodes and the chosen one, the parts that are no node, the other nodes."""
    nodes, parts = found.nodes, found.rows.filter(pl.col("key").is_in(PARTS))
    if nodes.height <= first + 1:
        return nodes, parts, nodes.clear()
    later, is_chosen = nodes.slice(first), pl.col("key").is_in(list(chosen))
    return pl.concat([nodes.head(first), later.filter(is_chosen)]), parts, later.filter(~is_chosen)
