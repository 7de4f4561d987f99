"""The frame of every page: who is here, which pages they may open, in which language."""

import streamlit as st

from pages.shared import ask, paper, presenter, session, top_bar
from pages.shared.language import _
from pages.shared.register import PAGES_FOLDER, SECTIONS, pages_for

ICON = str(PAGES_FOLDER / "shared" / "icon.svg")

user = session.current_user()
entries = pages_for(user.role)
sections: dict[str, list[st.Page]] = {}
for entry in entries:
    heading = SECTIONS[entry.section] and _(SECTIONS[entry.section])
    is_start = entry is entries[0]
    page = st.Page(entry.file, title=_(entry.title), url_path=entry.address, default=is_start)
    sections.setdefault(heading, []).append(page)

chosen = st.navigation(sections, position="hidden" if presenter.presenting() else "top")
st.set_page_config(
    page_title=f"{chosen.title} · {_('Xunboard')}",
    page_icon=ICON,
    layout="wide",
    initial_sidebar_state="collapsed",
)
ask.pin()
paper.style()
presenter.style()
files = {entry.address: str(entry.file) for entry in entries}
presenter.opened(chosen.url_path or entries[0].address, files)
if not presenter.presenting():
    st.logo(ICON, size="small")
    top_bar.draw(user, files.get("profile"))
chosen.run()
