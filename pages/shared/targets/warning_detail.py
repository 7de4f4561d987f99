"""Below one early warning: the ways on, and the documents that its number consists of."""

from typing import Any

import polars as pl
import streamlit as st

from pages.shared import address, numbers
from pages.shared.ask import ask
from pages.shared.comments import comments
from pages.shared.exports import Sheet
from pages.shared.grid import Column, lay_out
from pages.shared.language import _, current
from pages.shared.profile_link import profile_link
from pages.shared.register import pages_for
from pages.shared.sections import PARAMETER as PART
from pages.shared.session import current_user
from pages.shared.tables import table
from pages.shared.targets.metric_switch import PARAMETER as METRIC
from pages.shared.targets.metrics import METRICS
from pages.shared.targets.path import choose
from pages.shared.targets.standings import LEVELS, NARROWED_BY
from pages.shared.targets.subject import Subject
from pages.shared.targets.target_documents import MOST_ROWS, documents
from pages.shared.view import LISTS, NOTHING
from pages.shared.words import warnings as words
from pages.shared.words.warnings import Finding

# Measure → the one of the page whose documents make it up.
BEHIND = {"profit_per_t": "gross_profit"}
IN = "yuan"  # a document is compared with paper, to the cent
KEPT = ("as_of", "unit", "known_on", "release", "lang", "present")


def detail(finding: Finding, subject: Subject) -> Sheet | None:
    """Draw the ways on and the documents; their table, for a file."""
    row, name = finding.row, words.where(finding.row, current())
    chain = dict(subject.parameters)
    node = _node(row)
    if node:
        level, key = node
        chain[NARROWED_BY[level]] = [key]
    with st.container(horizontal=True, vertical_alignment="center"):
        _ways(finding, subject, node)
    if row["metric"] == "overdue":
        return _items(chain, name)
    chain |= {"period": "range", "from_on": row["from_on"], "to_on": subject.view.as_of}
    return documents(METRICS[_behind(row)], chain, name)


def _behind(row: words.Row) -> str:
    """The measure of the page whose documents make up this one."""
    metric = str(row["metric"])
    return BEHIND.get(metric, metric)


def _node(row: words.Row) -> tuple[str, str] | None:
    """Level and key of the node, '' for what is unassigned; None for the whole company."""
    level = row["level"]
    return None if level == "company" else (level, row["scope_id"] or "")


def _ways(finding: Finding, subject: Subject, node: tuple[str, str] | None) -> None:
    row = finding.row
    if node is None:
        return
    level, key = node
    name = words.where(row, current())
    quoted = numbers.percent(finding.change, 0, sign=True)
    if key:
        comments("targets", level, key, quoted, name=name)
    if row["metric"] == "overdue":
        _to_receivables(level, key)
    elif subject.metric.code:
        st.button(
            _("Open in the tree"),
            key="warning_in_tree",
            icon=":material/account_tree:",
            on_click=_open,
            args=(row,),
        )
    if level == "customer" and key:
        profile_link(key, row["customer_name"] or key)


def _open(row: words.Row) -> None:
    """Choose the node in the tree of its measure; the chip above it takes that back."""
    keys = (row["region"], row["rep_id"], row["customer_id"])
    upto = LEVELS.index(row["level"]) + 1
    choose(LEVELS, [key or NOTHING for key in keys[:upto]])
    metric = _behind(row)
    address.write(METRIC, None if metric == next(iter(METRICS)) else metric)
    address.write(PART, None)


def _to_receivables(level: str, key: str) -> None:
    """The receivables of the node; its chip there takes the filter back."""
    entry = next((e for e in pages_for(current_user().role) if e.address == "receivables"), None)
    if entry is not None:
        asked: dict[str, Any] = address.kept(KEPT) | {LISTS[NARROWED_BY[level]]: key or NOTHING}
        st.page_link(
            str(entry.file),
            label=_("Receivables of this node"),
            icon=":material/arrow_forward:",
            icon_position="right",
            query_params=asked,
        )


def _items(chain: dict[str, Any], name: str) -> Sheet | None:
    """The overdue items of the managed view, the longest overdue first; their sum is the number."""
    asked = {
        one: chain[one]
        for one in ("as_of", "regions", "departments", "rep_ids", "channels", "customer_ids")
    }
    items = ask("receivables/items", view="managed", **asked).filter(pl.col("days_overdue") > 0)
    if items.is_empty():
        st.caption(_("Nothing is overdue on that day."))
        return None
    grid = lay_out(
        items,
        [
            Column("order_id", _("Order"), pinned=True, width=140),
            Column("customer_name", _("Customer"), width=200),
            Column("rep_name", _("Rep"), width=88),
            Column("due_on", _("Due on"), "date"),
            Column("days_overdue", _("Days late"), "count", width=88, adds=False),
            Column("open_amount", _("Open amount"), "money", width=140),
        ],
        unit=IN,
        label=_("Total"),
        total={},
        limit=MOST_ROWS,
        rest=lambda count: _("{count} more", count=numbers.count(count)),
    )
    title = _(
        "{of} · {count} overdue items with tax, {amount} in total",
        of=name,
        count=numbers.count(items.height),
        amount=numbers.with_unit(items["open_amount"].sum(), IN, current()),
    )
    table(grid, "overdue_items", title=title, select=False)
    return Sheet(title, grid)
