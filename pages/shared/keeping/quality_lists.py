"""What is missing or doubtful: one row per check with its count, and the rows behind each."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from pages.shared.ask import ask
from pages.shared.grid import Column, Grid, Kind, lay_out
from pages.shared.language import _
from pages.shared.numbers import count
from pages.shared.view import View
from pages.shared.words.quality import CHECKS, LINES, Check
from pages.shared.words.receivables import UNMATCHED

SHOWN = 200
# Column, its title as message id, kind, width.
COLUMNS: tuple[tuple[str, str, Kind, int], ...] = (
    ("id", "Code", "text", 200),
    ("order_id", "Order", "text", 160),
    ("line_no", "Line", "text", 64),
    ("document_id", "Document", "text", 160),
    ("customer_name", "Customer", "text", 200),
    ("dated_on", "Day", "date", 110),
    ("ordered_on", "Ordered on", "date", 110),
    ("day", "Day", "date", 130),
    ("dekad", "Dekad", "text", 130),
    ("week", "Week", "text", 130),
    ("product_id", "Product", "text", 120),
    ("reason", "Reason", "text", 200),
    ("line_count", "Order lines", "count", 100),
    ("document_amount", "Document amount", "money", 150),
    ("unmatched_amount", "Unmatched", "money", 150),
    ("invoice_amount", "Invoice amount", "money", 150),
    ("first_on", "First", "date", 110),
    ("last_on", "Last", "date", 110),
)


@dataclass(frozen=True)
class Found:
    """What a check found: how many of what it counts, the money on them, the rows it shows."""

    check: Check
    count: int
    amount: Any
    rows: pl.DataFrame


def every(view: View) -> dict[str, Found]:
    """Every check by its key, asked for the filters of the view."""
    who = view.parameters("regions", "rep_ids")
    counts = {row["lack"]: row for row in ask("quality/counts", as_of=view.as_of, **who).to_dicts()}
    lines = ask("quality/incomplete_lines", as_of=view.as_of, most=SHOWN, **who)
    cancelled = ask("quality/cancelled", as_of=view.as_of, most=SHOWN, **who)
    found: dict[str, Found] = {}
    unknown = ask("quality/unregistered", as_of=view.as_of, **who)
    for kind in ("customer", "product", "rep"):
        found[kind] = of_rows(kind, unknown.filter(kind=kind), "invoice_amount")
    for lack in ("invoice_date", "due_date", "cost", "product_id", "quantity"):
        name = lack.removesuffix("_id")
        found[lack] = of_count(lack, counts.get(name), lines.filter(lack=name))
    money = ask("receivables/unmatched", as_of=view.as_of, **who)
    foreign = pl.col("reason") == "other_customer"
    for key, rows in (
        ("unmatched", money.filter(~foreign)),
        ("third_party", money.filter(foreign)),
    ):
        largest = rows.sort(pl.col("unmatched_amount").abs(), descending=True, maintain_order=True)
        found[key] = of_rows(key, largest, "unmatched_amount")
    shared = ask("quality/shared_orders", as_of=view.as_of, **who)
    found["shared"] = Found(
        CHECKS["shared"], shared["order_id"].n_unique(), shared["invoice_amount"].sum(), shared
    )
    found["cancelled"] = of_count("cancelled", counts.get("cancelled"), cancelled)
    silent = ask("quality/silent_days", as_of=view.as_of, **who)
    found["silent"] = Found(CHECKS["silent"], silent.height, None, silent)
    return {key: found[key] for key in CHECKS}


def of_rows(key: str, rows: pl.DataFrame, amount: str) -> Found:
    """A check whose rows are all here."""
    return Found(CHECKS[key], rows.height, rows[amount].sum(), rows)


def of_count(key: str, counted: dict[str, Any] | None, rows: pl.DataFrame) -> Found:
    """A check that is counted by a query of its own, because only its largest rows are here."""
    if counted is None:
        return Found(CHECKS[key], 0, None, rows)
    return Found(CHECKS[key], counted["line_count"], counted["invoice_amount"], rows)


def overview(found: dict[str, Found], view: View) -> Grid:
    """One row per check: how many, how much money, what it does to the numbers."""
    rows = [
        {
            "key": key,
            "name": _(one.check.name),
            "count": one.count,
            "of": _(one.check.counts),
            "amount": None if one.amount is None or not one.count else one.amount,
            "state": "● " + _("none") if not one.count else f"▲ {_('to do')}",
            "light": one.check.light if one.count else "green",
            "meaning": _(one.check.effect),
        }
        for key, one in found.items()
    ]
    for row in rows:
        if row["light"] == "none":
            row["state"] = "○ " + _("to know")
    columns = [
        Column("name", _("Check"), pinned=True, width=220),
        Column("state", _("State"), "status", width=100),
        Column("count", _("How many"), "count", width=90),
        Column("of", _("of what"), width=100),
        Column("amount", _("Amount"), "money", width=120),
        Column("meaning", _("What it does to the numbers, what helps"), width=560),
    ]
    return lay_out(pl.DataFrame(rows), columns, unit=view.unit, key="key", light="light")


def rows_of(one: Found) -> Grid:
    """The rows behind a check, the remainder, the total; amounts in CNY."""
    check = one.check
    columns = [
        Column(name, _(title), kind, width=width, pinned=name == check.columns[0])
        for wanted in check.columns
        for name, title, kind, width in COLUMNS
        if name == wanted
    ]
    shown = one.rows.head(SHOWN)
    if check.key == "customer":
        shown = shown.with_columns(customer_id=pl.col("id"))
    if "reason" in shown.columns:
        words = {code: _(message) for code, message in UNMATCHED.items()}
        shown = shown.with_columns(pl.col("reason").replace(words))
    if "customer_id" not in shown.columns:
        shown = shown.with_columns(customer_id=pl.lit(""))
    left = (one.count if check.columns == LINES else one.rows.height) - shown.height
    if left > 0:
        rest: dict[str, Any] = {check.columns[0]: _("{count} more", count=count(left))}
        rest["customer_id"] = ""
        if check.amount:
            rest[check.amount] = one.amount - shown[check.amount].sum()
        shown = pl.concat([shown, pl.DataFrame([rest])], how="diagonal_relaxed")
    total = {check.amount: one.amount} if check.amount else None
    return lay_out(shown, columns, unit="yuan", key="customer_id", label=_("Total"), total=total)
