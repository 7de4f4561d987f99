"""The collection list on paper: one sheet per rep, to take along and to write on."""

import html

import streamlit as st

from pages.shared import numbers
from pages.shared.exports import Sheet
from pages.shared.grid import Grid
from pages.shared.language import _, current
from pages.shared.parts import caption, escaped
from pages.shared.receivables.collecting import Collecting
from pages.shared.receivables.collection_tables import items_grid, names_of
from pages.shared.tables import table
from pages.shared.words import collection as words

ONE_SHEET = 24  # rows that one sheet has room for; what is needed is always on it


def sheets_of_paper(listed: Collecting, reps: Grid, rep: str | None) -> list[Sheet]:
    """Draw the table of reps, then a sheet for each with something due; for one rep that alone."""
    language, view = current(), listed.view
    unit = numbers.unit_word(view.unit, language)
    period = view.period_words(language)
    sheets = []
    if rep is None:
        whole = listed.standing()
        st.markdown(
            f"**{escaped(words.answer(listed.called(), whole.target, whole.gap, view, language))}**"
        )
        title = _("Who collects what, {period}, {unit}", period=period, unit=unit)
        table(reps, "paper_reps", title=title)
        sheets.append(Sheet(_("Collections by rep"), reps))
    for code, name in names_of(reps).items():
        items = listed.called(code)
        if items.is_empty() or rep not in (None, code):
            continue
        standing = listed.standing(code)
        answer = words.answer(items, standing.target, standing.gap, view, language)
        st.html(_head(name, f"{answer} · {view.as_of_words(language)}"))
        grid = items_grid(items, max(ONE_SHEET, items["place"].count()), on_paper=True)
        who = _("{rep}: what to collect by {day}, in CNY", rep=name, day=view.to_on.isoformat())
        caption(who)
        table(grid, f"paper_{code}")
        sheets.append(Sheet(name, items_grid(items)))
    return sheets


def _head(name: str, sentence: str) -> str:
    """The head of a rep's sheet, on a new page."""
    return (
        '<div style="break-before:page;padding-top:.5rem">'
        f'<h2 style="font-size:1.25rem;margin:0;padding:0">{html.escape(name)} · '
        f"{html.escape(_('Collection list'))}</h2>"
        f'<p style="margin:.25rem 0 0">{html.escape(sentence)}</p></div>'
    )
