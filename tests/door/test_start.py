"""Starting: what is printed, what is refused in one sentence, how `streamlit run` finds the app."""

import ast
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pytest
from streamlit.web.server.app_discovery import discover_asgi_app

from data.rewrite import Change
from data.store import Store
from pages.shared.register import KNOWN, PAGES_FOLDER, SECTIONS
from tests.door.house import SOURCE, House, command, write_accounts


@pytest.fixture
def closed(tmp_path: Path) -> House:
    """A house that has not been opened yet."""
    return House(tmp_path)


def refusal(house: House, **environment: str) -> str:
    """What a start that must fail says on standard error, without Streamlit's own lines."""
    ended = subprocess.run(
        [*command(), f"--server.port={house.port or 0}"],
        cwd=house.root,
        env={**house.environment(), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode not in (0, None)
    assert "Traceback" not in ended.stderr + ended.stdout
    assert "sign in as" not in ended.stdout
    return ended.stderr.strip()


def test_streamlit_finds_the_app_with_its_guard() -> None:
    found = discover_asgi_app(SOURCE / "app.py")
    assert (found.is_asgi_app, found.import_string) == (True, "app:app")
    calls = [
        node.value
        for node in ast.parse((SOURCE / "app.py").read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
    ]
    assert [ast.unparse(call) for call in calls] == [
        "st.App('pages/shell.py', middleware=[Middleware(Guard)], on_script_error=failed)"
    ]


def test_a_first_start_prints_an_administrator_once(closed: House) -> None:
    closed.open(capture=True)
    name, password = closed.printed_accounts()[0]
    assert name == "admin"
    assert closed.visitor().sign_in(name, password).status_code == 303
    assert oct((closed.store / "accounts.yaml").stat().st_mode & 0o777) == "0o600"
    closed.close()
    closed.open(capture=True)
    closed.close()
    assert "sign in as" not in closed.printed


def test_a_used_port_is_said_in_one_sentence(house: House) -> None:
    assert refusal(house).endswith(f"Port {house.port} is not available")


@pytest.mark.parametrize("text", ["credentials: [", "[]", "\xff\xfe"])
def test_a_broken_accounts_file_is_said_in_one_sentence(closed: House, text: str) -> None:
    closed.store.mkdir()
    accounts = closed.store / "accounts.yaml"
    accounts.write_bytes(text.encode("latin-1"))
    said = refusal(closed)
    assert said.startswith(f"The accounts file {accounts} cannot be used: ")
    assert "\n" not in said


def test_lost_accounts_are_not_replaced_in_silence(closed: House) -> None:
    closed.store.mkdir()
    (closed.store / "audit.log").write_text("{}\n", encoding="utf-8")
    accounts = closed.store / "accounts.yaml"
    said = refusal(closed)
    assert said.startswith(f"The accounts file {accounts} is missing: put it back")
    assert "\n" not in said
    assert not accounts.exists()


def test_a_store_that_cannot_be_written_is_said_in_one_sentence(closed: House) -> None:
    closed.store.write_text("a file where the store should be", encoding="utf-8")
    said = refusal(closed)
    assert said == f"The store {closed.store} cannot be used: File exists."


@pytest.mark.parametrize("wanted", ["0", "1"], ids=["empty", "demo"])
def test_a_store_whose_releases_are_lost_is_not_filled_with_demo_data(
    closed: House, wanted: str
) -> None:
    note = {"note_id": "1", "about": "customer", "key": "C1", "kind": "comment", "by": "ann"}
    Store(closed.store).publish([Change("notes", pa.Table.from_pylist([note]))], "ann")
    shutil.rmtree(closed.store / "_releases")
    said = refusal(closed, DEMO=wanted)
    assert said.startswith("The store is damaged: its list of releases (_releases) is missing")
    assert "\n" not in said
    assert not (closed.store / "_releases").exists()
    assert not (closed.store / "accounts.yaml").exists()


def test_every_page_file_is_registered_under_its_own_address() -> None:
    files = {
        (file.parent.name, file.stem)
        for section in SECTIONS
        for file in (PAGES_FOLDER / section).glob("*.py")
        if file.stem != "__init__"
    }
    known = [(entry.section, entry.address) for entry in KNOWN]
    assert files <= set(known)
    addresses = [address for _, address in known]
    assert len(addresses) == len(set(addresses))


def test_no_script_lies_where_streamlit_would_run_it_unasked() -> None:
    """Streamlit serves the folder `pages` beside its script, which is `pages/shell.py`."""
    assert not (PAGES_FOLDER / "pages").exists()
    assert {file.name for file in PAGES_FOLDER.glob("*.py")} == {"__init__.py", "shell.py"}


def test_the_first_page_is_there_soon_after_the_imports(house: House, closed: House) -> None:
    write_accounts(closed.store / "accounts.yaml")
    statement = (
        "import time, altair, duckdb, pandas, polars, pyarrow, streamlit, starlette\n"
        "from pages.door import guard\n"
        "began = time.perf_counter(); import app; print(time.perf_counter() - began)"
    )
    measured = subprocess.run(
        [command()[0], "-c", statement],
        cwd=closed.root,
        env={**os.environ, **closed.environment()},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    opening = float(measured.stdout.splitlines()[-1])
    visitor = house.visitor()
    began = time.perf_counter()
    visitor.sign_in("manager")
    visitor.get("/")
    assert opening + time.perf_counter() - began < 3.0


def test_files_read_by_a_command_before_the_first_start_lock_nobody_out(closed: House) -> None:
    file = closed.root / "a.csv"
    file.write_text("order_id,customer_id,ordered_on,invoice_amount\nA,C,2026-11-01,1\n")
    subprocess.run(
        [sys.executable, "-m", "data", "ingest", "orders", str(file)],
        cwd=closed.root,
        env=closed.environment(),
        check=True,
        capture_output=True,
    )
    closed.open(capture=True)
    assert closed.printed_accounts()[0][0] == "admin"
    closed.close()
