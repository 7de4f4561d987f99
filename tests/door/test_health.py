"""`/healthz` and the pages of a store that is not whole: one sentence, no traceback, no place."""

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyarrow as pa
import pytest

from data.rewrite import Change
from data.store import Store
from pages.door.health import FRESH_SECONDS
from tests.door.house import House, run_page, write_accounts

NOTE = {"note_id": "1", "about": "customer", "key": "C1", "kind": "comment", "by": "ann"}


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[House]:
    """An open house whose store holds one release."""
    built = House(tmp_path)
    write_accounts(built.store / "accounts.yaml")
    Store(built.store).publish([Change("notes", pa.Table.from_pylist([NOTE]))], "ann")
    built.open()
    yield built
    built.close()


def answered(house: House, status: int) -> str:
    """What `/healthz` says once its last answer is no longer fresh."""
    deadline = time.monotonic() + FRESH_SECONDS + 10
    while (answer := httpx.get(f"{house.url}/healthz", timeout=10)).status_code != status:
        assert time.monotonic() < deadline, answer.text
        time.sleep(0.1)
    return answer.text


def test_missing_data_files_and_a_lost_list_of_releases_are_noticed(filled: House) -> None:
    assert answered(filled, 200) == "ok"
    file = Path(Store(filled.store).files(1)["notes"][0])
    whole = file.read_bytes()
    file.unlink()
    assert answered(filled, 503) == "Files of the newest release are missing."
    file.write_bytes(whole[:-1])
    time.sleep(FRESH_SECONDS)
    assert answered(filled, 503) == "Files of the newest release are missing."
    file.write_bytes(whole)
    assert answered(filled, 200) == "ok"
    shutil.rmtree(filled.store / "_releases")
    assert answered(filled, 503) == "The store does not open."


def test_a_page_of_a_damaged_store_says_so_in_the_language_of_its_reader(filled: House) -> None:
    shutil.rmtree(filled.store / "_releases")
    visitor = filled.visitor()
    assert visitor.sign_in("manager").status_code == 303
    with visitor.socket() as socket:
        shown = run_page(socket)
    assert "数据仓库已损坏，无法读取。请通知系统管理员。" in shown
    assert "Traceback" not in shown and str(filled.store) not in shown


def test_a_full_disk_is_noticed(filled: House) -> None:
    assert answered(filled, 200) == "ok"
    assert filled.process is not None
    probe = filled.store / f".writable.{filled.process.pid}"
    probe.symlink_to("/dev/full")
    assert answered(filled, 503) == "The store cannot be written."
    assert answered(filled, 200) == "ok"


def test_a_full_disk_lets_nobody_in_and_says_so(filled: House) -> None:
    log = filled.store / "audit.log"
    log.unlink(missing_ok=True)
    log.symlink_to("/dev/full")
    visitor = filled.visitor(accept_language="zh")
    answer = visitor.sign_in("manager")
    assert answer.status_code == 503
    assert "暂时无法登录，请联系系统管理员。" in answer.text
    assert list((filled.store / "sessions").glob("*.json")) == []
    log.unlink()
    assert visitor.sign_in("manager").status_code == 303
    assert [one["event"] for one in map(json.loads, log.read_text().splitlines())] == ["signed in"]
