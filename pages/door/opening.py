"""What happens before the door opens: the store, the demo data, the first accounts."""

import os
import sys
from typing import Any

import uvicorn.config
from filelock import FileLock
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from data import audit, demo, first_accounts
from data.accounts import accounts
from data.errors import RefusedError
from data.places import store_root
from data.private_files import check_writable, closed
from queries import store

PROXIES = "FORWARDED_ALLOW_IPS"  # of uvicorn: addresses of proxies, separated by commas
NEW_ACCOUNTS = "XUNBOARD_NEW_ACCOUNTS"
EVERY = 10_000_000  # audit lines: all that are kept


class SchemeAlone(ProxyHeadersMiddleware):
    """Believes a proxy of this machine that it speaks https, but not for whom it asks."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass a request on without the address that it claims to come from."""
        if "headers" in scope:
            claimed = [pair for pair in scope["headers"] if pair[0] != b"x-forwarded-for"]
            scope = {**scope, "headers": claimed}
        await super().__call__(scope, receive, send)


def believe_no_address() -> None:
    """Unless told whom to believe, take nobody's word for where a request comes from.

    Streamlit's server would believe whatever runs on this machine; it imports the app before it
    puts this in front.
    """
    if PROXIES not in os.environ:
        vars(uvicorn.config)["ProxyHeadersMiddleware"] = SchemeAlone


def open_house() -> None:
    """Make everything ready, or leave with one sentence on standard error and exit code 1.

    A first start fills an empty store with demo data (not with `DEMO=0`) and prints the first
    accounts once on standard output. OSError must not get out of here: Streamlit would take it
    for a used port.
    """
    believe_no_address()
    try:
        check_writable(closed(store_root()))
        with FileLock(store_root() / ".opening.lock"):
            if store().release().number:
                # What an older version of the app computed; nothing where that is still right.
                store().publish([], who="system", action="renew")
            if accounts().path.exists():
                accounts().all()
                return
            _refuse_lost_accounts()
            _first_start()
    except RefusedError as refusal:
        raise SystemExit(refusal.sentence()) from None
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise SystemExit(f"The store {store_root()} cannot be used: {reason}.") from None


def _refuse_lost_accounts() -> None:
    """Accounts that were there once and are gone are not replaced by new ones in silence."""
    # commands may have filled the store before the first start: only their lines have arguments
    had_accounts = any("arguments" not in one for one in audit.read(limit=EVERY))
    if had_accounts and os.environ.get(NEW_ACCOUNTS) != "1":
        raise SystemExit(
            f"The accounts file {accounts().path} is missing: put it back, or start once with "
            f"{NEW_ACCOUNTS}=1 for a new administrator."
        )


def _first_start() -> None:
    if os.environ.get("DEMO", "1") != "0" and not store().releases():
        print("Filling the empty store with demo data …", file=sys.stderr, flush=True)
        demo.fill(store())
    passwords = first_accounts.make(accounts(), store() if demo.is_there(store()) else None)
    audit.record("accounts created", "system", names=list(passwords))
    for name, password in passwords.items():
        print(f"sign in as: {name}  password: {password}", flush=True)
