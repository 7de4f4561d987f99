"""The customers who owe us as a table: what is to be done first, ageing as heat, the total."""

from collections.abc import Mapping

import polars as pl

from pages.shared import numbers
from pages.shared.charts.ageing import steps
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.names import ON_A_CHART, short
from pages.shared.parts import Sign
from pages.shared.view import View
from pages.shared.words import receivables as words

ORDER = tuple(words.LIGHTS)  # stop, ask, ship
LARGEST = 8


def named(frame: pl.DataFrame, buckets: pl.DataFrame) -> pl.DataFrame:
    """The rows with bucket_n_amount called by the bucket, so that charts and tables find them."""
    return frame.rename(
        {
            f"bucket_{position}_amount": bucket
            for position, bucket in buckets.select("position", "ageing_bucket").iter_rows()
        }
    )


def judged(customers: pl.DataFrame) -> pl.DataFrame:
    """The customers sorted by what needs action, each with `told`, `light` and `besides_amount`.

    Whether we ship is asked of everybody, also of who owes nothing: the count of each verdict is
    the same in both views. Who is stopped may be shipped nothing, whatever room the limit leaves.
    """
    reasons = [words.reason_of(row) for row in customers.iter_rows(named=True)]
    settled = (pl.col("reason") == "free") & (pl.col("open_amount") <= 0)
    rank = {verdict: place for place, verdict in enumerate(ORDER)}
    return (
        customers.with_columns(reason=pl.Series(reasons, dtype=pl.String))
        .with_columns(
            told=pl.col("verdict")
            + "/"
            + pl.when(settled).then(pl.lit(words.OWES_NOTHING)).otherwise("reason"),
            besides_amount=pl.col("delivered_amount") + pl.col("draft_amount"),
            headroom_t=pl.when(pl.col("verdict") == "stop").then(0.0).otherwise("headroom_t"),
            light=pl.col("verdict").replace_strict(words.LIGHTS, return_dtype=pl.String),
            rank=pl.col("verdict").replace_strict(rank, return_dtype=pl.Int8),
            region=pl.col("region").fill_null(_("Unassigned")),
        )
        .sort(
            "rank",
            "overdue_amount",
            "open_amount",
            "exposure_amount",
            descending=[False, True, True, True],
            maintain_order=True,
        )
    )


def nothing_is_owed(regions: pl.DataFrame, customers: pl.DataFrame) -> bool:
    """Whether no chosen customer owes anything, has money left over or uses the limit.

    regions, customers: rows of receivables/by_region and receivables/customers.
    """
    return regions.is_empty() and not customers["exposure_amount"].sum()


def bars(owing: pl.DataFrame, name: str) -> pl.DataFrame:
    """The rows as `charts.ageing.rows` wants them, called by their column `name`."""
    lights = [words.light_of(ratio) for ratio in owing["overdue_ratio"]]
    return owing.with_columns(
        name=pl.col(name).fill_null(_("Unassigned")), light=pl.Series(lights, dtype=pl.String)
    )


def largest_bars(customers: pl.DataFrame) -> pl.DataFrame:
    """The customers with most overdue, as `bars`."""
    largest = customers.sort("overdue_amount", "open_amount", descending=True).head(LARGEST)
    names = [short(name or "", ON_A_CHART) for name in largest["customer_name"]]
    return bars(largest.with_columns(customer_name=pl.Series(names)), "customer_name")


def legend(ages: Mapping[str, str], basis: str) -> list[tuple[Sign, str]]:
    """Colour steps and names of the buckets; only due days know what is not due."""
    entries: list[tuple[Sign, str]] = list(zip(steps(len(ages)), ages.values(), strict=True))
    return entries if basis == "due" else entries[1:]


def columns_of(ages: Mapping[str, str], view: View) -> list[Column]:
    """What is shown of a customer, with the buckets of `ages` as columns of heat."""
    chinese = current() == "zh"
    heat = dict(zip(ages, steps(len(ages)), strict=True))
    columns = [
        Column("customer_name", _("Customer"), width=112, pinned=True),
        Column("told", _("May we ship?"), "status", width=104 if chinese else 126),
        Column("overdue_amount", _("Overdue"), "money", width=72),
        Column(
            "headroom_t",
            _("Room, t"),
            "tonnes",
            width=64 if chinese else 66,
            adds=False,
            meaning=_("Credit limit less exposure, divided by the newest price with tax"),
        ),
        *(
            Column(bucket, word, "money", width=_bucket_width(word), heat=heat[bucket])
            for bucket, word in ages.items()
            if bucket != words.NOT_DUE or view.basis == "due"
        ),
        Column("longest_overdue_days", _("Max, d"), "count", width=58, adds=False),
        Column(
            "besides_amount",
            _("Also used"),
            "money",
            width=70 if chinese else 80,
            meaning=_(
                "Delivered but not invoiced, and commercial drafts not due: "
                "not among what is open, but they use the limit"
            ),
        ),
        Column("credit_use", _("Credit use"), "bar", width=84 if chinese else 80, digits=0),
        Column("region", _("Region"), width=56),
        Column("rep_name", _("Rep"), width=60 if chinese else 56),
    ]
    if view.ledger == "ledger":
        unmatched = Column("credit_amount", _("Unmatched"), "money", width=64 if chinese else 80)
        columns[-5:] = [unmatched, *columns[-5:-1]]
    return columns


def table_of(customers: pl.DataFrame, ages: Mapping[str, str], view: View, limit: int) -> Grid:
    """The table: customers as `judged`."""
    return lay_out(
        customers,
        columns_of(ages, view),
        unit=view.unit,
        key="customer_id",
        light="light",
        label=_("Total"),
        total={
            "longest_overdue_days": customers["longest_overdue_days"].max(),
            "light": "none",
        },
        limit=limit,
        rest=lambda count: _("others: {count}", count=numbers.count(count)),
        light_words=words.action_words(current()),
    )


def _bucket_width(word: str) -> int:
    """English has whole thousands, so that its columns are as narrow as their heads."""
    return 70 if current() == "zh" else max(62, 7 * len(word) + 17)
