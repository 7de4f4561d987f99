"""The key accounts as they stand today and stood at the last meeting, one row each."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from pages.shared.ask import ask
from pages.shared.tokens import Light
from pages.shared.view import View

LISTS = ("regions", "departments", "rep_ids", "channels")
LOW = 60  # a score below is drifting
FELL = 1  # points that make a fall
MONTHS = 12
LIGHTS: dict[str, Light] = {
    "healthy": "green",
    "watch": "amber",
    "warning": "red",
    "crisis": "red",
}
# What a person may have written into an override → its grade.
OVERRIDES = {"健康": "healthy", "关注": "watch", "预警": "warning", "危机": "crisis"}


@dataclass(frozen=True)
class Accounts:
    """rows: key_accounts/health of the key accounts in the selection, and besides

    amount (gross profit of 12 months, CNY), grade_shown (an override counts), light, is_low (a
    grade and a score below 60), at_risk (amount where is_low), score_before, movement, was_low,
    churned_before, tonnes (12 months, oldest first), the columns of key_accounts/next_steps;
    sorted by what needs action. candidates: rows of key_accounts/selection, the largest first.
    """

    rows: pl.DataFrame
    candidates: pl.DataFrame
    by_profit: bool
    compared_on: date
    meeting_label: str | None

    @property
    def without_profit(self) -> bool:
        """Whether somebody bought, and nobody brought anything to be chosen by."""
        positive = self.candidates["amount"].fill_null(0) > 0
        return self.by_profit and bool(len(positive)) and not positive.any()

    @property
    def low(self) -> pl.DataFrame:
        """Those below 60."""
        return self.rows.filter(pl.col("is_low"))

    @property
    def amount(self) -> Decimal:
        """Gross profit of all of them, 12 months, CNY."""
        return _total(self.rows)

    @property
    def at_risk(self) -> Decimal:
        """Gross profit of those below 60."""
        return _total(self.low)

    @property
    def at_risk_before(self) -> Decimal:
        """The same 12 months' gross profit of those that were below 60 then."""
        return _total(self.rows.filter(pl.col("was_low")))

    @property
    def mean(self) -> float | None:
        """Mean score of those with a grade: Σ scores ÷ n."""
        return _mean(self.rows.filter(pl.col("grade").is_not_null())["score"])

    @property
    def mean_before(self) -> float | None:
        """Mean score then, of those that had a grade."""
        return _mean(self.rows.filter(pl.col("grade_before").is_not_null())["score_before"])

    @property
    def fallen(self) -> pl.DataFrame:
        """Those that lost at least a point since the last meeting: first those that are below 60,
        the deepest fall first.
        """
        lost = self.rows.filter((pl.col("movement") <= -FELL) & pl.col("grade").is_not_null())
        return lost.sort("is_low", "movement", "customer_id", descending=[True, False, False])


def _total(rows: pl.DataFrame) -> Decimal:
    return Decimal(rows["amount"].sum() or 0)


def _mean(scores: pl.Series) -> float | None:
    mean = scores.mean()
    return mean if isinstance(mean, float) else None


def accounts(view: View) -> Accounts:
    """Ask for everything that stands about the key accounts of the view."""
    day = view.as_of
    candidates = ask("key_accounts/selection", as_of=day)
    amounts = ask("key_accounts/selection", as_of=day, measure="gross_profit")
    since = ask("meeting/last_meeting", as_of=day).row(0, named=True)
    chosen = candidates.filter(pl.col("is_key_account"))["customer_id"]
    if view.customer_ids:
        chosen = chosen.filter(chosen.is_in(view.customer_ids))
    who = view.parameters(*LISTS) | {"customer_ids": chosen.sort().to_list() or [""]}
    now = ask("key_accounts/health", as_of=day, **who)
    before = ask("key_accounts/health", as_of=since["compared_on"], **who)
    known_by = day if "as_of" in view.given else None
    rows = (
        now.join(amounts.select("customer_id", "amount"), on="customer_id", how="left")
        .join(_before(before), on="customer_id", how="left")
        .join(
            ask("key_accounts/next_steps", as_of=day, known_by=known_by, **who),
            on="customer_id",
            how="left",
        )
        .join(_months(ask("key_accounts/months", as_of=day, **who)), on="customer_id", how="left")
    )
    return Accounts(
        _judged(rows),
        candidates,
        candidates["amount"].equals(amounts["amount"]),
        since["compared_on"],
        since["meeting_label"],
    )


def _before(before: pl.DataFrame) -> pl.DataFrame:
    return before.select(
        "customer_id",
        score_before="score",
        grade_before="grade",
        churned_before="has_churn_signal",
        was_low=(pl.col("score") < LOW) & pl.col("grade").is_not_null(),
    )


def _months(months: pl.DataFrame) -> pl.DataFrame:
    """customer_id, tonnes: 12 months, the oldest first, 0 where nothing was bought."""
    everyone = months.select(pl.col("customer_id").unique(maintain_order=True))
    calendar = pl.DataFrame({"months_back": pl.int_range(MONTHS - 1, -1, -1, eager=True)})
    return (
        everyone.join(calendar, how="cross")
        .join(months, on=["customer_id", "months_back"], how="left", maintain_order="left")
        .group_by("customer_id", maintain_order=True)
        .agg(tonnes=pl.col("quantity_t").fill_null(0).cast(pl.Float64))
    )


def _judged(rows: pl.DataFrame) -> pl.DataFrame:
    grade = pl.col("override_value").replace_strict(
        OVERRIDES | {one: one for one in LIGHTS}, default=None, return_dtype=pl.String
    )
    judged = rows.with_columns(
        grade_shown=pl.coalesce(grade, "grade"),
        is_overridden=grade.is_not_null(),
        is_low=(pl.col("score") < LOW) & pl.col("grade").is_not_null(),
        was_low=pl.col("was_low").fill_null(value=False),
        movement=pl.col("score") - pl.col("score_before"),
        amount=pl.col("amount").fill_null(0),
    ).with_columns(
        light=pl.col("grade_shown").replace_strict(LIGHTS, default="none", return_dtype=pl.String),
        at_risk=pl.when("is_low").then("amount").otherwise(0).cast(pl.Decimal(18, 2)),
    )
    return judged.sort(
        ["is_low", "at_risk", "is_crisis", "amount", "customer_id"],
        descending=[True, True, True, True, False],
    )
