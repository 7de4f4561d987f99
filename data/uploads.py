"""Uploads and their jobs on the disk: files kept by hash, work done in a process of its own."""

import hashlib
import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from data import private_files
from data.durable import push
from data.errors import RefusedError
from data.ingest import Request, UploadFile, UploadMode
from data.language import LANGUAGES, translate
from data.places import HOUSE, store_root
from data.store import Store

State = Literal["running", "done", "failed"]

JOB_ID = re.compile(r"[0-9]{8}T[0-9]{6}-[0-9a-f]{8}")
OPEN_FOR = timedelta(hours=12)
ASIDE = "aside"
DIED = "The work stopped before it was done; nothing was published. Start it again."
UNREPORTED = "Release {number} was published, but its report was lost; see the list of releases."
_children: dict[str, subprocess.Popen[bytes]] = {}


@dataclass(frozen=True)
class KeptFile:
    """An uploaded file: kept under its hash, shown under its name, with what a person said of it.

    The fields are those of `data.upload_files.UploadFile`.
    """

    sha256: str
    name: str
    table: str = "auto"
    mapping: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    header_row: int = 0
    encoding: str = ""
    delimiter: str = ""


@dataclass(frozen=True)
class Job:
    """Work on an upload: only a plan, or `publishes`. `who` asked for it at `at` (UTC)."""

    job_id: str
    who: str
    at: str
    files: tuple[KeptFile, ...]
    publishes: bool = False
    mode: UploadMode = "upsert"
    accept_good: bool = False
    label: str = ""

    @property
    def folder(self) -> Path:
        return jobs_folder() / self.job_id

    def request(self) -> Request:
        """What the job reads."""
        files = tuple(
            UploadFile(
                kept_path(one.sha256),
                one.name,
                one.table,
                one.mapping,
                one.sheet,
                one.header_row,
                one.encoding,
                one.delimiter,
            )
            for one in self.files
        )
        return Request(files, self.mode, self.accept_good)


@dataclass(frozen=True)
class Status:
    """How far a job is: step (an English message with {file} or {table}) and its share, 0–1.

    `outcome` are the facts of `data.upload_report.facts` when done; `error` is a sentence.
    """

    job: Job
    state: State
    step: str = ""
    share: float = 0.0
    outcome: Mapping[str, Any] | None = None
    error: str = ""


def files_folder() -> Path:
    return store_root() / "uploads" / "files"


def jobs_folder() -> Path:
    return store_root() / "uploads" / "jobs"


def kept_path(sha256: str) -> Path:
    """Where a kept file lies."""
    return files_folder() / sha256


def keep(content: bytes, name: str) -> KeptFile:
    """Keep an uploaded file; the same content is kept once. Raises OSError."""
    kept = KeptFile(hashlib.sha256(content).hexdigest(), Path(name.replace("\\", "/")).name)
    path = kept_path(kept.sha256)
    if not path.exists():
        folder = private_files.folder(path.parent)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        draft.touch(private_files.OWNER_ONLY)
        draft.write_bytes(content)
        push([draft])
        draft.replace(path)
        push([folder])
    return kept


def start(
    files: Sequence[KeptFile],
    who: str,
    *,
    publishes: bool = False,
    mode: UploadMode = "upsert",
    accept_good: bool = False,
    label: str = "",
) -> str:
    """Start a job in a process of its own and return its id. A closed tab does not stop it."""
    now = datetime.now(UTC)
    job_id = f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
    job = Job(job_id, who, now.isoformat(), tuple(files), publishes, mode, accept_good, label)
    private_files.folder(job.folder)
    private_files.write(job.folder / "job.json", json.dumps(asdict(job), ensure_ascii=False))
    with (job.folder / "log").open("wb") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "data.upload_job", job_id],
            cwd=HOUSE,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _children[job_id] = child
    private_files.write(job.folder / "pid", str(child.pid))
    return job_id


def publish(job_id: str, who: str, *, accept_good: bool = False, label: str = "") -> str:
    """Start the job that publishes what an earlier job has planned; returns its id."""
    planned = replace(job(job_id), accept_good=accept_good)
    return start(
        planned.files,
        who,
        publishes=True,
        mode=planned.mode,
        accept_good=accept_good,
        label=label,
    )


def job(job_id: str) -> Job:
    """A job by its id. Raises RefusedError where there is none."""
    path = jobs_folder() / job_id / "job.json"
    if not JOB_ID.fullmatch(job_id) or not path.exists():
        raise RefusedError("There is no upload job {job}.", job=job_id)
    facts = json.loads(path.read_text("utf-8"))
    files = tuple(KeptFile(**one) for one in facts.pop("files"))
    return Job(files=files, **facts)


def jobs() -> list[Job]:
    """Every job, newest first."""
    names = (path.parent.name for path in jobs_folder().glob("*/job.json"))
    return [job(name) for name in sorted(names, reverse=True)]


def publishing(language: str = "en") -> list[Status]:
    """The jobs that publish and are still at work, oldest first. Old ones are not looked at."""
    since = f"{datetime.now(UTC) - OPEN_FOR:%Y%m%dT%H%M%S}"
    found = []
    for path in sorted(jobs_folder().glob("*/job.json")):
        ended = any(path.with_name(end).exists() for end in (outcome_name("en"), "refusal.json"))
        if path.parent.name >= since and not ended and job(path.parent.name).publishes:
            found.append(status(path.parent.name, language))
    return [one for one in found if one.state == "running"]


def open_job(who: str, now: datetime | None = None) -> Job | None:
    """The newest job of a person that is not old and not set aside: what is shown again."""
    moment = now or datetime.now(UTC)
    mine = (one for one in jobs() if one.who == who)
    newest = next(mine, None)
    if newest is None or (newest.folder / ASIDE).exists():
        return None
    return newest if moment - datetime.fromisoformat(newest.at) < OPEN_FOR else None


def set_aside(job_id: str) -> None:
    """Show a job no longer of itself; it goes on, and its address still shows it."""
    private_files.write(job(job_id).folder / ASIDE, "")


def status(job_id: str, language: str = "en") -> Status:
    """How far a job is. Raises RefusedError where there is none."""
    found = job(job_id)
    alive = is_alive(found)  # asked first: an outcome written after this look is found below
    if (outcome := found.folder / outcome_name(language)).exists():
        return Status(found, "done", share=1.0, outcome=json.loads(outcome.read_text("utf-8")))
    if (refusal := found.folder / "refusal.json").exists():
        facts = json.loads(refusal.read_text("utf-8"))
        if facts["code"] == DIED:
            return Status(found, "failed", error=died(found, language))
        sentence = translate(language, facts["code"], **facts["values"])
        return Status(found, "failed", error=sentence)
    if not alive:
        return Status(found, "failed", error=died(found, language))
    progress = found.folder / "progress.json"
    facts = json.loads(progress.read_text("utf-8")) if progress.exists() else {}
    return Status(found, "running", facts.get("step", ""), facts.get("share", 0.0))


def died(found: Job, language: str) -> str:
    """The sentence on a job that ended without word: a full disk may have cut off its report."""
    if found.publishes:
        upload, started = found.request().upload(), datetime.fromisoformat(found.at)
        for one in reversed(Store().releases()):
            if one.upload == upload and one.at >= started:
                return translate(language, UNREPORTED, number=one.number)
    return translate(language, DIED)


def rejected(job_id: str, language: str = "zh") -> bytes:
    """The rejected rows of a finished job as CSV with the reason beside each."""
    return (job(job_id).folder / rejected_name(language)).read_bytes()


def outcome_name(language: str) -> str:
    return f"outcome.{language if language in LANGUAGES else 'en'}.json"


def rejected_name(language: str) -> str:
    return f"rejected.{language if language in LANGUAGES else 'en'}.csv"


def is_alive(job: Job) -> bool:
    """Whether the process of a job still runs, also one that an earlier run of the app started."""
    if child := _children.get(job.job_id):
        return child.poll() is None
    pid = process_of(job)
    try:
        if pid:
            os.kill(pid, 0)
    except OSError:
        return False
    return pid > 0


def process_of(job: Job) -> int:
    """The process of a job, 0 where it is not known yet."""
    try:
        return int((job.folder / "pid").read_text("utf-8"))
    except (OSError, ValueError):
        return 0
