"""Forms that never come whole, methods that the door does not know, and who claims to be where."""

import json
from collections.abc import Callable

import anyio
import pytest
from starlette.requests import Request
from starlette.types import Message

from pages.door import forms
from tests.door.house import House


def sent(receive: Callable[[], Message | None]) -> Request:
    """A form whose body comes from `receive`; None is a visitor who sends nothing more."""

    async def come() -> Message:
        message = receive()
        if message is None:
            await anyio.sleep_forever()
            raise AssertionError
        return message

    return Request({"type": "http", "method": "POST", "path": "/login", "headers": []}, come)


def test_a_form_whose_body_never_comes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "SECONDS", 0.05)
    with pytest.raises(forms.FormRefusedError):
        anyio.run(forms.read, sent(lambda: None))


def test_a_form_that_breaks_off_is_refused_without_a_traceback() -> None:
    with pytest.raises(forms.FormRefusedError):
        anyio.run(forms.read, sent(lambda: {"type": "http.disconnect"}))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "PATCH", "OPTIONS", "CONNECT"])
@pytest.mark.parametrize("path", ["/login", "/logout", "/healthz", "/account"])
def test_a_method_that_the_door_does_not_know_is_not_allowed(
    house: House, method: str, path: str
) -> None:
    visitor = house.visitor()
    visitor.sign_in("manager")
    answer = visitor.http.request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST")
    assert visitor.get("/account").status_code == 200


def test_nobody_is_believed_to_come_from_elsewhere_unless_a_proxy_is_named(house: House) -> None:
    visitor = house.visitor(x_forwarded_for="203.0.113.9")
    assert visitor.sign_in("clerk").status_code == 303
    last = json.loads((house.store / "audit.log").read_text("utf-8").splitlines()[-1])
    assert (last["user"], last["address"]) == ("clerk", "127.0.0.1")


def test_a_proxy_that_is_named_tells_where_somebody_comes_from(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "127.0.0.1")
    house.close()
    house.open()
    try:
        visitor = house.visitor(x_forwarded_for="203.0.113.9")
        assert visitor.sign_in("clerk").status_code == 303
        last = json.loads((house.store / "audit.log").read_text("utf-8").splitlines()[-1])
        assert (last["user"], last["address"]) == ("clerk", "203.0.113.9")
    finally:
        monkeypatch.undo()
        house.close()
        house.open()
