"""The guard in front of Streamlit: nothing behind it runs or answers for a stranger."""

from urllib.parse import quote

from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from data.language import translate
from data.sessions import sessions
from pages.door import forms, headers, look, speech
from pages.door.health import health
from pages.door.live_socket import refuse, while_live
from pages.door.own_account import own_account
from pages.door.sign_in import login, logout
from pages.door.visitor import Visitor, visitor_with
from pages.shared.register import KEEPERS, addresses_for, pages_for

# What Streamlit itself needs behind the door. Anything else it would answer is not found.
_STREAMLIT_PATHS = frozenset(
    {"/_stcore/health", "/_stcore/host-config", "/favicon.png", "/manifest.json"}
)
_STREAMLIT_FOLDERS = (
    "/static/",
    "/media/",
    "/component/",
    "/_stcore/bidi-components/",
)
_UPLOADS = "/_stcore/upload_file/"
_OPEN_TO_ALL = {"/login": login, "/logout": logout, "/healthz": health}
_SOCKET = "/_stcore/stream"
_ASKING = ("GET", "HEAD")
_METHODS = (*_ASKING, "POST")


class Guard:
    """ASGI middleware: lets the live sessions through, shows everybody else the door."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer at the door, or pass the request on with the identity found out here."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope = headers.anonymous(scope)
        connection = HTTPConnection(scope)
        visitor = visitor_with(connection.cookies)
        if scope["type"] == "websocket":
            if visitor is None or scope["path"] != _SOCKET or not forms.from_here(connection):
                await refuse(receive, send)
                return
            inside = headers.identified(scope, visitor)
            await self.app(inside, *while_live(visitor.session.id, receive, send))
            return
        if visitor is not None:
            sessions().touch(visitor.session)
        send = headers.protected(send)
        answer = _not_so(scope) or await _answer(Request(scope, receive), visitor)
        if answer is not None:
            await answer(scope, receive, send)
        elif visitor is not None:
            await self.app(headers.identified(scope, visitor), receive, send)


def _not_so(scope: Scope) -> Response | None:
    """The refusal of a method that the door's own addresses do not know."""
    if scope["method"] in _METHODS or scope["path"] not in {*_OPEN_TO_ALL, "/account"}:
        return None
    return PlainTextResponse("not allowed", 405, headers={"Allow": ", ".join(_METHODS)})


async def _answer(request: Request, visitor: Visitor | None) -> Response | None:
    """What the door itself answers; None for what a visitor may have from inside."""
    path = request.scope["path"]
    if path in _OPEN_TO_ALL:
        return await _OPEN_TO_ALL[path](request)
    if visitor is None:
        return _to_sign_in(request)
    if path == "/account":
        return await own_account(request, visitor)
    if path in _STREAMLIT_PATHS or path.startswith(_STREAMLIT_FOLDERS):
        return None
    if path.startswith(_UPLOADS) and visitor.account.role in KEEPERS:
        return None
    return _page(request, visitor)


def _page(request: Request, visitor: Visitor) -> Response | None:
    path = request.scope["path"]
    pages = pages_for(visitor.account.role)
    if request.method in _ASKING and path in addresses_for(visitor.account.role):
        is_start = pages and path == f"/{pages[0].address}"
        if is_start:  # Streamlit knows its first page by `/` only
            return RedirectResponse(_with_query("/", request), 307)
        return None
    if not _wants_a_page(request):
        return PlainTextResponse("not found", 404)
    language = visitor.account.language or speech.language_of(request)
    return look.message(
        language,
        translate(language, "Not found"),
        translate(language, "There is no such page, or it is not yours to see."),
        status=404,
        href="/",
        link=translate(language, "Back to the pages"),
    )


def _to_sign_in(request: Request) -> Response:
    if not _wants_a_page(request):
        return PlainTextResponse("sign in first", 401)
    wanted = _with_query(request.scope["path"], request)
    target = "" if wanted == "/" else "?next=" + quote(wanted, safe="")
    return RedirectResponse(f"/login{target}", 303)


def _with_query(path: str, request: Request) -> str:
    """A path and the request's query. Never from `request.url`, which a Host header can bend."""
    query = request.scope["query_string"].decode("latin-1")
    return f"{path}?{query}" if query else path


def _wants_a_page(request: Request) -> bool:
    return request.method in _ASKING and "text/html" in request.headers.get("accept", "")
