"""What a manager sees in a real browser: what a click opens, in a small window and in the room."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import MARKS, until
from tests.pages.conftest import OpenedBy

pytestmark = MARKS
TABLE = "[data-testid=stDataFrame]"
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
FIRST_BOX = {"x": 16, "y": 36 + 18}  # the box of the first row, below a head of 36 pixels


@pytest.fixture
def page(opened_by: OpenedBy) -> Page:
    """The receivables of the company in a small window, opened by the manager."""
    opened = opened_by("manager", "receivables")
    opened.set_viewport_size({"width": 1366, "height": 768})
    opened.locator(TABLE).first.wait_for()
    opened.locator(SETTLED).wait_for()
    return opened


def test_the_rows_that_a_customer_opens_come_into_sight(page: Page) -> None:
    """They were drawn below the window: a click seemed to do nothing."""
    until(
        lambda opened: expect(opened).to_have_url(re.compile("at_customers="), timeout=10_000),
        page,
        lambda: page.locator(TABLE).first.click(position=FIRST_BOX, timeout=10_000),  # type: ignore[arg-type]
    )
    expect(page.get_by_text(re.compile("未清项 \\d+ 笔")).first).to_be_in_viewport()
    expect(page.get_by_role("button", name="备注")).to_be_in_viewport()


def test_enter_in_the_search_box_opens_the_customer(page: Page) -> None:
    page.get_by_role("button", name="客户").last.click()
    box = page.get_by_placeholder("名称、编号、城市")
    box.fill("C3")
    box.press("Enter")
    expect(page).to_have_url(re.compile("profile.*customer=C3"))
    expect(page.locator("h1")).to_contain_text("岷泰运输")


def test_no_label_is_cut_in_the_room(page: Page) -> None:
    page.goto(page.url.split("?")[0].replace("receivables", "complaints") + "?present=1")
    page.locator("[data-testid=stMetricLabel]").first.wait_for()
    page.locator(SETTLED).wait_for()
    cut = page.locator("[data-testid=stMetric] p").evaluate_all(
        "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.innerText)"
    )
    assert cut == []


def test_all_six_measures_are_in_sight_on_a_phone(page: Page) -> None:
    """Three of them were, and nothing told that the others could be scrolled to."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(page.url.split("?")[0].replace("receivables", "targets"))
    measures = page.get_by_role("radiogroup", name="指标").get_by_role("radio")
    measures.first.wait_for()
    page.locator(SETTLED).wait_for()
    assert measures.count() == 6
    right = measures.evaluate_all("all => all.map(one => one.getBoundingClientRect().right)")
    assert max(right) <= 390
