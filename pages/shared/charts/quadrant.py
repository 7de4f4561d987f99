"""Contribution against health; the tail shows where a customer stood at the last meeting."""

import functools
from typing import Any

import altair as alt

from pages.shared.charts.grammar import (
    PHONE,
    Spec,
    by_light,
    finish,
    head,
    marks,
    on,
    once,
    told,
)
from pages.shared.tokens import LIGHTS, Tokens

PICK = "customer"
HEIGHT = 292  # with headline and figures above it, on one screen of 768 pixels
SHAPES = ["circle", "triangle-up", "diamond", "circle"]  # in the order of LIGHTS


@functools.cache
def spec(
    t: Tokens,
    x_title: str,
    y_title: str,
    zones: tuple[str, str, str, str],
    cut: tuple[float, float],
    x_domain: tuple[float, float],
    y_domain: tuple[float, float] = (0, 108),  # above 100 stand the words of the corners
) -> Spec:
    """Points of the frame: key, name, contribution, health, before?, light, label, told, on_phone?.

    zones: words of the corners, left and right above, left and right below (the one to act on).
    cut: where the corners meet. x is a log scale: contributions must be above 0.
    An empty label leaves a point unnamed; on_phone: whether a phone has room for the name.
    A click selects a key under the name PICK.
    """
    x = alt.X(
        "contribution:Q",
        title=x_title,
        scale=alt.Scale(type="log", domain=list(x_domain), nice=False, clamp=True),
        axis=alt.Axis(
            values=_ticks(*x_domain),
            format=",~f",
            domain=True,
            domainColor=t.line,
            labelColor=t.muted,
            labelSeparation=t.px(8),  # a log scale crowds them on a phone
        ),
    )
    y = alt.Y(
        "health:Q",
        title=None,
        scale=alt.Scale(domain=list(y_domain)),
        axis=alt.Axis(
            values=[0, 20, 40, 60, 80, 100], grid=True, gridOpacity=0.6, labelColor=t.muted
        ),
    )
    shape = alt.Shape("light:N", scale=alt.Scale(domain=list(LIGHTS), range=SHAPES))
    one = once(cut=cut[0], line=cut[1])
    pick = alt.selection_point(name=PICK, fields=["key"], on="click", nearest=True)
    # A name that would leave the chart on the right stands on the left of its point.
    leaves = f"scale('x', datum.contribution) + length(datum.label) * {t.px(13)} > width"
    label: dict[str, Any] = {
        "align": on(f"{leaves} ? 'right' : 'left'"),
        "dx": on(f"{leaves} ? {-t.px(10)} : {t.px(10)}"),
        "fontSize": t.px(13),
        "opacity": on(f"{PHONE} && datum.on_phone === false ? 0 : 1"),
    }
    dashed: dict[str, Any] = {"color": t.muted, "strokeDash": [4, 4]}
    layers = [
        one.mark_rect(color=t.bad, opacity=0.07, x2=on("width"), y2=on("height")).encode(
            x=alt.X("cut:Q"), y=alt.Y("line:Q")
        ),
        one.mark_rule(**dashed).encode(y="line:Q"),
        one.mark_rule(**dashed).encode(x="cut:Q"),
        *_corners(t, one, zones),
        marks()
        .mark_rule(strokeWidth=2, opacity=0.55)
        .encode(x=x, y=y, y2="before:Q", color=by_light(t)),
        marks()
        .mark_point(filled=True, size=t.px(11) ** 2, opacity=1, cursor="pointer")
        .encode(x=x, y=y, color=by_light(t), shape=shape, tooltip=told())
        .add_params(pick),
        marks()
        .mark_text(stroke=t.ground, strokeWidth=4, strokeJoin="round", **label)
        .encode(x=x, y=y, text="label:N"),
        marks().mark_text(**label).encode(x=x, y=y, text="label:N"),
        head(t, y_title, "0", align="left"),
    ]
    return finish(t, t.px(HEIGHT), layers)


def _ticks(low: float, high: float) -> list[float]:
    """1, 2, 3, 5 and their tens inside a log scale."""
    steps = [lead * 10.0**power for power in range(-3, 10) for lead in (1, 2, 3, 5)]
    return [step for step in steps if low <= step <= high]


def _corners(t: Tokens, one: alt.Chart, zones: tuple[str, str, str, str]) -> list[alt.Chart]:
    top, bottom = 10, on("height - 12")
    right: dict[str, Any] = {"x": on("width - 8"), "align": "right"}
    left: dict[str, Any] = {"x": 8, "align": "left", "opacity": on(f"{PHONE} ? 0 : 1")}
    look: dict[str, Any] = {"fontSize": t.px(13), "fontWeight": 600}
    return [
        one.mark_text(y=top, text=zones[0], fill=t.muted, **left, **look),
        one.mark_text(y=top, text=zones[1], fill=t.muted, **right, **look),
        one.mark_text(y=bottom, text=zones[2], fill=t.muted, **left, **look),
        one.mark_text(y=bottom, text=zones[3], fill=t.bad, **right, **look),
    ]
