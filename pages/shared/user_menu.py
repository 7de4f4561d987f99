"""The menu behind one's own name: role, language, account, sign-out."""

from dataclasses import replace

import streamlit as st

from data import audit
from data.accounts import accounts
from pages.shared import address
from pages.shared.language import _
from pages.shared.parts import escaped
from pages.shared.session import User

OTHER_LANGUAGE = {"zh": ("en", "English"), "en": ("zh", "中文")}
# The English words are message ids of the catalogue.
ROLES = {
    "manager": "Manager",
    "region_manager": "Region manager",
    "rep": "Sales rep",
    "clerk": "Data clerk",
    "admin": "Administrator",
}
_KEY = "user_menu"
# A popover hangs outside the themed part of the page: its colours are inherited, not tokens.
_STYLE = f"""<style>
.st-key-{_KEY} a{{display:block;padding:.375rem 0;font-size:1rem;color:inherit;
 text-decoration:none}}
</style>"""


def draw(user: User) -> None:
    """A button with one's name that opens the menu."""
    code, language = OTHER_LANGUAGE[user.language]
    links = (("/account", _("My account")), ("/logout", _("Sign out")))
    with st.popover(escaped(user.display_name), type="tertiary", width="content"):
        st.caption(" · ".join((_(ROLES[user.role]), *map(escaped, _bounds(user)))))
        st.button(language, type="tertiary", on_click=_speak, args=(user.name, code))
        with st.container(key=_KEY):
            anchors = "".join(f'<a href="{to}" target="_self">{text}</a>' for to, text in links)
            st.html(_STYLE + anchors)


def _bounds(user: User) -> tuple[str, ...]:
    return user.regions or ((user.rep_id,) if user.rep_id else ())


def _speak(name: str, language: str) -> None:
    """Another language from now on, on every device."""
    account = accounts().get(name)
    if account is not None:
        with audit.recorded("language changed", name, language=language):
            accounts().change(replace(account, language=language))
    address.remove(["lang"])
