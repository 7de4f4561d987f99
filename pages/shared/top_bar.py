"""The right end of the navigation: whether this is demo data, the search box, one's own menu."""

import streamlit as st

import queries
from data import demo
from pages.shared import ask, search, user_menu
from pages.shared.language import _
from pages.shared.session import User
from pages.shared.tokens import css

_KEY = "top_bar"
# Streamlit lets no script write into its own bar, so ours lies over its right end. Its own words
# below inputs ("Press Enter to apply") are English in every language: they are left out.
_STYLE = f"""<style>
[data-testid=InputInstructions]{{display:none}}
[data-testid=stMainBlockContainer]{{padding-top:4rem}}
[data-testid=stLayoutWrapper]:has(>.st-key-{_KEY}){{position:absolute}}
.st-key-{_KEY}{{position:fixed;top:.75rem;right:1rem;width:auto;z-index:999991;
 flex-flow:row;align-items:center;gap:1rem}}
.st-key-{_KEY} button{{min-height:2rem;border:0;background:transparent;
 color:{css("muted")}!important}}
.st-key-{_KEY} button:is(:hover,[aria-expanded=true]){{color:{css("ink")}!important}}
.st-key-{_KEY} .demo{{font-size:.875rem;white-space:nowrap;color:{css("warn")}}}
@media (max-width:40rem){{.st-key-{_KEY}{{gap:0}}
 .st-key-{_KEY} button p{{max-width:4rem;overflow:hidden;text-overflow:ellipsis;
 white-space:nowrap}}}}
@media print{{.st-key-{_KEY}{{display:none}}}}
</style>"""


def draw(user: User, profile: str | None) -> None:
    """The bar, once per run, in the shell; profile is the page file of a customer, if allowed."""
    with st.container(key=_KEY, horizontal=True):
        st.html(_STYLE)
        if demo.is_there(queries.store(), ask.release().number):
            st.html(f'<span class="demo">▲ {_("Demo data")}</span>', width="content")
        if profile is not None:
            search.box(profile)
        user_menu.draw(user)
