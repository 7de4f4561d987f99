"""How long our money is out, month end by month end: four small charts, one table, the formulas."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from data.calendar import month_end
from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.charts import trend
from pages.shared.exports import Sheet
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.numbers import Number
from pages.shared.parts import chart, escaped
from pages.shared.presenter import theme
from pages.shared.receivables.subject import Subject
from pages.shared.tables import table
from pages.shared.view import View

HEIGHT = 150
OLDER = "> n: older than the first invoice known"
# Each chart: its title, its lines (column → word, role in the chart grammar).
CHARTS: tuple[tuple[str, dict[str, tuple[str, str]]], ...] = (
    (
        "DSO, days",
        {
            "dso_simple_days": ("simple", "actual"),
            "dso_countback_days": ("count-back", "link"),
            "dso_best_days": ("best", "prior"),
        },
    ),
    ("CEI, % of what could be collected", {"cei": ("", "actual")}),
    ("Overdue, % of receivables", {"overdue_ratio": ("", "actual")}),
    ("Mean days late of what came in, 180 days", {"mean_days_late": ("", "actual")}),
)
RATIOS = ("cei", "overdue_ratio")


def trends(subject: Subject) -> list[Sheet]:
    """Draw 13 month ends, the last of them the page's day; the table for the export."""
    view = subject.view
    found = ask("receivables/months", as_of=view.as_of, **subject.who)
    rows = found.with_columns(
        key=pl.col("day").cast(pl.String),
        at=pl.Series(at_words(found["day"], view), dtype=pl.String),
    )
    st.markdown(escaped(answer(rows)))
    with st.grid(columns=2, min_column_width=340, gap=(12, 40)):
        for title, lines in CHARTS:
            with st.container():
                _chart(title, lines, rows)
    if view.as_of != month_end(view.as_of):
        day = view.day(view.as_of, current())
        st.caption(
            escaped(
                _("The last point is {day}: the CEI of a running month grows to its end.", day=day)
            )
        )
    grid = _grid(rows, view)
    title = _(
        "Month ends, management view; amounts in {unit}",
        unit=numbers.unit_word(view.unit, current()),
    )
    chosen = table(grid, "months", title=title, whole=True)
    if chosen:
        row = rows.row(by_predicate=pl.col("key") == chosen, named=True)
        for line in formulas(row, view):
            st.caption(escaped(line))
    else:
        st.caption(_("Select a month → the formulas with their amounts"))
    return [Sheet(_("Month ends"), grid)]


def at_words(days: pl.Series, view: View) -> list[str]:
    """Month ends as months, January with the year; the page's day as a day."""
    language, words = current(), []
    for day in days:
        if day == view.as_of and day != month_end(day):
            words.append(numbers.day(day, language))
        else:
            words.append(numbers.month(day, language, year=day.month == 1))
    return words


def answer(rows: pl.DataFrame) -> str:
    """The page's day against the first of the month ends, in one sentence."""
    language = current()
    first, last = rows.row(0, named=True), rows.row(-1, named=True)

    def days(value: Number) -> str:
        return numbers.days(value, language, 1)

    return _(
        "DSO {dso} ({then}: {dso_then}); overdue {ratio} of receivables ({ratio_then}); "
        "money came {late} late on average ({late_then}).",
        then=numbers.month(first["day"], language),
        dso=days(last["dso_simple_days"]),
        dso_then=days(first["dso_simple_days"]),
        ratio=numbers.percent(last["overdue_ratio"]),
        ratio_then=numbers.percent(first["overdue_ratio"]),
        late=days(last["mean_days_late"]),
        late_then=days(first["mean_days_late"]),
    )


def _chart(title: str, lines: Mapping[str, tuple[str, str]], rows: pl.DataFrame) -> None:
    is_ratio = next(iter(lines)) in RATIOS
    factor, suffix = (100, "%") if is_ratio else (1, "")

    def shown(value: Number) -> str:
        return numbers.number(value, suffix=suffix)

    frame = rows.select("at", *(pl.col(name).cast(pl.Float64) * factor for name in lines))
    names, roles = tuple(lines), tuple(role for _word, role in lines.values())
    chart(
        _(title),
        "",
        trend.rows(
            frame,
            names,
            shown,
            {name: _(word) if word else "" for name, (word, _r) in lines.items()},
        ),
        trend.spec(theme(), names, roles, HEIGHT, room=104 if len(lines) > 1 else 56),
        key=f"trend_{names[0]}",
    )


def _grid(rows: pl.DataFrame, view: View) -> Grid:
    older = rows["dso_countback_over_days"].count() > 0
    countback = (
        Column("countback", _("DSO, count-back"), width=104, meaning=_(OLDER))
        if older
        else Column("dso_countback_days", _("DSO, count-back"), "number", width=104)
    )
    texts = [
        f"> {over}" if over is not None else numbers.number(days)
        for days, over in rows.select("dso_countback_days", "dso_countback_over_days").iter_rows()
    ]
    return lay_out(
        rows.with_columns(countback=pl.Series(texts, dtype=pl.String)).reverse(),
        [
            Column("day", _("Day"), "date", pinned=True),
            Column("dso_simple_days", _("DSO, simple"), "number", width=96),
            countback,
            Column("dso_best_days", _("DSO, best"), "number", width=96),
            Column("cei", "CEI", "percent", width=84),
            Column("overdue_ratio", _("Overdue ratio"), "percent", width=92),
            Column("mean_days_late", _("Mean days late"), "number", width=104),
            Column("receivables_amount", _("Owed"), "money", width=104, adds=False),
            Column("overdue_amount", _("Overdue"), "money", width=104, adds=False),
            Column("invoiced_amount", _("Invoiced in the month"), "money", width=116, adds=False),
        ],
        unit=view.unit,
        key="key",
    )


def formulas(row: Mapping[str, Any], view: View) -> list[str]:
    """How each ratio of one day comes about, in yuan; row: of receivables/months."""
    language = current()
    day: date = row["day"]

    def yuan(amount: Any) -> str:
        return numbers.money(amount, "yuan")

    open_, late = yuan(row["receivables_amount"]), yuan(row["overdue_amount"])
    said = [
        _(
            "{day}: DSO {dso} = receivables {open} ÷ invoiced of 90 days {invoiced} × 90; best "
            "{best} with what is not due {not_due}",
            day=view.day(day, language),
            dso=numbers.number(row["dso_simple_days"]),
            open=open_,
            invoiced=yuan(row["invoiced_90_days_amount"]),
            best=numbers.number(row["dso_best_days"]),
            not_due=yuan(row["not_due_amount"]),
        ),
        _(
            "CEI {cei} = (opening {opening} + invoiced {invoiced} − written off {written_off} − "
            "closing {closing}) ÷ (opening + invoiced − written off − not due {not_due})",
            cei=numbers.percent(row["cei"]),
            opening=yuan(row["opening_amount"]),
            invoiced=yuan(row["invoiced_amount"]),
            written_off=yuan(row["written_off_amount"]),
            closing=open_,
            not_due=yuan(row["not_due_amount"]),
        ),
        _(
            "Overdue ratio {ratio} = overdue {late} ÷ receivables {open}",
            ratio=numbers.percent(row["overdue_ratio"]),
            late=late,
            open=open_,
        ),
    ]
    if row["settled_amount"]:
        said.append(
            _(
                "Mean days late {late} = Σ amount × days late {days} ÷ what money settled in 180 "
                "days {settled}",
                late=numbers.number(row["mean_days_late"]),
                days=yuan(row["late_amount_days"]),
                settled=yuan(row["settled_amount"]),
            )
        )
    return said
