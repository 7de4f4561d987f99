"""Who is waiting for us, who let them wait?"""

import polars as pl
import streamlit as st

from pages.shared import address, export_menu, filters
from pages.shared.ask import ask, release
from pages.shared.complaints import complaint_tables
from pages.shared.complaints.complaint_backlog import backlog_chart, in_state
from pages.shared.complaints.complaint_causes import causes_chart, causes_table
from pages.shared.complaints.complaint_figures import complaint_figures
from pages.shared.complaints.complaint_trail import trail
from pages.shared.complaints.late_feedback import late_feedback
from pages.shared.exports import Sheet
from pages.shared.grid import MOST_ROWS
from pages.shared.language import _, current
from pages.shared.nothing import nothing
from pages.shared.parts import figures, foot, headline
from pages.shared.tables import table
from pages.shared.words import complaints as words
from pages.shared.words.sources import stands_on

LISTS = ("regions", "departments", "rep_ids", "channels", "customer_ids")
USE = ("period", "as_of", *LISTS, "key_accounts")

view, _ignored = filters.reading(USE)
language, day, who = current(), view.until, view.parameters(*LISTS)
measures = ask("complaints/measures", as_of=day, **who)
if measures.is_empty():
    filters.view(USE)
    nothing(
        view,
        ("complaints",),
        _("No complaint up to {day}", day=view.day(day, language)),
        _("No customer whom you may see has complained yet."),
        _("No customer in this selection has complained yet. Reset the filters."),
    )
    st.stop()

backlog = ask("complaints/backlog", as_of=day, **who)
late = ask("complaints/late", as_of=day, from_on=view.from_on, **who)
answer = words.answer(
    backlog, late, language, lambda page, more: address.link(page, {**address.everything(), **more})
)
headline(answer.light, words.about(view, language), answer.sentence, **answer.marks)
filters.view(USE)
figures(complaint_figures(measures, day))

first, last = view.ends(view.from_on, day)
span = _("{from_on} – {until}", from_on=first, until=last)
causes = ask("complaints/causes", as_of=day, from_on=view.from_on, **who)
left, right = st.columns([3, 2], gap="large")
with left:
    backlog_chart(view, measures["day"].to_list(), who)
with right:
    causes_chart(view, causes, span, who)

opened = None  # one complaint shows its history once, even when two tables have chosen it
if late.is_empty():
    st.caption(_("No clock is late."))
else:
    title = _("Who let customers wait: late clocks, running or stopped {span}", span=span)
    if chosen := table(complaint_tables.late_clocks(late), "late", title=title):
        opened = chosen.split("|")[0]
        trail(opened, late.filter(complaint_id=opened)["customer_id"][0], view)

by_clock = {
    clock: ask("complaints/clocks", as_of=day, from_on=view.from_on, by="owner", clock=clock, **who)
    for clock in words.CLOCKS
}
title = _("Three clocks by owner, hours on the clock, received {span}", span=span)
if causes.height and (owner := table(complaint_tables.clocks(by_clock), "clocks", title=title)):
    mine = late.filter(pl.col("owner_rep_id").fill_null(complaint_tables.NOBODY) == owner)
    if mine.is_empty():
        st.caption(_("This owner kept every limit."))
    else:
        title = _("Late clocks of this owner")
        table(complaint_tables.late_clocks(mine), "mine", title=title, select=False)

if backlog.height:
    shown = complaint_tables.open_complaints(in_state(backlog))
    if (chosen := table(shown, "backlog", wraps=True)) and chosen != opened:
        trail(chosen, backlog.filter(complaint_id=chosen)["customer_id"][0], view)

sheets = [
    Sheet(_("Late clocks"), complaint_tables.late_clocks(late, MOST_ROWS)),
    Sheet(_("Open complaints"), complaint_tables.open_complaints(backlog, MOST_ROWS)),
]
if causes.height:
    sheets.append(Sheet(_("Three clocks"), complaint_tables.clocks(by_clock, MOST_ROWS)))
    sheets.append(Sheet(_("Causes"), causes_table(view, causes, span, who)))
if feedback := late_feedback(view, who):
    sheets.append(Sheet(_("Visit feedback"), feedback))
export_menu.offer("complaints", _("Complaints"), answer.text, view, sheets)
foot(
    _("Select a row → what happened when, notes, the customer"),
    *stands_on(ask("shared/dates"), ("complaints", "visits"), release().at, language),
    _("judged at the end of the day; a breach stays one"),
    _("median and P90 leave out the unanswered, late counts them once past their limit"),
)
