"""The plan of an upload: what its files would change, and publishing that as one release."""

from dataclasses import dataclass

from data.arrivals import Arrival, compare
from data.contracts import TABLES
from data.errors import StoreError
from data.reading.sheets import Progress, silent
from data.store import Release, Store
from data.upload_files import FilesRead, Request, UploadFile, UploadMode, read_files

__all__ = [
    "FilesRead",
    "Plan",
    "Published",
    "Request",
    "UploadFile",
    "UploadMode",
    "plan",
    "publish",
    "read_files",
]

TRIES = 5
"""Publishes of other people that may come in between."""
OVERTAKEN = "Release {number} was published meanwhile; look again."


@dataclass(frozen=True)
class Plan:
    """What the files would change in the tables of one release."""

    read: FilesRead
    release: Release
    arrivals: tuple[Arrival, ...]

    @property
    def changes_nothing(self) -> bool:
        """Whether everything that may be published is there already."""
        return not any(one.change for one in self.arrivals)


@dataclass(frozen=True)
class Published:
    """A plan carried out; `release` is None where it was refused or would change nothing."""

    plan: Plan
    release: Release | None


def plan(read: FilesRead, store: Store, progress: Progress = silent) -> Plan:
    """Hold what was read against the current release."""
    release = store.release()
    arrivals = []
    for done, (name, rows) in enumerate(read.good.items()):
        progress("Comparing {table}", done / len(read.good))
        arrivals.append(
            compare(store, release, TABLES[name], rows, read.modes[name], read.untold[name])
        )
    return Plan(read, release, tuple(arrivals))


def publish(
    read: FilesRead, store: Store, who: str, label: str = "", progress: Progress = silent
) -> Published:
    """Publish the good rows of all files as one release, or nothing where the files are refused.

    When someone else publishes in between, the plan is made again on top of it. Raises StoreError.
    """
    for last in (*[False] * (TRIES - 1), True):
        planned = plan(read, store, progress)
        if read.refused or planned.changes_nothing:
            break
        changes = [one.change for one in planned.arrivals if one.change]
        progress("Publishing", 0.0)
        try:
            release = store.publish(
                changes,
                who,
                label=label,
                upload=read.request.upload(),
                note=", ".join(one.name for one in read.request.files),
                expected=planned.release.number,
            )
        except StoreError as reason:
            if reason.code != OVERTAKEN or last:
                raise
            continue
        return Published(planned, release)
    return Published(planned, None)
