"""What changes while people are signed in: passwords, accounts, the process itself."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from websockets.exceptions import InvalidStatus

from tests.door.house import PASSWORD, SECRET, House, quick_hash, run_page, write_accounts

COOKIE = "xunboard_session"
NEW = "Fresh-9-water"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("changing"))
    write_accounts(house.store / "accounts.yaml")
    house.open()
    yield house
    house.close()


@pytest.fixture
def house(opened: House) -> House:
    """An open house with the accounts of the beginning."""
    write_accounts(opened.store / "accounts.yaml")
    opened.ran()
    return opened


def edit(house: House) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((house.store / "accounts.yaml").read_text("utf-8"))
    return document


def save(house: House, document: dict[str, Any]) -> None:
    (house.store / "accounts.yaml").write_text(
        yaml.safe_dump(document, allow_unicode=True), encoding="utf-8"
    )


def test_a_restart_signs_nobody_out_and_a_sign_out_survives_it(house: House) -> None:
    stays, leaves = house.visitor(), house.visitor()
    stays.sign_in("manager")
    leaves.sign_in("manager")
    cookies = [f"{COOKIE}={one.http.cookies[COOKIE]}" for one in (stays, leaves)]
    leaves.get("/logout")
    house.close()
    house.open()
    assert house.visitor(cookie=cookies[0]).get("/targets").status_code == 200
    assert house.visitor(cookie=cookies[1]).get("/targets").status_code == 303


def test_a_new_password_ends_every_other_session_and_its_websocket(house: House) -> None:
    here, there = house.visitor(), house.visitor()
    here.sign_in("clerk")
    there.sign_in("clerk")
    with there.socket() as socket:
        assert SECRET in run_page(socket, "targets")
        answer = here.send(
            "/account", {"do": "password", "old": PASSWORD, "new": NEW, "again": NEW}
        )
        assert answer.headers["location"] == "/account?done=password"
        assert SECRET not in run_page(socket, "targets")
    assert there.get("/targets").status_code == 303
    assert here.get("/targets").status_code == 200
    assert house.visitor().sign_in("clerk").status_code == 401
    assert house.visitor().sign_in("clerk", NEW).status_code == 303


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"old": "Wrong-1-password", "new": NEW, "again": NEW}, 401),
        ({"old": PASSWORD, "new": NEW, "again": NEW + "!"}, 400),
        ({"old": PASSWORD, "new": "weak", "again": "weak"}, 400),
        ({"old": PASSWORD, "new": "Aa1-" + "长" * 23, "again": "Aa1-" + "长" * 23}, 400),
    ],
    ids=["wrong old", "differ", "weak", "73 bytes"],
)
def test_a_password_change_that_is_refused_changes_nothing(
    house: House, fields: dict[str, str], status: int
) -> None:
    visitor = house.visitor()
    visitor.sign_in("manager")
    answer = visitor.send("/account", {"do": "password", **fields})
    assert answer.status_code == status
    assert 'class="problem"' in answer.text
    assert house.visitor().sign_in("manager").status_code == 303


def test_a_form_of_another_site_changes_nothing(house: House) -> None:
    visitor = house.visitor()
    visitor.sign_in("manager")
    fields = {"do": "password", "old": PASSWORD, "new": NEW, "again": NEW}
    assert visitor.http.post("/account", data=fields).status_code == 403
    assert visitor.http.post("/account", data={"do": "everywhere"}).status_code == 403
    assert visitor.get("/targets").status_code == 200


def test_the_account_page_is_for_people_who_are_signed_in(house: House) -> None:
    assert house.visitor().get("/account").headers["location"] == "/login?next=%2Faccount"


def test_the_language_of_the_account_is_the_language_of_its_pages(house: House) -> None:
    visitor = house.visitor(accept_language="zh-CN")
    visitor.sign_in("manager")
    assert '<html lang="zh-CN">' in visitor.get("/account").text
    visitor.send("/account", {"do": "language", "language": "en"})
    assert '<html lang="en">' in visitor.get("/account").text
    with visitor.socket(**{"Accept-Language": "zh-CN"}) as socket:
        drawn = run_page(socket, "targets")
    assert "language='en'" in drawn


def test_signing_out_everywhere_ends_every_session(house: House) -> None:
    here, there = house.visitor(), house.visitor()
    here.sign_in("manager")
    there.sign_in("manager")
    assert here.send("/account", {"do": "everywhere"}).headers["location"] == "/login"
    assert there.get("/targets").status_code == 303
    assert here.get("/targets").status_code == 303


@pytest.mark.parametrize("name", ["south", "admin"])
def test_other_rights_end_the_session_and_what_was_open_in_it(house: House, name: str) -> None:
    """A dialogue left open by somebody who was administrator still removed an account."""
    visitor = house.visitor()
    visitor.sign_in(name)
    with visitor.socket() as socket:
        assert SECRET in run_page(socket, "targets")
        document = edit(house)
        document["credentials"]["usernames"][name] |= {
            "roles": ["region_manager"],
            "regions": ["川北"],
        }
        save(house, document)
        assert SECRET not in run_page(socket, "targets")
    again = house.visitor()
    again.sign_in(name)
    with again.socket() as socket:
        assert "regions=('川北',)" in run_page(socket, "targets")


def test_a_removed_account_and_a_password_set_by_hand_end_the_session(house: House) -> None:
    removed, renewed = house.visitor(), house.visitor()
    removed.sign_in("manager")
    renewed.sign_in("clerk")
    document = edit(house)
    del document["credentials"]["usernames"]["manager"]
    document["credentials"]["usernames"]["clerk"]["password"] = quick_hash(NEW)
    save(house, document)
    assert removed.get("/targets").status_code == 303
    assert renewed.get("/targets").status_code == 303


@pytest.mark.parametrize("text", ["credentials: [broken", "", "[]", "credentials: {usernames: 3}"])
def test_a_broken_accounts_file_lets_nobody_in_and_says_so(house: House, text: str) -> None:
    visitor = house.visitor(accept_language="en")
    visitor.sign_in("south")
    accounts = house.store / "accounts.yaml"
    whole = accounts.read_bytes()
    with visitor.socket() as socket:
        accounts.write_text(text, encoding="utf-8")
        assert SECRET not in run_page(socket, "receivables")
    assert house.ran() == set()
    refused = house.visitor(accept_language="en").sign_in("south")
    assert refused.status_code == 503
    assert "Nobody can sign in at the moment." in refused.text
    assert "accounts.yaml" not in refused.text
    with pytest.raises(InvalidStatus):
        visitor.socket()
    for _ in range(6):
        house.visitor().sign_in("south")
    accounts.write_bytes(whole)
    assert house.visitor().sign_in("south").status_code == 303  # those attempts do not count
    assert visitor.get("/targets").status_code == 200
