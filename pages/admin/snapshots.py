"""What was known when?"""

import streamlit as st

import queries
from pages.shared.keeping import release_list, release_underway
from pages.shared.language import _, current
from pages.shared.numbers import count, moment
from pages.shared.parts import foot, headline
from pages.shared.states import empty
from pages.shared.tables import table

store = queries.store()
releases = store.releases()
going = release_underway.going(store)
if not releases:
    if going:
        release_underway.watch(store, 0)
    empty(_("There is no release yet."), _("The first upload makes the first release."))
    st.stop()

newest = releases[-1]
release_list.told()
headline(
    "",
    _("Releases · what was known when"),
    _("{number} releases; the newest is of {when} by {who} with {rows} rows"),
    number=count(len(releases)),
    when=moment(newest.at),
    who=newest.who,
    rows=count(newest.stored_rows),
)
if going:
    release_underway.watch(store, newest.number)
grid = release_list.grid(releases, current())
picked = table(grid, "release", title=_("Every release, newest first"))
chosen = next((one for one in releases if str(one.number) == picked), None)
if chosen:
    release_list.actions(store, chosen, newest)
    before = release_list.compared_with(releases, chosen)
    if before:
        release_list.differences(store, before, chosen)
foot(
    _("Select a release: what it changed, its label, restore, take back"),
    _("A release is what all readers see together; restoring an old one makes a new release."),
)
