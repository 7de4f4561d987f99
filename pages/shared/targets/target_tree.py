"""From a region to its reps, their customers and the documents; each table adds up to its row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl
import streamlit as st

from pages.shared import address, numbers
from pages.shared.comments import comments
from pages.shared.exports import Sheet
from pages.shared.grid import MOST_ROWS, Column, Grid, Kind, lay_out
from pages.shared.language import _, current
from pages.shared.parts import caption, light_words
from pages.shared.profile_link import profile_link
from pages.shared.tables import ROWS_WITHOUT_SCROLL, SELECTED, table
from pages.shared.targets.metrics import Metric
from pages.shared.targets.standings import NARROWED_BY, PARTS, Row, Standings, standings
from pages.shared.targets.target_documents import documents
from pages.shared.view import NOTHING, View
from pages.shared.words import targets as words

DOCUMENTS_OF = "documents"  # in the address: the level whose chosen row shows its documents
DOCUMENTS = "documents"
EVERY = "all"  # in the address: the tables show all their rows
FIRST_ROWS = 12


@dataclass(frozen=True)
class Opened:
    """What was drawn: the tables for the export, and the node of the last one with its name.

    parameters: what selects that node.
    """

    sheets: list[Sheet]
    found: Standings
    path: str
    parameters: Mapping[str, Any]


def levels(
    metric: Metric,
    view: View,
    found: Standings,
    parameters: Mapping[str, Any],
    steps: Sequence[str],
) -> Opened:
    """Draw the first of the steps, and below a chosen row the next."""
    chain = dict(parameters)
    sheets: list[Sheet] = []
    path: list[str] = []
    first_title = _(
        "{title}: {metric}, {unit}",
        title=_(words.TABLES[found.level]),
        metric=_(metric.title),
        unit=metric.unit_word(view.unit, current()),
    )
    while True:
        name = " · ".join([*path, _(words.TABLES[found.level])])
        sheets.append(Sheet(name, standings_grid(metric, view, found, MOST_ROWS)))
        shown, count = _first_rows(found)
        grid = standings_grid(metric, view, shown, count)
        picked = table(grid, found.level, title="" if path else first_title, whole=True)
        if _has_more(found):
            _more_or_fewer(found)
        if found.has_foreign:
            st.caption(_(words.FOREIGN))
        opened = Opened(sheets, found, " · ".join(path), dict(chain))
        if not picked:
            return opened
        row = found.rows.row(by_predicate=pl.col("key") == picked, named=True)
        if picked in PARTS:
            st.caption(_(words.PARTS[picked]))
            return opened
        path.append(row["name"])
        below = list(steps[steps.index(found.level) + 1 :])
        shows_documents = _beside(metric, view, found.level, below, row, " · ".join(path))
        chain[NARROWED_BY[found.level]] = ["" if picked == NOTHING else picked]
        if shows_documents:
            papers = documents(metric, chain, " · ".join(path))
            sheets += [papers] if papers else []
            return opened
        found = standings(metric.code, chain, below[0], view.compare)


def _beside(
    metric: Metric, view: View, level: str, next_levels: list[str], row: Row, path: str
) -> bool:
    """What can be done with the chosen row; whether its documents are to stand below."""
    language = current()
    quoted = metric.with_unit(row["variance"], view.unit, language, sign=True)
    with st.container(horizontal=True, vertical_alignment="center"):
        caption(path if row["variance"] is None else f"{path}  {quoted}")
        if row["key"] != NOTHING:
            comments("targets", level, row["key"], quoted, name=row["name"])
        if not next_levels:
            if row["key"] != NOTHING:
                profile_link(row["key"], row["name"])
            return True
        below = {
            level: _(words.TABLES[next_levels[0]]),
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


def _has_more(found: Standings) -> bool:
    """Whether there are more rows than stand on the page with their total in sight."""
    return found.rows.height >= ROWS_WITHOUT_SCROLL


def _first_rows(found: Standings) -> tuple[Standings, int]:
    """The rows in the order shown, and how many of them are: the first, or all once wanted.

    The selected node and the parts that are no node move up behind the first nodes, so that they
    are seen.
    """
    if not _has_more(found) or address.one(EVERY) == "1":
        return found, min(found.rows.height, MOST_ROWS)
    chosen = pl.col("key") == (address.one(SELECTED + found.level) or "")
    nodes, later = found.nodes.head(FIRST_ROWS), found.nodes.slice(FIRST_ROWS)
    parts = found.rows.filter(pl.col("key").is_in(PARTS))
    first = pl.concat([nodes, later.filter(chosen), parts])
    rows = pl.concat([first, later.filter(~chosen)])
    return replace(found, rows=rows), first.height


def _more_or_fewer(found: Standings) -> None:
    every = address.one(EVERY) == "1"
    st.button(
        _("The first rows only")
        if every
        else _("All {count} rows", count=numbers.count(found.rows.height)),
        key=f"{EVERY}_{found.level}",
        type="tertiary",
        icon=":material/unfold_less:" if every else ":material/unfold_more:",
        on_click=address.write,
        args=(EVERY, None if every else "1"),
    )


def standings_grid(metric: Metric, view: View, found: Standings, limit: int) -> Grid:
    """The table of one level; its total is the row it was opened from."""
    kind: Kind = metric.kind
    rate: Kind = "number" if kind == "count" else kind  # what is expected is no whole number
    total, marked = found.total, found.has_foreign
    wide = 124 if current() == "zh" else 176  # a name with its mark
    columns = [
        Column("name", _(words.HEADS[found.level]), pinned=True, width=wide if marked else 124),
        Column("status", _("Status"), "status", width=92),
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
    if "elsewhere" in found.rows.columns and found.rows["elsewhere"].count():
        outside = Column(
            "elsewhere", _("Elsewhere"), kind, adds=False, width=88,
            meaning=_("Sold in other regions: counts there, not here"),
        )  # fmt: skip
        columns.insert(4, outside)
    return lay_out(
        found.rows,
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
            "status": total["light"] or "none",
        },
        limit=limit,
        rest=lambda count: _(words.OTHERS[found.level], count=numbers.count(count)),
        light_words=light_words(),
    )
