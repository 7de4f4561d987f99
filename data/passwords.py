"""Passwords: which are accepted, how they are kept, and whether one is right.

Hashes and rules are those of streamlit-authenticator 0.4.2 (bcrypt; 8 to 20 characters with a
lower-case letter, an upper-case letter, a digit and a special character).
"""

import functools
import logging
import secrets
import string
from typing import Protocol

MAX_BYTES = 72  # bcrypt reads no further, so anything longer is refused, never cut
RULE = (
    "A password has 8 to 20 characters, among them a lower-case letter, an upper-case letter, "
    "a digit and a special character such as - or !."
)
TOO_LONG = "A password may not be longer than 72 bytes."

_READABLE = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without 0 O, 1 l I i o

# Checked for names that nobody has; its password was random and thrown away.
_NOBODYS_HASH = "$2b$12$r3vXeYG5EQMT7ingildn0OzMd7qO9AnpEazzxxPmM.MLLxY3Uh7Je"


class Hasher(Protocol):
    """What is used of the library's hasher."""

    def check_pw(self, password: str, hashed_password: str) -> bool: ...
    def hash(self, password: str) -> str: ...
    def is_hash(self, hash_string: str) -> bool: ...


class Validator(Protocol):
    """What is used of the library's validator."""

    def validate_email(self, email: str) -> bool: ...
    def validate_name(self, name: str) -> bool: ...
    def validate_password(self, password: str) -> bool: ...
    def validate_username(self, username: str) -> bool: ...


@functools.cache
def library() -> tuple[Hasher, Validator]:
    """The hasher and validator, imported once and without the warnings of a bare import.

    The package draws widgets as it is imported, which Streamlit reports as a missing session.
    """
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        from streamlit_authenticator.utilities import Hasher as LibraryHasher
        from streamlit_authenticator.utilities import Validator as LibraryValidator
    finally:
        logging.disable(before)
    return LibraryHasher(), LibraryValidator()


def fault(password: str) -> str | None:
    """Why a new password is not accepted, as a message id; None when it is."""
    if len(password.encode()) > MAX_BYTES:
        return TOO_LONG
    return None if library()[1].validate_password(password) else RULE


def hashed(password: str) -> str:
    """The bcrypt hash of a password that `fault` accepts. Takes about 0.2 s, on purpose."""
    return library()[0].hash(password)


def is_hash(text: str) -> bool:
    """Whether a text is a bcrypt hash."""
    return library()[0].is_hash(text)


def matches(password: str, kept: str | None) -> bool:
    """Whether a password belongs to a kept hash; as slow for None, so names cannot be probed."""
    right = library()[0].check_pw(
        password if len(password.encode()) <= MAX_BYTES else "", kept or _NOBODYS_HASH
    )
    return right and kept is not None and 0 < len(password.encode()) <= MAX_BYTES


def random_password() -> str:
    """A password that is accepted and easy to read out: four groups of four, 90 bits."""
    while True:
        groups = ["".join(secrets.choice(_READABLE) for _ in range(4)) for _ in range(4)]
        password = "-".join(groups)
        has_each = all(
            set(password) & set(kind)
            for kind in (string.ascii_lowercase, string.ascii_uppercase, string.digits)
        )
        if has_each:
            return password
