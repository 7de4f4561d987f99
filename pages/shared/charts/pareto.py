"""The cumulated share curve: 80/20 selection, or Lorenz when the axis is in shares."""

import functools

import altair as alt

from pages.shared.charts.grammar import Spec, finish, head, marks, once
from pages.shared.charts.quadrant import HEIGHT
from pages.shared.tokens import Tokens


@functools.cache
def spec(t: Tokens, x_title: str, y_title: str, line: float = 80, height: int = HEIGHT) -> Spec:
    """Points of the frame: rank (0 first), share (0–100), inside (in the selection), cut_text.

    cut_text names the one point where the selection ends and is "" elsewhere.
    """
    x = alt.X(
        "rank:Q",
        title=x_title,
        scale=alt.Scale(nice=False),
        axis=alt.Axis(
            tickMinStep=1,
            tickCount=5,
            format="d",
            labelColor=t.muted,
            domain=True,
            domainColor=t.line,
        ),
    )
    y = alt.Y(
        "share:Q",
        title=None,
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(
            values=[0, 20, 40, 60, 80, 100],
            labelExpr="datum.value + '%'",
            labelColor=t.muted,
            grid=True,
            gridOpacity=0.6,
        ),
    )
    cut = marks().transform_filter("datum.cut_text != ''")
    layers = [
        marks()
        .transform_filter("datum.inside")
        .mark_area(color=t.actual, opacity=0.16)
        .encode(x=x, y=y),
        marks().mark_line(color=t.actual, strokeWidth=2.5).encode(x=x, y=y),
        once(share=line).mark_rule(color=t.link, strokeWidth=1.5).encode(y="share:Q"),
        cut.mark_point(filled=True, size=t.px(10) ** 2, color=t.link, opacity=1).encode(x=x, y=y),
        cut.mark_text(align="left", dx=10, dy=t.px(16), fontWeight=600).encode(
            x=x, y=y, text="cut_text:N"
        ),
        head(t, y_title, "0", align="left"),
    ]
    return finish(t, t.px(height), layers)
