"""Ageing bars that meet at the due day: not due to the left, overdue to the right."""

import functools
from collections.abc import Callable, Mapping

import altair as alt
import polars as pl

from pages.shared.charts.grammar import (
    PHONE,
    Align,
    Spec,
    by_light,
    by_name,
    finish,
    head,
    lines,
    marks,
    on,
    once,
    told,
)
from pages.shared.numbers import Number, percent, texts
from pages.shared.tokens import Tokens, marked

LATE = 4  # from this step on, text on the piece is light
OLDEST = 6  # the last step of the tokens
PICK = "bucket"


def steps(count: int) -> list[int]:
    """The colour step of each of `count` buckets: 0 for not due, the overdue ones spread to 6."""
    overdue = count - 1
    return [0, *(round(1 + at * (OLDEST - 1) / max(overdue - 1, 1)) for at in range(overdue))]


def rows(
    frame: pl.DataFrame, shown: Callable[[Number], str], words: Mapping[str, str]
) -> pl.DataFrame:
    """One row per name and bucket, in the order of the names in `frame`.

    frame: name, light, overdue_amount, overdue_ratio, and one column per bucket of `words` with
    the open amount (null = 0). shown: an amount as text. words: the name of each bucket for the
    tooltip, not due first, then from young to old.
    """
    buckets = list(words)
    amounts = frame.with_columns(
        pl.col(buckets).cast(pl.Float64).fill_null(0.0), order=pl.int_range(pl.len())
    )
    pairs = zip(amounts["light"], amounts["overdue_ratio"], strict=True)
    amounts = amounts.with_columns(
        sum_text=texts(amounts["overdue_amount"], shown),
        share_text=pl.Series([marked(light, percent(part)) for light, part in pairs]),
    )
    late = {bucket: step >= LATE for bucket, step in zip(buckets, steps(len(buckets)), strict=True)}
    pieces = []
    for row in amounts.iter_rows(named=True):
        edge = 0.0
        for bucket in buckets:
            low, high = (-row[bucket], 0.0) if bucket == buckets[0] else (edge, edge + row[bucket])
            edge = high
            pieces.append(
                {
                    "name": row["name"],
                    "order": row["order"],
                    "bucket": bucket,
                    "light": row["light"],
                    "low": low,
                    "high": high,
                    "mid": (low + high) / 2,
                    "late": late[bucket],
                    "amount_text": shown(row[bucket]),
                    "sum_text": row["sum_text"],
                    "share_text": row["share_text"],
                    "told": f"{row['name']} · {words[bucket]} · {shown(row[bucket])}",
                }
            )
    return pl.DataFrame(pieces)


@functools.cache
def spec(
    t: Tokens, buckets: tuple[str, ...], left: str, right: str, sum_head: str, share_head: str
) -> Spec:
    """The chart; a click selects a bucket under the name PICK.

    buckets: as in `rows`. left, right: the words on the two sides of the due day.
    """
    y = by_name()
    scale = alt.Scale(nice=False, range=[0, on(f"width - ({PHONE} ? {t.px(64)} : {t.px(150)})")])

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=scale, axis=None)

    first = f"{PHONE} ? width : width - {t.px(74)}"
    colours = [t.ageing[step] for step in steps(len(buckets))]
    colour = alt.Color("bucket:N", scale=alt.Scale(domain=list(buckets), range=colours))
    per_name = marks().transform_filter(f"datum.bucket == '{buckets[0]}'")
    pick = alt.selection_point(name=PICK, fields=["bucket"], on="click")
    outline = alt.condition(pick, alt.value(t.ink), alt.value(t.ground), empty=False)
    pieces = (
        marks()
        .mark_bar(height=t.px(24), strokeWidth=1.5, cursor="pointer")
        .encode(y=y, x=x("low"), x2="high:Q", color=colour, tooltip=told(), stroke=outline)
        .add_params(pick)
    )
    labels = (
        marks()
        .mark_text(
            fontSize=t.px(12),
            fill=on(f"datum.late ? '{t.ground}' : '{t.ink}'"),
            opacity=on(
                "abs(scale('x', datum.high) - scale('x', datum.low)) > "
                f"length(datum.amount_text) * {t.px(7.5)} + 4 ? 1 : 0"
            ),
        )
        .encode(y=y, x=x("mid"), text="amount_text:N")
    )
    due_day = once(x=0).mark_rule(color=t.ink, strokeWidth=1.5).encode(x=x("x"))
    layers = [
        pieces,
        labels,
        due_day,
        _side(t, left, "right", -8).encode(x=x("x")),
        _side(t, right, "left", 8).encode(x=x("x")),
        head(t, sum_head, first),
        head(t, share_head, "width", phone=False),
        per_name.mark_text(x=on(first), align="right", fontWeight=600).encode(
            y=y, text="sum_text:N"
        ),
        per_name.mark_text(x=on("width"), align="right", opacity=on(f"{PHONE} ? 0 : 1")).encode(
            y=y, text="share_text:N", color=by_light(t)
        ),
    ]
    return finish(t, lines(t, 40), layers, own_colours=True)


def _side(t: Tokens, text: str, align: Align, dx: int) -> alt.Chart:
    """The word on one side of the due day."""
    word: alt.Chart = once(x=0).mark_text(
        y=-8, dx=dx, text=text, align=align, baseline="bottom", fontSize=t.px(12.5), fill=t.muted
    )
    return word
