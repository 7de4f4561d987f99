"""One's own account: another password, the language, signing out everywhere."""

import logging
from dataclasses import replace
from functools import partial
from html import escape

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from data import audit, passwords
from data.accounts import accounts
from data.errors import AccountsError, StoreError
from data.language import LANGUAGES, translate
from data.sessions import sessions
from pages.door import forms, look, sign_in, speech
from pages.door.lockout import lockout
from pages.door.visitor import COOKIE, Visitor

CANNOT_KEEP = "Nothing can be changed at the moment. Please tell the administrator."
_log = logging.getLogger("xunboard.door")


async def own_account(request: Request, visitor: Visitor) -> Response:
    """The page at `/account`; each of its forms says by `do` what it is for."""
    if request.method != "POST":
        return _page(request, visitor)
    try:
        fields = await forms.read(request)
    except forms.FormRefusedError:
        return _page(request, visitor, problem="Please try again.", status=403)
    try:
        return await _answer(request, visitor, fields)
    except (OSError, StoreError) as problem:
        _log.error("an account cannot be changed: %s", problem)
        return _page(request, visitor, problem=CANNOT_KEEP, status=503)


async def _answer(request: Request, visitor: Visitor, fields: dict[str, str]) -> Response:
    match fields.get("do"):
        case "password":
            return await _change_password(request, visitor, fields)
        case "language":
            return await _change_language(request, visitor, fields.get("language", ""))
        case "everywhere":
            ended = sessions().end_all(visitor.account.name)
            audit.record_if_possible("signed out everywhere", visitor.account.name, sessions=ended)
            response = RedirectResponse("/login", 303)
            response.delete_cookie(COOKIE, path="/")
            return response
    return _page(request, visitor, problem="Please try again.", status=400)


async def _change_password(request: Request, visitor: Visitor, fields: dict[str, str]) -> Response:
    account, new = visitor.account, fields.get("new", "")
    wait = lockout.attempt(account.name, sign_in.address_of(request))
    if wait > 0:
        return _page(
            request, visitor, problem="Too many attempts. Please try again later.", status=429
        )
    old_is_right = partial(passwords.matches, fields.get("old", ""), account.password_hash)
    if not await to_thread.run_sync(old_is_right):
        audit.record("password change refused", account.name)
        return _page(request, visitor, problem="The old password is not right.", status=401)
    lockout.succeeded(account.name, sign_in.address_of(request))
    if new != fields.get("again", ""):
        return _page(request, visitor, problem="The new passwords differ.", status=400)
    try:
        with audit.recorded("password changed", account.name):
            await to_thread.run_sync(partial(accounts().set_password, account.name, new))
    except AccountsError as refusal:
        return _page(request, visitor, problem=refusal.code, status=400)
    sessions().end_all(account.name)
    renewed = accounts().get(account.name)
    response = RedirectResponse("/account?done=password", 303)
    if renewed is not None:
        sign_in.begin(request, response, renewed)
    return response


async def _change_language(request: Request, visitor: Visitor, language: str) -> Response:
    chosen = language if language in LANGUAGES else None
    change = partial(accounts().change, replace(visitor.account, language=chosen))
    try:
        with audit.recorded("language changed", visitor.account.name, language=chosen):
            await to_thread.run_sync(change)
    except AccountsError as refusal:
        return _page(request, visitor, problem=refusal.code, status=400)
    return RedirectResponse("/account?done=language", 303)


_DONE = {
    "password": "The password is changed. Other devices are signed out.",
    "language": "The language is changed.",
}


def _page(
    request: Request, visitor: Visitor, *, problem: str | None = None, status: int = 200
) -> Response:
    language = visitor.account.language or speech.language_of(request)
    said = partial(translate, language)
    token = escape(forms.give_token(request))
    start = (
        '<form method="post" action="/account">'
        f'<input type="hidden" name="{forms.FIELD}" value="{token}">'
    )
    done = None if problem else _DONE.get(request.query_params.get("done", ""))
    name = visitor.account.name
    hidden_name = f'<input name="username" value="{escape(name)}" autocomplete="username" hidden>'
    options = "".join(
        f'<option value="{code}"{" selected" if visitor.account.language == code else ""}>'
        f"{escape(word)}</option>"
        for code, word in (("", said("As the browser")), *look.NAMES.items())
    )
    secret = partial(look.field, kind="password")
    body = (
        f'<div><p class="eyebrow">{escape(said("My account"))} · {escape(name)}</p>'
        f"<h1>{escape(visitor.account.display_name)}</h1>"
        f"{look.note(said(problem) if problem else None)}"
        f"{look.note(said(done) if done else None, 'done')}"
        f"<h3>{escape(said('Change password'))}</h3>{start}{hidden_name}"
        f"{secret(said('Old password'), 'old', complete='current-password')}"
        f"{secret(said('New password'), 'new', complete='new-password')}"
        f"{secret(said('New password, once more'), 'again', complete='new-password')}"
        f'<p class="hint">{escape(said(passwords.RULE))}</p>'
        f'<button name="do" value="password">{escape(said("Change password"))}</button></form>'
        f"<h3>{escape(said('Language'))}</h3>{start}"
        f'<label>{escape(said("Language of the pages"))}<select name="language">{options}'
        f'</select></label><button class="quiet" name="do" value="language">'
        f"{escape(said('Save'))}</button></form>"
        f"<h3>{escape(said('Sessions'))}</h3>"
        f"<p>{escape(said('Signed in on {n} devices.', n=len(sessions().of(name))))}</p>{start}"
        f'<button class="quiet" name="do" value="everywhere">'
        f"{escape(said('Sign out everywhere'))}</button></form></div>"
    )
    links = (
        f'<a href="/">{escape(said("Back to the pages"))}</a>'
        f'<a href="/logout">{escape(said("Sign out"))}</a>'
    )
    return look.page(
        language, said("My account"), body, status=status, links=links, layout="single"
    )
