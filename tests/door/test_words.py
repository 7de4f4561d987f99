"""What the door says, it says in Chinese too."""

import ast
from datetime import date
from pathlib import Path

import pytest

from data.language import catalogue
from pages.door import month
from pages.shared.register import KNOWN, SECTIONS
from pages.shared.user_menu import ROLES
from tests.door.house import SOURCE, House

SPEAKING = [
    "data/account.py",
    "data/accounts.py",
    "data/passwords.py",
    "pages/door/guard.py",
    "pages/door/month.py",
    "pages/door/own_account.py",
    "pages/door/sign_in.py",
    "pages/shared/user_menu.py",
]
NOT_SAID = {
    "ROLES",
    "Account",
    "Accounts",
    "Retry-After",
    "English",
    "Allow",
    "GET",
    "HEAD",
    "POST",
}


def sentences(path: Path) -> set[str]:
    """The texts of a module that begin like a sentence, docstrings apart."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    remarks = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    parts = {
        id(value)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for value in node.values
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value[:1].isupper()
        and id(node) not in remarks | parts
    }


@pytest.mark.parametrize("path", SPEAKING)
def test_every_sentence_has_a_translation(path: str) -> None:
    said = sentences(SOURCE / path) - NOT_SAID
    assert said
    assert said - set(catalogue("zh")) == set()


def test_every_page_section_and_role_has_a_name() -> None:
    names = {*(entry.title for entry in KNOWN), *ROLES.values(), *filter(None, SECTIONS.values())}
    assert names - set(catalogue("zh")) == set()


def test_both_languages_are_complete_on_the_sign_in_page(house: House) -> None:
    chinese = house.visitor().get("/login?lang=zh").text
    english = house.visitor().get("/login?lang=en").text
    assert "Sign in" not in chinese
    assert "登录" not in english
    assert '<html lang="zh-CN">' in chinese
    assert '<html lang="en">' in english


@pytest.mark.parametrize(
    ("day", "chinese", "english", "days"),
    [
        (date(2026, 2, 10), "2026年2月 · 上旬第 10 天", "Day 10 of the first dekad", 28),
        (date(2026, 11, 11), "2026年11月 · 中旬第 1 天", "Day 1 of the second dekad", 30),
        (date(2026, 12, 31), "2026年12月 · 下旬第 11 天", "Day 11 of the third dekad", 31),
    ],
)
def test_the_month_strip_says_the_day_and_draws_each_day(
    day: date, chinese: str, english: str, days: int
) -> None:
    drawn = month.strip("zh", day)
    assert chinese in drawn
    assert english in month.strip("en", day)
    assert drawn.count("<rect") == days
    assert drawn.count('class="past"') == day.day - 1
