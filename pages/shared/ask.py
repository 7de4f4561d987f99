"""The only bridge from pages to queries: cached answers from the release pinned for this run."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

import queries
from data.errors import StoreError
from data.releases import Release
from pages.shared import address
from pages.shared.session import scope
from pages.shared.view_reading import moment_of

PINNED = "pinned_release"
KEPT_ANSWERS = 2_000  # answers in memory, for all users together


def pin() -> Release:
    """Pin the release for this run: the shell calls it before the page.

    `?release=` or `?known_on=` choose an older one; what cannot be found is ignored.
    """
    release = _wanted()
    st.session_state[PINNED] = release
    return release


def release() -> Release:
    """The release that every answer of this run comes from."""
    pinned = st.session_state.get(PINNED)
    return pinned if isinstance(pinned, Release) else pin()


def _wanted() -> Release:
    number, known_on = address.one("release"), address.one("known_on")
    try:
        if number and number.isdigit():
            return queries.store().release(number=int(number))
        if known_on:
            return queries.store().release(known_on=moment_of(known_on))
    except (StoreError, ValueError):
        address.remove(("release", "known_on"))
    return queries.store().release()


def ask(name: str, **parameters: Any) -> pl.DataFrame:
    """The rows of a named query for what this user may see.

    Cached by question, parameters, scope, what decides the scope, and the versions of the tables
    it reads, so a release that leaves these tables alone keeps the answer.
    """
    return _asked(release(), name, parameters)


def ask_release(number: int, name: str, **parameters: Any) -> pl.DataFrame:
    """The rows as another release gives them: what was shown at a meeting.

    Raises data.errors.StoreError when the release is not kept any more.
    """
    return _asked(queries.store().release(number=number), name, parameters)


def _asked(pinned: Release, name: str, parameters: Mapping[str, Any]) -> pl.DataFrame:
    seen = scope()
    tables = queries.reads(name)
    versions = tuple(sorted((t, v) for t, v in pinned.tables.items() if t in tables))
    if parameters.get("as_of") is None:  # then the query speaks for the release's newest day
        versions += (("as_of", pinned.number),)
    versions += queries.decided_by(seen)
    frozen = tuple(sorted((key, _frozen(value)) for key, value in parameters.items()))
    return _answer(name, frozen, seen, versions, _number=pinned.number)


def may_write(about: str, key: str) -> bool:
    """Whether this user may write a note about that: who may see it today may."""
    return queries.may_see(about, key, scope())


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@st.cache_data(max_entries=KEPT_ANSWERS, show_spinner=False)
def _answer(
    name: str,
    parameters: tuple[tuple[str, Any], ...],
    seen: queries.Scope,
    versions: tuple[tuple[str, int], ...],
    *,
    _number: int,
) -> pl.DataFrame:
    """The answer; `versions` belongs to the key only, `_number` to the question only."""
    return queries.run(name, scope=seen, release=_number, **dict(parameters))
