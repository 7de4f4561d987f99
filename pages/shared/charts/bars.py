"""Ranked bars, one line per name: causes with their cumulated share, clocks with their limit."""

import functools
from collections.abc import Callable

import altair as alt
import polars as pl

from pages.shared.charts.grammar import (
    PHONE,
    Spec,
    by_light,
    by_name,
    finish,
    head,
    lines,
    marks,
    on,
    told,
)
from pages.shared.numbers import Number, percent, texts
from pages.shared.tokens import Tokens, marked

PICK = "name"
NEAR = 0.12  # of the longest bar: so near, the mark would cross the number


def ranked_rows(frame: pl.DataFrame, shown: Callable[[Number], str]) -> pl.DataFrame:
    """Pareto rows from name, value, prior? (previous period), light?: the largest first.

    aside_text is the cumulated share of the total.
    """
    plain = _filled(frame, "prior", "limit", "outline").sort(
        ["value", "name"], descending=[True, False]
    )
    share = plain["value"].cum_sum() / (plain["value"].sum() or 1)
    return _finished(
        plain.with_columns(
            value_text=texts(plain["value"], shown), aside_text=texts(share, percent)
        )
    )


def clock_rows(frame: pl.DataFrame, shown: Callable[[Number], str]) -> pl.DataFrame:
    """Clock rows from name, median, p90?, limit?, late_count, light, in the order given.

    The bar is the median, the outline the slowest tenth, the blue mark what was promised.
    """
    plain = _filled(
        frame.rename({"median": "value", "p90": "outline"}), "prior", "limit", "outline"
    )
    late = zip(plain["light"], plain["late_count"], strict=True)
    return _finished(
        plain.with_columns(
            value_text=texts(plain["value"], shown),
            aside_text=pl.Series([marked(light, str(count)) for light, count in late]),
        )
    )


def _filled(frame: pl.DataFrame, *names: str) -> pl.DataFrame:
    absent = [name for name in names if name not in frame.columns]
    extra = [pl.lit(None, pl.Float64).alias(name) for name in absent]
    light = [] if "light" in frame.columns else [pl.lit("none").alias("light")]
    return frame.with_columns(extra + light).with_columns(pl.col("value", *names).cast(pl.Float64))


def _finished(frame: pl.DataFrame) -> pl.DataFrame:
    tip = pl.max_horizontal("value", "outline")
    on_the_mark = pl.col("limit").is_between(tip, tip + tip.max() * NEAR)
    return frame.with_columns(
        order=pl.int_range(pl.len()),
        tip=pl.when(on_the_mark).then(pl.col("limit")).otherwise(tip),
        told=pl.format("{} · {} · {}", "name", "value_text", "aside_text"),
    )


@functools.cache
def spec(t: Tokens, value_head: str, aside_head: str) -> Spec:
    """The chart for ranked or clock rows; a click selects a name under PICK."""
    y, origin = by_name(), alt.datum(0)
    scale = alt.Scale(
        zero=True, nice=False, range=[0, on(f"width - ({PHONE} ? {t.px(110)} : {t.px(150)})")]
    )

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=scale, axis=None)

    pick = alt.selection_point(name=PICK, fields=["name"], on="click")
    picked = alt.condition(pick, alt.value(t.link), alt.value(t.ground), empty=False)
    limit = marks().transform_filter("isValid(datum.limit)")
    layers = [
        marks()
        .mark_bar(height=t.px(4), fill=t.prior, yOffset=t.px(12))
        .encode(y=y, x=x("prior"), x2=origin),
        marks()
        .mark_bar(height=t.px(14), fill=t.actual, strokeWidth=1.5, cursor="pointer")
        .encode(y=y, x=x("value"), x2=origin, tooltip=told(), stroke=picked)
        .add_params(pick),
        marks()
        .mark_bar(height=t.px(21), fill=None, stroke=t.actual, strokeWidth=1)
        .encode(y=y, x=x("outline"), x2=origin),
        limit.mark_tick(
            orient="vertical", thickness=t.px(6), size=t.px(28), color=t.ground, opacity=1
        ).encode(y=y, x=x("limit")),
        limit.mark_tick(
            orient="vertical", thickness=t.px(3), size=t.px(28), color=t.link, opacity=1
        ).encode(y=y, x=x("limit")),
        marks()
        .mark_text(align="left", dx=6, fontWeight=600, fontSize=t.px(13))
        .encode(y=y, x=x("tip"), text="value_text:N"),
        head(t, value_head, "0", align="left"),
        head(t, aside_head, "width"),
        marks()
        .mark_text(x=on("width"), align="right")
        .encode(y=y, text="aside_text:N", color=by_light(t)),
    ]
    return finish(t, lines(t, 34), layers)
