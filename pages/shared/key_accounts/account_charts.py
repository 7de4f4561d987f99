"""The two charts of the key accounts: who is drifting, and how they were chosen."""

import math
from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from pages.shared import address, arrival, numbers
from pages.shared.charts import pareto, quadrant
from pages.shared.key_accounts.account_health import LOW, Accounts
from pages.shared.language import _, current
from pages.shared.names import ON_A_CHART, short, width
from pages.shared.parts import chart, signs
from pages.shared.presenter import theme
from pages.shared.tables import SELECTED
from pages.shared.view import View

CLICKED = "drift_clicked"
MOST_NAMES = 11
# Names must not overlap: pixels of a tenfold amount, of a half-width letter; points of health.
DECADE, PHONE_DECADE, NAME_LETTER, NAME_HEIGHT = 440, 190, 7, 7
DESERVES_A_NAME = 2  # of the healthy ones, the largest


def drift_chart(found: Accounts, view: View, table: str) -> None:
    """Gross profit against health with tails from the last meeting.

    A click selects the customer in that table of the page.

    A log scale knows no zero: accounts without gross profit are left to the table.
    """
    language = current()
    per_unit = float(numbers.per_yuan(view.unit))
    drawn = found.rows.filter((pl.col("amount") > 0) & pl.col("score").is_not_null())
    if drawn.is_empty():
        return
    names = [short(name, ON_A_CHART) for name in drawn["customer_name"]]
    rows = drawn.select(
        pl.col("customer_id").alias("key"),
        pl.Series("name", names, dtype=pl.String),
        (pl.col("amount").cast(pl.Float64) * per_unit).alias("contribution"),
        pl.col("score").alias("health"),
        pl.col("score_before").alias("before"),
        "light",
        on_phone=_is_named(found, drawn, PHONE_DECADE),
        label=pl.when(_is_named(found, drawn, DECADE)).then(pl.Series(names)).otherwise(pl.lit("")),
        told=pl.Series([_told(row, view.unit, language) for row in drawn.iter_rows(named=True)]),
    )
    amounts = rows["contribution"].to_list()
    low, high = min(amounts), max(amounts)
    cut = round(sum(amounts) / len(amounts), 1)
    unit = numbers.unit_word(view.unit, language)
    clicked = chart(
        _("Who is drifting: gross profit and health, {day}", day=view.as_of.isoformat()),
        signs(
            ("red", _("below {score}", score=LOW)),
            ("amber", _("60–80")),
            ("green", _("80 and more")),
        ),
        rows.sort("health", descending=True),
        quadrant.spec(
            theme(),
            _("Gross profit of 12 months, {unit} (log scale)", unit=unit),
            _("Health score; the tail starts where it stood at the last meeting"),
            (
                _("healthy · small"),
                _("healthy · large: keep"),
                _("drifting · small: watch"),
                _("drifting · large: act now"),
            ),
            (cut, float(LOW)),
            (_below(low), high * 1.6),
        ),
        key="drift",
        pick=quadrant.PICK,
    )
    if clicked != st.session_state.get(CLICKED):
        st.session_state[CLICKED] = clicked
        address.write(SELECTED + table, clicked)
        arrival.opened(SELECTED + table)


def _is_named(found: Accounts, drawn: pl.DataFrame, decade: int) -> pl.Series:
    """Who fell most, the ones below 60 with most at stake, the largest of the others."""
    first = found.fallen["customer_id"].head(1)
    low = drawn.filter("is_low")["customer_id"].head(MOST_NAMES - DESERVES_A_NAME - 1)
    large = drawn.filter(~pl.col("is_low")).sort("amount", descending=True)["customer_id"]
    wanted = [*first, *low, *large.head(DESERVES_A_NAME)]
    ranked = pl.DataFrame({"customer_id": wanted}).unique(maintain_order=True)
    return drawn["customer_id"].is_in(_apart(ranked.join(drawn, on="customer_id"), decade))


def _apart(wanted: pl.DataFrame, decade: int) -> list[str]:
    """The customers whose names do not lie over one written before, on a chart of that width."""
    written: list[tuple[float, float, float]] = []
    kept = []
    for row in wanted.iter_rows(named=True):
        left = math.log10(float(row["amount"])) * decade
        right = left + NAME_LETTER * width(short(row["customer_name"], ON_A_CHART))
        if all(
            abs(row["score"] - y) > NAME_HEIGHT or left > end or right < start
            for start, end, y in written
        ):
            written.append((left, right, row["score"]))
            kept.append(row["customer_id"])
    return kept


def _below(value: float) -> float:
    """A round start of the log axis just below the smallest point."""
    power = 10.0 ** math.floor(math.log10(value))
    return math.floor(value / power * 0.95 * 10) / 10 * power


def _told(row: Mapping[str, Any], unit: str, language: str) -> str:
    return _(
        "{name} · health {score} (then {before}) · gross profit {money}",
        name=short(row["customer_name"]),
        score=numbers.number(row["score"]),
        before=numbers.number(row["score_before"]),
        money=numbers.with_unit(row["amount"], unit, language),
    )


def selection_chart(found: Accounts) -> None:
    """The cumulated share of all customers, and where the selection ends."""
    ranked = found.candidates.filter(pl.col("cumulative_share").is_not_null())
    if ranked.is_empty():
        return
    chosen = ranked.filter(pl.col("reason").is_in(["share", "both"])).height
    start = pl.DataFrame({"rank": [0], "share": [0.0]}, {"rank": pl.Int64, "share": pl.Float64})
    points = pl.concat(
        [
            start,
            ranked.select(pl.col("rank").cast(pl.Int64), share=pl.col("cumulative_share") * 100),
        ]
    )
    cut = points.filter(pl.col("rank") == chosen)["share"].item()
    text = _(
        "{count} customers = {share}",
        count=numbers.count(chosen),
        share=numbers.percent(cut / 100, 0),
    )
    measure = _("gross profit") if found.by_profit else _("net sales")
    chart(
        _("How they are chosen: cumulated {measure}", measure=measure),
        "",
        points.with_columns(
            inside=pl.col("rank") <= chosen,
            cut_text=pl.when(pl.col("rank") == chosen).then(pl.lit(text)).otherwise(pl.lit("")),
        ),
        pareto.spec(
            theme(),
            _("Customers, the largest first"),
            _("Share of {measure}", measure=measure),
        ),
        key="selection",
    )
