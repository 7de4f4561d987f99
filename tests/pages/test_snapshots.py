"""The releases page: the list, the label, and who may not see it."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from filelock import FileLock
from streamlit.testing.v1 import AppTest

import queries
from data import uploads
from data.store import Change
from data.underway import noted
from pages.shared.keeping import release_list
from tests.pages.conftest import OpenPage, rows

NOTE = "note_id,about,key,kind,text,by,at\nN1,customer,C1,comment,已约谈,test,2026-11-18 09:00:00"


def test_the_newest_release_is_said_in_words(open_page: OpenPage) -> None:
    at = open_page("snapshots", role="clerk")
    assert not at.exception
    assert any(
        "共 1 个版本" in one.value or "最新版本由 test" in one.value for one in at.get("html")
    )


@pytest.mark.usefixtures("own_store")
def test_a_release_shows_what_it_changed_and_takes_a_label(open_page: OpenPage) -> None:
    store = queries.store()
    newest = store.publish([Change("notes", rows("notes", NOTE).to_arrow())], who="clerk").number
    at = open_page("snapshots", role="clerk", query={"at_release": str(newest)})
    assert not at.exception
    at.text_input(key=f"label_{newest}").set_value("十一月中旬会").run()
    next(one for one in at.button if one.label == "保存标签").click().run()
    assert store.release(label="十一月中旬会").number == newest
    assert any("标签是 十一月中旬会" in one.value for one in at.success)


@pytest.mark.parametrize(
    ("number", "left"), [(5, "Release 6 stays"), (4, "Releases 5–6 stay"), (1, "Releases 2–6 stay")]
)
def test_one_release_that_stays_is_said_as_one(
    number: int, left: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release_list, "_", lambda text, **places: text.format(**places))
    assert f"{left} in the history" in release_list.restore_words(number, 6)


def test_a_restore_leaves_what_people_wrote_since(own_store: Path) -> None:
    store = queries.store()
    first = store.release().number
    written = rows("notes", NOTE).to_arrow()
    store.publish([Change("notes", written)], who="clerk")
    gone = rows("customers", "customer_id,customer_name\nC8,误传客户").to_arrow()
    store.publish([Change("customers", gone)], who="clerk", upload="wrong", note="误传.csv")
    store.restore(first, "clerk")
    noted = queries.run("shared/notes_beside", about="customer", key="C1", page="profile")
    assert noted.height == written.num_rows
    assert queries.run("customers/search", text="误传客户", limit=5).is_empty()


def test_the_list_says_which_release_came_back_and_which_files_were_taken_back(
    open_page: OpenPage, own_store: Path
) -> None:
    store = queries.store()
    gone = rows("customers", "customer_id,customer_name\nC8,误传客户").to_arrow()
    store.publish([Change("customers", gone)], who="clerk", upload="wrong", note="误传.csv")
    store.undo("wrong", "clerk")
    store.restore(1, "clerk")
    at = open_page("snapshots", role="clerk")
    assert not at.exception
    assert list(at.dataframe[0].value["note"])[:3] == ["数据版本 1", "误传.csv", "误传.csv"]


def running(at: AppTest) -> list[str]:
    """What the page says of publishes that are going on."""
    return [one.proto.text for one in at.get("progress")]


def test_a_publish_that_is_going_on_is_said_until_it_is_done(
    open_page: OpenPage, own_store: Path
) -> None:
    workplace = own_store / ".publishing"
    workplace.mkdir(exist_ok=True)
    with FileLock(own_store / ".publish.lock"):
        noted(workplace, "刘畅", "publish", "十一月订单.csv", "")(0.25)
        at = open_page("snapshots", role="clerk")
        assert not at.exception
        (said,) = running(at)
        assert said.startswith("刘畅 正在发布 十一月订单.csv，")
        assert said.endswith(" 开始。已写完 25% 的表")
        noted(workplace, "陈敏", "restore", "", "1")
        (said,) = running(at.run())
        assert said.startswith("陈敏 正在恢复版本 1，")
    assert running(at.run()) == []


def test_an_upload_that_is_being_read_for_publishing_is_said_too(
    open_page: OpenPage, own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = SimpleNamespace(pid=os.getpid(), poll=lambda: None)
    processes = SimpleNamespace(Popen=lambda *_, **__: child, DEVNULL=None)
    monkeypatch.setattr(uploads, "subprocess", processes)
    monkeypatch.setattr(uploads, "_children", {})
    kept = uploads.keep(b"a,b\n1,2\n", "订单.csv")
    job_id = uploads.start([kept], "刘畅", publishes=True)
    folder = uploads.jobs_folder() / job_id
    (folder / "progress.json").write_text('{"step": "Checking {file}", "share": 0.5}')
    at = open_page("snapshots", role="clerk", language="en")
    assert not at.exception
    (said,) = running(at)
    assert said.startswith("刘畅 is publishing 订单.csv, since ")
    assert said.endswith("Step 2 of 4\\: checking every cell")
    (folder / "refusal.json").write_text('{"code": "x", "values": {}}')
    assert running(at.run()) == []
    assert own_store.exists()


def test_a_manager_is_not_offered_the_page(open_page: OpenPage) -> None:
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        open_page("snapshots", role="manager")
