"""Lines over time; each line carries its last value and its name, so there is no legend."""

import functools
from collections.abc import Callable, Mapping, Sequence

import altair as alt
import polars as pl

from pages.shared.charts.grammar import ROWS, Spec, finish, marks, told
from pages.shared.numbers import Number
from pages.shared.tokens import Tokens

Roles = tuple[str, ...]  # of each series: actual, prior, plan, link, good, warn, bad


def rows(
    frame: pl.DataFrame,
    series: Sequence[str],
    shown: Callable[[Number], str],
    words: Mapping[str, str],
) -> pl.DataFrame:
    """One row per time and series; frame: at (text under the axis), one column per series.

    Gaps stay gaps: a missing value is not drawn and not bridged.
    """
    points = []
    for name in series:
        filled = frame[name].is_not_null().arg_true().to_list()
        last = filled[-1] if filled else -1
        for order, (at, value) in enumerate(zip(frame["at"], frame[name], strict=True)):
            points.append(
                {
                    "at": at,
                    "order": order,
                    "series": name,
                    "value": None if value is None else float(value),
                    "last_text": f"{shown(value)} {words[name]}" if order == last else "",
                    "told": f"{words[name]} · {at} · {shown(value)}",
                }
            )
    return pl.DataFrame(points)


@functools.cache
def spec(
    t: Tokens,
    series: tuple[str, ...],
    roles: Roles,
    height: int = 200,
    *,
    from_zero: bool = False,
    room: int = 110,
) -> Spec:
    """The chart; `room` is the space in pixels right of the lines for their names."""
    colours = [t.actual if role == "plan" else str(getattr(t, role)) for role in roles]
    dashes = [[5, 4] if role == "plan" else [1, 0] for role in roles]
    x = alt.X(
        "at:O",
        sort=ROWS,
        title=None,
        scale=alt.Scale(range=[8, alt.ExprRef(f"width - {t.px(room)}")], type="point"),
        axis=alt.Axis(
            labelAngle=0,
            labelColor=t.muted,
            labelFontSize=t.px(12.5),
            labelOverlap=True,
            domain=True,
            domainColor=t.line,
        ),
    )
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(zero=from_zero, nice=True),
        axis=alt.Axis(
            tickCount=4, grid=True, gridOpacity=0.6, labelColor=t.muted, labelFontSize=t.px(12.5)
        ),
    )
    names = list(series)
    colour = alt.Color("series:N", scale=alt.Scale(domain=names, range=colours))
    readable = [
        t.muted if role == "prior" else one for role, one in zip(roles, colours, strict=True)
    ]
    word = alt.Color("series:N", scale=alt.Scale(domain=names, range=readable))
    dash = alt.StrokeDash("series:N", scale=alt.Scale(domain=names, range=dashes))
    ends = marks().transform_filter("datum.last_text != ''")
    layers = [
        marks().mark_line(strokeWidth=2.5).encode(x=x, y=y, color=colour, strokeDash=dash),
        marks()
        .mark_point(size=t.px(14) ** 2, opacity=0, filled=True)
        .encode(x=x, y=y, color=colour, tooltip=told()),
        ends.mark_point(filled=True, size=t.px(7) ** 2, opacity=1).encode(x=x, y=y, color=colour),
        ends.mark_text(align="left", dx=t.px(8), fontWeight=600, fontSize=t.px(13)).encode(
            x=x, y=y, text="last_text:N", color=word
        ),
    ]
    return finish(t, t.px(height), layers, own_colours=True)
