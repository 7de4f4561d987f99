"""A clerk in a real browser: file in, published, the number on a page, taken back."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import FilePayload, Page, expect, sync_playwright

from tests.chromium import CHROMIUM, MARKS, PATIENCE, SWITCHES
from tests.door.house import PASSWORD, SOURCE, command, free_port, write_accounts

pytestmark = MARKS
FILE = "销售明细\n订单编号,客户编号,订单日期,开票金额\nN1,C1,2026-11-18,1000\nN2,C3,2026-11-18,234.50\n"


@pytest.fixture
def url(company_store: Path, tmp_path: Path) -> Iterator[str]:
    """The app over a copy of the tiny company."""
    store, port = tmp_path / "store", free_port()
    shutil.copytree(company_store, store)
    write_accounts(store / "accounts.yaml")
    process = subprocess.Popen(
        [*command(), f"--server.port={port}"],
        cwd=SOURCE,
        env={**os.environ, "XUNBOARD_STORE": str(store)},
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{address}/healthz", timeout=5).status_code == 200:
                break
        except httpx.TransportError:
            time.sleep(0.1)
    yield address
    process.terminate()
    process.wait(30)


@pytest.fixture
def page(url: str) -> Iterator[Page]:
    """The upload page, opened by the clerk."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        opened = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai").new_page()
        opened.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        opened.goto(f"{url}/upload")
        opened.locator("[name=username]").fill("clerk")
        opened.locator("[name=password]").fill(PASSWORD)
        opened.locator("[name=password]").press("Enter")
        opened.locator("[data-testid=stFileUploader]").wait_for()
        yield opened
        browser.close()


def test_a_file_goes_in_and_shows_on_a_page_and_comes_out_again(page: Page) -> None:
    file = FilePayload(name="销售.csv", mimeType="text/csv", buffer=FILE.encode("gb18030"))
    page.set_input_files("[data-testid=stFileUploader] input[type=file]", file)
    title = page.locator("h1")
    expect(title).to_contain_text("新增 2 行，开票金额 1,234.50 元；尚未入库")
    expect(page.get_by_text("GB18030（中文 Windows）").first).to_be_visible()
    page.get_by_role("button", name="发布").click()
    page.goto(page.url.partition("?")[0])  # a closed tab does not stop it
    expect(title).to_contain_text("已入库（版本 2）：2 行")

    page.get_by_role("link", name=re.compile("看新数字：目标达成")).click()
    page.wait_for_url(re.compile("/targets"))
    expect(title).to_contain_text("完成 3.7%")  # 1,234.50 of 33,333.33, a day of the month

    page.go_back()
    page.get_by_role("button", name="撤回此次上传").click()
    page.get_by_role("dialog").get_by_role("button", name="撤回").click()
    expect(title).to_contain_text("已撤回")
