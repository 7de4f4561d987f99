"""Signing in and out, over HTTP and the websocket of a running app."""

import json
import re

import pytest
from websockets.exceptions import ConnectionClosed

from data.accounts import ROLES
from pages.shared.register import KNOWN
from tests.door.house import PASSWORD, SECRET, House, run_page

COOKIE = "xunboard_session"


def test_name_and_password_are_the_first_fields_of_the_form(house: House) -> None:
    names = re.findall(r'<input[^>]* ?name="(\w+)"', house.visitor().get("/login").text)
    assert names == ["username", "password", "csrf"]


def test_signing_in_leads_where_the_visitor_wanted_to_go(house: House) -> None:
    visitor = house.visitor()
    knocked = visitor.get("/targets?region=川南")
    assert knocked.headers["location"] == (
        "/login?next=%2Ftargets%3Fregion%3D%25E5%25B7%259D%25E5%258D%2597"
    )
    answer = visitor.sign_in("manager", path=knocked.headers["location"])
    assert answer.status_code == 303
    assert answer.headers["location"] == "/targets?region=%E5%B7%9D%E5%8D%97"
    assert visitor.get("/targets").status_code == 200


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(house: House) -> None:
    answer = house.visitor().sign_in("manager")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    behind_https = house.visitor(x_forwarded_proto="https").sign_in("manager")
    assert "Secure" in behind_https.headers["set-cookie"]


def test_the_server_keeps_nothing_that_signs_in(house: House) -> None:
    visitor = house.visitor()
    visitor.sign_in("manager")
    token = visitor.http.cookies[COOKIE]
    kept = list((house.store / "sessions").iterdir())
    assert kept
    for file in [*kept, house.store / "audit.log", house.store / "accounts.yaml"]:
        assert token not in file.name + file.read_text(encoding="utf-8")
    assert {oct(file.stat().st_mode & 0o777) for file in kept} == {"0o600"}
    assert oct((house.store / "audit.log").stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil",
        "http:evil.example",
        "/logout",
        "/./logout",
        "/targets/../logout?x=1",
        "/%6cogout/",
        "/" * 3000,
    ],
)
def test_signing_in_never_leads_to_another_site_or_out(house: House, target: str) -> None:
    visitor = house.visitor()
    visitor.http.params = visitor.http.params.set("next", target)
    answer = visitor.sign_in("manager")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_wrong_and_unknown_are_told_apart_by_nobody(house: House) -> None:
    wrong = house.visitor().sign_in("manager", "Wrong-password-1")
    unknown = house.visitor().sign_in("nobody", "Wrong-password-1")
    too_long = house.visitor().sign_in("clerk", PASSWORD + "x" * 100)
    shape = [re.sub(r'value="[^"]*"', "", answer.text) for answer in (wrong, unknown, too_long)]
    assert shape[0] == shape[1] == shape[2]
    assert {answer.status_code for answer in (wrong, unknown, too_long)} == {401}


def test_a_name_is_locked_after_five_wrong_passwords_and_stays_so(house: House) -> None:
    visitor = house.visitor()
    answers = [visitor.sign_in("rep", "Wrong-password-1").status_code for _ in range(6)]
    assert answers == [401] * 5 + [429]
    right = house.visitor().sign_in("rep")
    assert right.status_code == 429
    assert int(right.headers["retry-after"]) > 200
    events = (house.store / "audit.log").read_text(encoding="utf-8").splitlines()
    last = json.loads(events[-1])
    assert (last["event"], last["user"]) == ("sign-in locked", "rep")


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({"username": "manager", "password": PASSWORD}, {}),
        ({"username": "manager", "password": PASSWORD, "csrf": "guess"}, {}),
        ({"username": "manager", "password": "x" * 9000}, {}),
    ],
)
def test_a_form_that_is_not_ours_signs_nobody_in(
    house: House, fields: dict[str, str], headers: dict[str, str]
) -> None:
    visitor = house.visitor()
    visitor.get("/login")
    answer = visitor.http.post("/login", data=fields, headers=headers)
    assert answer.status_code == 403
    assert COOKIE not in answer.headers.get("set-cookie", "")


def test_a_form_sent_from_another_site_signs_nobody_in(house: House) -> None:
    visitor = house.visitor(origin="http://evil.example")
    assert visitor.sign_in("manager").status_code == 403


def test_forged_identity_does_not_replace_ones_own(house: House) -> None:
    admin = house.visitor()
    admin.sign_in("admin")
    session_of_admin = next(
        file.stem
        for file in (house.store / "sessions").iterdir()
        if '"admin"' in file.read_text(encoding="utf-8")
    )
    visitor = house.visitor()
    visitor.sign_in("south")
    claims = {"x-xunboard-user": "admin", "X-XUNBOARD-SESSION": session_of_admin}
    with visitor.socket(**claims) as socket:
        drawn = run_page(socket, "targets")
    assert "name='south'" in drawn
    assert "regions=('川南',)" in drawn
    assert "name='admin'" not in drawn


def test_each_role_sees_its_pages_and_its_rows(house: House) -> None:
    scopes = {
        "manager": "regions=None, rep=None",
        "south": "regions=('川南',), rep=None",
        "clerk": "regions=None, rep=None",
        "admin": "regions=None, rep=None",
    }
    for name, scope in scopes.items():
        role = "region_manager" if name == "south" else name
        assert role in ROLES
        visitor = house.visitor()
        visitor.sign_in(name)
        house.ran()
        with visitor.socket() as socket:
            for entry in KNOWN:
                drawn = run_page(socket, entry.address)
                status = visitor.get(f"/{entry.address}").status_code
                if role in entry.roles:
                    assert f"{SECRET} {entry.address}" in drawn
                    assert scope in drawn
                    assert status == (307 if entry is KNOWN[0] else 200)
                else:
                    assert f"{SECRET} {entry.address}" not in drawn
                    assert status == 404
        allowed = {entry.address for entry in KNOWN if role in entry.roles}
        assert house.ran() == allowed


def test_the_start_page_answers_under_its_name_too(house: House) -> None:
    visitor = house.visitor()
    visitor.sign_in("manager")
    answer = visitor.get("/overview?region=a%26b&as_of=2026-11-20")
    assert answer.headers["location"] == "/?region=a%26b&as_of=2026-11-20"
    assert visitor.get("/").status_code == 200


def test_signing_out_ends_the_open_websocket_at_its_next_message(house: House) -> None:
    visitor = house.visitor()
    visitor.sign_in("manager")
    with visitor.socket() as socket:
        assert SECRET in run_page(socket, "targets")
        token = visitor.http.cookies[COOKIE]
        assert visitor.get("/logout").headers["location"] == "/login"
        house.ran()
        drawn = run_page(socket, "receivables")
        assert "auth_redirect" in drawn
        assert SECRET not in drawn
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=10)
    assert house.ran() == set()
    copied = house.visitor(cookie=f"{COOKIE}={token}")
    assert copied.get("/targets").status_code == 303


def test_a_link_on_another_site_signs_nobody_out(house: House) -> None:
    visitor = house.visitor()
    visitor.sign_in("manager")
    asked = visitor.get("/logout", **{"sec-fetch-site": "cross-site"})
    assert asked.status_code == 200
    assert visitor.get("/targets").status_code == 200


def test_the_address_bar_language_decides_and_is_remembered(house: House) -> None:
    chinese = house.visitor(accept_language="zh-CN,zh;q=0.9,en;q=0.8")
    assert "登录" in chinese.get("/login").text
    english = house.visitor(accept_language="de,en;q=0.5,zh;q=0.1")
    assert '<html lang="en">' in english.get("/login").text
    assert "登录" in english.get("/login?lang=zh").text
    assert "登录" in english.get("/login").text


def test_names_and_targets_are_shown_as_text(house: House) -> None:
    visitor = house.visitor()
    answer = visitor.sign_in('"><script>alert(1)</script>', "x")
    assert "<script" not in answer.text
    assert "<script" not in visitor.get('/login?next=/"><script>').text
