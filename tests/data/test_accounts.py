"""Accounts: the library's format and rules, and a file that no writer destroys."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from data import passwords
from data.accounts import Account, Accounts
from data.errors import AccountsError


@pytest.fixture
def accounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Accounts:
    """An empty file's worth of accounts, with hashes that cost nothing."""
    import bcrypt

    quick = bcrypt.gensalt
    monkeypatch.setattr(bcrypt, "gensalt", lambda rounds=4, prefix=b"2b": quick(4, prefix))
    return Accounts(tmp_path / "accounts.yaml")


def test_an_account_signs_in_with_the_password_it_was_given(accounts: Accounts) -> None:
    password = accounts.add(Account("li", "region_manager", "伟", "李", regions=("川南", "川北")))
    found = accounts.check(" LI ", password)
    assert found is not None
    assert (found.display_name, found.regions) == ("李伟", ("川南", "川北"))
    assert accounts.check("li", password + "x") is None
    assert accounts.check("wang", password) is None


def test_the_file_is_what_the_library_reads(accounts: Accounts) -> None:
    from streamlit_authenticator.utilities import Hasher

    password = accounts.add(Account("li", "rep", "Li", "Wei", "li@example.com", rep_id="R01"))
    document = yaml.safe_load(accounts.path.read_text(encoding="utf-8"))
    kept = document["credentials"]["usernames"]["li"]
    assert Hasher.check_pw(password, kept["password"])
    assert kept["roles"] == ["rep"]
    assert (kept["first_name"], kept["last_name"], kept["email"]) == (
        "Li",
        "Wei",
        "li@example.com",
    )
    assert accounts.path.stat().st_mode & 0o777 == 0o600


def test_what_else_stands_in_the_file_is_kept(accounts: Accounts) -> None:
    accounts.add(Account("li", "admin"))
    document = yaml.safe_load(accounts.path.read_text(encoding="utf-8"))
    document["cookie"] = {"name": "x", "expiry_days": 0}
    document["credentials"]["usernames"]["li"]["password_hint"] = "harbour"
    accounts.path.write_text(yaml.safe_dump(document), encoding="utf-8")
    accounts.change(replace(accounts.all()["li"], language="en"))
    after = yaml.safe_load(accounts.path.read_text(encoding="utf-8"))
    assert after["cookie"] == {"name": "x", "expiry_days": 0}
    assert after["credentials"]["usernames"]["li"]["password_hint"] == "harbour"
    assert after["credentials"]["usernames"]["li"]["language"] == "en"


def test_a_change_by_another_process_is_seen(accounts: Accounts) -> None:
    accounts.add(Account("li", "admin"))
    assert set(accounts.all()) == {"li"}
    Accounts(accounts.path).add(Account("wang", "manager"))
    assert set(accounts.all()) == {"li", "wang"}


def test_many_writers_at_once_lose_nobody(accounts: Accounts) -> None:
    names = [f"rep{number}" for number in range(12)]

    def add(name: str) -> None:
        Accounts(accounts.path).add(Account(name, "rep", rep_id=name.upper()))

    writers = [threading.Thread(target=add, args=(name,)) for name in names]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(accounts.all()) == sorted(names)


def test_other_rights_and_a_new_password_change_the_stamp_and_a_language_does_not(
    accounts: Accounts,
) -> None:
    accounts.add(Account("li", "manager"))
    first = accounts.all()["li"]
    accounts.change(replace(first, language="en", first_name="Li"))
    assert accounts.all()["li"].stamp == first.stamp
    accounts.change(replace(first, role="clerk"))
    before = accounts.all()["li"]
    assert before.stamp != first.stamp
    password = accounts.reset_password("li")
    assert accounts.all()["li"].stamp != before.stamp
    assert accounts.check("li", password) is not None


def test_the_last_administrator_stays(accounts: Accounts) -> None:
    accounts.add(Account("li", "admin"))
    with pytest.raises(AccountsError, match="last administrator"):
        accounts.remove("li")
    with pytest.raises(AccountsError, match="last administrator"):
        accounts.change(Account("li", "manager"))
    accounts.add(Account("wang", "admin"))
    accounts.remove("li")
    assert set(accounts.all()) == {"wang"}


@pytest.mark.parametrize(
    ("account", "reason"),
    [
        (Account("", "manager"), "sign-in name"),
        (Account("li wei", "manager"), "sign-in name"),
        (Account("Li", "manager"), "sign-in name"),
        (Account("x" * 21, "manager"), "sign-in name"),
        (Account("li", "boss"), "roles"),
        (Account("li", "region_manager"), "at least one region"),
        (Account("li", "rep"), "rep number"),
        (Account("li", "manager", language="fr"), "Chinese or English"),
        (Account("li", "manager", email="li"), "e-mail"),
        (Account("li", "manager", first_name="<b>"), "2 to 100 letters"),
    ],
)
def test_an_account_that_makes_no_sense_is_refused(
    accounts: Accounts, account: Account, reason: str
) -> None:
    with pytest.raises(AccountsError, match=reason):
        accounts.add(account)
    assert not accounts.path.exists()


def test_a_taken_name_and_an_unknown_one_are_refused(accounts: Accounts) -> None:
    accounts.add(Account("li", "admin"))
    with pytest.raises(AccountsError, match="taken"):
        accounts.add(Account("li", "manager"))
    with pytest.raises(AccountsError, match="no account wang"):
        accounts.reset_password("wang")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("Aa1-" + "长" * 23, "72 bytes"),  # 73 bytes in 27 characters
        ("Aa1-5678" + "x" * 13, "8 to 20"),
        ("Aa1-567", "8 to 20"),
        ("harbour-7-lights", "8 to 20"),
    ],
)
def test_a_password_beyond_the_rules_is_refused(
    accounts: Accounts, password: str, reason: str
) -> None:
    with pytest.raises(AccountsError, match=reason):
        accounts.add(Account("li", "admin"), password)


def test_a_password_is_never_cut_to_what_bcrypt_reads() -> None:
    import bcrypt

    kept = bcrypt.hashpw(b"x" * 72, bcrypt.gensalt(4)).decode()
    assert passwords.matches("x" * 72, kept)
    assert not passwords.matches("x" * 73, kept)


def test_random_passwords_keep_the_rules() -> None:
    made = {passwords.random_password() for _ in range(200)}
    assert len(made) == 200
    assert [passwords.fault(password) for password in made] == [None] * 200


@pytest.mark.parametrize(
    "fields",
    [
        "{roles: [boss], password: HASH}",
        "{roles: [], password: HASH}",
        "{roles: [manager, admin], password: HASH}",
        "{roles: [rep], password: HASH}",
        "{roles: [region_manager], regions: [], password: HASH}",
        "{roles: [region_manager], regions: 川南, password: HASH}",
        "{roles: [manager], password: plain}",
        "{roles: [manager]}",
        "{password: HASH}",
        "3",
    ],
)
def test_a_file_with_an_account_nobody_can_mean_is_refused_whole(
    tmp_path: Path, fields: str
) -> None:
    path = tmp_path / "accounts.yaml"
    kept = "$2b$04$" + "a" * 53
    text = f"credentials:\n  usernames:\n    li: {fields.replace('HASH', repr(kept))}\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AccountsError, match="the account li has no usable"):
        Accounts(path).all()


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "accounts.yaml"
    path.write_text("credentials: {usernames: {7: {roles: [admin], password: x}}}", "utf-8")
    with pytest.raises(AccountsError, match="the account 7 has no usable"):
        Accounts(path).all()
