"""Tables on the screen: colours, heat, totals and the selected row."""

import html
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import blake2b
from itertools import cycle
from typing import Any

import pandas as pd
import streamlit as st

from pages.shared import address, arrival, names, numbers
from pages.shared.grid import NUMERIC, RATIOS, SPARKS, Column, Grid
from pages.shared.paper import printing
from pages.shared.parts import TYPE, caption
from pages.shared.presenter import size_mark, theme
from pages.shared.tokens import Tokens, css, marked, name_of

ROW = 36  # pixels at a desk
WRAPPED = 66  # Streamlit breaks lines only in rows of more than four rem
ROWS_WITHOUT_SCROLL = 15
LETTER, PADDING = 7, 16  # pixels of a half-width letter, and of the cell around the text
WHOLE = 60
SELECTED = "at_"  # + key of the table: the selected row in the address
TURN = "_turn"  # how often the selection of a table was taken back in this session


def table(
    grid: Grid,
    key: str,
    *,
    title: str = "",
    legend: str = "",
    select: bool = True,
    wraps: bool = False,
    whole: bool = False,
) -> str | None:
    """Draw the grid; the key of the selected row, which the address also holds, or None.

    key names the table within its page. Remainder and total rows select nothing. wraps: where a
    text is too long for its column, rows are high enough for two lines.
    whole: no scroll inside a list of documents, so that its total is in sight. After a click the
    page goes to the lower end of the table, where the caller draws what the row opens.
    """
    if title:
        caption(title, legend)
    parameter = SELECTED + key
    if printing():
        st.html(paper(grid))
        return _selected(grid, parameter)
    t, wraps = theme(), wraps and _is_too_long(grid)
    selectable = select and any(grid.keys)
    height = t.px(WRAPPED if wraps else ROW)
    head = t.px(ROW)
    frame = _frame(_broken(grid) if wraps else grid)
    options: dict[str, Any] = {}
    if selectable:
        # The widget belongs to these rows: Streamlit remembers a position, and in other rows the
        # same position would be another customer.
        turn = st.session_state.get(parameter + TURN, 0)
        widget = f"{parameter}-{_digest(grid.keys)}-{turn}{size_mark()}"
        first = f"{widget}-first"
        if first not in st.session_state:
            chosen = _selected(grid, parameter)
            st.session_state[first] = [grid.keys.index(chosen)] if chosen else []

        def remember() -> None:
            rows = st.session_state[widget]["selection"]["rows"]
            address.write(parameter, grid.keys[rows[0]] if rows else None)
            arrival.opened(parameter)

        options = {
            "key": widget,
            "on_select": remember,
            "selection_mode": "single-row",
            "selection_default": {"selection": {"rows": st.session_state[first]}},
        }
    else:
        options = {"key": f"{parameter}{size_mark()}"}
    st.dataframe(
        _signed(grid, frame.style.apply(lambda _frame: _styles(grid, t), axis=None)),
        hide_index=True,
        width="stretch",
        row_height=height,
        height=height * min(len(frame), WHOLE if whole else ROWS_WITHOUT_SCROLL) + head + 3,
        placeholder="—",
        column_config={c.name: _config(c, grid.unit, t) for c in grid.columns},
        alt=title or None,
        **options,
    )
    chosen = _selected(grid, parameter) if selectable else None
    if chosen:
        arrival.here(parameter)
    return chosen


def unselect(key: str) -> None:
    """Take back what is selected in a table; for the click of a chip.

    Streamlit keeps the selection of a widget, so the table becomes a new one.
    """
    parameter = SELECTED + key
    address.remove((parameter,))
    st.session_state[parameter + TURN] = st.session_state.get(parameter + TURN, 0) + 1


def in_full(grid: Grid, *, title: str) -> None:
    """Draw a grid that is read, not worked with: every text whole, in as many lines as it takes."""
    caption(title)
    st.html(f'<div class="in-full" style="overflow-x:auto">{paper(grid)}</div>')


def _selected(grid: Grid, parameter: str) -> str | None:
    chosen = address.one(parameter)
    return chosen if chosen in grid.keys else None


def _digest(keys: tuple[str | None, ...]) -> str:
    return blake2b("\0".join(key or "" for key in keys).encode(), digest_size=8).hexdigest()


def _frame(grid: Grid) -> pd.DataFrame:
    """Values as the canvas wants them: ratios in %, texts never null."""
    return pd.DataFrame(
        {c.name: [_value(c, row[c.name], grid.unit) for row in grid.rows] for c in grid.columns}
    )


def _signed(grid: Grid, styler: Any) -> Any:
    """Cells with a light of their own show its sign before the number, which stays a number.

    pandas knows formats of columns only: it asks for the texts of a column from top to bottom.
    """
    formats = {}
    for c in grid.columns:
        if c.light:
            formats[c.name] = _told(c, grid.unit, [own[c.name] for own in grid.cell_lights])
    return styler.format(formats) if formats else styler


def _told(c: Column, unit: str, lights: list[str]) -> Callable[[Any], str]:
    """The texts of a column, one after the other; again from the top when it is drawn again."""
    next_light = cycle(lights)
    return lambda value: lit_text(c, value, unit, next(next_light))


def lit_text(c: Column, value: Any, unit: str, light: str) -> str:
    """A cell with its light: ◆ 54.9%. value: as in the frame, ratios in %."""
    suffix = "%" if c.kind == "percent" else ""
    return marked(light, numbers.number(value, c.digits_in(unit), suffix=suffix))


def _is_too_long(grid: Grid) -> bool:
    """Whether a text has no room in its column."""
    return any(
        names.width(str(row[c.name] or "")) * LETTER + PADDING > c.pixels
        for c in grid.columns
        if c.kind == "text"
        for row in grid.rows
    )


def _broken(grid: Grid) -> Grid:
    """The texts with a place to break after each Chinese clause: the canvas knows only spaces."""
    texts = [c.name for c in grid.columns if c.kind == "text"]
    rows = tuple(
        {**row, **{name: _clauses(row[name]) for name in texts if row[name]}} for row in grid.rows
    )
    return replace(grid, rows=rows)


def _clauses(text: Any) -> str:
    return str(text).replace(" ", "").replace("；", "； ") if "；" in str(text) else str(text)


def _value(c: Column, value: Any, unit: str) -> Any:
    if value is None:
        return None if c.kind in NUMERIC | SPARKS else ""
    if c.kind in RATIOS:
        return float(numbers.rounded(value, c.digits_in(unit), 100) or 0)
    if c.kind in NUMERIC:
        return float(value)
    return value if c.kind in SPARKS else str(value)


def _config(c: Column, unit: str, t: Tokens) -> Any:
    config, width = st.column_config, t.px(c.pixels)
    help_text = c.meaning or None
    plus = "+" if c.sign or c.kind == "points" else ""
    if c.kind == "bar":
        return config.ProgressColumn(
            c.title,
            width=width,
            help=help_text,
            format=f"%.{c.digits_in(unit)}f%%",
            min_value=0,
            max_value=c.full * 100,
            color=t.bar,
        )
    if c.kind == "score":
        return config.ProgressColumn(
            c.title,
            width=width,
            help=help_text,
            format=f"%.{c.digits_in(unit)}f",
            min_value=0,
            max_value=100,
            color=t.bar,
        )
    if c.kind == "line":
        return config.LineChartColumn(c.title, width=width, help=help_text, color=t.bar, y_min=0)
    if c.kind == "columns":
        return config.BarChartColumn(c.title, width=width, help=help_text, color=t.prior, y_min=0)
    if c.kind in NUMERIC:
        percent = "%%" if c.kind == "percent" else ""
        return config.NumberColumn(
            c.title,
            width=width,
            help=help_text,
            # a text of the cell's own stands only where the column has no format
            format=None if c.light else f"%{plus},.{c.digits_in(unit)}f{percent}",
            alignment="right",
        )
    return config.TextColumn(c.title, width=width, help=help_text, pinned=c.pinned or None)


def _styles(grid: Grid, t: Tokens) -> pd.DataFrame:
    deepest = deepest_heat(grid)
    styles = [
        {
            c.name: _style(c, row[c.name], role, own.get(c.name, light), deepest, t)
            for c in grid.columns
        }
        for row, role, light, own in _lit_rows(grid)
    ]
    return pd.DataFrame(styles, columns=[c.name for c in grid.columns])


def _lit_rows(grid: Grid) -> Iterator[tuple[dict[str, Any], str, str, dict[str, str]]]:
    """Each row with its kind, its light, and the lights of its cells."""
    own = grid.cell_lights or ({},) * len(grid.rows)
    return zip(grid.rows, grid.roles, grid.lights, own, strict=True)


def deepest_heat(grid: Grid) -> float:
    """The largest heated cell of an ordinary row: the others are tinted by their share of it."""
    cells: list[float] = [
        float(row[c.name] or 0)
        for row, role in zip(grid.rows, grid.roles, strict=True)
        if role == "row"
        for c in grid.columns
        if c.heat
    ]
    return max(cells, default=0.0) or 1.0


def _style(c: Column, value: Any, role: str, light: str, deepest: float, t: Tokens) -> str:
    style = f"background-color:{t.panel};font-weight:600;" if role == "total" else ""
    if c.pinned:
        style += f"color:{t.strong};font-weight:600;"
    if c.kind == "status":
        style += f"color:{t.of(light)};font-weight:600;"
    elif (c.effect or c.light) and value is not None:
        style += f"color:{t.of(light)};"
    if value is not None and not value and (c.heat or (c.kind == "money" and not c.effect)):
        style += f"color:{t.prior};"
    elif c.heat and value is not None and role == "row":
        style += f"background-color:rgba({t.tint},{heat(c, value, deepest):.2f});"
    return style


def heat(c: Column, value: Any, deepest: float) -> float:
    """How strong a cell is tinted, 0 … 0.75: by the age of its column and its share."""
    share: float = min(1.0, max(0.0, float(value)) / (deepest / 2)) ** 0.5
    return min(0.75, (0.10 + 0.10 * (c.heat - 1)) * share)


def paper(grid: Grid) -> str:
    """The grid as an HTML table: it breaks over pages, and its head is repeated on each."""
    columns = [(i, c) for i, c in enumerate(grid.columns) if c.kind not in SPARKS]
    heads = "".join(f'<th style="{_side(c)}">{html.escape(c.title)}</th>' for _i, c in columns)
    body = []
    depths = grid.depths or (0,) * len(grid.rows)
    own = grid.cell_lights or ({},) * len(grid.rows)
    lines = zip(grid.texts(), grid.roles, grid.lights, own, depths, strict=True)
    for texts, role, light, lights, depth in lines:
        cells = "".join(
            f'<td style="{_side(c)}{_ink(c, lights.get(c.name, light))}'
            f'{_indent(depth) if at == 0 else ""}">'
            f"{html.escape(marked(lights.get(c.name, ''), texts[i]))}</td>"
            for at, (i, c) in enumerate(columns)
        )
        body.append(f'<tr class="{role}">{cells}</tr>')
    return (
        f'<table class="paper" style="{TYPE}"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table>"
    )


def _indent(depth: int) -> str:
    return f"padding-left:{depth}em;" if depth else ""


def _side(c: Column) -> str:
    return "text-align:right;white-space:nowrap;" if c.kind in NUMERIC else "text-align:left;"


def _ink(c: Column, light: str) -> str:
    coloured = c.kind == "status" or c.effect or c.light
    return f"color:{css(name_of(light))};" if coloured and light != "none" else ""
