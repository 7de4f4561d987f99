"""The tables of the key accounts: what to do, the nine parts of one, crisis, contacts."""

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from pages.shared import numbers
from pages.shared.grid import MOST_ROWS, Column, Grid, lay_out
from pages.shared.key_accounts.account_figures import LEVELS, touched_share
from pages.shared.key_accounts.account_health import Accounts
from pages.shared.language import _, current
from pages.shared.view import View
from pages.shared.words.account_reasons import (
    PARTS,
    TOUCHED_DAYS,
    main_reasons,
    next_step,
    reason_words,
)
from pages.shared.words.key_accounts import crisis_words, part_is_missing, status_words


def accounts_table(found: Accounts, view: View, limit: int = MOST_ROWS) -> Grid:
    """One row per key account, what stands at risk first."""
    language = current()
    rows = found.rows.with_columns(
        *_texts(
            found.rows,
            status=lambda row: status_words(
                row["grade_shown"], row["light"], language, is_overridden=row["is_overridden"]
            ),
            reasons=lambda row: "" if row["light"] == "green" else main_reasons(row, language),
            step=lambda row: next_step(row, language),
        )
    )
    return lay_out(
        rows,
        [
            Column("customer_name", _("Customer"), pinned=True, width=128),
            Column("status", _("Status"), "status", width=100 if language == "zh" else 140),
            Column("score", _("Health"), "score", width=108),
            Column("movement", _("Change"), "number", sign=True, width=64),
            Column("amount", _("Gross profit"), "money", width=84),
            Column("reasons", _("Main reasons"), width=288 if language == "zh" else 280),
            Column("step", _("Next step"), width=208),
            Column("rep_name", _("Owner"), width=64),
            Column("tonnes", _("12 months, t"), "line", width=96),
        ],
        unit=view.unit,
        key="customer_id",
        light="light",
        total={"customer_name": _("Total of {count}", count=numbers.count(rows.height))},
        rest=others,
        limit=limit,
    )


def others(count: int) -> str:
    """The label of the remainder."""
    return _("{count} more accounts", count=numbers.count(count))


def _texts(rows: pl.DataFrame, **told: Callable[[Mapping[str, Any]], str]) -> list[pl.Series]:
    """One text column per function of a row; sentences need a whole row."""
    whole = list(rows.iter_rows(named=True))
    return [
        pl.Series(name, [say(row) for row in whole], dtype=pl.String) for name, say in told.items()
    ]


def parts_table(account: Mapping[str, Any], weights: pl.DataFrame) -> Grid:
    """The nine parts of one score, what costs most points first.

    account: a row of `Accounts.rows`; weights: rows of key_accounts/weights.
    """
    language = current()
    rows = weights.filter(pl.col("part").is_in(list(PARTS))).with_columns(
        name=pl.col("part").replace_strict({part: _(words[0]) for part, words in PARTS.items()}),
        points=pl.Series([account[f"{part}_points"] for part in weights["part"]], dtype=pl.Float64),
        lost=pl.Series([account[f"{part}_lost"] for part in weights["part"]], dtype=pl.Float64),
        reason=pl.Series(
            [
                reason_words(part, str(account[f"{part}_reason"]), language)
                for part in weights["part"]
            ]
        ),
        is_missing=pl.Series(
            [part_is_missing(str(account[f"{part}_reason"])) for part in weights["part"]]
        ),
    )
    rows = rows.sort(["is_missing", "lost", "part"], descending=[False, True, False])
    lost = rows["lost"].sum()
    return lay_out(
        rows,
        [
            Column("name", _("Part"), pinned=True, width=148),
            Column("weight", _("Weight"), "count", width=72),
            Column("points", _("Points of 100"), "score"),
            Column("lost", _("Points lost"), "number", width=96, adds=True),
            Column("reason", _("Reason"), width=420),
        ],
        key="part",
        label=_("Score"),
        total={"points": account["score"], "lost": lost},
    )


def crisis_table(found: Accounts, view: View) -> Grid:
    """Key accounts in crisis: why, and what was done about it."""
    language = current()
    rows = found.rows.filter("is_crisis")
    rows = rows.with_columns(
        *_texts(rows, why=lambda row: crisis_words(row, language)),
        last_step=pl.col("last_step").fill_null(_("nothing noted yet")),
        step_count=pl.col("step_count").fill_null(0),
    )
    return lay_out(
        rows,
        [
            Column("customer_name", _("Customer"), pinned=True, width=124),
            Column("why", _("Why in crisis"), width=372),
            Column("amount", _("Gross profit"), "money", width=88),
            Column("score", _("Health"), "score", width=108),
            Column("rep_name", _("Owner"), width=64),
            Column("last_step", _("What was done last"), width=206),
            Column("last_step_on", _("Done on"), "date"),
            Column("step_count", _("Steps"), "count", width=64),
        ],
        unit=view.unit,
        key="customer_id",
        light="light",
        label=_("Total"),
        total={},
        rest=others,
        limit=MOST_ROWS,
    )


def contact_table(found: Accounts, contacts: pl.DataFrame, limit: int = MOST_ROWS) -> Grid:
    """Days since each level was met, the customers with most untouched levels first."""
    wide = contacts.pivot("level", index="customer_id", values=["days_since", "contact_count"])
    names = found.rows.select("customer_id", "customer_name", "rep_name", "amount")
    stale = pl.sum_horizontal(
        pl.col(f"days_since_{level}").is_null() | (pl.col(f"days_since_{level}") > TOUCHED_DAYS)
        for level in LEVELS
    )
    rows = (
        names.join(wide, on="customer_id")
        .with_columns(
            stale=stale,
            known=pl.sum_horizontal(f"contact_count_{level}" for level in LEVELS),
        )
        .sort(["stale", "amount", "customer_id"], descending=[True, True, False])
    )
    heads = {"senior": _("Senior"), "middle": _("Middle"), "frontline": _("Front line")}
    return lay_out(
        rows,
        [
            Column("customer_name", _("Customer"), pinned=True, width=130),
            *(
                Column(f"days_since_{level}", heads[level], "count", width=96, heat=3, adds=False)
                for level in LEVELS
            ),
            Column("known", _("Persons on record"), "count", width=104, adds=False),
            Column("rep_name", _("Owner"), width=90),
        ],
        key="customer_id",
        limit=limit,
        rest=others,
    )


def contact_title(contacts: pl.DataFrame) -> str:
    """How many of the accounts were met in 90 days, level by level."""
    shares = [numbers.percent(touched_share(contacts, level), 0) for level in LEVELS]
    return _(
        "Days since each level was met; met in 90 days: senior {senior}, middle {middle}, "
        "front line {front}",
        senior=shares[0],
        middle=shares[1],
        front=shares[2],
    )
