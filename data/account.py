"""One account: who it is, what it may do, and what it must not be."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from data import passwords
from data.errors import AccountsError
from data.language import LANGUAGES

ROLES = ("manager", "region_manager", "rep", "clerk", "admin")


@dataclass(frozen=True, slots=True)
class Account:
    """One person: the role says what may be done, regions and rep_id whose rows are seen."""

    name: str
    role: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    regions: tuple[str, ...] = ()  # of a region manager, at least one
    rep_id: str | None = None  # of a rep
    language: str | None = None  # None follows the browser
    password_hash: str = field(default="", repr=False)

    @property
    def display_name(self) -> str:
        """The name a person is called by; Chinese puts the family name first, unspaced."""
        chinese = any("\u4e00" <= letter <= "\u9fff" for letter in self.first_name + self.last_name)
        parts = (self.last_name, self.first_name) if chinese else (self.first_name, self.last_name)
        return ("" if chinese else " ").join(part for part in parts if part) or self.name

    @property
    def stamp(self) -> str:
        """Changes with the password and with every right: a session started before is then over.

        What is open on a screen, a dialogue to confirm for instance, would otherwise still act
        with the right that was taken away.
        """
        rights = (self.role, sorted(self.regions), self.rep_id or "")
        return hashlib.sha256(repr((self.password_hash, rights)).encode()).hexdigest()[:16]


def read_account(name: object, fields: Any) -> Account | None:
    """The account that stands in the file; None when nobody can tell what it may do."""
    try:
        roles = list(fields["roles"])
        account = Account(
            name=str(name),
            role=str(roles[0]),
            first_name=str(fields.get("first_name") or ""),
            last_name=str(fields.get("last_name") or ""),
            email=str(fields.get("email") or ""),
            regions=tuple(map(str, fields.get("regions") or ())),
            rep_id=str(fields["rep_id"]) if fields.get("rep_id") else None,
            language=fields.get("language") or None,
            password_hash=str(fields["password"]),
        )
        is_typed = isinstance(name, str) and isinstance(fields.get("regions") or [], list)
        sound = is_typed and len(roles) == 1 and passwords.is_hash(account.password_hash)
    except (TypeError, KeyError, AttributeError, IndexError):
        sound = False
    return account if sound and fault_of(account) is None else None


def fields_of(account: Account) -> dict[str, Any]:
    """What the file keeps of an account, the password hash apart."""
    return {
        "first_name": account.first_name,
        "last_name": account.last_name,
        "email": account.email,
        "roles": [account.role],
        "regions": list(account.regions),
        "rep_id": account.rep_id,
        "language": account.language,
    }


def fault_of(account: Account) -> str | None:
    """What makes an account unusable, as a message id."""
    validator = passwords.library()[1]
    faults = (
        (
            not validator.validate_username(account.name) or account.name != account.name.lower(),
            "A sign-in name has 1 to 20 lower-case letters, digits, - or _ (or is an e-mail "
            "address).",
        ),
        (account.role not in ROLES, "An account has one of the roles of this company."),
        (
            account.role == "region_manager" and not account.regions,
            "A region manager needs at least one region.",
        ),
        (account.role == "rep" and not account.rep_id, "A rep needs a rep number."),
        (
            account.language is not None and account.language not in LANGUAGES,
            "The language is Chinese or English.",
        ),
    )
    return next((message for is_wrong, message in faults if is_wrong), None)


def refuse_faults(account: Account) -> None:
    """Raises AccountsError for an account that may not be written."""
    validator = passwords.library()[1]
    fault = fault_of(account)
    if fault is None and account.email and not validator.validate_email(account.email):
        fault = "This is not an e-mail address."
    is_named = account.first_name or account.last_name
    if fault is None and is_named and not validator.validate_name(account.display_name):
        fault = "A name has 2 to 100 letters."
    if fault is not None:
        raise AccountsError(fault)
