"""Pace bars: actual, projection, plan, previous year and the time mark, variance beside them."""

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
from pages.shared.numbers import Number, points, texts
from pages.shared.tokens import Tokens, marked

PICK = "node"
ROOM = 1.13  # the plan's label stands right of the longest bar


def rows(frame: pl.DataFrame, shown: Callable[[Number], str]) -> pl.DataFrame:
    """Rows for `spec(share=False)`.

    frame: key, name, actual, target?, prior?, expected?, projection?, pace_gap? (ratio), light,
    in the order to be shown; amounts all in one unit. shown: an amount as text.
    """
    amounts = ["actual", "target", "prior", "expected", "projection"]
    plain = frame.with_columns(pl.col(amounts).cast(pl.Float64))
    far = max((value for c in amounts for value in plain[c].drop_nulls()), default=0.0) or 1.0
    plain = plain.with_columns(variance=pl.col("actual") - pl.col("expected"))
    shortfall = min((value for value in plain["variance"].drop_nulls()), default=0.0)
    zero = far * ROOM + abs(min(0.0, shortfall))
    plain = plain.with_columns(
        order=pl.int_range(pl.len()),
        tip=pl.max_horizontal("actual", "target", "projection"),
        zero=pl.lit(zero),
        variance_end=zero + pl.col("variance"),
        end=pl.lit(zero + far * 0.06),
        pitch=pl.lit(far / 110),
        actual_text=texts(plain["actual"], shown),
        target_text=texts(plain["target"], shown),
        variance_text=texts(plain["variance"], lambda value: _signed(value, shown)),
        gap_text=_gap_texts(plain),
    )
    return _told(plain)


def share_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows for `spec(share=True)`: metrics of different units in % of their own target.

    frame: name, attainment (ratio), projection? (ratio), expected (ratio: the time mark),
    pace_gap? (ratio), light, actual_text (amount with its unit).
    """
    percent = (pl.col("attainment", "projection", "expected").cast(pl.Float64)) * 100
    plain = frame.with_columns(percent).with_columns(
        order=pl.int_range(pl.len()),
        actual=pl.col("attainment"),
        target=pl.lit(100.0),
        prior=pl.lit(None, pl.Float64),
        tip=pl.max_horizontal("attainment", "projection", pl.lit(100.0)),
        end=pl.lit(112.0),
        pitch=pl.lit(1.1),
        variance_text=pl.col("actual_text"),
        target_text=pl.lit(""),
        gap_text=_gap_texts(frame),
    )
    attained = texts(plain["attainment"], lambda v: "—" if v is None else f"{v:.1f}%")
    return _told(plain.with_columns(actual_text=attained))


def _signed(value: Number, shown: Callable[[Number], str]) -> str:
    text = shown(value)
    return f"+{text}" if value is not None and value > 0 and text.strip("0.,") else text


def _gap_texts(frame: pl.DataFrame) -> pl.Series:
    pairs = zip(frame["light"], frame["pace_gap"], strict=True)
    return pl.Series(
        [marked(light, points(gap, unit=False)) for light, gap in pairs], dtype=pl.String
    )


def _told(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(
        told=pl.format("{} · {} / {} · {}", "name", "actual_text", "target_text", "variance_text")
    )


@functools.cache
def spec(
    t: Tokens, actual_head: str, variance_head: str, gap_head: str, *, share: bool = False
) -> Spec:
    """The chart; a click selects a line by its key under PICK.

    `share` leaves out previous year and variance bars (rows in % of target), and clicks.
    """
    step, tall, outlined = (27, 25, 20) if share else (44, 34, 25)  # of a line, its marks
    narrow, wide = (t.px(96), t.px(200)) if share else (t.px(58), t.px(156))
    scale = alt.Scale(
        zero=True, nice=False, range=[0, on(f"width - ({PHONE} ? {narrow} : {wide})")]
    )
    first = f"{PHONE} ? width : width - {t.px(82)}"

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=scale, axis=None)

    y, origin, bar = by_name(), alt.datum(0), t.px(14)
    fits = f"scale('x', datum.actual) > {t.px(62)}"
    collides = f"scale('x', datum.tip) + {t.px(50)} > width - {narrow}"  # with the next number
    outline = marks().mark_bar(height=t.px(outlined), fill=None, stroke=t.actual, strokeWidth=1.25)
    layers = [
        marks()
        .mark_bar(height=t.px(4), fill=t.prior, yOffset=t.px(16))
        .encode(y=y, x=x("prior"), x2=origin),
        marks()
        .mark_bar(height=bar, fill=t.actual)
        .encode(y=y, x=x("actual"), x2=origin, tooltip=told()),
        _hatching(t).encode(y=y, x=x("step")),
        marks()
        .transform_filter("datum.projection > datum.actual")
        .mark_bar(
            height=bar,
            fill=t.actual,
            fillOpacity=on(f"{PHONE} ? 0.25 : 0"),
            stroke=t.actual,
            strokeWidth=0.75,
        )
        .encode(y=y, x=x("actual"), x2="projection:Q"),
        outline.encode(y=y, x=x("target"), x2=origin),
        _time_mark(t.ground, t.px(6), t.px(tall)).encode(y=y, x=x("expected")),
        _time_mark(t.link, t.px(3), t.px(tall)).encode(y=y, x=x("expected")),
        marks()
        .mark_text(
            x=on(f"{fits} ? 6 : scale('x', datum.tip) + 6"),
            align="left",
            fill=on(f"{fits} ? '{t.ground}' : '{t.ink}'"),
            fontSize=t.px(12.5),
            fontWeight=600,
            opacity=on(f"{PHONE} && !({fits}) && {collides} ? 0 : 1"),
        )
        .encode(y=y, text="actual_text:N"),
        marks()
        .transform_filter("isValid(datum.target)")
        .mark_text(
            align="left",
            dx=6,
            fill=t.muted,
            fontSize=t.px(12.5),
            opacity=on(f"!({PHONE}) && {fits} ? 1 : 0"),
        )
        .encode(y=y, x=x("tip"), text="target_text:N"),
        marks().mark_point(opacity=0).encode(y=y, x=x("end")),
        head(t, actual_head, "0", align="left"),
        head(t, variance_head, first),
        head(t, gap_head, "width", phone=False),
        marks()
        .mark_text(x=on(first), align="right", fontWeight=600)
        .encode(y=y, text="variance_text:N", color=by_light(t)),
        marks()
        .mark_text(x=on("width"), align="right", opacity=on(f"{PHONE} ? 0 : 1"))
        .encode(y=y, text="gap_text:N", color=by_light(t)),
    ]
    if not share:
        layers += [
            marks()
            .mark_bar(height=bar)
            .encode(y=y, x=x("zero"), x2="variance_end:Q", color=by_light(t)),
            marks().mark_rule(color=t.muted, strokeWidth=1).encode(x=x("zero")),
            _click_areas(t, tall).encode(y=y, x=x("end"), x2=origin),
        ]
    return finish(t, lines(t, step), layers)


def _click_areas(t: Tokens, tall: int) -> alt.Chart:
    """The whole line takes the click, not only its thin bar; the chosen one is outlined."""
    pick = alt.selection_point(name=PICK, fields=["key"], on="click")
    outline = alt.condition(pick, alt.value(t.link), alt.value(None), empty=False)
    areas: alt.Chart = (
        marks()
        .mark_bar(height=t.px(tall), fill="transparent", cursor="pointer", strokeWidth=1.5)
        .encode(tooltip=told(), stroke=outline)
        .add_params(pick)
    )
    return areas


def _hatching(t: Tokens) -> alt.Chart:
    """Strokes along the projection: Vega's canvas knows no patterns. Too dense for a phone."""
    strokes: alt.Chart = (
        marks()
        .transform_filter("datum.projection > datum.actual")
        .transform_calculate(
            step="sequence(datum.actual + datum.pitch * 0.6, "
            "datum.projection - datum.pitch * 0.3, datum.pitch)"
        )
        .transform_flatten(["step"])
        .mark_point(
            shape="stroke",
            angle=300,
            size=t.px(15) ** 2,
            strokeWidth=1,
            stroke=t.actual,
            opacity=on(f"{PHONE} ? 0 : 0.8"),
        )
    )
    return strokes


def _time_mark(colour: str, thickness: int, size: int) -> alt.Chart:
    tick: alt.Chart = marks().mark_tick(
        orient="vertical", thickness=thickness, size=size, color=colour, opacity=1
    )
    return tick
