"""What does each table hold, and how may its columns be called?"""

import streamlit as st

from data.contracts import TABLES
from pages.shared import address
from pages.shared.keeping import field_list
from pages.shared.language import _, current
from pages.shared.numbers import count
from pages.shared.parts import foot, headline
from pages.shared.tables import in_full

language = current()
headline(
    "",
    _("Data dictionary · what each table holds"),
    _("{tables} tables with {columns} columns can be uploaded"),
    tables=count(len(TABLES)),
    columns=count(sum(len(one.fields) for one in TABLES.values())),
)
names = list(TABLES)
wanted = address.one("table")
words = {name: TABLES[name].label(language) for name in names}
chosen = st.selectbox(
    _("Table"),
    names,
    index=names.index(wanted) if wanted in names else 0,
    format_func=words.__getitem__,
    width=360,
)
address.write("table", chosen)
contract = TABLES[chosen]
field_list.about(contract, language)
field_list.templates_of(contract, language)
in_full(field_list.grid(contract, language), title=words[chosen])
foot(
    _("Download a template, fill it in, upload it"),
    _("Headers are read in Chinese or English; spaces, width and case do not matter."),
)
