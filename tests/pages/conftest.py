"""Pages over the tiny company: `open_page("targets", role="rep", language="en")` gives an AppTest."""

import io
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import polars as pl
import pytest
import streamlit as st
from playwright.sync_api import Browser, Page, expect, sync_playwright
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from data.accounts import Account
from data.contracts import ARROW, BASE
from data.store import Change, Store
from pages.shared import session
from pages.shared.register import KNOWN, pages_for
from tests.chromium import CHROMIUM, PATIENCE, SWITCHES
from tests.door.house import PASSWORD, SOURCE, command, free_port, write_accounts
from tests.given import completed
from tests.pages import company

SHELL = Path(__file__).parents[2] / "pages" / "shell.py"
RIGHTS = {"region_manager": {"regions": ("川南",)}, "rep": {"rep_id": "R1"}}
OpenPage = Callable[..., AppTest]
OpenedBy = Callable[[str, str], Page]


def rows(name: str, text: str) -> pl.DataFrame:
    """CSV text as rows of the table's contract."""
    table = BASE[name]
    given = completed(name, pl.read_csv(io.StringIO(text.strip()), infer_schema=False))
    kinds = {one.name: pl.DataFrame(schema_arrow(one.kind)).dtypes[0] for one in table.columns}
    typed = [
        _typed(column, kinds[column]) if column in given.columns else pl.lit(None, kinds[column])
        for column in kinds
    ]
    named = [one.alias(column) for one, column in zip(typed, kinds, strict=True)]
    return given.select(named).with_columns(source_upload=pl.lit("company"))


def schema_arrow(kind: str) -> pl.DataFrame:
    import pyarrow as pa

    frame = pl.from_arrow(pa.table({"one": pa.array([], ARROW[kind])}))  # type: ignore[index]
    assert isinstance(frame, pl.DataFrame)
    return frame


def _typed(column: str, kind: pl.DataType) -> pl.Expr:
    if kind == pl.Boolean:
        return pl.col(column) == "true"
    if kind == pl.Datetime:
        return pl.col(column).str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us")
    if kind == pl.Date:
        return pl.col(column).str.to_date()
    return pl.col(column).cast(kind)


@pytest.fixture(scope="session")
def company_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the tiny company."""
    root = tmp_path_factory.mktemp("company")
    changes = [Change(name, rows(name, text).to_arrow()) for name, text in company.TABLES.items()]
    Store(root).publish(changes, who="test")
    return root


@pytest.fixture
def own_store(
    company_store: Path, tmp_path: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A copy of the company's store, for tests that publish; pages opened from now on show it."""
    root = tmp_path / "store"
    shutil.copytree(company_store, root)
    monkeypatch.setenv("XUNBOARD_STORE", str(root))
    return root


@pytest.fixture
def open_page(company_store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenPage]:
    """Open a page as somebody: `open_page(address, role=, language=, query={...})`, already run."""
    monkeypatch.setenv("XUNBOARD_STORE", str(company_store))
    st.cache_data.clear()

    def opened(
        address: str,
        *,
        role: str = "manager",
        language: str = "zh",
        query: dict[str, str | list[str]] | None = None,
    ) -> AppTest:
        account = Account(name=role, role=role, language=language, **RIGHTS.get(role, {}))  # type: ignore[arg-type]
        monkeypatch.setattr(session, "live_account", lambda: account)
        # AppTest words the options of widgets outside of any session: the browser decides there
        monkeypatch.setattr(ContextProxy, "locale", property(lambda _self: language))
        at = AppTest.from_file(str(SHELL), default_timeout=60)
        for name, value in (query or {}).items():
            at.query_params[name] = value
        entry = next(one for one in KNOWN if one.address == address)
        offered = pages_for(role)
        if entry not in offered:
            at.run()  # only then it is known which pages there are: the switch is refused
        if entry is not offered[0]:  # that page is drawn where none is named
            at.switch_page(str(entry.file))
        return at.run()

    yield opened
    st.cache_data.clear()


@pytest.fixture(scope="module")
def url(company_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app over a copy of the tiny company, in a process of its own; one for a whole module."""
    store, port = tmp_path_factory.mktemp("app") / "store", free_port()
    shutil.copytree(company_store, store)
    write_accounts(store / "accounts.yaml")
    process = subprocess.Popen(
        [*command(), f"--server.port={port}"],
        cwd=SOURCE,
        env={**os.environ, "XUNBOARD_STORE": str(store)},
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{address}/healthz", timeout=5).status_code == 200:
                break
        except httpx.TransportError:
            time.sleep(0.1)
    yield address
    process.terminate()
    process.wait(30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for a whole module; whoever opens a page there has cookies of their own."""
    with sync_playwright() as player:
        started = player.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        expect.set_options(timeout=PATIENCE)
        yield started
        started.close()


@pytest.fixture
def opened_by(url: str, browser: Browser) -> Iterator[OpenedBy]:
    """Open a page in a real browser as somebody: `opened_by("clerk", "upload")`."""
    contexts = []

    def opened(name: str, address: str) -> Page:
        context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{url}/{address}")
        page.locator("[name=username]").fill(name)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("[name=password]").press("Enter")
        page.locator("h1").wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
