"""Whether the house can work, for those who watch over it."""

import logging
import time
from threading import Lock

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from data import private_files
from data.errors import StoreError
from data.places import store_root
from data.soundness import GONE, refuse_missing_files
from queries import store

FRESH_SECONDS = 3.0
"""How long an answer stands: whoever asks more often costs no more looks at the disk."""
CLOSED = "The store does not open."
FULL = "The store cannot be written."
MISSING = "Files of the newest release are missing."

_log = logging.getLogger("xunboard.door")
_lock = Lock()
_last: tuple[float, str] | None = None


async def health(_: Request) -> Response:
    """200 when the store opens with every file of its newest release and can be written; else 503.

    The sentence that comes with it names no place: the log has the reason.
    """
    trouble = await to_thread.run_sync(_trouble)
    return PlainTextResponse(trouble or "ok", 503 if trouble else 200)


def _trouble() -> str:
    """What is wrong with the store, looked at anew every few seconds; "" when it is well."""
    global _last  # noqa: PLW0603 - one answer for all who ask
    with _lock:
        now = time.monotonic()
        if _last is None or now - _last[0] >= FRESH_SECONDS:
            _last = now, _looked()
        return _last[1]


def _looked() -> str:
    try:
        private_files.check_writable(store_root())
    except OSError as problem:
        _log.error("the store cannot be written: %s", problem)
        return FULL
    try:
        refuse_missing_files(store())
    except (StoreError, OSError) as problem:
        _log.error("the store does not open: %s", problem)
        return MISSING if isinstance(problem, StoreError) and problem.code == GONE else CLOSED
    return ""
