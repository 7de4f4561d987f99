"""Below a chosen row: the customer's page, and the documents of these or of the earlier days."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from pages.shared import address
from pages.shared.exports import Sheet
from pages.shared.language import _, current
from pages.shared.paper import printing
from pages.shared.parts import caption
from pages.shared.profile_link import profile_link
from pages.shared.targets.standings import NARROWED_BY
from pages.shared.targets.subject import Subject
from pages.shared.targets.target_documents import documents
from pages.shared.view import NOTHING
from pages.shared.words.effects import days as days_words
from pages.shared.words.targets import days_shown

PARAMETER = "span"  # in the address: which of the earlier spans is looked at

Span = tuple[date, date]


def documents_of_row(
    subject: Subject, level: str, key: str, name: str, *earlier: Span
) -> Sequence[Sheet]:
    """Draw them; the table for the export. earlier: spans of days to choose from beside these."""
    metric, view, language = subject.metric, subject.view, current()
    wanted = dict(subject.parameters) | {NARROWED_BY[level]: ["" if key == NOTHING else key]}
    spans = {"": days_shown(view, language)}
    spans |= {span[0].isoformat(): days_words(*span, view, language) for span in earlier}
    found = address.one(PARAMETER) or ""
    chosen = found if found in spans else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        caption(f"{subject.where} · {name}" if subject.where else name)
        if level == "customer" and key != NOTHING:
            profile_link(key, name)
        if len(spans) > 1 and not printing():
            _choose(spans, chosen, level)
    if chosen:
        first, last = next(span for span in earlier if span[0].isoformat() == chosen)
        wanted |= {"period": "range", "from_on": first, "to_on": last, "as_of": last}
    sheet = documents(metric, wanted, f"{name} · {spans[chosen]}")
    return [sheet] if sheet else []


def _choose(spans: dict[str, str], chosen: str, level: str) -> None:
    key = f"{PARAMETER}_{level}_{len(spans)}"

    def remember() -> None:
        address.write(PARAMETER, st.session_state[key] or None)

    st.segmented_control(
        _("Days"),
        list(spans),
        default=chosen,
        format_func=spans.__getitem__,
        key=key,
        on_change=remember,
        required=True,
        label_visibility="collapsed",
    )
