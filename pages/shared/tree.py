"""A table whose rows open in place: company → region → rep → customer, with the cells of a grid."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import streamlit as st

from pages.shared.grid import NUMERIC, SPARKS, Column, Grid, cell_text
from pages.shared.paper import printing
from pages.shared.parts import caption
from pages.shared.tables import deepest_heat, heat, paper
from pages.shared.tokens import DARK, LIGHT, css, name_of

STYLE = f"""
.tree{{overflow-x:auto;padding-bottom:.25rem}}
table{{width:100%;border-collapse:collapse;font:inherit;font-size:.9375rem;
 font-variant-numeric:tabular-nums}}
th{{font-size:.875rem;font-weight:400;white-space:nowrap;color:{css("muted")};padding:.375rem .5rem;
 border-bottom:1px solid {css("line")};vertical-align:bottom;text-align:right}}
td{{padding:0 .5rem;height:2.25rem;border-bottom:1px solid {css("line")};text-align:right;
 white-space:nowrap}}
th.left,td.left,th:first-child,td:first-child{{text-align:left}}
td:first-child{{white-space:normal;min-width:9rem;position:sticky;left:0;
 background:{css("ground")};z-index:1}}
tr.total td{{font-weight:600;background:{css("panel")}}}
tr.rest td:first-child,tr.part td:first-child{{color:{css("muted")}}}
tr.chosen td{{box-shadow:inset 0 -2px {css("link")}}}
td:first-child>*{{vertical-align:middle}}
button{{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer}}
button.fold{{width:1.5rem;height:2.25rem;font-size:1.375em;line-height:1;color:{css("muted")}}}
button.fold:disabled{{cursor:default}}
button.name{{text-align:left;max-width:calc(100% - 1.75rem)}}
button.name:hover{{color:{css("link")};text-decoration:underline}}
button:focus-visible{{outline:2px solid {css("link")};outline-offset:2px}}
.green{{color:{css("good")}}} .amber{{color:{css("warn")}}} .red{{color:{css("bad")}}}
.zero{{color:{css("prior")}}}
.bar{{display:inline-block;width:3.25rem;height:.5rem;margin-right:.5rem;border-radius:.25rem;
 background:{css("line")};vertical-align:middle;overflow:hidden}}
.bar i{{display:block;height:100%;background:{css("bar")}}}
.spark{{display:inline-flex;align-items:flex-end;gap:2px;height:1.25rem;vertical-align:middle}}
.spark i{{width:6px;background:{css("prior")}}} .spark i:last-child{{background:{css("bar")}}}
@media (max-width:40rem){{th,td{{padding:0 .375rem;font-size:.875rem}}
 td:first-child{{min-width:7rem}} button.fold{{width:1.25rem}}}}
@media print{{button.fold{{visibility:hidden}}}}
"""
SCRIPT = (Path(__file__).parent / "tree.js").read_text(encoding="utf-8")
_tree = st.components.v2.component(
    "xunboard_tree", html='<div class="tree"></div>', css=STYLE, js=SCRIPT
)


@dataclass(frozen=True)
class Place:
    """Where a row of the grid stands. id: names it in the address; parent None: at the top.

    opens: something stands below it; is_open: that is among the rows; picks: its name can be
    clicked. role: total, row, rest (several in one) or part (of no node).
    """

    id: str
    parent: str | None
    depth: int
    opens: bool = False
    is_open: bool = False
    picks: bool = True
    role: str = "row"


def placed(grid: Grid, places: Sequence[Place]) -> Grid:
    """The grid with what a file needs to show the same tree: depth and kind of each row."""
    roles = tuple("row" if one.role == "part" else one.role for one in places)
    return replace(grid, depths=tuple(one.depth for one in places), roles=roles)  # type: ignore[arg-type]


def tree(
    grid: Grid,
    places: Sequence[Place],
    key: str,
    *,
    title: str = "",
    chosen: str | None = None,
    fold: Callable[[str, bool], None],
    pick: Callable[[str], None],
) -> None:
    """Draw the grid as a tree, one place per row; on paper as a table.

    fold is called with a row's id and whether it was opened, pick with the id of a clicked name;
    then the script runs again and sends the rows that are open by then.
    """
    if title:
        caption(title)
    if printing():
        st.html(paper(placed(grid, places)))
        return
    known = {place.id for place in places}

    def folded() -> None:
        told = st.session_state[key].folded
        if isinstance(told, dict) and told.get("id") in known:
            fold(str(told["id"]), bool(told.get("open")))

    def picked() -> None:
        told = st.session_state[key].picked
        if told in known:
            pick(str(told))

    data = {
        "columns": [_head(c) for c in grid.columns],
        "rows": _rows(grid, places, chosen),
        "whole": False,
    }
    _tree(key=key, data=data, on_folded_change=folded, on_picked_change=picked)


def _head(c: Column) -> dict[str, str]:
    return {"name": c.name, "title": c.title, "side": _side(c), "meaning": c.meaning}


def _side(c: Column) -> str:
    return "right" if c.kind in NUMERIC | SPARKS else "left"


def _rows(grid: Grid, places: Sequence[Place], chosen: str | None) -> list[dict[str, Any]]:
    deepest = deepest_heat(grid)
    first, *others = grid.columns
    rows = []
    for row, light, place in zip(grid.rows, grid.lights, places, strict=True):
        rows.append(
            {
                "id": place.id,
                "parent": place.parent,
                "depth": place.depth,
                "opens": place.opens,
                "open": place.is_open,
                "picks": place.picks,
                "role": place.role,
                "chosen": place.id == chosen,
                "name": cell_text(first, row[first.name], grid.unit),
                "cells": [_cell(c, row[c.name], light, place, grid.unit, deepest) for c in others],
            }
        )
    return rows


def _cell(
    c: Column, value: Any, light: str, place: Place, unit: str, deepest: float
) -> dict[str, Any]:
    """What is drawn of a cell: its text, and what differs from a plain one."""
    drawn: dict[str, Any] = {"text": cell_text(c, value, unit)}
    if value is None:
        return drawn
    if (c.kind == "status" or c.effect) and name_of(light) != "muted":
        drawn["light"] = light
    if c.kind == "bar":
        drawn["bar"] = max(0.0, float(value) / c.full)
    if c.kind in SPARKS:
        drawn["spark"] = value
    if not value and (c.heat or (c.kind == "money" and not c.effect)):
        drawn["zero"] = True
    elif c.heat and place.role == "row":
        depth = heat(c, value, deepest)
        drawn["tint"] = f"light-dark(rgba({LIGHT.tint},{depth:.2f}),rgba({DARK.tint},{depth:.2f}))"
    return drawn
