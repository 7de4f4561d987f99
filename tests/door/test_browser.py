"""The door in a real browser: its pages hold, nothing is fetched from elsewhere."""

import shutil
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import TimeoutError as TooLate

from tests.door.house import PASSWORD, SECRET, House

CHROMIUM = shutil.which("chromium")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found"),
]


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
    page.get_by_label("User name").fill("manager")
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
    with suppress(TooLate):  # the open page may have noticed by itself and be there already
        page.get_by_role("link", name="Targets").click(timeout=5_000)
    page.wait_for_url("**/login")
    assert page.get_by_text(SECRET).count() == 0
    assert faults == []
    context.close()


def test_the_menu_changes_the_language_and_leads_out(house: House, browser: Browser) -> None:
    context = browser.new_context(locale="en-US", timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.goto(house.url)
    page.get_by_label("User name").fill("clerk")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="clerk").click()
    page.get_by_role("button", name="中文").click()
    page.get_by_role("link", name="应收账龄").wait_for()
    page.get_by_role("link", name="退出登录").click()
    page.wait_for_url("**/login")
    context.close()
