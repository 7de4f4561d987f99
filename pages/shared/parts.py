"""What stands on every page above and below its chart: headline, figures, legends, foot."""

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl
import streamlit as st

from pages.shared.language import _
from pages.shared.names import short
from pages.shared.paper import printing
from pages.shared.tokens import (
    LIGHTS,
    SIGNS,
    STREAMLIT_COLOURS,
    WORDS,
    Light,
    ageing_css,
    css,
    marked,
    name_of,
)

TYPE = (
    "font-variant-numeric:tabular-nums;text-autospace:normal;line-break:strict;"
    "overflow-wrap:anywhere;text-wrap:pretty"
)
HEADLINE = (
    "font-size:clamp(1.25rem,.875rem + 1.8vw,1.75rem);line-height:1.35;font-weight:650;"
    f"margin:0;padding:0;max-width:60em;{TYPE};text-wrap:balance"
)
# A label or a comparison that has no room takes a second line: Streamlit would cut it.
WHOLE_LABELS = """<style>
[data-testid=stMetric] div:has(>[data-testid=stMetricDelta]){flex-wrap:wrap;row-gap:0}
[data-testid=stMetric] :is([data-testid=stMetricLabel],[data-testid=stMetricDeltaDescription])
 :is(.stMarkdownEllipsis,p){white-space:normal!important;overflow:visible!important}
</style>"""
UNDERLINE = "text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.2em"


@dataclass(frozen=True)
class Mark:
    """A piece of a headline with a verdict of its own, and the address it stands on."""

    text: str
    light: Light = "none"
    to: str = ""


@dataclass(frozen=True)
class Figure:
    """One number with what it is compared to. `light` is the verdict, never read off the sign.

    against: what `delta` is measured by; without a delta it is not shown. trend: up to nine
    dekads, oldest first. note: stands where there is nothing to compare.
    """

    label: str
    value: str
    unit: str = ""
    delta: str = ""
    against: str = ""
    light: Light = "none"
    trend: Sequence[float | None] = ()
    meaning: str = ""
    note: str = ""


def light_word(light: str) -> str:
    """The light as sign and word: ◆ 预警."""
    return f"{SIGNS[light]} {_(WORDS[light])}"


def light_words() -> dict[str, str]:
    """Sign and word of every light, for `replace_strict` on a frame."""
    return {light: light_word(light) for light in LIGHTS}


def headline(light: str, about: str, sentence: str, **marks: Mark | str) -> None:
    """The title that says the answer: a light ("" = no verdict), what it is about, the sentence.

    sentence is a template; `{name}` is filled from marks. Every piece is escaped, and names of
    customers may hold braces: that is why `str.format` is not used.
    """
    pieces = {name: _drawn(mark) for name, mark in marks.items()}
    text = re.sub(r"\{(\w+)\}", lambda found: pieces.get(found[1], found[0]), html.escape(sentence))
    st.html(
        f'<div style="font-size:.875rem;color:{css("muted")};margin-bottom:.25rem">'
        f"{html.escape(about)}</div>"
        f'<h1 style="{HEADLINE}">{_lamp(light)}{text}</h1>'
    )


def _lamp(light: str) -> str:
    if not light:
        return ""
    look = (
        f"color:{css(name_of(light))};font-size:.65em;font-weight:700;white-space:nowrap;"
        "margin-right:.6em;vertical-align:.1em"
    )
    return f'<span style="{look}">{html.escape(light_word(light))}</span>'


def _drawn(mark: Mark | str) -> str:
    """Shortened where it is a name of hundreds of letters; the whole of it is shown on hover."""
    text = mark if isinstance(mark, str) else mark.text
    words = html.escape(short(text))
    if short(text) != text:
        words = f'<span title="{html.escape(text)}">{words}</span>'
    if isinstance(mark, str):
        return words
    look = f"color:{css('ink' if mark.light == 'none' else name_of(mark.light))};font-weight:700"
    if "\n" not in text and len(text) <= 16:
        look += ";white-space:nowrap"
    if not mark.to:
        return f'<b style="{look}">{words}</b>'
    return f'<a href="{html.escape(mark.to)}" style="{look};{UNDERLINE}">{words}</a>'


def figure(shown: Figure) -> None:
    """Draw one figure."""
    unit = f" :gray[{escaped(shown.unit)}]" if shown.unit else ""
    trend = [value for value in shown.trend if value is not None]
    st.metric(
        escaped(shown.label) + unit,
        escaped(shown.value),
        escaped(marked(shown.light, shown.delta)) if shown.delta else None,
        delta_color=STREAMLIT_COLOURS[shown.light],
        delta_arrow="off",
        delta_description=escaped(shown.against if shown.delta else shown.note) or None,
        chart_data=trend if len(trend) > 1 else None,
        chart_type="line",
        help=shown.meaning or None,
    )


def figures(shown: Sequence[Figure]) -> None:
    """Four or six figures: one row on a desk and on paper, pairs on a phone."""
    gap = (16, 24) if printing() else (16, 40)
    st.html(WHOLE_LABELS)
    with st.grid(columns=len(shown), min_column_width=150, gap=gap):
        for one in shown:
            figure(one)


WORD_JOINER = "\u2060"
AUTOLINK = r"(?i)(:(?=//)|www(?=\.)|@(?=[\w.-]))"
"""What becomes a link where it stands, whatever is escaped: an unseen sign behind it ends that."""


def escaped(text: str) -> str:
    """Data for a place where Markdown is live: labels, metric values, captions."""
    unlinked = re.sub(AUTOLINK, r"\1" + WORD_JOINER, text)
    return re.sub(r"([\\`*_\[\]$:<>#~])", r"\\\1", unlinked)


Sign = Literal["actual", "plan", "prior", "forecast", "time"] | Light | int


def signs(*pairs: tuple[Sign, str]) -> str:
    """Legend entries for `caption`: a sign of the chart grammar, a light, or an ageing step."""
    actual = css("actual")
    look = {
        "actual": f"background:{actual}",
        "plan": f"border:1.5px solid {actual};box-sizing:border-box",
        "prior": f"background:{css('prior')};height:.25rem;vertical-align:.15rem",
        "forecast": f"background:repeating-linear-gradient(120deg,{actual} 0 1px,"
        "transparent 1px 4px)",
        "time": f"background:{css('link')};width:.1875rem;height:.9rem;vertical-align:-.12rem",
    }
    box = (
        "display:inline-block;width:1.25rem;height:.75rem;"
        "vertical-align:-.05rem;margin-right:.35rem"
    )
    drawn = []
    for sign, word in pairs:
        if isinstance(sign, int):
            mark = f'<i style="{box};background:{ageing_css(sign)}"></i>'
        elif sign in SIGNS:
            colour = css(name_of(sign))
            mark = f'<b style="color:{colour};margin-right:.35rem">{SIGNS[sign]}</b>'
        else:
            mark = f'<i style="{box};{look[sign]}"></i>'
        drawn.append(
            f'<span style="font-size:.8125rem;color:{css("muted")};white-space:nowrap">'
            f"{mark}{html.escape(word)}</span>"
        )
    return "".join(drawn)


def caption(title: str, legend: str = "") -> None:
    """The title of a chart or table: who, what in which unit, when; then the legend."""
    st.html(
        '<div style="display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:baseline;'
        f'{TYPE}"><span style="font-size:1rem;font-weight:600">{html.escape(title)}</span>'
        f"{legend}</div>"
    )


def chart(
    title: str,
    legend: str,
    frame: pl.DataFrame,
    spec: dict[str, Any],
    key: str,
    pick: str = "",
    on_pick: Callable[[str | None], None] | None = None,
) -> str | None:
    """A titled chart. With `pick`, the name of the spec's selection, the value clicked on.

    on_pick is called with it before the page runs again, and with None when it is let go.
    At most 2,000 rows: the page groups before it draws.
    """
    caption(title, legend)

    def picked() -> None:
        if on_pick is not None:
            on_pick(_picked(st.session_state[key], pick))

    state: Any = st.vega_lite_chart(
        frame,
        spec,
        theme=None,
        key=key,
        on_select=picked if on_pick else "rerun" if pick else "ignore",
        width="stretch",
        alt=title,
    )
    return _picked(state, pick) if pick else None


def _picked(state: Any, pick: str) -> str | None:
    points = state.get("selection", {}).get(pick, [])
    return next((str(value) for point in points for value in point.values()), None)


def foot(hint: str, *definitions: str) -> None:
    """How to go on; then what the numbers stand on: data date, load time, rows, definitions."""
    with st.container(gap=None):
        st.caption(escaped(hint))
        st.caption(" · ".join(escaped(text) for text in definitions if text))
