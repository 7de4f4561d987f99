"""What stands where the numbers cannot: empty, loading, stale or wrong."""

import logging
from datetime import date
from decimal import Decimal

import streamlit as st

from data.errors import DamagedError
from pages.shared import numbers
from pages.shared.language import _, current
from pages.shared.parts import escaped

STALE_AFTER_DAYS = 2
log = logging.getLogger(__name__)


def empty(
    what: str,
    why: str,
    *,
    do: tuple[str, str] | None = None,
    otherwise: tuple[str, str] | None = None,
) -> None:
    """What is missing, why, one primary way on, one way out; each way is (label, page file)."""
    with st.container(border=True, horizontal_alignment="center", gap="xsmall"):
        st.subheader(escaped(what), anchor=False, text_alignment="center")
        st.caption(escaped(why), text_alignment="center")
        with st.container(horizontal=True, horizontal_alignment="center"):
            if do and st.button(do[0], type="primary", icon=":material/upload_file:"):
                st.switch_page(do[1])
            if otherwise and st.button(otherwise[0], type="tertiary"):
                st.switch_page(otherwise[1])


def loading(message: str, count: int = 6) -> None:
    """Skeletons in the exact shape of figures and chart, so that nothing jumps."""
    st.caption(escaped(message))
    with st.grid(columns=count, min_column_width=150, gap=(16, 40)):
        for _number in range(count):
            st.skeleton(height=132)
    st.skeleton(height=308)


def wrong_sums(identity: str, difference: Decimal | float, where: str = "") -> None:
    """A red banner above the headline: an identity that must hold does not."""
    st.error(
        escaped(
            _(
                "The check “{identity}” does not balance: {difference} CNY apart{where}. "
                "Use these numbers to look for the cause, not to decide.",
                identity=identity,
                difference=numbers.number(difference, 2),
                where=f" ({where})" if where else "",
            )
        ),
        icon=":material/error:",
    )


def warned(sentence: str) -> None:
    """An amber banner above the headline: what makes the verdicts of the page doubtful."""
    st.warning(escaped(sentence), icon=":material/warning:")


def stale(newest: date | None, today: date) -> None:
    """An amber banner when the data ends more than two days ago."""
    if newest is None or (age := (today - newest).days) <= STALE_AFTER_DAYS:
        return
    language = current()
    st.warning(
        escaped(
            _(
                "The data ends on {day}, {age} ago.",
                day=numbers.day(newest, language, year=newest.year != today.year),
                age=numbers.days(age, language),
            )
        ),
        icon=":material/schedule:",
    )


def notes(messages: tuple[str, ...]) -> None:
    """Quiet notes on what was ignored in the address."""
    for message in messages:
        st.caption(f":material/info: {escaped(message)}")


def failed(problem: Exception) -> bool:
    """What a page shows when it breaks: a sentence for people; the log has the traceback.

    Returns True: Streamlit's own English box is not wanted.
    """
    log.error("A page failed", exc_info=problem)
    sentence = (
        _("The data store is damaged and cannot be read. Please tell the administrator.")
        if isinstance(problem, DamagedError)
        else _("This page could not be shown. Nothing was changed; the log has the reason.")
    )
    st.error(sentence, icon=":material/error:")
    return True
