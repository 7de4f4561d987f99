"""Complaints as tables: late clocks for the 点评, the three clocks by owner, what is open."""

from collections.abc import Mapping

import polars as pl

from pages.shared import numbers
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.words import complaints as words

FIRST_ROWS, FEW_ROWS = 12, 8
NOBODY = "-"  # key of the row without owner
AT = pl.col("owner_rep_id")


def late_clocks(late: pl.DataFrame, limit: int = FIRST_ROWS) -> Grid:
    """Late clocks, one owner after the other: who has most of them running comes first.

    late: rows of complaints/late.
    """
    rows = named(late).with_columns(
        clock_id=pl.concat_str("complaint_id", "clock", separator="|"),
        clock=pl.col("clock").replace(_each(words.CLOCKS)),
        light=pl.when("is_running").then(pl.lit("red")).otherwise(pl.lit("amber")),
        told=pl.when("is_running").then(pl.lit("running")).otherwise(pl.lit("stopped")),
    )
    running, longest = pl.col("is_running").sum().over(AT), pl.col("late_hours").max().over(AT)
    ordered = rows.sort(running, longest, AT, "is_running", "late_hours", "clock_id",
                        descending=[True, True, False, True, True, False])  # fmt: skip
    columns = [
        Column("owner_name", _("Owner"), width=96, pinned=True),
        Column("customer_name", _("Customer"), width=132),
        Column("told", _("Status"), "status", width=104),
        Column("clock", _("Which clock"), width=150),
        Column("late_days", _("Late, days"), "number", width=84, effect=True, adds=True),
        Column("severity", _("Severity"), width=72),
        Column("category", _("Cause"), width=84),
        Column("due_text", _("Limit ended"), width=136),
        Column("answered_text", _("Done at"), width=136),
        Column("complaint_id", _("Complaint"), width=104),
    ]
    return lay_out(
        ordered.with_columns(
            due_text=moments(ordered["due_at"]), answered_text=moments(ordered["answered_at"])
        ),
        columns,
        key="clock_id",
        light="light",
        label=_("Total"),
        total={"light": "none"},
        limit=limit,
        rest=_others,
        light_words=words.running_words(current()),
    )


def clocks(by_clock: Mapping[str, pl.DataFrame], limit: int = FIRST_ROWS) -> Grid:
    """The three clocks of each owner side by side, who was late most often first.

    by_clock: clock → rows of complaints/clocks by owner.
    """
    rows = pl.DataFrame()
    for clock, found in by_clock.items():
        mine = found.select(
            "group_id",
            pl.col("median_hours", "p90_hours", "late_count", "unanswered_count").name.prefix(
                f"{clock}_"
            ),
            *(() if rows.width else ("group_name", "received_count")),
        )
        on = "group_id"
        rows = rows.join(mine, on=on, how="left", nulls_equal=True) if rows.width else mine
    late = pl.sum_horizontal([f"{clock}_late_count" for clock in by_clock])
    chinese, past_limit = current() == "zh", _("past limit")
    columns = [
        Column("group_name", _("Owner"), width=104 if chinese else 96, pinned=True),
        Column("received_count", _("Cases"), "count", width=72 if chinese else 64),
    ]
    for clock in by_clock:
        word = _(words.SHORT_CLOCKS[clock])
        undone = _(words.UNDONE[clock])
        columns += [
            Column(
                f"{clock}_median_hours",
                _("{clock} P50", clock=word),
                "number",
                width=92 if chinese else 106,
            ),
            Column(
                f"{clock}_p90_hours",
                "P90",
                "number",
                width=72 if chinese else 64,
                full_title=f"{word} P90",
            ),
            Column(
                f"{clock}_late_count",
                past_limit,
                "count",
                width=60 if chinese else 76,
                heat=3,
                full_title=f"{word} {past_limit}",
            ),
            Column(f"{clock}_unanswered_count", undone, "count", width=84),
        ]
    return lay_out(
        rows.with_columns(
            pl.col("group_name").fill_null(_("Unassigned")), pl.col("group_id").fill_null(NOBODY)
        ).sort(late, "received_count", "group_id", descending=[True, True, False]),
        columns,
        key="group_id",
        label=_("Total"),
        total={},
        limit=limit,
        rest=_others,
    )


def open_complaints(backlog: pl.DataFrame, limit: int = FEW_ROWS) -> Grid:
    """Complaints that are not closed, late ones first, then the oldest; rows of two lines.

    backlog: rows of complaints/backlog.
    """
    rows = named(backlog).with_columns(
        light=pl.col("state").replace_strict(words.STATE_LIGHTS, default="none"),
        age_days=pl.col("age_hours") / words.HOURS_PER_DAY,
        late_days=pl.col("late_hours") / words.HOURS_PER_DAY,
        remark=pl.when("interim_reply_is_due")
        .then(pl.lit(_("interim reply due")))
        .when("is_reopened")
        .then(pl.lit(_("reopened")))
        .otherwise(pl.lit("")),
        received_text=moments(backlog["received_at"]),
    )
    columns = [
        Column("customer_name", _("Customer"), width=120, pinned=True),
        Column("state", _("State"), "status", width=_state_width()),
        Column("age_days", _("Age, days"), "number", width=76, adds=False),
        Column("late_days", _("Late, days"), "number", width=80, adds=False, effect=True),
        Column("severity", _("Severity"), width=68),
        Column("category", _("Cause"), width=64),
        Column("description", _("What happened"), width=190 if current() == "zh" else 172),
        Column("remark", _("Remark"), width=92 if current() == "zh" else 120),
        Column("owner_name", _("Owner"), width=72 if current() == "zh" else 88),
        Column("received_text", _("Received at"), width=130),
        Column("complaint_id", _("Complaint"), width=92),
    ]
    return lay_out(
        rows,
        columns,
        key="complaint_id",
        light="light",
        label=_("Total"),
        total={"light": "none", "description": words.complaints_counted(rows.height, current())},
        limit=limit,
        rest=_others,
        light_words=words.lit_state_words(current()),
    )


def complaint_list(
    rows: pl.DataFrame, limit: int = FEW_ROWS, *, with_customer: bool = False
) -> Grid:
    """The complaints, newest first: rows of customers/complaints."""
    shown = named(rows).with_columns(
        light=pl.col("state").replace_strict(words.STATE_LIGHTS, default="none"),
        received_text=moments(rows["received_at"]),
        breach=pl.when("is_late").then(pl.lit(_("a limit was passed"))).otherwise(pl.lit("")),
    )
    columns = [
        Column("complaint_id", _("Complaint"), width=92, pinned=True),
        Column("received_text", _("Received at"), width=132),
        Column("state", _("State"), "status", width=_state_width()),
        Column("severity", _("Severity"), width=68),
        Column("category", _("Cause"), width=72),
        Column("description", _("What happened"), width=240),
        Column("breach", _("In time?"), width=124),
        Column("satisfaction", _("Satisfaction"), "count", width=84, adds=False),
        Column("owner_name", _("Owner"), width=80),
    ]
    if with_customer:
        columns.insert(1, Column("customer_name", _("Customer"), width=120))
    return lay_out(
        shown, columns, key="complaint_id", light="light", limit=limit, rest=_others,
        label=_("Total"),
        total={
            "light": "none",
            "description": words.complaints_counted(rows.height, current()),
        },
        light_words=words.lit_state_words(current()),
    )  # fmt: skip


def _state_width() -> int:
    """The longest state: 处理超时, Not answered in time."""
    return 124 if current() == "zh" else 160


def _others(count: int) -> str:
    return _("{count} others", count=numbers.count(count))


def named(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with words for severity, and for an owner or a cause that nobody gave."""
    filled = [
        pl.col(name).fill_null(_("Unassigned"))
        for name in ("owner_name", "category")
        if name in rows.columns
    ]
    return rows.with_columns(pl.col("severity").replace(_each(words.SEVERITIES)), *filled)


def _each(messages: Mapping[str, str]) -> dict[str, str]:
    return {code: _(message) for code, message in messages.items()}


def moments(stamps: pl.Series) -> pl.Series:
    """Points in time as text; nothing where there is none."""
    shown = [numbers.moment(stamp, year=True) if stamp else None for stamp in stamps]
    return pl.Series(shown, dtype=pl.String)
