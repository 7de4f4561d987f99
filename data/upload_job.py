"""The process of one upload job: read, compare, publish; what came of it lies in its folder."""

import json
import os
import resource
import sys
import time
import traceback
from pathlib import Path

from data import audit, private_files
from data.__main__ import leave
from data.commands.terminal import DONE, FAILED, REFUSED, STORE_REFUSED, plain
from data.errors import RefusedError
from data.ingest import FilesRead, Plan, Published, plan, publish, read_files
from data.language import LANGUAGES
from data.reading.sheets import Progress
from data.store import Store
from data.upload_report import facts, rejected_csv
from data.uploads import DIED, Job, job, outcome_name, rejected_name

PAUSE = 0.3
"""Seconds between two notes of progress."""
LEAST_MEMORY = 4 * 2**30
"""Bytes that a job may take on any machine; on a large one half of its memory."""


def main(job_id: str) -> int:
    """Do the job; every end of it leaves a file that says so."""
    found = job(job_id)
    try:
        return work(found)
    except RefusedError as refusal:
        note_refusal(found, refusal.code, refusal.values)
        return STORE_REFUSED
    except Exception:
        traceback.print_exc()
        note_refusal(found, DIED, {})
        return FAILED


def work(found: Job) -> int:
    """Plan or publish, and write the outcome in every language."""
    store, progress = Store(), noted(found.folder)
    read = read_files(found.request(), store, progress)
    outcome: Plan | Published = (
        publication(found, read, store, progress)
        if found.publishes
        else plan(read, store, progress)
    )
    for language in LANGUAGES:
        rejected = found.folder / rejected_name(language)
        rejected.touch(private_files.OWNER_ONLY)
        rejected.write_bytes(rejected_csv(read, language))
    for language in reversed(LANGUAGES):
        text = json.dumps(facts(outcome, language), ensure_ascii=False, default=plain)
        private_files.write(found.folder / outcome_name(language), text)
    return REFUSED if read.refused else DONE


def publication(found: Job, read: FilesRead, store: Store, progress: Progress) -> Published:
    """Publish, with an audit line in front."""
    what = {"files": [one.name for one in found.files], "label": found.label}
    with audit.recorded("publish", found.who, **what):
        outcome = publish(read, store, found.who, found.label, progress)
    if read.refused:
        audit.refused("publish", found.who, **what)
    return outcome


def note_refusal(found: Job, code: str, values: dict[str, object]) -> None:
    """Leave word of a refusal, as code and values."""
    text = json.dumps({"code": code, "values": values}, ensure_ascii=False, default=str)
    private_files.write(found.folder / "refusal.json", text)


def bound_memory() -> None:
    """A file that asks for more memory than there is ends its job, not its neighbours."""
    half = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (max(LEAST_MEMORY, half), most))


def noted(folder: Path) -> Progress:
    """Progress that lies in the folder for whoever asks, renewed a few times a second."""
    last_step, last_time = "", 0.0

    def note(step: str, share: float) -> None:
        nonlocal last_step, last_time
        now = time.monotonic()
        if step == last_step and now - last_time < PAUSE:
            return
        last_step, last_time = step, now
        draft = folder / ".progress"
        draft.write_text(json.dumps({"step": step, "share": share}), "utf-8")
        draft.replace(folder / "progress.json")

    return note


if __name__ == "__main__":
    bound_memory()
    leave(main(sys.argv[1]))
