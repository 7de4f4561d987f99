"""What is to be reached, by whom?"""

from collections.abc import Sequence

import streamlit as st

import queries
from pages.shared import filters, numbers
from pages.shared.ask import ask, release
from pages.shared.exports import Sheet
from pages.shared.language import _, current
from pages.shared.parts import Mark, foot, headline
from pages.shared.planning import saving
from pages.shared.planning.editing import edit
from pages.shared.planning.profile_editing import profiles
from pages.shared.planning.subject import chosen
from pages.shared.planning.upload_ways import upload_ways
from pages.shared.sections import Section, sections
from pages.shared.states import empty

view, _ignored = filters.reading(("as_of",))
dates = {row["table_name"]: row["newest_on"] for row in ask("shared/dates").iter_rows(named=True)}
set_to = dates.get("targets")
headline(
    "",
    _("Set targets · who is to reach what?"),
    _("Targets are set up to {month}; data to {day}")
    if set_to
    else _("No target is set yet; data to {day}"),
    month=Mark(numbers.month(set_to, current())),
    day=Mark(view.day(view.as_of, current())),
)
if release().number != queries.store().release().number:
    empty(
        _("An older release is shown"),
        _("Targets are set in the newest one: leave the older one in the bar above."),
    )
    st.stop()
saving.told()


def _targets() -> Sequence[Sheet]:
    planned, unit = chosen(view.as_of)
    edit(planned, view.as_of, unit)
    return []


def _profiles() -> Sequence[Sheet]:
    profiles(view.as_of)
    return []


sections([Section("months", "Months", _targets), Section("profiles", "Profiles", _profiles)])
upload_ways()
foot(
    _("Choose a node → type or fill the targets of its parts → publish"),
    _("Nothing is published before you say so; every release can be taken back."),
    _("undistributed = target of the whole − Σ parts; below 0: over-allocated"),
)
