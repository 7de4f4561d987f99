"""The uploads so far: who, when, which files, what came of them; each can be taken back."""

from functools import lru_cache
from typing import Any

import polars as pl
import streamlit as st

from data import audit, demo, uploads
from data.errors import StoreError
from data.history import gone_by
from data.releases import Release
from data.store import Store
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.numbers import BUSINESS_TIME, count
from pages.shared.parts import escaped
from pages.shared.session import current_user
from pages.shared.tables import table
from pages.shared.uploads import upload_publishing, upload_work

SHOWN = 100
OWN = (demo.UPLOAD, demo.REMOVED)


def made(store: Store) -> list[Release]:
    """Releases that brought files in, newest first."""
    return [
        one
        for one in reversed(store.releases())
        if one.action == "publish" and one.upload and one.upload not in OWN
    ]


def draw(store: Store, releases: list[Release]) -> None:
    """The table of uploads, and what can be done with the chosen one."""
    if not releases:
        return
    picked = table(grid(store, releases), "upload", title=_("Uploads so far, newest first"))
    chosen = next((one for one in releases if str(one.number) == picked), None)
    if chosen is None:
        return
    with st.container(horizontal=True, gap="small"):
        job_id = jobs_by_release().get(chosen.number)
        if job_id and st.button(_("Show what it changed"), icon=":material/visibility:"):
            upload_work.show(job_id)
        if chosen.number not in back(store) and st.button(
            _("Take this upload back"), icon=":material/undo:", key="back_history"
        ):
            upload_publishing.confirm_undo(store, chosen.upload, chosen.number)


def grid(store: Store, releases: list[Release]) -> Grid:
    """One row per upload; the key is its release."""
    jobs, gone = jobs_by_release(), back(store)
    rows = []
    for one in releases:
        facts = counts(jobs[one.number]) if one.number in jobs else None
        taken = one.number in gone
        rows.append(
            {
                "number": str(one.number),
                "at": one.at.astimezone(BUSINESS_TIME).strftime("%Y-%m-%d %H:%M"),
                "who": one.who,
                "files": one.note,
                "state": _("taken back") if taken else _("in"),
                "light": "none" if taken else "green",
                "new": facts[1] if facts else None,
                "changed": facts[2] if facts else None,
                "rejected": facts[3] if facts else None,
            }
        )
    columns = [
        Column("number", _("Release"), pinned=True, width=84),
        Column("at", _("When"), width=150),
        Column("who", _("Who"), width=120),
        Column("files", _("Files"), width=340),
        Column("state", _("State"), "status", width=110),
        Column("new", _("New"), "count", width=100, adds=False),
        Column("changed", _("Changed"), "count", width=100, adds=False),
        Column("rejected", _("Rejected"), "count", width=100, adds=False),
    ]
    schema: dict[str, Any] = dict.fromkeys(("new", "changed", "rejected"), pl.Int64)
    frame = pl.DataFrame(rows, schema_overrides=schema)
    return lay_out(frame, columns, key="number", light="light", limit=SHOWN, rest=_others)


def _others(left: int) -> str:
    return _("{count} others", count=count(left))


def back(store: Store) -> set[int]:
    """Numbers of the releases whose upload is out again."""
    releases = store.releases()
    return {one.number for one in releases if one.upload and gone_by(releases, one)}


def jobs_by_release() -> dict[int, str]:
    """Release → the job that published it."""
    published = (one for one in uploads.jobs() if one.publishes)
    known = ((counts(one.job_id), one.job_id) for one in published)
    return {facts[0]: job_id for facts, job_id in known if facts}


def counts(job_id: str) -> tuple[int, int, int, int] | None:
    """(release, new, changed, rejected) of a job that published, None of any other."""
    if (uploads.jobs_folder() / job_id / uploads.outcome_name("en")).exists():
        return _counts(job_id)
    return None


@lru_cache(maxsize=2_000)
def _counts(job_id: str) -> tuple[int, int, int, int] | None:
    outcome = uploads.status(job_id, "en").outcome
    if not outcome or not outcome["published"]:
        return None
    return (outcome["release"], outcome["new"], outcome["changed"], outcome["rejected"])


def offer_to_remove_demo(store: Store) -> None:
    """While invented rows are there: say so, and a way to remove them."""
    if not demo.is_there(store):
        return
    with st.container(
        horizontal=True, border=True, vertical_alignment="center", gap="small", key="demo_rows"
    ):
        st.markdown(
            f":material/science: {escaped(_('The store holds the rows of an invented company.'))}"
        )
        if st.button(_("Remove demo data")):
            _confirm_removal(store)


def _confirm_removal(store: Store) -> None:
    @st.dialog(_("Remove demo data?"))
    def ask() -> None:
        st.markdown(escaped(_("All invented rows go in a new release; uploaded rows stay.")))
        if not st.button(_("Remove"), type="primary"):
            return
        try:
            name = current_user().name
            with st.spinner(_("Removing")), audit.recorded("demo_removed", name):
                made_release = demo.remove(store, name)
        except StoreError as refused:
            st.error(escaped(refused.sentence(current())))
            return
        st.session_state[upload_work.TOLD] = _(
            "The demo data is removed; the new release is {number}.", number=made_release.number
        )
        st.rerun()

    ask()
