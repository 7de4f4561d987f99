"""A store whose list of releases is lost is refused, never taken for one that holds nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from data import demo
from data.__main__ import main
from data.errors import DamagedError
from data.releases import Releases
from data.soundness import refuse_missing_files
from data.store import Store, StoreError
from tests.data.small_store import change, customers, lines, orders, small

LOST = "The store is damaged: its list of releases (_releases) is missing, but data stand beside it"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Three releases."""
    made = small(tmp_path / "store")
    for day in (1, 2, 3):
        rows = orders(("A", 1, "C1", f"2026-01-0{day}", f"{day}.00"))
        made.publish([change("orders", rows)], "ann", upload=f"u{day}")
    return made


def remove_list(root: Path) -> None:
    shutil.rmtree(root / "_releases")


def empty_list(root: Path) -> None:
    remove_list(root)
    (root / "_releases").mkdir()


def remove_log(root: Path) -> None:
    shutil.rmtree(root / "_releases" / "_delta_log")


@pytest.mark.parametrize(
    "harm", [remove_list, empty_list, remove_log], ids=lambda one: one.__name__
)
def test_a_lost_list_of_releases_is_refused_and_nothing_is_written(
    store: Store, harm: Callable[[Path], None]
) -> None:
    harm(store.root)
    before = sorted(store.root.rglob("*"))
    for opened in (small(store.root), store):
        for act in (
            opened.releases,
            opened.release,
            opened.verify,
            opened.compact,
            lambda opened=opened: opened.publish(
                [change("customers", customers(("C1", "甲")))], "b"
            ),
            lambda opened=opened: opened.restore(1, "bob"),
            lambda opened=opened: opened.backup(opened.root.with_name("copy")),
        ):
            with pytest.raises(DamagedError, match="list of releases"):
                act()  # type: ignore[no-untyped-call]
    assert [one for one in sorted(store.root.rglob("*")) if "publish" not in one.name] == [
        one for one in before if "publish" not in one.name
    ]


def test_files_of_a_list_without_its_log_are_enough_to_refuse(store: Store) -> None:
    remove_log(store.root)
    shutil.rmtree(store.root / "tables")
    with pytest.raises(DamagedError, match="list of releases"):
        small(store.root).releases()


@pytest.mark.parametrize("text", ["", "{", "\0" * 300])
def test_an_unreadable_log_of_the_list_is_refused(store: Store, text: str) -> None:
    for log in (store.root / "_releases" / "_delta_log").glob("*.json"):
        log.write_text(text)
    with pytest.raises(DamagedError, match="The store is damaged: _releases cannot be read"):
        small(store.root).release()


def test_a_list_that_is_older_than_its_tables_is_refused(store: Store) -> None:
    older = store.root.with_name("older")
    shutil.copytree(store.root / "_releases", older)
    for day in (4, 5):
        rows = orders(("A", 1, "C1", f"2026-01-0{day}", f"{day}.00"))
        store.publish([change("orders", rows)], "ann")
    remove_list(store.root)
    older.rename(store.root / "_releases")
    with pytest.raises(DamagedError, match="ends with release 3, but tables go on to release 5"):
        small(store.root).releases()


def test_a_publish_that_was_killed_is_no_damage(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    first = small(tmp_path / "new")
    rows = [change("orders", orders(("B", 1, "C1", "2026-01-09", "9.00")))]
    with monkeypatch.context() as patch:
        patch.setattr(Releases, "change", killed)
        for one in (store, first):
            with pytest.raises(KeyboardInterrupt):
                one.publish(rows, "ann")
    assert small(store.root).release().number == 3
    assert small(first.root).release().number == 0
    assert small(store.root).publish(rows, "ann").number == 4
    assert small(first.root).publish(rows, "ann").number == 1
    assert lines(small(first.root)) == [("B", 1, "2026-01-09", "9.00")]


def test_an_older_store_put_back_under_a_running_process_is_read_anew(
    store: Store, tmp_path: Path
) -> None:
    store.backup(tmp_path / "copy")
    store.publish([change("customers", customers(("C1", "甲")))], "ann")
    shutil.rmtree(store.root)
    (tmp_path / "copy").rename(store.root)
    assert store.release().number == 3


@pytest.mark.usefixtures("store")
def test_the_command_line_says_so_in_one_sentence_with_exit_3(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XUNBOARD_STORE", str(store.root))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    remove_list(store.root)
    for command in (
        ["releases", "--json"],
        ["demo"],
        ["verify"],
        ["compact"],
        ["undo", "u1"],
        ["backup", str(store.root.with_name("copy"))],
    ):
        assert main(command) == 3
        out, err = capsys.readouterr()
        assert out == "" and err.startswith(LOST) and err.count("\n") == 1
    with pytest.raises(StoreError):
        demo.fill(Store(store.root))


def test_a_file_in_the_place_of_the_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("x")
    with pytest.raises(StoreError, match="store is not a folder"):
        small(tmp_path / "store").releases()


def test_a_missing_or_cut_file_of_the_newest_release_is_seen_without_reading_any(
    store: Store,
) -> None:
    refuse_missing_files(store)
    file = Path(store.files(3)["orders"][0])
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    with pytest.raises(DamagedError, match="files of release 3 are missing or cut short"):
        refuse_missing_files(store)
    file.unlink()
    with pytest.raises(DamagedError, match="files of release 3"):
        refuse_missing_files(store)
    store.restore(2, "ann")
    refuse_missing_files(store)
