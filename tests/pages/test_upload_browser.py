"""A clerk in a real browser: file in, published, the number on a page, taken back."""

import re

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.chromium import MARKS
from tests.pages.conftest import OpenedBy

pytestmark = MARKS
FILE = "销售明细\n订单编号,客户编号,订单日期,开票金额\nN1,C1,2026-11-18,1000\nN2,C3,2026-11-18,234.50\n"


@pytest.fixture
def page(opened_by: OpenedBy) -> Page:
    """The upload page, opened by the clerk."""
    opened = opened_by("clerk", "upload")
    opened.locator("[data-testid=stFileUploader]").wait_for()
    return opened


def test_a_file_goes_in_and_shows_on_a_page_and_comes_out_again(page: Page) -> None:
    file = FilePayload(name="销售.csv", mimeType="text/csv", buffer=FILE.encode("gb18030"))
    page.set_input_files("[data-testid=stFileUploader] input[type=file]", file)
    title = page.locator("h1")
    expect(title).to_contain_text("新增 2 行，开票金额 1,234.50 元；尚未入库")
    expect(page.get_by_text("GB18030（中文 Windows）").first).to_be_visible()
    page.get_by_role("button", name=re.compile("发布$")).click()  # not those of the tables
    page.goto(page.url.partition("?")[0])  # a closed tab does not stop it
    expect(title).to_contain_text("已入库（版本 2）：2 行")

    page.get_by_role("link", name=re.compile("看新数字：目标达成")).click()
    page.wait_for_url(re.compile("/targets"))
    expect(title).to_contain_text("完成 3.7%")  # 1,234.50 of 33,333.33, a day of the month

    page.go_back()
    page.get_by_role("button", name="撤回此次上传").click()
    page.get_by_role("dialog").get_by_role("button", name="撤回").click()
    expect(title).to_contain_text("已撤回")
