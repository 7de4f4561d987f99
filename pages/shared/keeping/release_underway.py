"""The publishes that are going on: who, what, since when, how far; looked at until they end."""

from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from data import uploads
from data.store import Store
from data.underway import Underway
from pages.shared.language import _, current
from pages.shared.numbers import BUSINESS_TIME, percent
from pages.shared.parts import escaped
from pages.shared.uploads import upload_work

PAUSE = 1.0  # seconds between two looks; every look keeps the session awake, so none when idle


@dataclass(frozen=True)
class Going:
    """One publish in words, with its share and the words for it."""

    sentence: str
    since: datetime
    share: float
    step: str


def going(store: Store) -> list[Going]:
    """Every publish that is going on: the one that writes, and uploads that are read for one."""
    writing = store.underway()
    found = []
    for status in uploads.publishing(current()):
        mine = writing if writing and writing.pid == uploads.process_of(status.job) else None
        share, step = upload_work.how_far(status, mine.share if mine else None)
        names = ", ".join(one.name for one in status.job.files)
        since = datetime.fromisoformat(status.job.at)
        found.append(Going(publishes(status.job.who, names), since, share, step))
        writing = None if mine else writing
    if writing:
        step = _("{share} of the tables written", share=percent(writing.share, 0))
        found.append(Going(sentence(writing), writing.since, writing.share, step))
    return found


def publishes(who: str, what: str) -> str:
    """Who is publishing what; nothing is said of what has no name."""
    if not what:
        return _("{who} is publishing changes", who=who)
    return _("{who} is publishing {what}", who=who, what=what)


def sentence(one: Underway) -> str:
    """What the publish that holds the store will be."""
    match one.action:
        case "undo":
            return _("{who} is taking an upload back", who=one.who)
        case "restore":
            return _("{who} is restoring release {number}", who=one.who, number=one.subject)
    return publishes(one.who, one.note)


@st.fragment(run_every=PAUSE)
def watch(store: Store, newest: int) -> None:
    """Show what is going on; when one has ended, the page runs again and shows its release."""
    found = going(store)
    releases = store.releases()
    if not found or (releases[-1].number if releases else 0) != newest:
        st.rerun()
    for one in found:
        since = f"{one.since.astimezone(BUSINESS_TIME):%H:%M:%S}"
        text = _(
            "{sentence}, since {since}. {step}", sentence=one.sentence, since=since, step=one.step
        )
        st.progress(min(1.0, one.share), escaped(text))
