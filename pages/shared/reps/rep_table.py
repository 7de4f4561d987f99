"""One row per rep for the 点评, and the bars of who is furthest behind and furthest ahead."""

from collections.abc import Callable

import polars as pl

from pages.shared import numbers
from pages.shared.charts import pace
from pages.shared.grid import MOST_ROWS, Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.parts import chart, signs
from pages.shared.presenter import theme
from pages.shared.reps.measures import AGAINST_TARGET
from pages.shared.reps.standings import OTHERS, Standings, totals, with_target
from pages.shared.view import View
from pages.shared.words import reps as words
from pages.shared.words.targets import days_shown

BEHIND, AHEAD = 5, 3  # bars; with fewer reps all of them


def rep_table(found: Standings, view: View) -> Grid:
    """All rows, who needs a word first on top; money in the unit of the page."""
    language, rows = current(), found.rows
    told = [words.talk(row, language) for row in rows.iter_rows(named=True)]
    chinese = language == "zh"
    narrow = 62 if chinese else 76
    columns = [
        Column("name", _("Rep"), width=_name_width(rows), pinned=True),
        Column("region", _("Region"), width=60),
        Column("told", _("To speak about"), "status", width=228),
        *(
            Column(f"{one.code}_attainment", _(one.title), "percent", width=82, light=one.light,
                   meaning=_("Attained: actual ÷ target"), full_title=_("{measure}, attained",
                   measure=_(one.title)))
            for one in AGAINST_TARGET
        ),
        Column("overdue_amount", _("Overdue"), "money", width=84, light="overdue_light",
               meaning=_("Red from 20 % of what is open, amber from 10 %")),
        Column("overdue_ratio", _("of open"), "percent", width=64,
               full_title=_("Overdue ÷ open")),
        Column("late_count", _("Answers"), "count", width=narrow, light="answers_light",
               meaning=_("Late clocks of complaints: red while one still runs"),
               full_title=_("Late answers")),
        Column("feedback_count", _("Feedback"), "count", width=narrow, light="feedback_light",
               meaning=_("What customers said on visits, handled late: red while it waits"),
               full_title=_("Late feedback")),
        Column("missed_count", _("Follow-ups"), "count", width=narrow, light="follow_ups_light",
               meaning=_("Follow-ups not made in time: red from a third of what was due"),
               full_title=_("Missed follow-ups")),
        Column("completeness", _("Cards"), "percent", width=80, light="cards_light",
               meaning=_("New customers: fields filled ÷ 12 each; red below 80 %"),
               full_title=_("Cards of new customers filled")),
        Column("late_actions", _("Actions"), "count", width=narrow, light="actions_light",
               meaning=_("Actions of meetings past their day"), full_title=_("Late actions")),
    ]  # fmt: skip
    return lay_out(
        rows.with_columns(told=pl.Series(told, dtype=pl.String)),
        columns,
        unit=view.unit,
        key="key",
        light="light",
        label=_("Total"),
        total=totals(rows) | {"light": "none"},
        limit=MOST_ROWS,
        rest=lambda count: _("{count} others", count=numbers.count(count)),
    )


def _name_width(rows: pl.DataFrame) -> int:
    """Room for the longest ordinary name: the rows that are no rep have words for a name."""
    chinese, has_others = current() == "zh", OTHERS in rows["key"]
    return (96 if has_others else 76) if chinese else (116 if has_others else 92)


def rep_bars(found: Standings, view: View, choose: Callable[[str | None], None]) -> None:
    """Draw net sales against pace: the reps furthest behind, then those furthest ahead."""
    language = current()
    shown = _outermost(found.reps)
    if shown.is_empty():
        return
    title = _(
        "Net sales by rep, {unit}, {days}",
        unit=numbers.unit_word(view.unit, language),
        days=days_shown(view, language),
    )
    if with_target(found.reps).height > shown.height:
        title = _("{title}: furthest behind and furthest ahead", title=title)
    legend = signs(
        ("actual", _("Actual")),
        ("forecast", _("Projection")),
        ("plan", _("Target")),
        ("time", _("Expected by now")),
    )
    chart(
        title,
        legend,
        pace.rows(shown, lambda value: numbers.money(value, view.unit)),
        pace.spec(theme(), _("Actual / target"), _("vs pace"), _("Gap, pp")),
        key="rep_bars",
        pick=pace.PICK,
        on_pick=choose,
    )


def _outermost(reps: pl.DataFrame) -> pl.DataFrame:
    """Rows for the pace bars, furthest behind in yuan first."""
    known = with_target(reps).select(
        "key",
        "name",
        pl.col("net_sales_actual").alias("actual"),
        pl.col("net_sales_target").alias("target"),
        pl.lit(None, pl.Float64).alias("prior"),
        pl.col("net_sales_expected").alias("expected"),
        pl.col("net_sales_projection").alias("projection"),
        pl.col("net_sales_pace_gap").alias("pace_gap"),
        pl.col("net_sales_light").alias("light"),
    )
    known = known.sort(pl.col("actual") - pl.col("expected"), "key")
    if known.height <= BEHIND + AHEAD:
        return known
    return pl.concat([known.head(BEHIND), known.tail(AHEAD)])
