"""The real browser of the tests that need one: Chromium, its switches, the marks of such a test."""

import shutil
from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLate

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
PATIENCE = 60_000  # milliseconds; the machine may be busy
MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found"),
    # A page that draws itself anew swallows a click now and then; what is wrong stays wrong.
    pytest.mark.flaky(reruns=1, only_rerun=["TimeoutError", "AssertionError"]),
]


def until(reached: Callable[[Page], object], page: Page, again: Callable[[], object]) -> None:
    """Do something again until what it leads to is there, as a person would click again.

    Raises the browser's TimeoutError when ten attempts of some seconds each lead nowhere.
    """
    for _ in range(9):
        with suppress(TooLate):
            again()
            reached(page)
            return
    reached(page)
