"""Nothing behind the door runs or answers for a stranger, on a cold server and on a warm one."""

from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from pages.shared.register import KNOWN
from tests.door.house import SECRET, House, run_page, write_accounts

ADDRESSES = ["/", *(f"/{entry.address}" for entry in KNOWN)]
INSIDE = [
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/_stcore/stream",
    "/_stcore/upload_file/session/file",
    "/_stcore/bidi-components/x",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp",
    "/media/secret.csv",
    "/component/x/index.html",
    "/app/static/accounts.yaml",
    "/static/js/index.js",
    "/index.html",
    "/favicon.png",
    "/manifest.json",
    "/oauth2callback",
    "/auth/login",
    "/pages/shell.py",
    "/shell",
    "/guard",
    "/%2e%2e/accounts.yaml",
    "//targets",
    "/targets/",
    "/targets/_stcore/stream",
    "/LOGIN",
    "/login/",
    "/login/../targets",
]
ASKED = [
    ("GET", "text/html"),
    ("GET", "*/*"),
    ("POST", "text/html"),
    ("PUT", "*/*"),
    ("OPTIONS", "*/*"),
]
# A door that is asked with someone else's papers, or none that count.
CLAIMS = [
    {},
    {"cookie": "xunboard_session=forged"},
    {"cookie": f"xunboard_session={'a' * 64}"},
    {"cookie": "xunboard_session=../accounts"},
    {"x-xunboard-user": "admin", "x-xunboard-session": "a" * 64},
    {"X_Xunboard_User": "admin"},
]


def knock_everywhere(house: House) -> None:
    stranger = house.visitor().http
    for path in ADDRESSES + INSIDE:
        for method, accept in ASKED:
            answer = stranger.request(method, path, headers={"accept": accept}, content=b"x")
            assert answer.status_code in (303, 401), f"{method} {path}"
            if answer.status_code == 303:
                assert answer.headers["location"].startswith("/login")
            assert answer.text in ("", "sign in first")
            assert "_streamlit" not in str(answer.headers)
    for claim in CLAIMS:
        with pytest.raises(InvalidStatus) as refused:
            house.visitor().socket(**claim)
        assert refused.value.response.status_code == 403
        assert refused.value.response.body in (None, b"")
        answer = house.visitor().get("/targets", **claim)
        assert answer.status_code == 303
    assert house.ran() == set()


def test_a_cold_server_gives_a_stranger_nothing(tmp_path: Path) -> None:
    house = House(tmp_path)
    write_accounts(house.store / "accounts.yaml")
    house.open()
    try:
        knock_everywhere(house)
    finally:
        house.close()


def test_a_warm_server_gives_a_stranger_nothing(house: House) -> None:
    insider = house.visitor()
    insider.sign_in("admin")
    with insider.socket() as socket:
        for entry in KNOWN:
            assert f"{SECRET} {entry.address}" in run_page(socket, entry.address)
        assert house.ran() == {entry.address for entry in KNOWN}
        knock_everywhere(house)


def test_the_file_that_a_page_offers_stays_inside(house: House) -> None:
    insider = house.visitor()
    insider.sign_in("admin")
    with insider.socket() as socket:
        drawn = run_page(socket, "targets")
        path = drawn[drawn.index("/media/") :].split('"')[0]
        assert insider.get(path).content == f"{SECRET} file".encode()
        answer = house.visitor().get(path, accept="*/*")
    assert answer.status_code == 401
    assert SECRET not in answer.text


def test_what_streamlit_tells_machines_is_nobodys_business(house: House) -> None:
    insider = house.visitor()
    insider.sign_in("manager")
    for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/index.html", "/auth/login"):
        assert insider.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/targets%3Fx", "/static/../_stcore/metrics"])
@pytest.mark.parametrize("host", ["x/static/", "x/targets?", "x/login?", "x#"])
def test_a_bent_host_opens_no_other_path(house: House, path: str, host: str) -> None:
    stranger, insider = house.visitor(), house.visitor()
    insider.sign_in("manager")
    assert stranger.get(path, host=host).status_code in (303, 401)
    assert insider.get(path, host=host).status_code in (400, 404)


def test_another_site_cannot_open_the_websocket_of_a_visitor(house: House) -> None:
    insider = house.visitor()
    insider.sign_in("manager")
    with pytest.raises(InvalidStatus) as refused:
        insider.socket(origin="http://evil.example")
    assert refused.value.response.status_code == 403


def test_an_upload_without_session_leaves_nothing_behind(house: House) -> None:
    answer = httpx.put(
        f"{house.url}/_stcore/upload_file/any/any", content=b"rows" * 1000, timeout=10
    )
    assert answer.status_code == 401


@pytest.mark.parametrize("name", ["south", "manager"])
def test_only_who_keeps_the_data_can_send_files(house: House, name: str) -> None:
    visitor = house.visitor()
    visitor.sign_in(name)
    assert visitor.http.put("/_stcore/upload_file/any/any", content=b"rows").status_code == 404


def test_healthz_is_open_and_says_no_more_than_ok(house: House) -> None:
    answer = house.visitor().get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok")


def test_every_answer_carries_the_protecting_headers(house: House) -> None:
    for path in ("/healthz", "/login", "/targets", "/nowhere"):
        headers = house.visitor().get(path).headers
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
