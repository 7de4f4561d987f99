"""The door in a real browser: its pages hold, nothing is fetched from elsewhere."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import CHROMIUM, MARKS, SWITCHES, until
from tests.door.house import PASSWORD, SECRET, House, write_accounts

pytestmark = MARKS


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield opened
        opened.close()


def test_signing_in_by_a_deep_link_and_out_in_another_tab(house: House, browser: Browser) -> None:
    context = browser.new_context(locale="en-US", timezone_id="Asia/Shanghai")
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda message: faults.append(message.text) if "Policy" in message.text else None,
    )
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((house.url, "data:", "blob:"))
            else faults.append(request.url)
        ),
    )
    page.goto(f"{house.url}/targets?region=x")
    page.get_by_label("User name").fill("clerk")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text(f"{SECRET} targets").wait_for()
    assert page.url == f"{house.url}/targets?region=x"
    page.get_by_role("link", name="Receivables").click()
    page.get_by_text(f"{SECRET} receivables").wait_for()
    page.set_input_files(
        "input[type=file]",
        files=[{"name": "rows.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"}],
    )
    page.get_by_text("rows.csv").wait_for()

    other = context.new_page()
    other.goto(f"{house.url}/logout")
    # The open page may have noticed by itself and be there already: then there is no such link.
    until(_at_the_door, page, lambda: page.get_by_role("link", name="Targets").click(timeout=5_000))
    assert page.get_by_text(SECRET).count() == 0
    assert faults == []
    context.close()


def test_the_menu_changes_the_language_and_leads_out(house: House, browser: Browser) -> None:
    write_accounts(house.store / "accounts.yaml")  # the language that was chosen is kept there
    context = browser.new_context(locale="en-US", timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.goto(house.url)
    page.get_by_label("User name").fill("clerk")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="clerk").click()
    page.get_by_role("button", name="中文").click()
    page.get_by_role("link", name="应收账龄").wait_for()
    until(_at_the_door, page, lambda: _leave(page))
    context.close()


def _leave(page: Page) -> None:
    """Sign out by the menu behind one's own name, opened if it is closed."""
    way_out = page.get_by_role("link", name="退出登录")
    if not way_out.is_visible():
        page.get_by_role("button", name="clerk").click(timeout=5_000)
    way_out.click(timeout=5_000)


def _at_the_door(page: Page) -> None:
    page.wait_for_url("**/login", timeout=10_000)
