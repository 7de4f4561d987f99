"""A manager in a real browser: a filter, a click on a bar, a link sent on, the files taken home."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.chromium import MARKS, until
from tests.pages.conftest import OpenedBy

pytestmark = MARKS
BAR = "[data-testid=stVegaLiteChart] path[aria-roledescription=bar]"
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"


@pytest.fixture
def page(opened_by: OpenedBy) -> Page:
    """The receivables of the company, opened by the manager."""
    opened = opened_by("manager", "receivables")
    opened.locator(BAR).first.wait_for()
    opened.locator(SETTLED).wait_for()
    return opened


def test_a_filter_changes_the_number_and_the_link_says_the_same_to_a_colleague(
    page: Page, opened_by: OpenedBy
) -> None:
    title = page.locator("h1")
    # As of 11-12: O2 60,000 and O5 50,000 of 660,000 invoiced − 40,000 received
    expect(title).to_contain_text("逾期 11.0 万元，占应收 17.7%")
    page.get_by_role("button", name="筛选").click()
    page.get_by_role("combobox", name="区域").click()
    page.get_by_role("option", name="川北").click()
    # 川北: O5 50,000 of 240,000 + 50,000
    expect(title).to_contain_text("逾期 5.0 万元，占应收 17.2%")
    address = page.url.removeprefix(re.match(r"https?://[^/]+/", page.url)[0])  # type: ignore[index]
    assert "region=" in address
    colleague = opened_by("clerk", address)
    expect(colleague.locator("h1")).to_contain_text("逾期 5.0 万元，占应收 17.2%")
    expect(colleague.get_by_role("button", name="川北")).to_be_visible()


def test_a_click_on_a_bar_leaves_the_customers_of_that_age(page: Page) -> None:
    until(
        lambda opened: expect(opened).to_have_url(re.compile("bucket="), timeout=10_000),
        page,
        lambda: page.locator(BAR).first.click(timeout=10_000),
    )


def test_the_files_hold_what_the_screen_says(page: Page, tmp_path: Path) -> None:
    page.get_by_role("button", name="导出").click()
    with page.expect_download() as excel:
        page.get_by_role("button", name="Excel").click()
    excel.value.save_as(tmp_path / "page.xlsx")
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "page.xlsx").read_bytes()))
    total = next(row for row in book.worksheets[1].values if "合计" in row)
    assert {6, 5, 11} <= set(total)  # O2 up to 30 days, O5 more than 90, both: numbers, in 万元
