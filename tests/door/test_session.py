"""What a run of the script knows about its visitor, and draws for nobody else."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.accounts import accounts
from data.sessions import id_of, sessions
from queries import Scope
from tests.door.house import write_accounts

PAGE = """
import streamlit as st
from pages.shared import session
st.session_state["user"] = session.current_user()
st.session_state["scope"] = session.scope()
st.text("secret")
"""


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUNBOARD_STORE", str(tmp_path))
    write_accounts(tmp_path / "accounts.yaml")


def papers(name: str) -> dict[str, Any]:
    """What the guard says about somebody who has just signed in."""
    token = sessions().start(name, accounts().all()[name].stamp)
    return {"name": name, "session": id_of(token)}


def page(user: dict[str, Any]) -> AppTest:
    run = AppTest.from_string(PAGE)
    run.user = user
    return run.run()


@pytest.mark.parametrize(
    ("name", "role", "regions", "rep"),
    [
        ("manager", "manager", None, None),
        ("clerk", "clerk", None, None),
        ("admin", "admin", None, None),
        ("south", "region_manager", ("川南",), None),
        ("rep", "rep", None, "R01"),
    ],
)
def test_the_account_decides_which_rows_are_seen(
    name: str, role: str, regions: tuple[str, ...] | None, rep: str | None
) -> None:
    run = page(papers(name))
    scope: Scope = run.session_state["scope"]
    assert (scope.regions, scope.rep) == (regions, rep)
    assert run.session_state["user"].role == role
    assert [text.value for text in run.text] == ["secret"]


@pytest.mark.parametrize(
    "claim",
    [
        {},
        {"name": "admin"},
        {"name": "admin", "session": "a" * 64},
        {"name": None, "session": None},
        {"name": "manager", "session": "../accounts"},
    ],
)
def test_a_run_without_a_live_session_draws_nothing(claim: dict[str, Any]) -> None:
    run = page(claim)
    assert not run.exception
    assert [text.value for text in run.text] == []
    assert "scope" not in run.session_state


def test_a_session_of_somebody_else_is_no_session() -> None:
    assert [text.value for text in page({**papers("manager"), "name": "admin"}).text] == []


def test_a_run_after_the_sign_out_draws_nothing() -> None:
    user = papers("manager")
    run = page(user)
    assert [text.value for text in run.text] == ["secret"]
    sessions().end(user["session"])
    assert [text.value for text in run.run().text] == []


def test_the_language_of_the_account_is_the_language_of_the_run() -> None:
    assert page(papers("admin")).session_state["user"].language == "en"
