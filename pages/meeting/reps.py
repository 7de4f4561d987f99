"""Who needs praise, help or a word?"""

import streamlit as st

from pages.shared import address, arrival, export_menu, filters
from pages.shared.ask import ask, release
from pages.shared.exports import Sheet
from pages.shared.language import _, current
from pages.shared.nothing import never_uploaded, not_uploaded, nothing
from pages.shared.parts import figures, foot, headline
from pages.shared.reps.choice import chosen_rep, neighbours, own_choice
from pages.shared.reps.rep_figures import rep_figures
from pages.shared.reps.rep_sheet import RepSheet
from pages.shared.reps.rep_table import rep_bars, rep_table
from pages.shared.reps.standings import standings
from pages.shared.sections import Section, sections
from pages.shared.session import scope
from pages.shared.tables import SELECTED, table
from pages.shared.words import reps as words
from pages.shared.words.sources import stands_on

own = scope().rep
USE = ("period", "as_of", "unit") if own else ("period", "as_of", "regions", "departments", "unit")
TABLES = ("orders", "receipts", "targets", "visits", "complaints")

view, _ignored = filters.reading(USE)
if never_uploaded(view, TABLES):
    filters.view(USE)
    not_uploaded(TABLES)
    st.stop()

language, found = current(), standings(view)
if found.rows.is_empty():
    filters.view(USE)
    why = _("No rep is registered whom you may see. Reps are uploaded as a table of their own.")
    what = _("No rep to speak about")
    nothing(view, TABLES, what, why, _("No rep belongs to this selection. Reset the filters."))
    st.stop()

row = chosen_rep(found, own)
if row is None:
    everything = address.everything()
    links = {
        key: address.link("reps", everything | {SELECTED + "reps": [key]})
        for key in found.reps["key"]
    }
    answer = words.answer(found.reps, links, language)
    headline(answer.light, words.about(view, language), answer.sentence, **answer.marks)
    filters.view(USE)
    figures(rep_figures(found, view))
    rep_bars(found, view, lambda key: address.write(SELECTED + "reps", key))
    grid = rep_table(found, view)
    title = _("Reps, who needs a word first on top; select one → the rep's page")
    table(grid, "reps", title=title, whole=True)
    sheets = [Sheet(_("Reps"), grid)]
    hint = _("Select a row or click a bar → one rep on one page")
else:
    arrival.here(SELECTED + "reps")
    sheet = RepSheet(found, row, view)
    answer = sheet.answer(is_own=own is not None)
    parts = (words.about(view, language), words.where(row, language))
    about = " · ".join(one for one in parts if one)
    headline(answer.light, about, answer.sentence, **answer.marks)
    filters.view(USE)
    if own:
        own_choice(found, row)
    else:
        neighbours(found, row)
    sheets = sections(  # one part: a click on its tables runs it alone
        [Section("rep", "Reps", lambda: sheet.draw(is_own=own is not None))]
    )
    hint = _("Select a row → its page or the customer")
export_menu.offer("reps", _("Reps"), answer.text, view, sheets)
foot(
    hint,
    *stands_on(ask("shared/dates"), TABLES, release().at, language),
    *words.foot_rules(language, is_limited=not scope().is_whole),
)
