"""Where everybody stands: the tree of nodes opened in place, and what a chosen one consists of."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from pages.shared import address, arrival
from pages.shared.comments import comments
from pages.shared.exports import Sheet
from pages.shared.grid import Column, Grid, Kind, lay_out
from pages.shared.language import _, current
from pages.shared.open_rows import fold
from pages.shared.parts import caption, light_words
from pages.shared.profile_link import profile_link
from pages.shared.targets.path import CUSTOMER, choose, narrowed
from pages.shared.targets.standings import PARTS, Row, Standings
from pages.shared.targets.subject import Subject
from pages.shared.targets.target_documents import documents
from pages.shared.targets.tree_rows import MOST_ROWS, TreeRows
from pages.shared.tree import placed, tree
from pages.shared.view import NOTHING
from pages.shared.words import targets as words

DOCUMENTS_OF = "documents"  # in the address: the level whose chosen row shows its documents
TREE = "targets_tree"
NO_NODE = (*PARTS, "")


def target_tree(
    subject: Subject, top: Standings, parameters: Mapping[str, Any], steps: Sequence[str]
) -> list[Sheet]:
    """Draw the tree, and below it what goes with the chosen row; the tables for the export.

    subject: the chosen node; top: the standings of what the page shows, which `parameters` select.
    """
    metric, view = subject.metric, subject.view
    grown = TreeRows(metric, view, parameters, steps).grow(top)
    grid = tree_grid(subject, grown)
    chosen = address_row(grown, steps)

    def folded(row: str, is_open: bool) -> None:
        fold(row, is_open=is_open)
        keys = grown.keys[row]
        if not is_open and grown.chosen[: len(keys)] == keys and keys:
            choose(steps, keys[:-1])

    def picked(row: str) -> None:
        keys = grown.keys[row]
        choose(steps, keys[:-1] if row == chosen else keys)
        arrival.opened(TREE)

    title = _(
        "{title}: {metric}, {unit}",
        title=words.tree_title(steps, current()),
        metric=_(metric.title),
        unit=metric.unit_word(view.unit, current()),
    )
    tree(grid, grown.places, TREE, title=title, chosen=chosen, fold=folded, pick=picked)
    st.caption(
        _("▸ opens a row; a name → its documents, notes and its own gap; a bar does the same")
    )
    if grown.has_foreign:
        st.caption(_(words.FOREIGN))
    sheets = [Sheet(words.tree_title(steps, current()), placed(grid, grown.places))]
    if chosen is None:
        return sheets
    keys = grown.keys[chosen]
    if keys[-1] in PARTS:
        st.caption(_(words.PARTS[keys[-1]]))
        return sheets
    row = grown.frame.row(by_predicate=pl.col("id") == chosen, named=True)
    if _beside(subject, row, steps[len(keys) - 1], keys[-1], is_leaf=len(keys) == len(steps)):
        arrival.here(TREE)
        papers = documents(metric, narrowed(parameters, steps, keys), subject.where)
        sheets += [papers] if papers else []
    return sheets


def address_row(grown: TreeRows, steps: Sequence[str]) -> str | None:
    """The row that the address chooses, if it is there: a node, or a part that is none."""
    by_keys = {keys: row for row, keys in grown.keys.items()}
    part = address.one(f"at_{steps[len(grown.chosen)]}") if len(grown.chosen) < len(steps) else None
    keys = (*grown.chosen, part) if part in PARTS else grown.chosen
    return by_keys.get(keys) if keys else None


def _beside(subject: Subject, row: Row, level: str, key: str, *, is_leaf: bool) -> bool:
    """What can be done with the chosen row; whether its documents are to stand below."""
    metric, view = subject.metric, subject.view
    quoted = metric.with_unit(row["variance"], view.unit, current(), sign=True)
    asked_for = address.one(DOCUMENTS_OF) == level
    with st.container(horizontal=True, vertical_alignment="center"):
        caption(subject.where if row["variance"] is None else f"{subject.where}  {quoted}")
        if key != NOTHING:
            comments("targets", level, key, quoted, name=row["name"])
            if level == CUSTOMER:
                profile_link(key, row["name"])
        if not is_leaf:
            st.button(
                _(words.DOCUMENTS[metric.documents]),
                key=f"{DOCUMENTS_OF}_{level}",
                icon=":material/unfold_less:" if asked_for else ":material/receipt_long:",
                type="tertiary",
                on_click=address.write,
                args=(DOCUMENTS_OF, None if asked_for else level),
            )
    return is_leaf or asked_for


def tree_grid(subject: Subject, grown: TreeRows) -> Grid:
    """The rows of the tree with the columns of the page."""
    metric, view = subject.metric, subject.view
    kind: Kind = metric.kind
    rate: Kind = "number" if kind == "count" else kind  # what is expected is no whole number
    columns = [
        Column("name", _(words.HEADS[grown.steps[0]]), pinned=True, width=176),
        Column("status", _("Status"), "status", width=92),
        Column("target", _("Target"), kind, width=84),
        Column("actual", _("Actual"), kind, width=84),
        Column("attainment", _("Attained"), "bar", full=1.2, width=132),
        Column("pace_gap", _("Gap, pp"), "points", effect=True, width=84),
        Column("variance", _("vs pace"), rate, sign=True, effect=True, width=92),
        Column("needed", _("Needed/day"), rate, width=96),
        Column("projection", _("Projected"), rate, width=88),
        Column("prior", _(words.BEFORE[view.compare][1]), kind, width=96),
        Column("trend", _("9 dekads"), "columns", width=116),
    ]
    frame = grown.frame
    if frame["elsewhere"].count():
        meaning = _("Sold in other regions: counts there, not here")
        columns.insert(4, Column("elsewhere", _("Elsewhere"), kind, width=88, meaning=meaning))
    return lay_out(
        frame,
        columns,
        unit=view.unit,
        key="id",
        light="light",
        limit=MOST_ROWS + 100,
        light_words=light_words(),
    )
