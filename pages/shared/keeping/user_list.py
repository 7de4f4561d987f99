"""Accounts as a table, and what an administrator can do with one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

import polars as pl
import streamlit as st

from data import audit
from data.account import ROLES, Account
from data.accounts import accounts
from data.errors import RefusedError
from data.sessions import Session, sessions
from pages.door.lockout import lockout
from pages.shared.ask import ask
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.numbers import BUSINESS_TIME
from pages.shared.parts import caption, escaped
from pages.shared.session import current_user

TOLD = "user_told"  # session key: what the last click did, said once
# The English words are message ids of the catalogue.
ROLE_WORDS = {
    "manager": "Manager",
    "region_manager": "Region manager",
    "rep": "Sales rep",
    "clerk": "Data clerk",
    "admin": "Administrator",
}


def told() -> None:
    """Say what the last click did. A new password is shown this once and kept nowhere."""
    sentence, password = st.session_state.pop(TOLD, ("", ""))
    if sentence:
        st.success(escaped(sentence), icon=":material/check:")
    if password:
        st.code(password, language=None)


def locked() -> set[str]:
    """Names that too many wrong passwords have locked."""
    return set(lockout.locked())


def live(name: str) -> list[Session]:
    """The sessions of a user, newest first."""
    return sessions().of(name)


def grid(known: Mapping[str, Account], locked_names: set[str]) -> Grid:
    """One row per account; the key is its name."""
    rows = [
        {
            "name": one.name,
            "person": one.display_name,
            "role": _(ROLE_WORDS[one.role]),
            "sees": sees(one),
            "state": _state(one.name, locked_names),
            "used": _last_used(one.name),
            "light": "amber" if one.name in locked_names else "none",
        }
        for one in sorted(known.values(), key=lambda one: (ROLES.index(one.role), one.name))
    ]
    columns = [
        Column("name", _("User name"), pinned=True, width=150),
        Column("person", _("Name"), width=150),
        Column("role", _("Role"), width=140),
        Column("sees", _("Sees"), width=300),
        Column("state", _("State"), "status", width=130),
        Column("used", _("Last used"), width=150),
    ]
    return lay_out(pl.DataFrame(rows), columns, key="name", light="light", limit=500, rest=str)


def sees(account: Account) -> str:
    """Whose rows an account sees, in words."""
    if account.role == "region_manager":
        return "、".join(account.regions) if current() == "zh" else ", ".join(account.regions)
    if account.role == "rep":
        return _("customers of {rep}", rep=account.rep_id or "—")
    return _("everything")


def _state(name: str, locked_names: set[str]) -> str:
    if name in locked_names:
        return _("Locked")
    return _("Signed in") if live(name) else _("Signed out")


def _last_used(name: str) -> str:
    found = live(name)
    if not found:
        return ""
    newest = max(one.used for one in found)
    return datetime.fromtimestamp(newest, BUSINESS_TIME).strftime("%Y-%m-%d %H:%M")


def add() -> None:
    """A form for a new account; its random password is shown once."""
    with st.expander(_("Add an account"), icon=":material/person_add:"), st.container():
        name = st.text_input(_("User name"), key="new_name", max_chars=40)
        account = _fields("new", Account(name="", role="manager"))
        if st.button(_("Add"), type="primary", disabled=not name.strip()):
            wanted = replace(account, name=name.strip().lower())
            _done(
                lambda: accounts().add(wanted),
                _("{name} may sign in with this password; it is shown only now:", name=wanted.name),
                "user_added",
                wanted.name,
            )


def edit(account: Account) -> None:
    """Rights, password, lock and sessions of one account."""
    caption(_("Account {name}", name=account.name))
    wanted = _fields(account.name, account)
    name = account.name
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Save"), type="primary", disabled=wanted == account):
            _done(
                lambda: accounts().change(wanted),
                _(
                    "The rights of {name} are changed; who is signed in under it signs in again.",
                    name=name,
                ),
                "user_changed",
                name,
            )
        if st.button(_("Reset password")):
            _confirm_reset(name)
        if st.button(_("Unlock"), disabled=name not in locked()):
            _done(
                lambda: _nothing(lockout.unlock(name)),
                _("{name} may try again.", name=name),
                "unlocked",
                name,
            )
        if st.button(_("Sign out everywhere"), disabled=not live(name)):
            _done(
                lambda: _nothing(sessions().end_all(name)),
                _("{name} is signed out everywhere.", name=name),
                "signed_out_everywhere",
                name,
            )
        if st.button(_("Remove"), disabled=name == current_user().name):
            _confirm_removal(name)


def _fields(key: str, account: Account) -> Account:
    """The fields of an account as widgets; the account they describe."""
    words = {role: _(word) for role, word in ROLE_WORDS.items()}
    left, right = st.columns(2)
    last = left.text_input(_("Family name"), account.last_name, key=f"last_{key}", max_chars=40)
    first = right.text_input(_("Given name"), account.first_name, key=f"first_{key}", max_chars=40)
    role = left.selectbox(
        _("Role"),
        ROLES,
        index=ROLES.index(account.role),
        format_func=words.__getitem__,
        key=f"role_{key}",
    )
    choices = ask("shared/choices")
    regions: tuple[str, ...] = ()
    rep_id: str | None = None
    if role == "region_manager":
        known = [one for one in choices.filter(field="region")["value"] if one]
        options = sorted({*known, *account.regions})
        regions = tuple(
            right.multiselect(_("Regions"), options, list(account.regions), key=f"regions_{key}")
        )
    if role == "rep":
        labels = dict(choices.filter(field="rep").select("value", "label").iter_rows())
        options = sorted({*labels, *([account.rep_id] if account.rep_id else [])})
        rep_id = right.selectbox(
            _("Rep"),
            options,
            index=options.index(account.rep_id) if account.rep_id else None,
            format_func=lambda one: f"{one} {labels.get(one, '')}",
            key=f"rep_{key}",
        )
    return replace(
        account,
        first_name=first.strip(),
        last_name=last.strip(),
        role=role,
        regions=regions,
        rep_id=rep_id,
    )


def _confirm_reset(name: str) -> None:
    _ask_first(
        _("Reset the password of {name}?", name=name),
        _("The old one ends at once, and so does every session that it opened."),
        _("Reset password"),
        lambda: accounts().reset_password(name),
        _("{name} has this new password; it is shown only now:", name=name),
        "password_reset",
        name,
    )


def _confirm_removal(name: str) -> None:
    _ask_first(
        _("Remove {name}?", name=name),
        _("The account ends at once. What it did stays in the audit lines."),
        _("Remove"),
        lambda: accounts().remove(name),
        _("{name} is removed.", name=name),
        "user_removed",
        name,
    )


def _ask_first(
    question: str,
    warning: str,
    yes: str,
    act: Callable[[], str | None],
    sentence: str,
    event: str,
    name: str,
) -> None:
    """Do what cannot be taken back after a second click only."""

    @st.dialog(question)
    def confirm() -> None:
        st.markdown(escaped(warning))
        if st.button(yes, type="primary", key=f"{event}_confirmed"):
            _done(act, sentence, event, name)

    confirm()


def _nothing(_answer: object) -> None:
    """An answer that is nobody's password."""


def _done(act: Callable[[], str | None], sentence: str, event: str, name: str) -> None:
    """Note it, do it, say it on the fresh page with the password it gave; say a refusal here."""
    try:
        with audit.recorded(event, current_user().name, account=name):
            password = act()
    except RefusedError as refused:
        st.error(escaped(refused.sentence(current())))
        return
    st.session_state[TOLD] = (sentence, password or "")
    st.rerun()
