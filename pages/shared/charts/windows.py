"""Windows of days in a row against their usual range: which one is outside, and by how much."""

import functools
from collections.abc import Callable, Sequence

import altair as alt
import polars as pl

from pages.shared.charts.grammar import Spec, by_light, finish, marks, told
from pages.shared.numbers import NONE, Number
from pages.shared.tokens import Tokens


def rows(
    windows: Sequence[tuple[str, float | None]],
    low: float | None,
    high: float | None,
    light: str,
    shown: Callable[[Number], str],
) -> pl.DataFrame:
    """One row per window, the oldest first; the last one is judged and takes the light.

    windows: its last day as 2026-11-18 and the value, None where a window is left out.
    """
    newest = len(windows) - 1
    return pl.DataFrame(
        [
            {
                "at": at,
                "order": order,
                "value": value,
                "low": low,
                "high": high,
                "light": light if order == newest else "none",
                "value_text": shown(value) if order == newest else "",
                "told": f"{at} · {NONE if value is None else shown(value)}",
            }
            for order, (at, value) in enumerate(windows)
        ],
        schema_overrides={"value": pl.Float64, "low": pl.Float64, "high": pl.Float64},
    )


@functools.cache
def spec(t: Tokens, height: int = 190) -> Spec:
    """The chart: the usual range as a band behind the bars."""
    x = alt.X(
        "at:O",
        title=None,
        scale=alt.Scale(padding=0),
        axis=alt.Axis(
            labelAngle=0,
            labelExpr="slice(datum.label, 5)",  # without the year, which keeps them in order
            labelColor=t.muted,
            labelFontSize=t.px(12.5),
            labelOverlap=True,
            domain=True,
            domainColor=t.line,
        ),
    )
    y = alt.Y("value:Q", title=None, axis=None, scale=alt.Scale(zero=True, nice=True))
    band = marks().transform_filter("isValid(datum.high)")
    layers = [
        band.mark_rect(fill=t.line, opacity=0.55).encode(
            x=x, y=alt.Y("low:Q", title=None, axis=None), y2="high:Q"
        ),
        band.mark_tick(
            orient="horizontal", thickness=1.5, color=t.prior, width=alt.RelativeBandSize(1)
        ).encode(x=x, y=alt.Y("high:Q", title=None, axis=None)),
        band.mark_tick(
            orient="horizontal", thickness=1.5, color=t.prior, width=alt.RelativeBandSize(1)
        ).encode(x=x, y=alt.Y("low:Q", title=None, axis=None)),
        marks()
        .mark_bar(width=alt.RelativeBandSize(0.5))
        .encode(x=x, y=y, color=_bars(t), tooltip=told()),
        marks()
        .mark_text(dy=-8, fontWeight=600, fontSize=t.px(13))
        .encode(x=x, y=y, text="value_text:N", color=by_light(t)),
    ]
    return finish(t, t.px(height), layers, own_colours=True)


def _bars(t: Tokens) -> alt.Color:
    lights = ["green", "amber", "red", "none"]
    return alt.Color(
        "light:N",
        scale=alt.Scale(domain=lights, range=[*(t.of(one) for one in lights[:3]), t.prior]),
    )
