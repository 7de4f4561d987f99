"""The grid in which targets are typed, with what is left over live above it."""

from datetime import date
from decimal import Decimal
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.shared import numbers
from pages.shared.ask import release
from pages.shared.language import _, current
from pages.shared.parts import Figure, caption, escaped, figures
from pages.shared.planning import saving, sheet, tools
from pages.shared.planning.actuals import mean_months
from pages.shared.planning.after import DEKAD_WORDS
from pages.shared.planning.apportion import UNITS
from pages.shared.planning.draft import draft
from pages.shared.planning.plan import MONTH, MOST
from pages.shared.planning.preview import shown_unit
from pages.shared.planning.sheet import PlanSheet
from pages.shared.planning.subject import FAMILY, Planned, month_before
from pages.shared.targets.metrics import Metric

# Column of the grid → the dekad that it sets, "" = the month.
COLUMNS = {"target": MONTH, "D1": "D1", "D2": "D2", "D3": "D3"}
HEIGHT, MOST_LINES = 36, 16
GIVEN = "plan_given"  # session key: the grid's name and the frame it was given
# The English words are message ids of the catalogue.
PART_WORDS = {
    "region": "The regions of {node}: {metric}, {month}, in {unit}",
    "rep": "The reps of {node}: {metric}, {month}, in {unit}",
    "customer": "The customers of {node}: {metric}, {month}, in {unit}",
    FAMILY: "The product families of {node}: {metric}, {month}, in {unit}",
}


@st.fragment
def edit(planned: Planned, as_of: date, unit: str) -> None:
    """Figures, tools, grid, and what would be published. unit: of money, as the page shows it."""
    kept = draft()
    before = sheet.sheet_of(planned, as_of, kept)
    if not before.parts:
        st.info(
            _(
                "Nothing stands below {node}: upload regions, reps or customers first.",
                node=planned.name,
            )
        )
        return
    above, tools_row = st.container(), st.container()
    by_hand = _by_hand(tools_row, planned, before)
    widget = _widget(planned, unit, by_hand, kept.round)
    edited = st.session_state.get(widget, {}).get("edited_rows", {})
    typed, refused = sheet.read(before, edited, COLUMNS, factor_of(planned.metric, unit))
    now = sheet.keep(before, kept, typed)
    with above:
        figures(left_over(now, unit))
    with tools_row:
        tools.offer(now, kept, unit, by_hand=by_hand)
    tools.refused()
    _grid(now, as_of, unit, widget, by_hand=by_hand)
    if refused:
        st.error(
            escaped(
                _(
                    "These are no targets and were not taken (0 or more and below {most}): {cells}",
                    most=planned.metric.with_unit(MOST, unit, current()),
                    cells=numbers.joined(refused, current()),
                )
            )
        )
    _warnings(now, unit)
    saving.offer(now, kept, unit)


def factor_of(metric: Metric, unit: str) -> Decimal:
    """How many yuan, tonnes or outlets one of the unit shown is."""
    return Decimal(numbers.MONEY[unit].yuan) if metric.kind == "money" else Decimal(1)


def left_over(now: PlanSheet, unit: str) -> list[Figure]:
    """The node's target, what its parts hold, what is left, and what the parts brought."""
    metric, language = now.planned.metric, current()
    word = metric.unit_word(unit, language)

    def money(value: Decimal | None) -> str:
        return metric.text(value, unit)

    parts, left = now.handed_out, now.left
    before = now.last_year
    whole = now.whole if now.whole is not None else parts
    growth = None
    if whole is not None and before is not None and before > 0:
        growth = float(whole) / float(before) - 1
    return [
        Figure(
            _("Target of {node}", node=now.planned.name),
            money(whole),
            word,
            delta=numbers.percent(growth, sign=True) if growth is not None else "",
            against=_("against the year before"),
            note="" if now.whole is not None else _("sum of the parts"),
        ),
        Figure(
            _("Handed out to the parts"),
            money(parts),
            word,
            note=_(
                "{count} of {all} parts have a target",
                count=numbers.count(sum(one.then.value is not None for one in now.parts)),
                all=numbers.count(len(now.parts)),
            ),
        ),
        _left(left, metric, unit),
        Figure(
            _("Actual {month}", month=numbers.month(month_before(now.planned.month, 12),
                                                        language)),
            money(before),
            word,
            note=_("actual of the whole month"),
        ),
    ]  # fmt: skip


def _left(left: Decimal | None, metric: Metric, unit: str) -> Figure:
    language = current()
    shown = shown_unit(left or Decimal(0), metric, unit)
    word = metric.unit_word(shown, language)
    if left is None:
        return Figure(_("Undistributed"), numbers.NONE, note=_("no target of its own"))
    if left < 0:
        over = metric.text(-left, shown)
        return Figure(_("Over-allocated"), over, word, delta=_("more than there is"), light="red")
    if left == 0:
        return Figure(
            _("Undistributed"), metric.text(left, shown), word, delta=_("all handed out"),
            light="green",
        )  # fmt: skip
    return Figure(_("Undistributed"), metric.text(left, shown), word, note=_("nobody answers"))


def _by_hand(place: DeltaGenerator, planned: Planned, now: PlanSheet) -> bool:
    """Whether dekads are typed; usual where one is set already."""
    code = "_".join((*planned.chapter, planned.level, planned.scope_id, planned.by))
    widget = f"plan_by_hand_{code}"
    if widget not in st.session_state:
        st.session_state[widget] = any(
            one is not None for line in now.lines for one in line.then.dekads
        )
    return place.toggle(
        _("Set dekads by hand"),
        key=widget,
        help=_(
            "Otherwise a month is spread over its dekads by its seasonal profile, without one by"
            " days. A dekad that is left empty takes its part of the rest."
        ),
    )


def _widget(planned: Planned, unit: str, by_hand: bool, turn: int) -> str:
    node = f"{planned.level}_{planned.scope_id}_{planned.by}_{planned.family}"
    state = f"{unit}_{by_hand}_{turn}_{release().number}"
    return f"plan_grid_{'_'.join(planned.chapter)}_{node}_{state}"


def _grid(now: PlanSheet, as_of: date, unit: str, widget: str, *, by_hand: bool) -> None:
    """The grid. What it is given stays the same until a tool fills it or the release changes.

    Fresh numbers would empty the cell in which somebody is typing; what is worked out from the
    typed ones stands above and below.
    """
    planned, language = now.planned, current()
    metric = planned.metric
    factor = factor_of(metric, unit)
    title = _(
        PART_WORDS[planned.part_level],
        node=planned.name,
        metric=_(metric.title),
        month=numbers.month(planned.month, language),
        unit=metric.unit_word(unit, language),
    )
    if planned.family:
        title = f"{title} · {planned.family}"
    caption(title)
    first, newest = mean_months(planned.month, as_of)
    year = numbers.month(month_before(planned.month, 12), language)
    number = st.column_config.NumberColumn
    # "accounting" is two digits and thousands; a step would add digits down to the cent
    told: dict[str, Any] = {"format": "accounting", "width": 130, "disabled": True}
    typed: dict[str, Any] = {"format": "accounting", "width": 130, "min_value": 0.0}
    typed["max_value"] = float(MOST / factor)
    if metric.kind != "money":
        typed |= {"format": "localized", "step": float(UNITS[metric.kind])}
    columns: dict[str, Any] = {
        "name": st.column_config.TextColumn(_("Whose"), disabled=True, pinned=True, width=150),
        "target": number(_("New target"), **typed),
        **{code: number(_(word), **typed) for code, word in DEKAD_WORDS.items() if by_hand},
        "now": number(_("Target now"), **told),
        "last_year": number(_("Actual {month}", month=year), **told),
        "share": number(_("Share then, %"), format="%.1f", width=90, disabled=True),
        "mean": number(
            _("Mean {first} – {last}", first=f"{first:%Y-%m}", last=f"{newest:%m}"),
            help=_("The three newest whole months before the planned one."),
            **told,
        ),
    }
    st.data_editor(
        _given(now, widget, factor).select(list(columns)),
        key=widget,
        hide_index=True,
        num_rows="fixed",
        width="stretch",
        row_height=HEIGHT,
        height=HEIGHT * (min(len(now.lines), MOST_LINES) + 1) + 3,
        placeholder="",
        column_config=columns,
        alt=title,
    )


def _given(now: PlanSheet, widget: str, factor: Decimal) -> Any:
    """The frame that the grid was given when it was first drawn under this name."""
    name, frame = st.session_state.get(GIVEN, ("", None))
    if name != widget:
        frame = sheet.frame(now, factor)
        st.session_state[GIVEN] = (widget, frame)
    return frame


def _warnings(now: PlanSheet, unit: str) -> None:
    """Lines whose dekads do not make their month."""
    language, metric = current(), now.planned.metric
    apart = [
        f"{one.name} {metric.with_unit(one.then.rest, unit, language, sign=True)}"
        for one in now.lines
        if one.then.rest
    ]
    if apart:
        st.warning(
            escaped(
                _(
                    "The dekads do not add up to the month (month − dekads): {lines}",
                    lines=numbers.joined(apart, language),
                )
            )
        )
