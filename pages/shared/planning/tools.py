"""What fills a plan in one click: last year × factor, the whole split up, dekads set."""

from collections.abc import Callable
from decimal import Decimal

import streamlit as st

from pages.shared import numbers
from pages.shared.language import _, current
from pages.shared.parts import escaped
from pages.shared.planning import sheet
from pages.shared.planning.draft import Draft
from pages.shared.planning.plan import MOST
from pages.shared.planning.sheet import PlanSheet, Typed
from pages.shared.planning.subject import month_before

FACTOR = "plan_factor"
USUAL_FACTOR = 1.05
REFUSED = "plan_refused"  # session key: why the last click filled nothing
SAID = 5  # lines named in a sentence


def offer(now: PlanSheet, kept: Draft, unit: str, *, by_hand: bool) -> None:
    """Draw the tools; each fills the grid, or says why not. Nothing is published.

    unit: of money.
    """

    def fills(work: Callable[[], Typed]) -> Callable[[], None]:
        def done() -> None:
            typed = work()
            if wrong := sheet.beyond(now, typed):
                st.session_state[REFUSED] = _refusal(now, wrong, unit)
                return
            sheet.keep(now, kept, typed)
            kept.round += 1

        return done

    def copied() -> Typed:
        return sheet.copied(now, Decimal(str(st.session_state.get(FACTOR) or USUAL_FACTOR)))

    has_year = any(one.last_year is not None for one in now.parts)
    has_weights = any((one.last_year or one.mean or 0) > 0 for one in now.parts)
    has_whole = now.whole is not None
    year = numbers.month(month_before(now.planned.month, 12), current())
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="plan_tools"):
        st.number_input(
            _("Factor"), 0.0, 100.0, USUAL_FACTOR, 0.01, format="%.2f", key=FACTOR, width=130
        )
        st.button(
            _("{month} × factor", month=year),
            icon=":material/content_copy:",
            on_click=fills(copied),
            disabled=not has_year,
            help=_("Every part: its actual of the month a year before, times the factor."),
        )
        st.button(
            _("Split as last year"),
            icon=":material/pie_chart:",
            on_click=fills(lambda: sheet.shaped(now)),
            disabled=not (has_whole and has_weights),
            help=_(
                "The target of the whole, in the shares of the month a year before; where that is"
                " not known, of the last three months. Adds up to the cent."
            ),
        )
        st.button(
            _("Split evenly"),
            icon=":material/splitscreen:",
            on_click=fills(lambda: sheet.evened(now)),
            disabled=not has_whole,
        )
        st.button(
            _("Whole = sum of parts"),
            icon=":material/functions:",
            on_click=fills(lambda: sheet.summed(now)),
            disabled=now.node is None or now.handed_out is None,
        )
        st.button(
            _("Clear"),
            icon=":material/backspace:",
            on_click=fills(lambda: sheet.emptied(now)),
            disabled=now.handed_out is None,
            help=_("No target for any part; published only when you say so."),
        )
        if by_hand:
            st.button(
                _("Dekads by days"),
                on_click=fills(
                    lambda: sheet.dekads_filled(now, [Decimal(one) for one in now.days])
                ),
            )
            if now.has_profile:
                st.button(
                    _("Dekads by profile"),
                    on_click=fills(lambda: sheet.dekads_filled(now, now.shares)),
                )
            st.button(_("Clear dekads"), on_click=fills(lambda: sheet.dekads_emptied(now)))


def refused() -> None:
    """Say once why the last click filled nothing."""
    if sentence := st.session_state.pop(REFUSED, ""):
        st.error(escaped(sentence))


def _refusal(now: PlanSheet, wrong: list[tuple[str, Decimal]], unit: str) -> str:
    """Nothing was filled: what a target is, and whose number would be none."""
    metric, language = now.planned.metric, current()
    cells = [f"{name} {metric.with_unit(value, unit, language)}" for name, value in wrong[:SAID]]
    if len(wrong) > SAID:
        cells.append(f"+{len(wrong) - SAID}")
    return _(
        "Nothing was filled: a target is 0 or more and below {most}. It would be {cells}",
        most=metric.with_unit(MOST, unit, language),
        cells=numbers.joined(cells, language),
    )
