"""What is written beside a row is published, and stands there at once."""

from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import pages.shared.ask
import pages.shared.comments
import queries
from data import audit
from pages.shared.numbers import BUSINESS_TIME

MINUTE = timedelta(minutes=1)


def page() -> None:
    from pages.shared import ask
    from pages.shared.comments import comments

    ask.pin()
    comments("targets", "region", "江南", "−286.4", name="江南 *")


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("XUNBOARD_STORE", str(tmp_path / "store"))
    monkeypatch.setattr(pages.shared.ask, "scope", lambda: queries.EVERYTHING)
    user = SimpleNamespace(name="shen")
    monkeypatch.setattr(pages.shared.comments, "current_user", lambda: user)
    st.cache_data.clear()
    at = AppTest.from_function(page, default_timeout=60)
    at.query_params["lang"] = "zh"
    return at.run()


def test_a_comment_is_there_for_the_next_reader(app: AppTest) -> None:
    app.text_area[0].input("到货晚，下旬补量")
    app.button[0].click().run()
    assert not app.exception
    (row,) = queries.run(
        "shared/notes_beside", about="region", key="江南", page="targets"
    ).to_dicts()
    assert (row["kind"], row["text"], row["written_by"]) == ("comment", "到货晚，下旬补量", "shen")
    assert "到货晚，下旬补量" in [one.value for one in app.markdown]
    assert abs(row["written_at"] - datetime.now(BUSINESS_TIME).replace(tzinfo=None)) < MINUTE
    assert queries.store().release().who == "shen"
    assert audit.read(1)[0]["event"] == "edit"


def test_an_empty_comment_is_not_written(app: AppTest) -> None:
    app.text_area[0].input("  ")
    app.button[0].click().run()
    assert not app.exception
    assert queries.store().release().number == 0


def test_an_action_without_owner_says_so_and_keeps_what_was_typed(app: AppTest) -> None:
    app.text_input[0].input("本周上门")
    app.button[1].click().run()
    assert not app.exception
    assert [one.value for one in app.warning] == ["行动需要写明做什么、谁负责。"]
    assert app.text_input[0].value == "本周上门"
    assert queries.store().release().number == 0


def test_the_form_is_empty_after_a_comment_was_saved(app: AppTest) -> None:
    app.text_area[0].input("到货晚")
    app.button[0].click().run()
    app.run()
    assert app.text_area[0].value in ("", None)


def test_nobody_writes_about_a_region_that_is_not_theirs(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages.shared.ask, "scope", lambda: queries.Scope(regions=("川南",)))
    app.run()
    assert not app.exception
    assert not app.text_area
    assert not app.button


@pytest.mark.parametrize(
    ("about", "mine", "foreign"),
    [
        ("customer", "C1", "C3"),
        ("order", "O1", "O4"),
        ("complaint", "K1", "K2"),
        ("rep", "R1", "R2"),
    ],
)
def test_a_rep_writes_about_what_is_theirs_and_about_nothing_else(
    company_store: Path, monkeypatch: pytest.MonkeyPatch, about: str, mine: str, foreign: str
) -> None:
    monkeypatch.setenv("XUNBOARD_STORE", str(company_store))
    seen = queries.Scope(rep="R1")
    assert queries.may_see(about, mine, seen)
    assert not queries.may_see(about, foreign, seen)
    assert not queries.may_see(about, "' or true --", seen)
    assert queries.may_see(about, foreign, queries.EVERYTHING)
