"""The users page: rights can be given, and passwords are shown once."""

from pathlib import Path

import pytest

from data.account import Account
from data.accounts import accounts
from tests.pages.conftest import OpenPage


@pytest.fixture(autouse=True)
def keepers(own_store: Path) -> None:
    accounts().add(Account(name="admin", role="admin"))
    accounts().add(Account(name="south", role="region_manager", regions=("川南",)))


def test_an_account_gets_another_role(open_page: OpenPage) -> None:
    at = open_page("users", role="admin", query={"at_user": "south"})
    assert not at.exception
    at.selectbox(key="role_south").set_value("manager").run()
    next(one for one in at.button if one.label == "保存").click().run()
    assert accounts().all()["south"].role == "manager"
    assert any("权限已更改" in one.value for one in at.success)


def test_a_new_account_shows_its_password_once(open_page: OpenPage) -> None:
    at = open_page("users", role="admin", language="en")
    at.text_input(key="new_name").set_value("li_min").run()
    next(one for one in at.button if one.label == "Add").click().run()
    password = at.code[0].value
    assert accounts().check("li_min", password)
    assert not at.run().code


def test_one_click_does_not_reset_a_password_yet(open_page: OpenPage) -> None:
    password = accounts().reset_password("south")
    at = open_page("users", role="admin", query={"at_user": "south"})
    next(one for one in at.button if one.label == "重置密码").click().run()
    assert not at.exception and not at.code
    assert at.button(key="password_reset_confirmed").label == "重置密码"
    assert accounts().check("south", password)


def test_the_last_administrator_stays_one(open_page: OpenPage) -> None:
    at = open_page("users", role="admin", query={"at_user": "admin"})
    at.selectbox(key="role_admin").set_value("clerk").run()
    next(one for one in at.button if one.label == "保存").click().run()
    assert accounts().all()["admin"].role == "admin"
    assert any("必须保留最后一位系统管理员" in one.value for one in at.error)


def test_nobody_else_is_offered_the_page(open_page: OpenPage) -> None:
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        open_page("users", role="clerk")
