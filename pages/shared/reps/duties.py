"""What a rep owes to somebody by a day: follow-ups, answers, feedback, promises, actions.

One list, whatever it is about: for the 点评 what was missed or late, for the rep's own day what
is overdue, due today, or comes in the next days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from pages.shared import numbers
from pages.shared.grid import MOST_ROWS, Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.names import short
from pages.shared.tokens import SIGNS
from pages.shared.view import NOTHING

# Kind → its word, a message id.
KINDS = {
    "follow_up": "Follow-up",
    "day_1": "First visit (day 1)",
    "day_15": "Second visit (day 15)",
    "day_30": "Judgement (day 30)",
    "feedback": "Visit feedback",
    "promise": "Promise to pay",
    "action": "Action",
    "clock_first_response": "Complaint: first response",
    "clock_resolution": "Complaint: solving it",
    "clock_feedback": "Complaint: telling the customer",
}
DAYS_AHEAD = 7
BROKEN_DAYS = 30  # a promise that was not kept is chased this long
SCHEMA = {
    "duty": pl.String, "kind": pl.String, "customer_id": pl.String, "subject": pl.String,
    "what": pl.String, "due_on": pl.Date, "done_on": pl.Date, "days": pl.Float64,
    "page": pl.String, "at": pl.String,
}  # fmt: skip


@dataclass(frozen=True)
class Sources:
    """The rows of one rep: reps/follow_ups, complaints/late, complaints/visit_feedback,
    receivables/promises, meeting/actions.
    """

    follow_ups: pl.DataFrame
    late: pl.DataFrame
    feedback: pl.DataFrame
    promises: pl.DataFrame
    actions: pl.DataFrame


def missed(sources: Sources) -> pl.DataFrame:
    """What was not done in time, the longest first: rows of SCHEMA, days after the limit."""
    found = [
        _follow_ups(sources.follow_ups.filter("is_missed")),
        _clocks(sources.late),
        _feedback(sources.feedback),
        _actions(sources.actions.filter(pl.col("days_late") > 0)),
    ]
    order = ["is_done", "days", "duty"]
    return (
        pl.concat(found)
        .with_columns(is_done=pl.col("done_on").is_not_null())
        .sort(order, descending=[False, True, False])
        .drop("is_done")
    )


def to_do(sources: Sources, day: date) -> pl.DataFrame:
    """What is still to be done: overdue for days above 0, else on the day or in the next days."""
    until = day + timedelta(days=DAYS_AHEAD)
    promises = sources.promises.filter(
        (pl.col("unpaid_amount") > 0)
        & pl.col("pay_by_on").is_between(day - timedelta(days=BROKEN_DAYS), until)
    )
    found = [
        _follow_ups(sources.follow_ups.filter(pl.col("done_on").is_null())),
        _clocks(sources.late.filter("is_running")),
        _feedback(sources.feedback.filter(pl.col("handled_on").is_null())),
        _promises(promises, day),
        _actions(sources.actions),
    ]
    rows = pl.concat(found).filter(pl.col("due_on") <= until)
    return rows.sort("days", "duty", descending=[True, False])


def is_overdue() -> pl.Expr:
    """Whether the day of a duty is over."""
    return pl.col("days") > 0


def is_today() -> pl.Expr:
    """Whether a duty is due on the day itself."""
    return pl.col("days").is_between(-1, 0, closed="right")


def _shaped(rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SCHEMA)


def _follow_ups(rows: pl.DataFrame) -> pl.DataFrame:
    return _shaped(
        [
            {
                "duty": f"{row['kind']}|{row['key_id']}",
                "kind": row["kind"],
                "customer_id": row["customer_id"],
                "subject": row["subject_name"],
                "what": row["next_step"] or "",
                "due_on": row["due_on"],
                "done_on": row["done_on"],
                "days": float(row["days_late"]),
            }
            for row in rows.iter_rows(named=True)
        ]
    )


def _clocks(rows: pl.DataFrame) -> pl.DataFrame:
    return _shaped(
        [
            {
                "duty": f"clock|{row['complaint_id']}|{row['clock']}",
                "kind": f"clock_{row['clock']}",
                "customer_id": row["customer_id"],
                "subject": row["customer_name"],
                "what": row["category"] or "",
                "due_on": row["due_at"].date(),
                "done_on": None if row["is_running"] else row["answered_at"].date(),
                "days": row["late_days"],
                "page": "complaints",
                "at": f"at_late={row['complaint_id']}|{row['clock']}",
            }
            for row in rows.iter_rows(named=True)
        ]
    )


def _feedback(rows: pl.DataFrame) -> pl.DataFrame:
    return _shaped(
        [
            {
                "duty": f"feedback|{row['visit_id']}",
                "kind": "feedback",
                "customer_id": row["customer_id"],
                "subject": row["customer_name"] or "",
                "what": row["feedback"],
                "due_on": row["due_on"],
                "done_on": row["handled_on"],
                "days": float(row["late_days"]),
                "page": "complaints",
                "at": f"at_feedback={row['rep_id'] or NOTHING}",
            }
            for row in rows.iter_rows(named=True)
        ]
    )


def _promises(rows: pl.DataFrame, day: date) -> pl.DataFrame:
    language = current()
    return _shaped(
        [
            {
                "duty": f"promise|{row['promise_id']}",
                "kind": "promise",
                "customer_id": row["customer_id"],
                "subject": row["customer_name"],
                "what": _(
                    "{amount} promised, not received yet",
                    amount=numbers.with_unit(
                        row["unpaid_amount"], numbers.unit_in(language, "wan"), language
                    ),
                ),
                "due_on": row["pay_by_on"],
                "days": float((day - row["pay_by_on"]).days),
            }
            for row in rows.iter_rows(named=True)
        ]
    )


def _actions(rows: pl.DataFrame) -> pl.DataFrame:
    return _shaped(
        [
            {
                "duty": f"action|{row['action_id']}",
                "kind": "action",
                "customer_id": row["customer_id"],
                "subject": row["key_name"] or "",
                "what": row["decision"],
                "due_on": row["due_on"],
                "days": float(row["days_late"]),
                "page": row["page"],
            }
            for row in rows.iter_rows(named=True)
        ]
    )


def duties_table(rows: pl.DataFrame, limit: int, *, is_day: bool = False) -> Grid:
    """The list: rows of `missed`, or with is_day of `to_do`."""
    shown = rows.with_columns(
        light=pl.Series([_light(row) for row in rows.iter_rows(named=True)], dtype=pl.String),
        when=pl.Series([_when(row) for row in rows.iter_rows(named=True)], dtype=pl.String),
        kind=pl.col("kind").replace({code: _(word) for code, word in KINDS.items()}),
        subject=pl.Series([short(name or "") for name in rows["subject"]], dtype=pl.String),
    )
    chinese = current() == "zh"
    columns = [
        Column("when", _("Status"), "status", width=112 if chinese else 136),
        Column("kind", _("Duty"), width=124 if chinese else 150),
        Column("subject", _("Towards"), width=132),
        Column("what", _("What about"), width=240),
        Column("due_on", _("By"), "date"),
    ]
    if not is_day:
        columns += [
            Column("done_on", _("Done on"), "date"),
            Column("days", _("Late, days"), "number", width=84, effect=True, adds=False),
        ]
    return lay_out(
        shown,
        columns,
        key="duty",
        light="light",
        limit=min(limit, MOST_ROWS),
        label=_("Total"),
        total={"light": "none", "what": _("{count} in all", count=numbers.count(rows.height))},
        rest=lambda count: _("{count} others", count=numbers.count(count)),
    )


def _light(row: Mapping[str, Any]) -> str:
    if row["done_on"] is not None:
        return "amber"
    return "red" if row["days"] > 0 else "amber" if row["days"] > -1 else "none"


def _when(row: Mapping[str, Any]) -> str:
    """◆ 逾期 8 天, ▲ 今天到期, ○ 3 天后, ▲ 迟办."""
    language, sign = current(), SIGNS[_light(row)]
    if row["done_on"] is not None:
        return f"{sign} {_('done late')}"
    if row["days"] > 0:
        days = numbers.days(row["days"], language) if row["days"] >= 1 else ""
        return f"{sign} {_('{days} late', days=days)}" if days else f"{sign} {_('past limit')}"
    if row["days"] > -1:
        return f"{sign} {_('due today')}"
    return f"{sign} {_('due in {days}', days=numbers.days(-row['days'], language))}"
