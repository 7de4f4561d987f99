"""What every answer tells the browser to refuse, and the identity that requests may not claim."""

import base64
import hashlib
import re
from pathlib import Path

import streamlit
from starlette.types import Message, Scope, Send

from pages.door.visitor import Visitor

IDENTITY_PREFIX = b"x-xunboard-"
USER_HEADER = b"x-xunboard-user"  # `.streamlit/config.toml` maps both to st.user
SESSION_HEADER = b"x-xunboard-session"


def _inline_scripts() -> str:
    """The scripts that stand inside Streamlit's own page, as sources of a content policy."""
    page = Path(streamlit.__file__).with_name("static") / "index.html"
    scripts = re.findall(r"<script>(.*?)</script>", page.read_text("utf-8"), re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


# Streamlit draws with inline styles; its components come as blobs. No text becomes a script.
_APP_POLICY = (
    f"default-src 'self'; script-src 'self' {_inline_scripts()} 'wasm-unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' blob: data:; media-src 'self' data: blob:; worker-src 'self' blob:; "
    "frame-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_ALWAYS = {
    b"cache-control": b"no-store",  # files of the app itself say how long they are kept
    b"x-frame-options": b"DENY",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"content-security-policy": _APP_POLICY.encode(),
}


def protected(send: Send) -> Send:
    """A `send` that adds the protecting headers an answer does not set itself."""

    async def send_protected(message: Message) -> None:
        if message["type"] == "http.response.start":
            set_already = {name.lower() for name, _ in message["headers"]}
            missing = [pair for pair in _ALWAYS.items() if pair[0] not in set_already]
            message = {**message, "headers": [*message["headers"], *missing]}
        await send(message)

    return send_protected


def anonymous(scope: Scope) -> Scope:
    """The request without any identity it claims."""
    honest = [
        (name, value)
        for name, value in scope["headers"]
        if not name.lower().replace(b"_", b"-").startswith(IDENTITY_PREFIX)
    ]
    return {**scope, "headers": honest}


def identified(scope: Scope, visitor: Visitor) -> Scope:
    """The request with the identity that the door found out."""
    identity = [
        (USER_HEADER, visitor.account.name.encode()),
        (SESSION_HEADER, visitor.session.id.encode()),
    ]
    return {**scope, "headers": [*scope["headers"], *identity]}
