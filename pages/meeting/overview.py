"""What do we talk about today?"""

import polars as pl
import streamlit as st

from pages.shared import address, export_menu, filters, numbers
from pages.shared.ask import ask, release
from pages.shared.exports import Sheet
from pages.shared.key_accounts.account_health import accounts
from pages.shared.language import _, current
from pages.shared.nothing import never_uploaded, not_uploaded
from pages.shared.overview.agenda import CARRIED, agenda
from pages.shared.overview.agenda_item import agenda_item
from pages.shared.overview.early_warning import early_warning
from pages.shared.overview.overview_parts import (
    actions_table,
    since_last_meeting,
    six_measures,
    turned_lights,
    ways_on,
)
from pages.shared.overview.overview_sheets import answers_table, measures_table
from pages.shared.parts import foot, headline
from pages.shared.presenter import presenting
from pages.shared.register import pages_for
from pages.shared.session import current_user
from pages.shared.tables import table
from pages.shared.tokens import shown_light
from pages.shared.words import overview as words
from pages.shared.words.sources import stands_on

USE = ("period", "as_of", "regions", "departments", "rep_ids", "channels", "unit")
TABLES = ("orders", "receipts", "complaints", "visits", "targets")

view, _ignored = filters.reading(USE)
if never_uploaded(view, TABLES):
    filters.view(USE)
    not_uploaded(TABLES)
    st.stop()

language, carried = current(), address.kept(CARRIED)
found = accounts(view)
items = agenda(view, found)
links = {item.page: address.link(item.page, carried) for item in items}
answer = words.answer(items, links, language)
headline(shown_light(answer.light), words.about(view, language), answer.sentence, **answer.marks)
filters.view(USE)

files = {entry.address: str(entry.file) for entry in pages_for(current_user().role)}
with st.grid(columns=len(items), min_column_width=270, gap="small", border=True):
    for number, item in enumerate(items, start=1):
        agenda_item(
            shown_light(item.answer.light),
            f"{number} {item.title}",
            files[item.page],
            item.answer.brief,
            item.figure,
        )

actions = ask(
    "meeting/actions",
    as_of=view.as_of,
    since_on=found.compared_on,
    known_by=view.as_of if "as_of" in view.given else None,
)
open_actions = actions.filter(status="open")
left, right = st.columns(2, gap="medium")
with left:
    measured = six_measures(view)
with right:
    was_meeting = found.meeting_label is not None
    turned = turned_lights(view, found.compared_on)
    since_last_meeting(
        words.since_title(found.compared_on, view, language, was_meeting=was_meeting),
        words.since_words(actions, found, turned, language),
    )
    early_warning(view, files["targets"])
    title = words.actions_title(open_actions, language)
    if open_actions.is_empty():
        st.caption(_("No action is open. Notes beside a row of any page make one."))
    else:
        chosen = table(actions_table(open_actions), "actions", title=title)
        if chosen:
            ways_on(open_actions.row(by_predicate=pl.col("action_id") == chosen, named=True), files)

sheets = [Sheet(_("The four answers"), answers_table(items))]
if measured.height:
    sheets.append(Sheet(_("Six measures"), measures_table(measured, view.unit)))
sheets.append(Sheet(_("Actions"), actions_table(open_actions)))
export_menu.offer("overview", _("Overview"), answer.text, view, sheets)
pinned = release()
foot(
    _("PageDown / PageUp on a keyboard or a presenter's remote: next and previous item")
    if presenting()
    else _("The button beside Export shows the meeting large; PageDown then turns on"),
    _("release {number}", number=numbers.count(pinned.number)),
    *stands_on(ask("shared/dates"), TABLES, pinned.at, language),
)
