"""What is being published at this moment, by whom, since when, and how far it is."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

WORKPLACE = ".publishing"
LOCK = ".publish.lock"
NOTE = "underway.json"


@dataclass(frozen=True)
class Underway:
    """A publish that holds the lock of the store; `at` is ISO in UTC, `share` 0–1.

    `action`, `note` and `subject` are those of the release that it will be, `pid` its process.
    """

    who: str
    action: str
    note: str
    subject: str
    at: str
    pid: int
    share: float = 0.0

    @property
    def since(self) -> datetime:
        return datetime.fromisoformat(self.at)


def noted(
    workplace: Path, who: str, action: str, note: str, subject: str
) -> Callable[[float], None]:
    """Leave word of a publish in its workplace; returns how to say how far it is.

    Where the word cannot be written, the publish goes on without.
    """
    begun = Underway(who, action, note, subject, datetime.now(UTC).isoformat(), os.getpid())

    def tell(share: float) -> None:
        draft = workplace / f".{NOTE}"
        with suppress(OSError):
            draft.write_text(json.dumps(asdict(replace(begun, share=share))), "utf-8")
            draft.replace(workplace / NOTE)

    tell(0.0)
    return tell


def underway(root: Path) -> Underway | None:
    """The publish that is going on in a store, also in another process; None for none.

    A killed one leaves its note behind, but not the lock.
    """
    try:
        found = Underway(**json.loads((root / WORKPLACE / NOTE).read_text("utf-8")))
        with FileLock(root / LOCK, timeout=0):
            return None
    except Timeout:
        return found
    except (OSError, ValueError, TypeError):  # no note, or none that this version wrote
        return None
