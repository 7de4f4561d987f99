"""Who stands behind a session, checked against the sessions and the accounts each time."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from data.accounts import Account, accounts
from data.errors import AccountsError
from data.sessions import Session, id_of, sessions

COOKIE = "xunboard_session"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in person and the session that says so."""

    account: Account
    session: Session


def visitor_of(session_id: str) -> Visitor | None:
    """The visitor of a session id; None when it is over, the account gone or its password new.

    Accounts that cannot be read let nobody in.
    """
    session = sessions().find(session_id)
    if session is None:
        return None
    try:
        account = accounts().get(session.user)
    except AccountsError:
        return None
    if account is None or not hmac.compare_digest(account.stamp, session.stamp):
        sessions().end(session.id)
        return None
    return Visitor(account, session)


def visitor_with(cookies: Mapping[str, str]) -> Visitor | None:
    """The visitor who brings these cookies."""
    token = cookies.get(COOKIE)
    return visitor_of(id_of(token)) if token else None
