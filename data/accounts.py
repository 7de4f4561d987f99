"""The accounts: who may sign in, in which role, and whose rows they see.

The file has the YAML format of streamlit-authenticator 0.4.2 (`credentials.usernames.<name>`
with `first_name`, `last_name`, `email`, `password`, `roles`) and three fields of our own:
`regions`, `rep_id` and `language`. Whatever else stands in it is kept.
"""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from filelock import FileLock

from data import passwords, private_files
from data.account import ROLES, Account, fields_of, read_account, refuse_faults
from data.errors import AccountsError
from data.places import accounts_file

__all__ = ["ROLES", "Account", "Accounts", "accounts"]


class Accounts:
    """The accounts of one file, read again only when the file changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int, int] | None = None
        self._accounts: dict[str, Account] = {}

    def all(self) -> dict[str, Account]:
        """Every account by name. Raises AccountsError when the file is missing or broken."""
        try:
            state = self.path.stat()
        except OSError as problem:
            raise self._unreadable(problem.strerror or str(problem)) from problem
        seen = (state.st_mtime_ns, state.st_size, state.st_ino)
        if seen != self._seen:
            self._accounts = {
                name: self._account(name, fields)
                for name, fields in _usernames(self._document()).items()
            }
            self._seen = seen
        return self._accounts

    def get(self, name: str) -> Account | None:
        """The account of a name, None for a name nobody has. Raises AccountsError."""
        return self.all().get(name)

    def check(self, name: str, password: str) -> Account | None:
        """The account when name and password belong together; slow for unknown names too."""
        account = self.get(name.strip().lower())
        right = passwords.matches(password, account.password_hash if account else None)
        return account if right else None

    def add(self, account: Account, password: str | None = None) -> str:
        """Add an account and return its password (a random one unless given).

        Raises AccountsError when the name is taken or a field is not acceptable.
        """
        refuse_faults(account)
        chosen = password or passwords.random_password()
        password_hash = _hash_of(chosen)

        def put(usernames: dict[str, Any]) -> None:
            if account.name in usernames:
                raise AccountsError("The name {name} is taken.", name=account.name)
            usernames[account.name] = {**fields_of(account), "password": password_hash}

        self._write(put, start=True)
        return chosen

    def change(self, account: Account) -> None:
        """Write role, regions, rep, language and names of an account; the password stays."""
        refuse_faults(account)

        def put(usernames: dict[str, Any]) -> None:
            kept = _known(usernames, account.name)
            if account.role != "admin":
                _refuse_last_admin(usernames, account.name)
            usernames[account.name] = {**kept, **fields_of(account)}

        self._write(put)

    def set_password(self, name: str, password: str) -> None:
        """Give an account a new password; its sessions end. Raises AccountsError."""
        password_hash = _hash_of(password)

        def put(usernames: dict[str, Any]) -> None:
            _known(usernames, name)["password"] = password_hash

        self._write(put)

    def reset_password(self, name: str) -> str:
        """Give an account a random password and return it. Raises AccountsError."""
        password = passwords.random_password()
        self.set_password(name, password)
        return password

    def remove(self, name: str) -> None:
        """Take an account away; its sessions end. Raises AccountsError for the last admin."""

        def put(usernames: dict[str, Any]) -> None:
            _known(usernames, name)
            _refuse_last_admin(usernames, name)
            del usernames[name]

        self._write(put)

    def _write(self, put: Callable[[dict[str, Any]], None], start: bool = False) -> None:
        """Change what the file holds now, not what was read before: two writers both count."""
        private_files.folder(self.path.parent)
        with FileLock(f"{self.path}.lock", mode=private_files.OWNER_ONLY):
            fresh = start and not self.path.exists()
            document: Any = {"credentials": {"usernames": {}}} if fresh else self._document()
            put(_usernames(document))
            text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
            private_files.write(self.path, text)

    def _document(self) -> Any:
        try:
            document = yaml.safe_load(self.path.read_text(encoding="utf-8"))
            _usernames(document)
        except OSError as problem:
            raise self._unreadable(problem.strerror or str(problem)) from problem
        except UnicodeDecodeError as problem:
            raise self._unreadable("it is not UTF-8 text") from problem
        except yaml.YAMLError as problem:
            mark = getattr(problem, "problem_mark", None)
            where = f" in line {mark.line + 1}" if mark else ""
            raise self._unreadable(f"it is not YAML{where}") from problem
        except (TypeError, KeyError, AttributeError) as problem:
            raise self._unreadable("it has no credentials.usernames") from problem
        return document

    def _account(self, name: str, fields: Any) -> Account:
        account = read_account(name, fields)
        if account is None:
            raise self._unreadable(f"the account {name} has no usable role, scope or password hash")
        return account

    def _unreadable(self, reason: str) -> AccountsError:
        return AccountsError(
            "The accounts file {path} cannot be used: {reason}.", path=self.path, reason=reason
        )


@functools.cache
def _of(path: Path) -> Accounts:
    return Accounts(path)


def accounts() -> Accounts:
    """The accounts of this installation."""
    return _of(accounts_file())


def _usernames(document: Any) -> dict[str, Any]:
    usernames = document["credentials"]["usernames"]
    usernames.items()  # a list or a text has none: said as a broken file by the caller
    return usernames  # type: ignore[no-any-return]  # YAML has no types


def _hash_of(password: str) -> str:
    fault = passwords.fault(password)
    if fault is not None:
        raise AccountsError(fault)
    return passwords.hashed(password)


def _known(usernames: dict[str, Any], name: str) -> dict[str, Any]:
    if name not in usernames:
        raise AccountsError("There is no account {name}.", name=name)
    known: dict[str, Any] = usernames[name]
    return known


def _refuse_last_admin(usernames: dict[str, Any], name: str) -> None:
    admins = [other for other, fields in usernames.items() if fields["roles"] == ["admin"]]
    if admins == [name]:
        raise AccountsError("The last administrator must stay one.")
