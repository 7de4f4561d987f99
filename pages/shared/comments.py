"""Beside every gap: what was said about it, a place for a comment, and for an action."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import streamlit as st

from data.calendar import period_of
from pages.shared import numbers
from pages.shared.ask import ask, may_write
from pages.shared.language import _, current
from pages.shared.names import short
from pages.shared.numbers import BUSINESS_TIME
from pages.shared.parts import escaped
from pages.shared.session import current_user
from pages.shared.written_rows import business_now, form_key, new_id, publish_row

DEKADS_AHEAD = 6
TITLE = 80  # half-width letters of the row's name
# The English words are message ids of the catalogue.
STATUS = {"open": "Not done yet", "done": "Done", "dropped": "Dropped"}


def comments(page: str, about: str, key: str, number_quoted: str = "", *, name: str = "") -> None:
    """A button that opens the notes on one row, with a form for a comment or an action.

    page: the address; about: customer, rep, region, number …; key: which one; number_quoted: the
    figure on the screen as text, kept with an action; name: the row's name for the title. Without
    forms for whom the row is not; without a button where there is nothing to read either.
    """
    found = ask("shared/notes_beside", about=about, key=key, page=page)
    writes = may_write(about, key)
    if found.is_empty() and not writes:
        return
    label = _("Notes") if found.is_empty() else f"{_('Notes')} · {found.height}"
    with st.popover(label, icon=":material/edit_note:", key=f"notes_{about}_{key}"):
        if name:
            st.markdown(f"**{escaped(short(name, TITLE))}** {escaped(number_quoted)}")
        for row in found.iter_rows(named=True):
            _written(row)
        if not writes:
            return
        comment, action = st.tabs([_("Comment"), _("Action")])
        with comment:
            _comment_form(about, key)
        with action:
            _action_form(page, about, key, number_quoted)


def _written(row: Mapping[str, object]) -> None:
    written_at, due = row["written_at"], row["due_on"]
    st.markdown(escaped(str(row["text"])))
    facts = [str(row["written_by"])]
    if isinstance(written_at, datetime):
        facts.append(numbers.moment(written_at))
    if row["kind"] == "action":
        owner = str(row["owner_rep_id"])
        facts += [_reps().get(owner, owner), _(STATUS[str(row["status"])])]
        if isinstance(due, date):
            facts.append(_("due {day}", day=numbers.day(due, current())))
    st.caption(escaped(" · ".join(facts)))


def _comment_form(about: str, key: str) -> None:
    with st.form(form_key("comment", about, key), border=False):
        text = st.text_area(
            _("Comment"),
            placeholder=_("Cause, measure, deadline"),
            label_visibility="collapsed",
            max_chars=500,
        )
        if not st.form_submit_button(_("Save"), type="primary"):
            return
        if not text.strip():
            st.warning(_("Nothing is written yet."))
            return
        note = {"note_id": new_id(), "about": about, "key": key, "kind": "comment"}
        user = current_user().name
        row = note | {"text": text.strip(), "by": user, "at": business_now()}
        publish_row("notes", row, user, about=key)


def _action_form(page: str, about: str, key: str, number_quoted: str) -> None:
    reps, today = _reps(), datetime.now(BUSINESS_TIME).date()
    with st.form(form_key("action", about, key), border=False):
        decision = st.text_input(_("What is to be done"), max_chars=200)
        owner = st.selectbox(
            _("Who"),
            list(reps),
            index=None,
            placeholder=_("Choose a rep"),
            format_func=lambda one: reps.get(one, one),
        )
        due = st.selectbox(
            _("By"), dekad_ends(today), format_func=lambda day: numbers.dekad(day, current())
        )
        if not st.form_submit_button(_("Save"), type="primary"):
            return
        if not decision.strip() or not owner:
            st.warning(_("An action needs what is to be done and who does it."))
            return
        user = current_user().name
        action = {
            "action_id": new_id(),
            "meeting_on": today,
            "page": page,
            "key": key,
            "number_quoted": number_quoted or None,
            "decision": decision.strip(),
            "owner_rep_id": owner,
            "due_on": due,
            "status": "open",
            "created_by": user,
            "created_at": business_now(),
        }
        publish_row("actions", action, user, about=key)


def _reps() -> dict[str, str]:
    """Code → name of the reps that the reader may choose."""
    return dict(ask("shared/choices").filter(field="rep").select("value", "label").iter_rows())


def dekad_ends(today: date) -> list[date]:
    """The last days of this dekad and the next ones: what an action can be due on."""
    ends = [period_of("dekad", today).to_on]
    while len(ends) < DEKADS_AHEAD:
        ends.append(period_of("dekad", ends[-1] + timedelta(days=1)).to_on)
    return ends
