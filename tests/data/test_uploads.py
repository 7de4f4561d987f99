"""Jobs of their own: planned, published, seen from outside, and dead ones told from living."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import uploads
from data.errors import RefusedError
from data.places import HOUSE
from data.store import Store

ORDERS = "订单号,客户编号,日期,金额\nA,C,2026-11-01,1\nB,C,2026-11-02,{amount}\n"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("XUNBOARD_STORE", str(tmp_path / "store"))
    yield Store()
    for child in uploads._children.values():
        child.wait()
    uploads._children.clear()


def finished(job_id: str, language: str = "en") -> uploads.Status:
    for _ in range(1200):
        status = uploads.status(job_id, language)
        if status.state != "running":
            return status
        time.sleep(0.05)
    raise AssertionError("the job does not end")


def test_a_plan_shows_and_a_publish_publishes(store: Store) -> None:
    kept = uploads.keep(ORDERS.format(amount="2").encode("gb18030"), "C:\\my\\订单.csv")
    assert kept.name == "订单.csv"
    planned = uploads.start([kept], "clerk")
    told = finished(planned).outcome
    assert told is not None
    assert (told["new"], told["published"], told["release"]) == (2, False, 0)
    assert told["files"][0]["encoding"] == "gb18030"
    assert told["files"][0]["sample"][0] == ["A", "C", "2026-11-01", "1"]
    assert store.releases() == ()

    done = finished(uploads.publish(planned, "clerk", label="旬会")).outcome
    assert done is not None
    assert (done["published"], done["release"]) == (True, 1)
    (release,) = store.releases()
    assert (release.who, release.label, release.upload) == ("clerk", "旬会", done["upload"])
    assert [one.publishes for one in uploads.jobs()] == [True, False]


def test_a_refused_file_tells_why_in_the_readers_language() -> None:
    kept = uploads.keep(ORDERS.format(amount="许多").encode(), "a.csv")
    job_id = uploads.start([kept], "clerk", publishes=True)
    told = finished(job_id, "zh").outcome
    assert told is not None
    assert told["refused"]
    assert [one["problem"] for one in told["problems"]] == ["应为数字，例如 1,234.56。"]
    assert "许多" in uploads.rejected(job_id).decode("utf-8-sig")


def test_a_file_that_lacks_a_column_still_shows_its_headers() -> None:
    kept = uploads.keep(b"order_id,when,who\n1,2,3\n", "a.csv")
    told = finished(uploads.start([kept], "clerk")).outcome
    assert told is not None
    assert told["files"][0]["headers"] == ["order_id", "when", "who"]


def test_a_killed_job_is_told_from_a_living_one() -> None:
    job_id = uploads.start([uploads.keep(b"x", "a.csv")], "clerk")
    os.kill(uploads._children[job_id].pid, signal.SIGKILL)
    uploads._children[job_id].wait()
    assert uploads.status(job_id).state == "failed"
    uploads._children.clear()  # as after a restart of the app
    assert uploads.status(job_id, "zh").error.startswith("处理在完成前中断")


def test_a_publish_whose_report_was_lost_is_not_called_nothing(store: Store) -> None:
    kept = uploads.keep(ORDERS.format(amount="2").encode(), "a.csv")
    job_id = uploads.start([kept], "clerk", publishes=True)
    assert finished(job_id).state == "done"
    uploads._children[job_id].wait()
    for report in uploads.job(job_id).folder.glob("outcome.*"):
        report.unlink()
    assert uploads.status(job_id).error.startswith("Release 1 was published")
    planned = uploads.start([kept], "clerk")
    uploads._children[planned].kill()
    uploads._children[planned].wait()
    assert uploads.status(planned).error.startswith("The work stopped")


def test_a_job_may_not_take_all_the_memory() -> None:
    code = (
        "from data import upload_job as job; job.LEAST_MEMORY = 2**30;"
        "job.os.sysconf = lambda name: 1; job.bound_memory(); bytearray(2**31)"
    )
    child = subprocess.run(
        [sys.executable, "-c", code], cwd=HOUSE, capture_output=True, check=False
    )
    assert child.stderr.strip().endswith(b"MemoryError")


@pytest.mark.parametrize("job_id", ["", "../../etc", "20261121T210000-00000000"])
def test_there_is_no_such_job(job_id: str) -> None:
    with pytest.raises(RefusedError):
        uploads.status(job_id)


def test_the_same_content_is_kept_once_for_the_owner_only() -> None:
    one, other = uploads.keep(b"same", "a.csv"), uploads.keep(b"same", "b.csv")
    assert one.sha256 == other.sha256
    (path,) = uploads.files_folder().iterdir()
    assert path.stat().st_mode & 0o077 == 0
