"""The filter bar: what is filtered, in words, each removable, one reset; exports on the right."""

import html
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import polars as pl
import streamlit as st

from data.contracts import TABLES
from pages.shared import address, numbers
from pages.shared.ask import ask
from pages.shared.filter_panel import panel, parameter_word
from pages.shared.language import _, current
from pages.shared.numbers import BUSINESS_TIME
from pages.shared.parts import escaped
from pages.shared.presenter import entrance, presenting, turning
from pages.shared.session import scope
from pages.shared.states import notes
from pages.shared.tokens import css
from pages.shared.view import LISTS, Choices, View
from pages.shared.view_reading import read

SLOT = "export_slot"  # where exports.offer draws
USUAL = ("period", "as_of", "compare", "regions", "departments", "rep_ids", "channels")
CHIP = (
    "display:inline-flex;align-items:center;min-height:2.5rem;padding:0 .75rem;font-size:.875rem;"
    "border-radius:.25rem;white-space:nowrap"
)


def view(use: Sequence[str] = USUAL) -> View:
    """Draw the bar and read what the page is asked to show.

    use: the fields of `View` that this page can filter by. Everything is in the address; values
    that do not exist here are ignored, and a note says so.
    """
    found, ignored = reading(use)
    _bar(found)
    if ignored:
        names = numbers.joined((parameter_word(one) for one in ignored), current())
        notes(
            (_("Left out, because it is not there or outside your scope: {names}.", names=names),)
        )
    return found


def reading(use: Sequence[str] = USUAL) -> tuple[View, tuple[str, ...]]:
    """The view and the ignored parameters, without drawing anything."""
    asked, ignored = read(address.everything(), choices(), (*use, "known_on"))
    unit = numbers.unit_in(current(), asked.unit)
    found = replace(asked, unit=unit, within=_within(asked.choices))
    return _narrowed(found) if found.key_accounts else found, ignored


def _within(known: Choices) -> tuple[str, ...] | None:
    """The regions, or the rep, beyond which this user sees nothing; None without such a limit."""
    rights = scope()
    if rights.rep is not None:
        return (known.label("rep", rights.rep, current()),)
    return rights.regions


def choices() -> Choices:
    """What can be chosen in this release by this user."""
    rows = ask("shared/choices")
    labels: dict[str, dict[str, str]] = {name: {} for name in LISTS.values() if name != "customer"}
    for name, value, label in rows.select("field", "value", "label").iter_rows():
        labels.setdefault(name, {})[value] = channel_word(value) if name == "channel" else label
    return Choices(labels, newest=_newest(ask("shared/dates")))


def channel_word(code: str) -> str:
    """The word of a sales channel, which the contract keeps."""
    words = dict(TABLES["customers"].by_name["channel"].values)
    return words.get(code, code) if current() == "zh" else code


def _newest(dates: pl.DataFrame) -> date:
    """The older of the newest order and the newest receipt: both must be in to speak of a day."""
    known = dates.filter(pl.col("table_name").is_in(["orders", "receipts"]))["newest_on"]
    newest = known.drop_nulls().min()
    return newest if isinstance(newest, date) else datetime.now(BUSINESS_TIME).date()


def _narrowed(found: View) -> View:
    chosen = ask("key_accounts/selection", as_of=found.as_of).filter(pl.col("is_key_account"))
    return replace(found, narrowed_to=tuple(chosen["customer_id"]))


def _bar(found: View) -> None:
    chips = found.chips(current())
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        if presenting():
            st.caption(escaped(" · ".join(chip.text for chip in chips)), width="content")
            st.space("stretch")
            turning()
            return
        with st.popover(_("Filter"), icon=":material/tune:"):
            panel(found)
        for chip in chips:
            if chip.parameters:
                st.button(
                    escaped(chip.text),
                    key=f"chip_{chip.parameters[0]}",
                    icon=":material/close:",
                    icon_position="right",
                    on_click=address.remove,
                    args=(chip.parameters,),
                )
            else:
                st.html(
                    f'<span style="{CHIP};border:1px solid {css("line")}">'
                    f"{html.escape(chip.text)}</span>",
                    width="content",
                )
        removable = [name for chip in chips for name in chip.parameters]
        if removable:
            st.button(
                _("Reset"), type="tertiary", on_click=address.remove, args=(tuple(removable),)
            )
        st.space("stretch")
        entrance()
        st.session_state[SLOT] = st.container(
            key=SLOT, horizontal=True, gap="xsmall", width="content"
        )
