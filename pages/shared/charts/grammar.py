"""What all charts share: rows, scales, column heads, lights, and the style inside each spec."""

from collections.abc import Sequence
from typing import Any, Literal

import altair as alt

from pages.shared.tokens import FONT, LIGHTS, Tokens

Spec = dict[str, Any]
Align = Literal["left", "center", "right"]
PHONE = "width < 420"  # pixels, read by Vega in the browser: no second spec for phones
ROWS = alt.EncodingSortField("order")
DATA = "rows"  # what the page sends; heads and rules carry data of their own


def marks() -> alt.Chart:
    """Marks drawn from the rows that the page sends."""
    chart: alt.Chart = alt.Chart(alt.NamedData(DATA))
    return chart


def once(**values: object) -> alt.Chart:
    """Marks drawn one time, from values of their own."""
    chart: alt.Chart = alt.Chart(alt.InlineData([dict(values)]))
    return chart


def on(expression: str) -> alt.ExprRef:
    """A Vega expression, evaluated in the browser."""
    return alt.ExprRef(expression)


def by_name() -> alt.Y:
    """One line per name, in the order that the frame gives."""
    return alt.Y("name:N", sort=ROWS, title=None)


def by_light(t: Tokens) -> alt.Color:
    """Colour by verdict."""
    return alt.Color(
        "light:N", scale=alt.Scale(domain=list(LIGHTS), range=[t.of(light) for light in LIGHTS])
    )


def head(t: Tokens, text: str, x: str, *, align: Align = "right", phone: bool = True) -> alt.Chart:
    """A column head above the rows at a pixel position; `phone=False` leaves it out there."""
    text_mark: alt.Chart = once().mark_text(
        x=on(x),
        y=-8,
        text=text,
        align=align,
        baseline="bottom",
        fontSize=t.px(12.5),
        fill=t.muted,
        opacity=1 if phone else on(f"{PHONE} ? 0 : 1"),
    )
    return text_mark


def told() -> alt.Tooltip:
    """The tooltip: one sentence in the column `told`."""
    return alt.Tooltip("told:N", title=" ")


def lines(t: Tokens, size: float) -> Spec:
    """The height of a chart with one line of `size` pixels per name."""
    return {"step": t.px(size)}


def finish(
    t: Tokens, height: Spec | int, layers: Sequence[alt.Chart], *, own_colours: bool = False
) -> Spec:
    """The spec without data and with all style inside: send it with `theme=None`.

    own_colours: each layer has a colour scale of its own.
    """
    spec: Spec = alt.layer(*layers).to_dict()
    spec["height"] = height
    if own_colours:
        spec["resolve"] = {"scale": {"color": "independent"}}
    own = spec.pop("datasets", {})
    for key in ("config", "$schema", "data"):
        spec.pop(key, None)
    for layer in spec["layer"]:
        name = layer.pop("data", {}).get("name", DATA)
        if name != DATA:
            layer["data"] = {"values": own.get(name, [{}])}
    return spec | {
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": {"left": 0, "right": 2, "top": 4, "bottom": 2},
        "config": _config(t),
    }


def _config(t: Tokens) -> Spec:
    axis = {
        "domain": False,
        "ticks": False,
        "grid": False,
        "gridColor": t.line,
        "labelColor": t.ink,
        "labelFontSize": t.px(14),
        "labelPadding": 8,
        "labelLimit": t.px(150),
        "titleColor": t.muted,
        "titleFontSize": t.px(13),
        "titleFontWeight": "normal",
    }
    return {
        "font": FONT,
        "background": t.ground,  # readable even when the theme changes under it
        "view": {"stroke": None},
        "axis": axis,
        "legend": {"disable": True},
        "mark": {"tooltip": None},
        "text": {"font": FONT, "fontSize": t.px(14), "fill": t.ink},
    }
