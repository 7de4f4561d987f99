"""Who is signed in: one small file per session, so a restart of the app signs nobody out.

The browser holds a random token; the file is named by the token's SHA-256, so what is kept
here signs nobody in. The file's time of change is when the session was last used. Ending a
session removes its file, for every process at once.
"""

import functools
import hashlib
import json
import os
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from data import private_files
from data.durable import push
from data.places import sessions_folder

IDLE_SECONDS = 8 * 3600
ABSOLUTE_SECONDS = 12 * 3600
TOUCH_SECONDS = 60  # the last use is written at most once a minute

_ID = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Session:
    """One browser that is signed in. Times are seconds since 1970."""

    id: str
    user: str
    stamp: str  # of the account at sign-in: another password, and the session is over
    started: float
    used: float
    address: str


class Sessions:
    """The sessions of one folder."""

    def __init__(self, root: Path, now: Callable[[], float] = time.time) -> None:
        self.root, self._now = root, now

    def start(self, user: str, stamp: str, address: str = "") -> str:
        """Begin a session and return the token for the browser's cookie. Raises OSError."""
        token = secrets.token_urlsafe(32)
        session_id = id_of(token)
        private_files.folder(self.root)
        started = self._now()
        kept = {"user": user, "stamp": stamp, "started": started, "address": address}
        private_files.write(self._file(session_id), json.dumps(kept, ensure_ascii=False))
        os.utime(self._file(session_id), (started, started))
        self._sweep()
        return token

    def find(self, session_id: str) -> Session | None:
        """The session of an id, None when there is none or it is over."""
        if not _ID.fullmatch(session_id):
            return None
        file = self._file(session_id)
        try:
            used = file.stat().st_mtime
            kept = json.loads(file.read_text(encoding="utf-8"))
            session = Session(id=session_id, used=used, **kept)
        except (OSError, ValueError, TypeError):
            return None
        if self._is_over(session):
            self.end(session_id)
            return None
        return session

    def touch(self, session: Session) -> None:
        """Note that a session is in use."""
        now = self._now()
        if now - session.used >= TOUCH_SECONDS:
            try:
                os.utime(self._file(session.id), (now, now))
            except FileNotFoundError:
                return  # ended meanwhile

    def end(self, session_id: str) -> None:
        """End one session, durably."""
        if _ID.fullmatch(session_id) and self._file(session_id).exists():
            self._file(session_id).unlink(missing_ok=True)
            push([self.root])

    def end_all(self, user: str) -> int:
        """End every session of a user; how many there were."""
        sessions = self.of(user)
        for session in sessions:
            self.end(session.id)
        return len(sessions)

    def of(self, user: str) -> list[Session]:
        """The live sessions of a user, newest first."""
        found = (self.find(file.stem) for file in self._files())
        mine = [session for session in found if session is not None and session.user == user]
        return sorted(mine, key=lambda session: session.started, reverse=True)

    def _is_over(self, session: Session) -> bool:
        now = self._now()
        return now - session.used > IDLE_SECONDS or now - session.started > ABSOLUTE_SECONDS

    def _sweep(self) -> None:
        for file in self._files():
            self.find(file.stem)  # removes what is over

    def _files(self) -> list[Path]:
        return list(self.root.glob("*.json")) if self.root.is_dir() else []

    def _file(self, session_id: str) -> Path:
        return self.root / f"{session_id}.json"


def id_of(token: str) -> str:
    """What a token is known by on the server."""
    return hashlib.sha256(token.encode()).hexdigest()


@functools.cache
def _in(folder: Path) -> Sessions:
    return Sessions(folder)


def sessions() -> Sessions:
    """The sessions of this installation."""
    return _in(sessions_folder())
