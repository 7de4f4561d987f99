"""A waterfall from one total to another, one line per step, coloured by effect."""

import functools
from collections.abc import Callable

import altair as alt
import polars as pl

from pages.shared.charts.grammar import Spec, by_light, by_name, finish, lines, marks, on, told
from pages.shared.numbers import Number
from pages.shared.tokens import Tokens

PICK = "step"


def rows(
    frame: pl.DataFrame, shown: Callable[[Number], str], *, more_is_good: bool = True
) -> pl.DataFrame:
    """Rows for `spec` from name, value, is_total, key?, is_before?, in the order to be shown.

    A total stands on zero and takes the running sum's place; a step hangs where the sum before
    it ended. Steps are green or red by effect; `more_is_good=False` for what is owed or late.
    Names are unique; key: what a click gives, else the name; is_before: a total of earlier days.
    """
    drawn_rows, at = [], 0.0
    for order, row in enumerate(frame.iter_rows(named=True)):
        value, total = float(row["value"] or 0), bool(row["is_total"])
        low, high = (0.0, value) if total else (at, at + value)
        good = (value > 0) == more_is_good
        text = shown(row["value"])
        at = high
        drawn_rows.append(
            {
                "name": row["name"],
                "key": row.get("key", row["name"]),
                "order": order,
                "low": low,
                "high": high,
                "edge": max(low, high),
                "is_total": total,
                "is_before": bool(row.get("is_before")),
                "light": "none" if total or value == 0 else "green" if good else "red",
                "value_text": f"+{text}" if not total and value > 0 else text,
                "told": f"{row['name']} · {text}",
            }
        )
    return pl.DataFrame(drawn_rows).with_columns(before=pl.col("low"))


@functools.cache
def spec(t: Tokens, *, clicks: bool = True) -> Spec:
    """The chart; a click anywhere on a line selects its key under PICK."""
    y, bar, line = by_name(), t.px(18), t.px(30)
    scale = alt.Scale(nice=False, range=[0, on(f"width - {t.px(92)}")])

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=scale, axis=None)

    def labels() -> alt.Chart:
        text: alt.Chart = marks().mark_text(
            align="left", dx=6, fontWeight=600, fontSize=t.px(13), fill=t.ink
        )
        return text

    tone = alt.condition("datum.is_before", alt.value(t.prior), alt.value(t.actual))
    totals = marks().transform_filter("datum.is_total")
    moves = marks().transform_filter("!datum.is_total")
    layers = [
        totals.mark_bar(height=bar).encode(
            y=y, x=x("low"), x2="high:Q", tooltip=told(), color=tone
        ),
        moves.mark_bar(height=bar).encode(
            y=y, x=x("low"), x2="high:Q", color=by_light(t), tooltip=told()
        ),
        marks()
        .transform_filter("datum.order > 0 && !datum.is_total")
        .mark_tick(orient="vertical", thickness=1, size=t.px(34), color=t.muted, opacity=1)
        .encode(y=y, x=x("before")),
        marks().mark_rule(color=t.muted).encode(x=alt.XDatum(0, scale=scale, axis=None)),
        marks()
        .mark_text(align="left", dx=6, fontWeight=600, fontSize=t.px(13))
        .encode(
            y=y,
            x=x("edge"),
            text="value_text:N",
            color=by_light(t),
            opacity=alt.value(1),
        )
        .transform_filter("!datum.is_total"),
        labels().encode(y=y, x=x("edge"), text="value_text:N").transform_filter("datum.is_total"),
    ]
    return finish(t, lines(t, 30), [*layers, *([_click_areas(t, line)] if clicks else [])])


def _click_areas(t: Tokens, height: int) -> alt.Chart:
    """The whole line takes the click, not only its bar; the chosen one is outlined."""
    pick = alt.selection_point(name=PICK, fields=["key"], on="click")
    outline = alt.condition(pick, alt.value(t.link), alt.value(None), empty=False)
    areas: alt.Chart = (
        marks()
        .mark_bar(height=height, fill="transparent", cursor="pointer", strokeWidth=1.5)
        .encode(
            y=by_name(),
            x=alt.value(0),
            x2=alt.value("width"),
            tooltip=told(),
            stroke=outline,
        )
        .add_params(pick)
    )
    return areas
