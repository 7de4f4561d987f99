"""What is missing or doubtful?"""

import streamlit as st

from pages.shared import export_menu, filters
from pages.shared.exports import Sheet
from pages.shared.keeping import quality_lists
from pages.shared.language import _, current
from pages.shared.nothing import never_uploaded, not_uploaded
from pages.shared.numbers import unit_word
from pages.shared.parts import foot, headline
from pages.shared.profile_link import profile_link
from pages.shared.tables import table
from pages.shared.words import quality as words

language = current()
use = ("as_of", "regions", "rep_ids", "unit")
tables = ("orders", "receipts", "complaints", "visits", "targets")
view, ignored = filters.reading(use)
if never_uploaded(view, tables):
    filters.view(use)
    not_uploaded(tables)
    st.stop()

found = quality_lists.every(view)
light, sentence, marks = words.headline(
    ((one.check, one.count) for one in found.values()), language
)
about = _(
    "Data quality · what is missing or doubtful, to {day}", day=view.day(view.as_of, language)
)
headline(light, about, sentence, **marks)
filters.view(use)
grid = quality_lists.overview(found, view)
unit = unit_word(view.unit, language)
picked = table(grid, "check", title=_("Every check, amounts in {unit}", unit=unit))
sheets = [Sheet(_("Data quality"), grid)]
if picked:
    chosen = found[picked]
    title = _("{check}: the rows, amounts in CNY", check=_(chosen.check.name))
    if chosen.count:
        rows = quality_lists.rows_of(chosen)
        sheets.append(Sheet(_(chosen.check.name), rows))
        customer = table(rows, f"rows_{picked}", title=title)
        if customer:
            profile_link(customer, customer)
    else:
        st.caption(_("Nothing found: this check is in order."))
answer = sentence
for name, mark in marks.items():
    answer = answer.replace(f"{{{name}}}", mark.text)
export_menu.offer("quality", _("Data quality"), answer, view, sheets)
foot(
    _("Select a check → its rows → the customer"),
    _("What is not registered stays in every total; correct it by uploading again."),
)
