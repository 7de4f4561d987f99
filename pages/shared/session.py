"""Who is here in this run of the script, and whose rows they may see.

Every run asks again: a websocket that is still open outlives a sign-out.
"""

from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from data.accounts import Account
from data.language import LANGUAGES
from pages.door import speech
from pages.door.visitor import visitor_of
from pages.shared.language import ACCOUNT_LANGUAGE, _, current
from pages.shared.numbers import BUSINESS_TIME
from queries import EVERYTHING, Scope


@dataclass(frozen=True, slots=True)
class User:
    """The person in front of the page. `display_name` is data: escape it."""

    name: str
    display_name: str
    role: str
    regions: tuple[str, ...]  # of a region manager
    rep_id: str | None  # of a rep
    language: str


def live_account() -> Account | None:
    """The account behind the live session of this run, None for nobody.

    The one place where a run learns who is here: the headers name a session, the server says
    whether it lives and what its account may do.
    """
    visitor = visitor_of(str(st.user.get("session") or ""))
    if visitor is None or visitor.account.name != st.user.get("name"):
        return None
    return visitor.account


def current_user() -> User:
    """Who is here. Without a live session this run draws a way to the sign-in page and ends."""
    account = live_account()
    if account is None:
        st.html(f'<p><a href="/login" target="_self">{_("Sign in")}</a></p>')
        st.stop()
    st.session_state[ACCOUNT_LANGUAGE] = account.language or _chosen_at_the_door()
    return User(
        name=account.name,
        display_name=account.display_name,
        role=account.role,
        regions=account.regions,
        rep_id=account.rep_id,
        language=current(),
    )


def scope() -> Scope:
    """The rows this user may see; for a role that is bound to nothing, no rows."""
    user = current_user()
    today = datetime.now(BUSINESS_TIME).date()
    match user.role:
        case "manager" | "clerk" | "admin":
            return EVERYTHING
        case "region_manager":
            return Scope(regions=user.regions, on=today)
        case "rep" if user.rep_id:
            return Scope(rep=user.rep_id, on=today)
    return Scope(regions=())


def _chosen_at_the_door() -> str | None:
    chosen = st.context.cookies.get(speech.COOKIE)
    return chosen if chosen in LANGUAGES else None
