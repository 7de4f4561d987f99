"""What a rep is judged by in the meeting: nine measures, each with its light and its word."""

from dataclasses import dataclass

import polars as pl

from pages.shared.words.overview import SOON_DAYS
from pages.shared.words.receivables import ALERT_FROM, WATCH_FROM

MISSED_FROM = 1 / 3  # of what was due: from here on red, any before it amber
CARDS_GREEN, CARDS_AMBER = 0.95, 0.80  # filled ÷ fields


@dataclass(frozen=True)
class Measure:
    """One measure. title: a message id, short enough for the head of a column."""

    code: str
    title: str

    @property
    def light(self) -> str:
        """The column that holds its light."""
        return f"{self.code}_light"


# Measures that are held against a target, by their codes in targets/attainment.
AGAINST_TARGET = (
    Measure("net_sales", "Net sales"),
    Measure("volume", "Volume"),
    Measure("collections", "Collections"),
)
MEASURES = (
    *AGAINST_TARGET,
    Measure("overdue", "Overdue"),
    Measure("answers", "Answers"),
    Measure("feedback", "Feedback"),
    Measure("follow_ups", "Follow-ups"),
    Measure("cards", "Cards"),
    Measure("actions", "Actions"),
)


def lights() -> list[pl.Expr]:
    """The lights of the measures that have no target, from the sums of a rep.

    Red: somebody still waits, or too much of it. Amber: it was done, but late. None: nothing was
    to be judged.
    """
    share = pl.col("overdue_ratio")
    missed = pl.col("missed_count") / pl.col("due_count")
    return [
        _stepped(share.is_null(), share >= ALERT_FROM, share >= WATCH_FROM, "overdue"),
        _stepped(pl.lit(value=False), pl.col("running_count") > 0, pl.col("late_count") > 0,
                 "answers"),
        _stepped(pl.lit(value=False), pl.col("waiting_count") > 0, pl.col("feedback_count") > 0,
                 "feedback"),
        _stepped(pl.col("due_count") == 0, missed >= MISSED_FROM, pl.col("missed_count") > 0,
                 "follow_ups"),
        _stepped(pl.col("card_fields") == 0, pl.col("completeness") < CARDS_AMBER,
                 pl.col("completeness") < CARDS_GREEN, "cards"),
        _stepped(pl.col("action_count") == 0, pl.col("late_actions") > 0,
                 pl.col("soon_actions") > 0, "actions"),
    ]  # fmt: skip


def soon() -> pl.Expr:
    """Whether an open action is due today or in the next days; on `days_late`."""
    return pl.col("days_late").is_between(-SOON_DAYS, 0)


def _stepped(nothing: pl.Expr, red: pl.Expr, amber: pl.Expr, code: str) -> pl.Expr:
    return (
        pl.when(nothing)
        .then(pl.lit("none"))
        .when(red)
        .then(pl.lit("red"))
        .when(amber)
        .then(pl.lit("amber"))
        .otherwise(pl.lit("green"))
        .alias(f"{code}_light")
    )
