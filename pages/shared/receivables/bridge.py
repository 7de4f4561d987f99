"""The bridge from what was owed then to what is owed now, and the documents of each step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import streamlit as st

from data.errors import StoreError
from pages.shared import numbers
from pages.shared.ask import ask, ask_release
from pages.shared.charts import waterfall
from pages.shared.exports import Sheet
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.parts import chart, escaped, signs
from pages.shared.presenter import theme
from pages.shared.receivables import bridge_choice
from pages.shared.receivables.bridge_documents import step_documents
from pages.shared.receivables.subject import Subject
from pages.shared.tables import table
from pages.shared.view import View

NEUTRAL = ("corrections", "invoiced", "credit")  # steps that are neither good nor bad
TOTALS = ("shown", "opening", "closing")
MEANINGS = {
    "shown": "what the meeting saw",
    "corrections": "documents of before that day, entered or changed after the meeting",
    "opening": "the same day with the data of now",
    "invoiced": "with tax, credit notes taken off",
    "collected": "receipts less refunds, with or without an order",
    "written_off": "given up, no money came",
    "credit": "collected, but no open item took it: it stands beside what is owed",
    "closing": "as the headline says",
}


@dataclass(frozen=True)
class Bridge:
    """row: of receivables/bridge. shown: what was open in the release of the meeting, if any."""

    row: Mapping[str, Any]
    shown: Decimal | None
    why_not_shown: str = ""


def bridge_of(subject: Subject, since: date) -> Bridge:
    """The bridge of the page's view since that day, and what the meeting of that day saw."""
    view = subject.view
    asked = view.parameters("view") | dict(subject.who)
    row = ask("receivables/bridge", as_of=view.as_of, before_on=since, **asked).row(0, named=True)
    number = row["meeting_release"]
    if number is None:
        return Bridge(row, None, _("no meeting spoke of that day"))
    try:
        shown = ask_release(number, "receivables/bridge", as_of=since, before_on=since, **asked)
    except StoreError:
        return Bridge(row, None, _("its figures are not kept any more"))
    return Bridge(row, shown["closing_open_amount"][0])


def steps_of(found: Bridge, view: View) -> pl.DataFrame:
    """The bridge as rows key, name, amount (yuan), is_total; the steps add up between totals."""
    row, language = found.row, current()
    then, now = (view.day(row[f"{end}_on"], language) for end in ("opening", "closing"))
    credit = row["closing_credit_amount"] - row["opening_credit_amount"]
    steps: list[tuple[str, str, Decimal]] = []
    if found.shown is not None:
        steps = [
            ("shown", _("Shown on {day}", day=then), found.shown),
            ("corrections", _("Corrections since"), row["opening_open_amount"] - found.shown),
        ]
    steps += [
        ("opening", _("Owed on {day}", day=then), row["opening_open_amount"]),
        ("invoiced", _("Invoiced"), row["invoiced_amount"]),
        ("collected", _("Collected"), -row["collected_amount"]),
        ("written_off", _("Written off"), -row["written_off_amount"]),
        ("credit", credit_word(view), credit),
        ("closing", _("Owed on {day}", day=now), row["closing_open_amount"]),
    ]
    kept = [one for one in steps if one[2] or one[0] in (*TOTALS, "invoiced", "collected")]
    return pl.DataFrame(kept, schema=["key", "name", "amount"], orient="row").with_columns(
        is_total=pl.col("key").is_in(TOTALS)
    )


def credit_word(view: View) -> str:
    """What stands against what is open, as a step: it grows where money pays no item."""
    return _("Advances, change") if view.ledger == "managed" else _("Unmatched, change")


def bridge(found: Bridge, subject: Subject) -> list[Sheet]:
    """Draw the waterfall, its steps to the cent, and the documents of the chosen step."""
    view, language = subject.view, current()
    steps = steps_of(found, view)
    drawn = waterfall.rows(
        steps.rename({"amount": "value"}).with_columns(is_before=pl.col("key") == "shown"),
        lambda value: numbers.money(value, view.unit),
        more_is_good=False,
    )
    quiet = steps.filter(pl.col("key").is_in(NEUTRAL))["name"].to_list()
    light = pl.when(pl.col("name").is_in(quiet)).then(pl.lit("none")).otherwise("light")
    unit = numbers.unit_word(view.unit, language)
    chart(
        _("From what was owed to what is owed, {unit}", unit=unit),
        signs(("green", _("lowers what is owed"))),
        drawn.with_columns(light=light),
        waterfall.spec(theme()),
        key=bridge_choice.chart_key(),
        pick=waterfall.PICK,
        on_pick=bridge_choice.clicked,
    )
    title = _("The same to the cent, in CNY")
    grid = _grid(steps)
    chosen = bridge_choice.chosen_step(table(grid, "bridge", title=title), steps)
    st.caption(escaped(balance_words(found.row, view)))
    sheets = [Sheet(_("Bridge"), grid)]
    if chosen:
        name = steps.filter(key=chosen)["name"][0]
        sheets += step_documents(chosen, name, found.row, subject)
    return sheets


def _grid(steps: pl.DataFrame) -> Grid:
    return lay_out(
        steps.with_columns(meaning=pl.Series(_meanings(steps["key"]), dtype=pl.String)),
        [
            Column("name", _("Step"), width=150, pinned=True),
            Column("amount", _("Amount"), "money", width=140, adds=False),
            Column("meaning", _("What it is"), width=480),
        ],
        unit="yuan",
        key="key",
    )


def _meanings(keys: pl.Series) -> list[str]:
    return [_(MEANINGS[key]) for key in keys]


def balance_words(row: Mapping[str, Any], view: View) -> str:
    """The identity of the bridge in yuan, with its difference."""

    def yuan(amount: Decimal) -> str:
        return numbers.money(amount, "yuan")

    moved = row["invoiced_amount"] - row["collected_amount"] - row["written_off_amount"]
    off = row["opening_balance"] + moved - row["closing_balance"]
    less = _("less advances") if view.ledger == "managed" else _("less unmatched money")
    return _(
        "{sign} Owed {less}: {opening} + invoiced {invoiced} − collected {collected} − "
        "written off {written_off} = {closing} CNY",
        sign="✗" if off else "✓",
        less=less,
        opening=yuan(row["opening_balance"]),
        invoiced=yuan(row["invoiced_amount"]),
        collected=yuan(row["collected_amount"]),
        written_off=yuan(row["written_off_amount"]),
        closing=yuan(row["closing_balance"]),
    )
