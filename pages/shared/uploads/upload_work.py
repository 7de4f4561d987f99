"""The upload in front of a person: files dropped, work watched, found again after a closed tab."""

import json
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from data import audit, uploads
from data.errors import RefusedError
from data.ingest import UploadMode
from data.uploads import Job, KeptFile, Status
from pages.shared import address
from pages.shared.language import _, current
from pages.shared.parts import escaped
from pages.shared.register import pages_for
from pages.shared.session import current_user

TOLD = "upload_told"  # session key: what the last click did, said once
TURN = "upload_turn"  # session key: counts emptied drop zones
KINDS = ("csv", "tsv", "txt", "xlsx", "xls")
WRAPPED = "[data-testid=stPageLink] *{white-space:normal}"  # a phone shows the whole sentence
PAUSE = 0.7  # seconds between two looks at a running job


def in_front() -> Status | None:
    """The job that the address names, else the newest open one of this person."""
    wanted = address.one("job")
    if wanted is None:
        found = uploads.open_job(current_user().name)
        return uploads.status(found.job_id, current()) if found else None
    try:
        return uploads.status(wanted, current())
    except RefusedError:
        address.write("job", None)
        return None


def told() -> None:
    """Say what the last click did."""
    if sentence := st.session_state.pop(TOLD, ""):
        st.success(escaped(sentence), icon=":material/check:")


def drop_zone() -> None:
    """Take files; looking at them starts at once."""
    turn = st.session_state.setdefault(TURN, 0)
    st.html(f"<style>{button_words()}{WRAPPED}</style>")
    dropped = st.file_uploader(
        _("CSV, TSV, Excel; several files at once. Nothing is published before you say so."),
        type=list(KINDS),
        accept_multiple_files=True,
        key=f"dropped_{turn}",
    )
    if not dropped:
        templates()
        return
    kept: list[KeptFile] = []
    for file in dropped:
        try:
            one = uploads.keep(file.getvalue(), file.name)
        except OSError as reason:
            cannot_write(reason)
            return
        kept.append(replace(one, name=distinct(one.name, [other.name for other in kept])))
    st.session_state[TURN] = turn + 1
    audit.record("upload", current_user().name, files=[[one.name, one.sha256] for one in kept])
    look(kept)


def templates() -> None:
    """The way to the templates, for whom no file fits."""
    entry = next(one for one in pages_for(current_user().role) if one.address == "dictionary")
    st.page_link(
        str(entry.file),
        label=_("No file at hand? Templates to fill in, and which columns are known"),
        icon=":material/description:",
    )


def button_words() -> str:
    """The words that Streamlit writes in English only, in the language of the page."""
    zone = "[data-testid=stFileUploaderDropzone]"
    words = {
        f"{zone} button p": _("Choose files"),
        f"{zone} [data-testid=stFileUploaderDropzoneInstructions] span": _(
            "or drag them here · {kinds} · up to {size} MB each",
            kinds=", ".join(one.upper() for one in KINDS),
            size=st.get_option("server.maxUploadSize"),
        ),
    }
    return "".join(
        f"{place}{{font-size:0!important;white-space:normal}}"
        f"{place}::after{{content:{json.dumps(text, ensure_ascii=False)};font-size:.875rem}}"
        for place, text in words.items()
    )


def distinct(name: str, taken: Sequence[str]) -> str:
    """The name, or with a number where another file of this upload has it."""
    number, free = 1, name
    while free in taken:
        number += 1
        stem, dot, suffix = name.rpartition(".")
        free = f"{stem} ({number}){dot}{suffix}" if dot else f"{name} ({number})"
    return free


def look(files: Sequence[KeptFile], mode: UploadMode = "upsert") -> None:
    """Start to look at files and show how far it is. Ends this run."""
    try:
        job_id = uploads.start(files, current_user().name, mode=mode)
    except OSError as reason:
        cannot_write(reason)
        return
    show(job_id)


def publish(job: Job, *, accept_good: bool) -> None:
    """Start to publish what was looked at. Ends this run."""
    try:
        job_id = uploads.publish(job.job_id, current_user().name, accept_good=accept_good)
    except OSError as reason:
        cannot_write(reason)
        return
    show(job_id)


def cannot_write(reason: OSError) -> None:
    """Say that nothing can be kept, and why."""
    words = _("Nothing was kept: the store cannot be written ({reason}).", reason=reason.strerror)
    st.error(escaped(words), icon=":material/error:")


def show(job_id: str) -> None:
    """Put a job in front and run again."""
    address.write("job", job_id)
    st.rerun()


def leave(job: Job) -> None:
    """Be done with a job: the drop zone stands again."""
    uploads.set_aside(job.job_id)
    address.write("job", None)


@st.fragment(run_every=PAUSE)
def watch(job_id: str) -> None:
    """How far a running job is, looked at again and again; its end runs the page again."""
    status = uploads.status(job_id, current())
    if status.state != "running":
        st.rerun()
    share, text = how_far(status)
    st.progress(share, escaped(text))
    st.caption(_("You may close this page: the work goes on and is shown when you come back."))


def how_far(status: Status, done: float | None = None) -> tuple[float, str]:
    """The share of a running job and its step in words; `done` is the share of this step."""
    steps = {
        "Reading {file}": _("reading the cells"),
        "Checking {file}": _("checking every cell"),
        "Comparing {table}": _("comparing with what is there"),
        "Publishing": _("publishing"),
    }
    at = list(steps).index(status.step) if status.step in steps else 0
    words = list(steps.values())[at]
    text = _("Step {at} of {count}: {words}", at=at + 1, count=len(steps), words=words)
    share = status.share if done is None else done
    return min(1.0, max(0.0, (at + share) / len(steps))), text
