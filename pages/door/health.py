"""Whether the house can work, for those who watch over it."""

import logging

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from data.errors import StoreError
from queries import store

_log = logging.getLogger("xunboard.door")


async def health(_: Request) -> Response:
    """200 when the store opens, 503 when it does not; the log has the reason."""
    opens = await to_thread.run_sync(_store_opens)
    return PlainTextResponse(*(("ok", 200) if opens else ("the store does not open", 503)))


def _store_opens() -> bool:
    try:
        store().release()
    except (StoreError, OSError) as problem:
        _log.error("the store does not open: %s", problem)
        return False
    return True
