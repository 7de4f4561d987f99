"""From which age to which receivables moved: the matrix, and the items behind a row."""

from collections.abc import Mapping

import polars as pl
import streamlit as st

from data.ageing import YEARS
from pages.shared import address, numbers
from pages.shared.ask import ask
from pages.shared.charts.ageing import steps
from pages.shared.exports import Sheet
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.paper import printing
from pages.shared.receivables.bridge import Bridge
from pages.shared.receivables.listing import listing
from pages.shared.receivables.subject import Subject
from pages.shared.tables import table
from pages.shared.view import View
from pages.shared.words import receivables as words

NEW, COLLECTED = "new", "collected"  # beside the buckets, in receivables/roll_rates
ROLLED_TO = "rolled_to"  # parameter of the address: one cell of the chosen row


def roll_rates(flows: pl.DataFrame, found: Bridge, subject: Subject) -> list[Sheet]:
    """Draw the matrix; below a chosen row its items. flows: rows of receivables/roll_rates."""
    view, language = subject.view, current()
    buckets = ask("receivables/buckets", edges=view.edges)
    ages = words.bucket_words(buckets, view.basis, language)
    if view.basis != "due":
        ages = {bucket: word for bucket, word in ages.items() if bucket != words.NOT_DUE}
    then, now = (view.day(found.row[f"{end}_on"], language) for end in ("opening", "closing"))
    unit = numbers.unit_word(view.unit, language)
    grid = _matrix(flows, ages, view, then, now)
    said = {"then": then, "now": now, "unit": unit}
    title = (
        _("Roll rates: where what was owed on {then} stands on {now}, {unit}", **said)
        if view.edges == YEARS
        else _(
            "Roll rates: where what was owed on {then} stands on {now}, {unit}; ages in days",
            **said,
        )
    )
    chosen = table(grid, "rolled", title=title)
    st.caption(
        _(
            "Rows add up to what was owed then, columns to what is owed now. Came in: what was "
            "open then and is no more, by money, credit notes or write-offs; money for what was "
            "invoiced since is not in it."
        )
    )
    sheets = [Sheet(_("Roll rates"), grid)]
    if chosen:
        word = _("New or open again") if chosen == NEW else words.with_days(ages, language)[chosen]
        sheets += _items(chosen, word, flows, ages, found, subject)
    return sheets


def _matrix(flows: pl.DataFrame, ages: Mapping[str, str], view: View, then: str, now: str) -> Grid:
    chinese = current() == "zh"
    heat = dict(zip(ages, steps(len(ages) + (view.basis != "due"))[-len(ages) :], strict=True))
    rows = matrix_rows(flows, list(ages))
    names = dict(ages) | {NEW: _("New or open again")}
    total = {
        name: _ratio(float(rows[part].sum()), float(rows["then"].sum()))
        for name, part in RATES.items()
    }
    columns = [
        Column("name", _("Age on {day}", day=then), width=110 if chinese else 136, pinned=True),
        Column("then", _("Owed then"), "money", width=84),
        *(
            Column(
                bucket, f"→ {word}", "money", width=max(76, 8 * len(word) + 30), heat=heat[bucket]
            )
            for bucket, word in ages.items()
        ),
        Column(COLLECTED, _("Came in"), "money", width=84),
        Column("came_in_rate", _("Came in, %"), "percent", width=84),
        Column(
            "older_rate",
            _("Older, %"),
            "percent",
            width=84,
            meaning=_("Share of the row that stands in an older bucket now"),
        ),
    ]
    return lay_out(
        rows.with_columns(name=pl.col("bucket").replace(names)),
        columns,
        unit=view.unit,
        key="bucket",
        label=_("Owed on {day}", day=now),
        total=total,
    )


RATES = {"came_in_rate": COLLECTED, "older_rate": "older"}


def matrix_rows(flows: pl.DataFrame, ages: list[str]) -> pl.DataFrame:
    """One row per bucket then, and one for what is new: bucket, then, a column per bucket now,
    collected, older (in an older bucket now), came_in_rate, older_rate; amounts in yuan.
    """
    cells = {
        (start, end): amount
        for start, end, amount in flows.select("from_bucket", "to_bucket", "amount").iter_rows()
    }
    rows = []
    for place, start in enumerate([*ages, NEW]):
        there = {end: float(cells.get((start, end), 0)) for end in ages}
        came = float(cells.get((start, COLLECTED), 0))
        older = sum(there[end] for end in ages[place + 1 :])
        then = None if start == NEW else sum(there.values()) + came
        rows.append(
            {"bucket": start, "then": then, **there}
            | {
                COLLECTED: None if start == NEW else came,
                "older": None if start == NEW else older,
                "came_in_rate": _ratio(came, then),
                "older_rate": _ratio(older, then),
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None)


def _ratio(part: float, whole: float | None) -> float | None:
    return part / whole if whole else None


def _items(
    start: str,
    word: str,
    flows: pl.DataFrame,
    ages: Mapping[str, str],
    found: Bridge,
    subject: Subject,
) -> list[Sheet]:
    """The items of one row of the matrix, or of one cell of it; their total is the cell."""
    view = subject.view
    asked = view.parameters("as_of", "view", "basis", "edges") | dict(subject.who)
    end = _where_to(flows.filter(from_bucket=start), ages, view)
    rows = ask(
        "receivables/rolled_items",
        before_on=found.row["opening_on"],
        from_bucket=start,
        to_bucket=end,
        **asked,
    )
    if rows.is_empty():
        st.caption(_("There was nothing of that age."))
        return []
    columns = [
        Column("order_id", _("Order"), width=130, pinned=True),
        Column("customer_name", _("Customer"), width=150),
        Column("rep_name", _("Rep"), width=70),
        Column("due_on", _("Due on"), "date", width=96),
        Column("from_bucket", _("Age then"), width=76),
        Column("to_bucket", _("Age now"), width=76),
        Column("old_amount", _("Open then"), "money", width=110),
        Column("collected_amount", _("Came in"), "money", width=110),
        Column("rolled_amount", _("Still open"), "money", width=110),
        Column("new_or_reopened_amount", _("New or open again"), "money", width=116),
        Column("new_amount", _("Open now"), "money", width=110),
    ]
    said = rows.with_columns(
        pl.col("from_bucket").replace(dict(ages)).fill_null(numbers.NONE),
        pl.col("to_bucket").replace(dict(ages)).fill_null(_("settled")),
    )
    title = _("{age} · {count} items, in CNY", age=word, count=numbers.count(rows.height))
    return [Sheet(_("Items that moved"), listing(said, columns, "rolled_items", title))]


def _where_to(flows: pl.DataFrame, ages: Mapping[str, str], view: View) -> str | None:
    """Draw the cells of a row to choose from; the one that the address names, None for all.

    flows: the rows of receivables/roll_rates that begin there.
    """
    names = {bucket: f"→ {word}" for bucket, word in ages.items()} | {COLLECTED: _("Came in")}
    amounts = dict(flows.select("to_bucket", "amount").iter_rows())
    given = address.one(ROLLED_TO)
    chosen = given if given in amounts else None
    if len(amounts) < 2 or printing():  # one cell is the row
        return chosen
    key = f"{ROLLED_TO}_choice"
    st.session_state[key] = chosen
    st.segmented_control(
        _("Where it is now"),
        list(amounts),
        format_func=lambda end: f"{names[end]} {numbers.money(amounts[end], view.unit)}",
        key=key,
        on_change=lambda: address.write(ROLLED_TO, st.session_state[key]),
        label_visibility="collapsed",
    )
    return chosen
