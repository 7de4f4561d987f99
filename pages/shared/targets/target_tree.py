"""From a region to its reps, their customers and the documents; each table adds up to its row."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from pages.shared import address, numbers
from pages.shared.comments import comments
from pages.shared.exports import Sheet
from pages.shared.grid import Column, Grid, Kind, lay_out
from pages.shared.language import _, current
from pages.shared.parts import caption, light_words
from pages.shared.profile_link import profile_link
from pages.shared.tables import table
from pages.shared.targets.metrics import Metric
from pages.shared.targets.standings import LEVELS, PARTS, Row, Standings, standings
from pages.shared.targets.target_documents import documents
from pages.shared.view import NOTHING, View
from pages.shared.words import targets as words

LEAF = list(LEVELS)[-1]
DOCUMENTS_OF = "documents"  # in the address: the level whose chosen row shows its documents
DOCUMENTS = "documents"
MOST_ROWS = 60


def levels(
    metric: Metric, view: View, found: Standings, parameters: Mapping[str, Any]
) -> list[Sheet]:
    """Draw the level, and below a chosen row the next one; gives the tables for the export."""
    chain, order = dict(parameters), list(LEVELS)
    sheets: list[Sheet] = []
    path: list[str] = []
    first_title = _(
        "{title}: {metric}, {unit}",
        title=_(words.TABLES[found.level]),
        metric=_(metric.title),
        unit=metric.unit_word(view.unit, current()),
    )
    while True:
        grid = standings_grid(metric, view, found)
        sheets.append(Sheet(" · ".join([*path, _(words.TABLES[found.level])]), grid))
        picked = table(grid, found.level, title="" if path else first_title)
        if not picked:
            return sheets
        row = found.rows.row(by_predicate=pl.col("key") == picked, named=True)
        if picked in PARTS:
            st.caption(_(words.PARTS[picked]))
            return sheets
        path.append(row["name"])
        place = order.index(found.level)
        shows_documents = _beside(metric, view, found.level, row, " · ".join(path))
        chain[LEVELS[found.level]] = ["" if picked == NOTHING else picked]
        if shows_documents:
            papers = documents(metric, chain, " · ".join(path))
            return [*sheets, papers] if papers else sheets
        found = standings(metric.code, chain, order[place + 1], view.compare)


def _beside(metric: Metric, view: View, level: str, row: Row, path: str) -> bool:
    """What can be done with the chosen row; whether its documents are to stand below."""
    language = current()
    quoted = metric.with_unit(row["variance"], view.unit, language, sign=True)
    with st.container(horizontal=True, vertical_alignment="center"):
        caption(path if row["variance"] is None else f"{path}  {quoted}")
        if row["key"] != NOTHING:
            comments("targets", level, row["key"], quoted, name=row["name"])
        if level == LEAF:
            if row["key"] != NOTHING:
                profile_link(row["key"], row["name"])
            return True
        below = {
            level: _(words.TABLES[_next(level)]),
            DOCUMENTS: _(words.DOCUMENTS[metric.documents]),
        }
        key = f"{DOCUMENTS_OF}_{level}"
        has_documents = address.one(DOCUMENTS_OF) == level

        def remember() -> None:
            is_on = st.session_state[key] == DOCUMENTS
            address.write(DOCUMENTS_OF, level if is_on else None)

        st.segmented_control(
            _("Below"),
            list(below),
            default=DOCUMENTS if has_documents else level,
            format_func=lambda code: below[code],
            key=key,
            on_change=remember,
            required=True,
            label_visibility="collapsed",
        )
    return has_documents


def _next(level: str) -> str:
    order = list(LEVELS)
    return order[order.index(level) + 1]


def standings_grid(metric: Metric, view: View, found: Standings) -> Grid:
    """The table of one level; its total is the row it was opened from."""
    kind: Kind = metric.kind
    rate: Kind = "number" if kind == "count" else kind  # what is expected is no whole number
    total = found.total
    columns = [
        Column("name", _(words.HEADS[found.level]), pinned=True, width=124),
        Column("light", _("Status"), "status", width=92),
        Column("target", _("Target"), kind, width=84),
        Column("actual", _("Actual"), kind, width=84),
        Column("attainment", _("Attained"), "bar", full=1.2, width=132),
        Column("pace_gap", _("Gap, pp"), "points", effect=True, width=84),
        Column("variance", _("vs pace"), rate, adds=True, sign=True, effect=True, width=92),
        Column("needed", _("Needed/day"), rate, adds=False, width=96),
        Column("projection", _("Projected"), rate, adds=False, width=88),
        Column("prior", _(words.BEFORE[view.compare][1]), kind, width=96),
        Column("trend", _("9 dekads"), "columns", width=116),
    ]
    rows = found.rows
    if rows.height > MOST_ROWS:  # the parts that are no node stay in sight
        parts = rows.filter(pl.col("key").is_in(PARTS))
        shown = MOST_ROWS - parts.height
        rows = pl.concat([found.nodes.head(shown), parts, found.nodes.slice(shown)])
    return lay_out(
        rows,
        columns,
        unit=view.unit,
        key="key",
        light="light",
        label=_("Total"),
        total={
            "target": total["target_value"],
            "actual": total["actual_value"],
            "variance": total["variance"],
            "prior": total["prior"],
            "attainment": total["attainment"],
            "pace_gap": total["pace_gap"],
            "needed": total["needed_per_day"],
            "projection": total["projection"],
            "light": total["light"] or "none",
        },
        limit=MOST_ROWS,
        rest=lambda count: _(words.OTHERS[found.level], count=numbers.count(count)),
        light_words=light_words() | dict.fromkeys(PARTS, ""),
    )
