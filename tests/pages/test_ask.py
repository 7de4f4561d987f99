"""One answer per question, scope and version of the tables read."""

from dataclasses import replace

import polars as pl
import pytest
import streamlit as st

import pages.shared.ask as bridge
import queries
from tests.pages import stub

NOVEMBER = {"as_of": "2026-11-18"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> stub.Asked:
    st.cache_data.clear()
    monkeypatch.setattr(bridge, "release", lambda: stub.RELEASE)
    return stub.install(monkeypatch)


def pinned(monkeypatch: pytest.MonkeyPatch, **changes: object) -> None:
    other = replace(stub.RELEASE, **changes)  # type: ignore[arg-type]  # fields of a release
    monkeypatch.setattr(bridge, "release", lambda: other)


def test_the_same_question_is_answered_once(asked: stub.Asked) -> None:
    first = bridge.ask("key_accounts/selection", **NOVEMBER)
    assert first.equals(bridge.ask("key_accounts/selection", **NOVEMBER))
    assert len(asked.calls) == 1


def test_a_release_that_leaves_the_tables_alone_keeps_the_answer(
    asked: stub.Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    bridge.ask("key_accounts/selection", **NOVEMBER)
    pinned(monkeypatch, number=8, tables={"orders": 3, "notes": 1})
    bridge.ask("key_accounts/selection", **NOVEMBER)
    assert len(asked.calls) == 1
    pinned(monkeypatch, number=9, tables={"orders": 4})
    bridge.ask("key_accounts/selection", **NOVEMBER)
    assert [call[1]["release"] for call in asked.calls] == [7, 9]


def test_without_a_day_every_release_is_asked(
    asked: stub.Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    bridge.ask("shared/choices")
    pinned(monkeypatch, number=8)
    bridge.ask("shared/choices")
    assert len(asked.calls) == 2


def test_nobody_gets_the_answer_of_another_scope(
    asked: stub.Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    bridge.ask("key_accounts/selection", **NOVEMBER)
    monkeypatch.setattr(bridge, "scope", lambda: queries.Scope(rep="R01"))
    bridge.ask("key_accounts/selection", **NOVEMBER)
    assert [call[1]["scope"] for call in asked.calls] == [
        queries.EVERYTHING,
        queries.Scope(rep="R01"),
    ]


def test_lists_are_part_of_the_question(asked: stub.Asked) -> None:
    assert isinstance(bridge.ask("customers/search", text="江", regions=["a"]), pl.DataFrame)
    bridge.ask("customers/search", text="江", regions=["b"])
    assert [call[1]["regions"] for call in asked.calls] == [("a",), ("b",)]
