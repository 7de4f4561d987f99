"""Stacked columns over time: a backlog by state or age at each dekad end."""

import functools
from collections.abc import Callable, Mapping, Sequence

import altair as alt
import polars as pl

from pages.shared.charts.grammar import ROWS, Spec, finish, marks, on, told
from pages.shared.numbers import Number
from pages.shared.tokens import Tokens

PICK = "part"


def rows(
    frame: pl.DataFrame,
    parts: Sequence[str],
    shown: Callable[[Number], str],
    words: Mapping[str, str],
) -> pl.DataFrame:
    """One row per column and part, stacked in the order of `parts` from the base.

    frame: at (the text under the column), and one number column per part, oldest first.
    """
    pieces = []
    for order, row in enumerate(frame.iter_rows(named=True)):
        low = 0.0
        total = sum(float(row[part] or 0) for part in parts)
        for part in parts:
            value = float(row[part] or 0)
            pieces.append(
                {
                    "at": row["at"],
                    "order": order,
                    "part": part,
                    "low": low,
                    "high": low + value,
                    "mid": low + value / 2,
                    "top": total,
                    "dark": parts.index(part) >= len(parts) / 2,
                    "amount_text": shown(value) if value else "",
                    "total_text": shown(total) if part == parts[0] else "",
                    "told": f"{row['at']} · {words[part]} · {shown(value)}",
                }
            )
            low += value
    return pl.DataFrame(pieces)


def steps(parts: int) -> tuple[int, ...]:
    """The ageing steps that colour `parts` parts, evenly from quiet to loud, for legends."""
    return tuple(round(index * 6 / max(parts - 1, 1)) for index in range(parts))


@functools.cache
def spec(t: Tokens, parts: tuple[str, ...], height: int = 212) -> Spec:
    """The chart; parts are coloured like ageing, later parts stronger. PICK selects a part."""
    x = alt.X(
        "at:O",
        sort=ROWS,
        title=None,
        axis=alt.Axis(
            labelAngle=0, labelColor=t.muted, labelOverlap=True, domain=True, domainColor=t.line
        ),
        scale=alt.Scale(paddingInner=0.35, paddingOuter=0.1),
    )
    colours = [t.ageing[step] for step in steps(len(parts))]
    colour = alt.Color("part:N", scale=alt.Scale(domain=list(parts), range=colours))
    pick = alt.selection_point(name=PICK, fields=["part"], on="click")
    outline = alt.condition(pick, alt.value(t.ink), alt.value(t.ground), empty=False)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(nice=False))

    layers = [
        marks()
        .mark_bar(strokeWidth=1, cursor="pointer")
        .encode(x=x, y=y("low"), y2="high:Q", color=colour, tooltip=told(), stroke=outline)
        .add_params(pick),
        marks()
        .mark_text(
            fontSize=t.px(12),
            fill=on(f"datum.dark ? '{t.ground}' : '{t.ink}'"),
            opacity=on(
                "abs(scale('y', datum.high) - scale('y', datum.low)) > "
                f"{t.px(15)} && bandwidth('x') > length(datum.amount_text) * {t.px(7)} ? 1 : 0"
            ),
        )
        .encode(x=x, y=y("mid"), text="amount_text:N"),
        marks()
        .mark_text(dy=-t.px(9), fontWeight=600, fontSize=t.px(13))
        .encode(x=x, y=y("top"), text="total_text:N"),
    ]
    return finish(t, t.px(height), layers)
