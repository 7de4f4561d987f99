"""Signing in and out: the form at `/login`, the way out at `/logout`."""

import logging
import math
from datetime import datetime
from functools import partial
from html import escape
from urllib.parse import quote, urlencode

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from data import audit
from data.accounts import Account, accounts
from data.errors import AccountsError
from data.language import LANGUAGES, translate
from data.sessions import ABSOLUTE_SECONDS, id_of, sessions
from pages.door import forms, look, month, speech
from pages.door.lockout import lockout
from pages.door.visitor import COOKIE, visitor_with
from pages.shared.numbers import BUSINESS_TIME

_QUESTIONS = (
    ("Targets", "Are we on target, and what closes the gap?"),
    ("Receivables", "Who owes us, how long, and may we still ship?"),
    ("Complaints", "Who is waiting for an answer, and who let them wait?"),
    ("Key accounts", "Which of the few that matter are drifting away?"),
)
NOBODY = "Nobody can sign in at the moment. Please tell the administrator."
_log = logging.getLogger("xunboard.door")
_hashing = CapacityLimiter(2)  # checking a password keeps a core busy for a fifth of a second


async def login(request: Request) -> Response:
    """The form; sent, it begins a session and leads where the visitor wanted to go."""
    target = forms.safe_next(request.query_params.get("next"))
    if request.method != "POST":
        if visitor_with(request.cookies) and "lang" not in request.query_params:
            return RedirectResponse(target, 303)
        return _form(request, target)
    try:
        fields = await forms.read(request)
    except forms.FormRefusedError:
        return _form(request, target, problem="Please try again.", status=403)
    name, password = fields.get("username", ""), fields.get("password", "")
    try:
        return await _sign_in(request, target, name, password)
    except OSError as problem:  # a full disk: no line, no session
        _log.error("nobody can sign in: %s", problem)
        return _form(request, target, problem=NOBODY, status=503, name=name)


async def _sign_in(request: Request, target: str, given: str, password: str) -> Response:
    name, address = given.strip().lower()[:254], address_of(request)
    wait = lockout.attempt(name, address)
    if wait > 0:
        audit.record("sign-in locked", name, address=address)
        response = _form(
            request,
            target,
            problem="Too many attempts. Please try again in {minutes} min.",
            status=429,
            name=given,
            minutes=math.ceil(wait / 60),
        )
        response.headers["Retry-After"] = str(math.ceil(wait))
        return response
    try:
        check = partial(accounts().check, name, password)
        account = await to_thread.run_sync(check, limiter=_hashing)
    except AccountsError as problem:
        _log.error("%s", problem)
        lockout.withdrawn(name, address)
        return _form(request, target, problem=NOBODY, status=503, name=given)
    if account is None:
        audit.record("sign-in refused", name, address=address)
        sentence = "The name or the password is not right."
        return _form(request, target, problem=sentence, status=401, name=given)
    lockout.succeeded(name, address)
    response = RedirectResponse(target, 303)
    token = begin(request, response, account)
    try:
        audit.record("signed in", account.name, address=address)
    except OSError:
        sessions().end(id_of(token))
        raise
    return response


def begin(request: Request, response: Response, account: Account) -> str:
    """A new session for this browser, by its token; the one it had before is over."""
    old = request.cookies.get(COOKIE)
    if old:
        sessions().end(id_of(old))
    token = sessions().start(account.name, account.stamp, address_of(request))
    forms.set_cookie(request, response, COOKIE, token, max_age=ABSOLUTE_SECONDS)
    return token


async def logout(request: Request) -> Response:
    """End the session of this browser. A link on another site only gets the question."""
    visitor = visitor_with(request.cookies)
    language = speech.language_of(request)
    is_foreign = request.headers.get("sec-fetch-site") in ("cross-site", "same-site")
    if visitor and (is_foreign or not forms.from_here(request)):
        return look.message(
            language,
            translate(language, "Sign out"),
            translate(language, "Do you want to sign out?"),
            status=200,
            href="/logout",
            link=translate(language, "Sign out"),
        )
    if visitor:
        sessions().end(visitor.session.id)
        audit.record_if_possible("signed out", visitor.account.name)
    response = RedirectResponse("/login", 303)
    response.delete_cookie(COOKIE, path="/")
    return response


def address_of(request: Request) -> str:
    """Where a request comes from, as the server sees it."""
    return request.client.host if request.client else ""


def _form(
    request: Request,
    target: str,
    *,
    problem: str | None = None,
    status: int = 200,
    name: str = "",
    **values: object,
) -> Response:
    language = speech.language_of(request)
    said = partial(translate, language)
    token = forms.give_token(request)
    focus_name, focus_password = ("", "autofocus") if name else ("autofocus", "")
    questions = "".join(
        f"<li><b>{escape(said(title))}</b><span>{escape(said(question))}</span></li>"
        for title, question in _QUESTIONS
    )
    username = look.field(
        said("User name"),
        "username",
        complete="username",
        more=f'value="{escape(name)}" autocapitalize="none" spellcheck="false" {focus_name}',
    )
    password = look.field(
        said("Password"),
        "password",
        kind="password",
        complete="current-password",
        more=focus_password,
    )
    today = datetime.now(BUSINESS_TIME).date()
    body = (
        f'<section class="front">{month.strip(language, today)}'
        f"<h1>{escape(said('Every ten days, four questions.'))}</h1><ol>{questions}</ol></section>"
        f"<section><h2>{escape(said('Sign in'))}</h2>"
        f"{look.note(said(problem, **values) if problem else None)}"
        f'<form method="post" action="/login?next={quote(target, safe="")}">{username}{password}'
        f'<input type="hidden" name="{forms.FIELD}" value="{escape(token)}">'
        f"<button>{escape(said('Sign in'))}</button></form></section>"
    )
    links = "".join(_language_link(code, target, code == language) for code in LANGUAGES)
    response = look.page(language, said("Sign in"), body, status=status, links=links)
    forms.keep_token(request, response, token)
    if request.query_params.get("lang") in LANGUAGES:
        forms.set_cookie(request, response, speech.COOKIE, language, max_age=365 * 86400)
    return response


def _language_link(code: str, target: str, is_current: bool) -> str:
    address = escape("/login?" + urlencode({"next": target, "lang": code}))
    mark = ' aria-current="true"' if is_current else ""
    html_language = look.HTML_LANGUAGE[code]
    return f'<a href="{address}" lang="{html_language}"{mark}>{look.NAMES[code]}</a>'
