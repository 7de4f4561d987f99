"""Forms that only our own pages may send: small, from this origin, with a token."""

import hashlib
import hmac
import secrets
from posixpath import normpath
from urllib.parse import parse_qsl, unquote, urlsplit

from anyio import fail_after
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import Response

from pages.door.visitor import COOKIE

TOKEN_COOKIE = "xunboard_form"  # noqa: S105  the cookie's name
FIELD = "csrf"
MAX_BYTES = 8192
SECONDS = 10.0
"""How long the body of a form may take to come."""

_ADDRESS_LIMIT = 2000
_FIRST_PRINTABLE = " "


class FormRefusedError(Exception):
    """The form did not come from our own page."""


async def read(request: Request) -> dict[str, str]:
    """The fields of a sent form, the last of each name. Raises FormRefusedError."""
    body = bytearray()
    try:
        with fail_after(SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_BYTES:
                    raise FormRefusedError("too long")
    except (ClientDisconnect, TimeoutError) as problem:
        raise FormRefusedError("broken off") from problem
    try:
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict"))
    except ValueError as problem:
        raise FormRefusedError("not a form") from problem
    expected = token_for(request)
    sent = fields.get(FIELD, "")
    if not expected or not hmac.compare_digest(sent.encode(), expected.encode()):
        raise FormRefusedError("no token")
    if not from_here(request):
        raise FormRefusedError("another origin")
    return fields


def token_for(connection: HTTPConnection) -> str:
    """The token this browser's forms carry: from its session, else from its form cookie."""
    session_token = connection.cookies.get(COOKIE)
    if session_token:
        return hashlib.sha256(f"form {session_token}".encode()).hexdigest()
    return connection.cookies.get(TOKEN_COOKIE, "")


def give_token(request: Request) -> str:
    """The token for a form that is about to be drawn; a new one for a new browser."""
    return token_for(request) or secrets.token_urlsafe(24)


def keep_token(request: Request, response: Response, token: str) -> None:
    """Let the browser bring the token back."""
    if not token_for(request):
        set_cookie(request, response, TOKEN_COOKIE, token)


def set_cookie(
    request: Request, response: Response, name: str, value: str, max_age: int | None = None
) -> None:
    """A cookie that scripts cannot read and other sites cannot send along."""
    is_secure = request.scope["scheme"] == "https"
    response.set_cookie(
        name, value, max_age=max_age, httponly=True, samesite="lax", secure=is_secure, path="/"
    )


def from_here(connection: HTTPConnection) -> bool:
    """Whether the browser says that the request comes from this origin (or says nothing)."""
    origin = connection.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == connection.headers.get("host")


def safe_next(address: str | None) -> str:
    """An address inside this app, `/` for anything that could lead elsewhere."""
    if not address or len(address) > _ADDRESS_LIMIT:
        return "/"
    is_inside = address.startswith("/") and not address.startswith("//") and "\\" not in address
    is_printable = all(letter >= _FIRST_PRINTABLE and letter != "\x7f" for letter in address)
    if not is_inside or not is_printable:
        return "/"
    parts = urlsplit(address)
    is_way_out = normpath(unquote(parts.path)) == "/logout"  # as browser and server read it
    return address if not (parts.scheme or parts.netloc or is_way_out) else "/"
