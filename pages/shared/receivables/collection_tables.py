"""The collection list as tables: reps with their gaps, items in the order of asking."""

from typing import Any

import polars as pl

from pages.shared import numbers
from pages.shared.codes import code_words
from pages.shared.grid import MOST_ROWS, Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.receivables.collecting import Collecting, Standing, kept_rate, share_of
from pages.shared.row_keys import flag, row_key
from pages.shared.words import collection as words

REP_ROW: dict[str, pl.DataType] = {
    **dict.fromkeys(("rep", "rep_name", "light"), pl.String()),
    **dict.fromkeys(("target_amount", "received_amount", "gap_amount"), pl.Float64()),
    "due_count": pl.Int64(),
    **dict.fromkeys(("due_amount", "promised_amount"), pl.Float64()),
    **dict.fromkeys(("kept_rate", "kept_share", "broken_share"), pl.Float64()),
}
NOTHING_DUE = {"rep_name": None, "due_count": 0, "due_amount": 0.0, "promised_amount": 0.0}
NO_RATES = dict.fromkeys(("kept_rate", "kept_share", "broken_share"))
NONE_YET = Standing(None, 0.0, None)
ITEMS_IN = "yuan"  # who calls a customer names the amount to the cent


def reps_grid(listed: Collecting, limit: int = MOST_ROWS) -> Grid:
    """One row per rep with something due or a target, the largest gap first.

    The last row before the total is what the targets of the reps leave of the company's.
    """
    rows = _rep_rows(listed)
    whole, due = listed.standing(), float(listed.items["open_amount"].sum())
    total = _rates(listed.due_promises()) | {
        "target_amount": whole.target,
        "received_amount": whole.received,
        "gap_amount": whole.gap,
        "light": words.light_of(whole.gap, due),
    }
    return lay_out(
        pl.DataFrame(rows, schema=REP_ROW),
        _rep_columns(),
        unit=listed.view.unit,
        key="rep",
        light="light",
        light_words=words.can_words(current()),
        label=_("Total"),
        total=total,
        limit=limit,
        rest=lambda count: _("{count} more rows", count=numbers.count(count)),
    )


def _rep_rows(listed: Collecting) -> list[dict[str, Any]]:
    standings, due, kept = listed.standings_of_reps(), _due(listed), _kept_by_rep(listed)
    rows = []
    for rep in dict.fromkeys([*due, *standings]):
        name, standing = standings.get(rep, (None, NONE_YET))
        here = NOTHING_DUE | due.get(rep, {})
        rows.append(
            here
            | kept.get(rep, NO_RATES)
            | {
                "rep": rep,
                "rep_name": here["rep_name"] or name or _("Unassigned"),
                "light": words.light_of(standing.gap, here["due_amount"]),
                "target_amount": standing.target,
                "received_amount": standing.received,
                "gap_amount": standing.gap,
            }
        )
    rows.sort(key=lambda row: (-(row["gap_amount"] or 0.0), -row["due_amount"], row["rep"]))
    whole = listed.standing()
    if whole.gap is not None and (row := _not_broken_down(rows, whole.target or 0, whole.gap)):
        rows.append(row)
    return rows


def _due(listed: Collecting) -> dict[str, dict[str, Any]]:
    """Rep → what is due, and how much of it was promised."""
    amounts = pl.col("open_amount", "promised_amount").cast(pl.Float64).sum()
    found = listed.items.group_by("rep", maintain_order=True).agg(
        pl.col("rep_name").first(), amounts, due_count=pl.len()
    )
    named = found.rename({"open_amount": "due_amount"})
    return {row["rep"]: row for row in named.iter_rows(named=True)}


def _kept_by_rep(listed: Collecting) -> dict[str, dict[str, Any]]:
    parts = listed.due_promises().partition_by("rep", as_dict=True)
    return {str(rep): _rates(promises) for (rep,), promises in parts.items()}


def _rep_columns() -> list[Column]:
    chinese = current() == "zh"
    return [
        Column("rep_name", _("Rep"), width=88 if chinese else 104, pinned=True),
        Column("light", _("Can it be closed?"), "status", width=104 if chinese else 138),
        Column("target_amount", _("Target"), "money", width=80),
        Column("received_amount", _("Received"), "money", width=80),
        Column(
            "gap_amount", _("To collect"), "money", width=80, effect=True,
            meaning=_("Target − received; below zero: more than the target"),
        ),
        Column("due_count", _("Items due"), "count", width=68 if chinese else 80),
        Column("due_amount", _("Amount due"), "money", width=84 if chinese else 96),
        Column(
            "promised_amount", _("Promised"), "money", width=84,
            meaning=_("Part of what is due that was promised for this period and is not paid"),
        ),
        Column(
            "kept_rate", _("Kept, amount"), "percent", width=84 if chinese else 104,
            meaning=_("Received in time ÷ promised, promises of 12 months whose time is over"),
        ),
        Column(
            "kept_share", _("Kept, number"), "percent", width=84 if chinese else 104,
            meaning=_("Promises kept in full ÷ promises whose time is over"),
        ),
        Column(
            "broken_share", _("Broken"), "percent", width=72,
            meaning=_("Promises without any receipt in time ÷ promises whose time is over"),
        ),
    ]  # fmt: skip


def _rates(promises: pl.DataFrame) -> dict[str, Any]:
    return {
        "kept_rate": kept_rate(promises),
        "kept_share": share_of(promises, "kept"),
        "broken_share": share_of(promises, "broken"),
    }


def _not_broken_down(
    rows: list[dict[str, Any]], target: float, gap: float
) -> dict[str, Any] | None:
    """The row that makes targets and gaps of the reps add up to the whole; None where they do."""
    left = target - sum(row["target_amount"] or 0.0 for row in rows)
    missing = gap - sum(row["gap_amount"] or 0.0 for row in rows)
    if abs(left) < 0.005 and abs(missing) < 0.005:
        return None
    empty = dict.fromkeys(rows[0]) if rows else {}
    return empty | {
        "rep": "",
        "rep_name": _("Not broken down"),
        "light": "none",
        "target_amount": left,
        "gap_amount": missing,
    }


def items_grid(items: pl.DataFrame, limit: int = MOST_ROWS, *, on_paper: bool = False) -> Grid:
    """The items in the order of asking; `items` as `Collecting.called`.

    on_paper: a list to take along, with room to write; without what the screen opens.
    """
    ways, language = code_words("visits", "channel"), current()
    told = [
        words.contact_words(on, by, ways.get(way, way) if way else None, language)
        for on, by, way in items.select("contacted_on", "contacted_by", "contacted_via").iter_rows()
    ]
    rows = items.with_columns(
        contact=pl.Series(told, dtype=pl.String),
        pay_by=pl.coalesce("pay_by_on", "later_pay_by_on"),
        late=pl.when(pl.col("days_overdue") > 90)
        .then(pl.lit("red"))
        .when(pl.col("days_overdue") > 0)
        .then(pl.lit("amber"))
        .otherwise(pl.lit("none")),
        item=item_key(),
        blank=pl.lit("\u3000" * 12 if on_paper else ""),  # room to write
    )
    return lay_out(
        rows,
        _item_columns(on_paper=on_paper),
        unit=ITEMS_IN,
        key="item",
        light="late",
        label=_("Total"),
        total={},
        limit=limit,
        rest=lambda count: _("{count} more", count=numbers.count(count)),
    )


def item_key() -> pl.Expr:
    """What names an item in the address."""
    return row_key("customer_id", "order_id", "due_on", flag("is_claim"))


def _item_columns(*, on_paper: bool) -> list[Column]:
    chinese = current() == "zh"
    columns = [
        Column("customer_name", _("Customer"), width=112, pinned=True),
        Column("place", _("No."), "count", width=48, adds=False),
        Column("open_amount", _("Open amount"), "money", width=104),
        Column(
            "days_overdue", _("Days late"), "count", width=64 if chinese else 76, adds=False,
            effect=True, meaning=_("Below zero: days until it is due"),
        ),
        Column("due_on", _("Due on"), "date", width=92),
        Column("promised_amount", _("Promised"), "money", width=100),
        Column(
            "pay_by", _("Pay by"), "date", width=92,
            meaning=_("Day of the promise; without an amount it is after the period"),
        ),
        Column("order_id", _("Order"), width=116),
        Column("rep_name", _("Rep"), width=64),
        Column(
            "unkept_count", _("Not kept"), "count", width=64 if chinese else 76, adds=False,
            meaning=_("Promises of the customer in 12 months, broken or kept in part"),
        ),
        Column("contact", _("Last contact"), width=156),
        Column(
            "with_it_amount", _("Cumulated"), "money", width=112, adds=False,
            meaning=_("What has come in when this item and those above it are paid"),
        ),
    ]  # fmt: skip
    if not on_paper:
        return columns
    left = [one for one in columns if one.name not in ("rep_name", "with_it_amount")]
    return [*left, Column("blank", _("Answer of the customer"), width=180)]


def names_of(reps: Grid) -> dict[str, str]:
    """Rep → name, of the rows of `reps_grid`."""
    named = zip(reps.keys, reps.rows, strict=True)
    return {key: str(row["rep_name"]) for key, row in named if key}
