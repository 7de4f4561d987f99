"""Backup, verify, compact: a store that is looked after stays whole."""

import errno
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from data.store import Store, StoreError
from data.upkeep import Damage
from tests.data.small_store import change, content, customers, lines, orders, small


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Four releases; the second is labelled."""
    made = small(tmp_path / "store")
    for day in range(1, 5):
        rows = orders(("A", 1, "C1", f"2026-01-0{day}", f"{day}.00"))
        label = "旬会" if day == 2 else ""
        made.publish([change("orders", rows)], "ann", label=label, upload=f"u{day}")
    return made


def january(store: Store, number: int) -> Path:
    return Path(store.files(number)["orders"][0])


def test_a_sound_store_verifies(store: Store) -> None:
    assert store.verify() == []


def test_verify_names_a_file_that_is_missing(store: Store) -> None:
    file = january(store, 1)
    file.unlink()
    path = f"partition_month=2026-01/{file.name}"
    assert store.verify() == [Damage("orders", path, "The file is missing.")]


def test_verify_names_a_file_whose_content_changed(store: Store) -> None:
    file = january(store, 4)
    pq.write_table(pq.ParquetFile(file).read(), file, compression="gzip")
    assert [one.code for one in store.verify()] == ["The content of the file has changed."]


def test_verify_names_one_flipped_byte(store: Store) -> None:
    file = january(store, 3)
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)
    assert [one.path for one in store.verify()] == [f"partition_month=2026-01/{file.name}"]


def test_a_backup_is_a_store(store: Store, tmp_path: Path) -> None:
    done = store.backup(tmp_path / "copy")
    copy = small(tmp_path / "copy")
    assert copy.release() == done == store.release()
    assert [lines(copy, n) for n in range(1, 5)] == [lines(store, n) for n in range(1, 5)]
    assert copy.verify() == []
    copy.publish([change("customers", customers(("C1", "甲")))], "bob")
    assert len(content(copy, "customers")) == 1 and content(store, "customers") == []


def test_a_backup_never_overwrites(store: Store, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "mine").write_text("x")
    with pytest.raises(StoreError, match="already holds something"):
        store.backup(tmp_path / "copy")


@pytest.mark.parametrize("place", [".", "backup", "tables/backup", "../store", ".."])
def test_a_backup_in_or_around_the_store_is_refused(store: Store, place: str) -> None:
    before = sorted(store.root.rglob("*"))
    with pytest.raises(StoreError, match="lies in the store or around it"):
        store.backup(store.root / place)
    assert sorted(store.root.rglob("*")) == before


def test_a_backup_through_a_link_into_the_store_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(store.root, target_is_directory=True)
    with pytest.raises(StoreError, match="lies in the store or around it"):
        store.backup(tmp_path / "link" / "backup")


def test_a_backup_that_fails_half_way_leaves_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (tmp_path / "empty").mkdir()
    monkeypatch.setattr("data.upkeep.push", full)
    for name in ("new", "empty"):
        with pytest.raises(StoreError, match="cannot be written: No space left on device"):
            store.backup(tmp_path / name)
    assert not (tmp_path / "new").exists()
    assert list((tmp_path / "empty").iterdir()) == []
    monkeypatch.undo()
    assert store.backup(tmp_path / "empty").number == 4


def test_a_backup_that_was_cut_off_does_not_pass_for_a_store(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("data.upkeep.push", killed)
    with pytest.raises(KeyboardInterrupt):
        store.backup(tmp_path / "copy")
    with pytest.raises(StoreError, match="list of releases"):
        small(tmp_path / "copy").release()


def test_a_backup_where_nothing_can_be_written_says_why(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreError, match="copy cannot be written: Not a directory"):
        store.backup(tmp_path / "file" / "copy")


def test_compact_keeps_recent_releases(store: Store) -> None:
    removed = store.compact()
    assert (removed.releases, removed.files) == ((), 0)
    assert lines(store, 1) == [("A", 1, "2026-01-01", "1.00")]


def test_compact_keeps_labelled_releases_and_the_newest(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NextYear(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # a later clock
            return datetime.now(UTC) + timedelta(days=365)

    monkeypatch.setattr("data.upkeep.datetime", NextYear)
    lost = january(store, 1)
    removed = store.compact()
    assert removed.releases == (1, 3)
    assert removed.size > 0 and not lost.exists()
    assert lines(store, 2) == [("A", 1, "2026-01-02", "2.00")]
    assert lines(store) == [("A", 1, "2026-01-04", "4.00")]
    assert store.verify() == []
    with pytest.raises(StoreError, match="The files of release 3 were removed"):
        small(store.root).release(3)
    with pytest.raises(StoreError, match="The files of release 1 were removed"):
        store.undo("u2", "ann")
    store.publish([change("orders", orders(("B", 1, "C1", "2026-01-09", "9.00")))], "ann")
    assert len(lines(store)) == 2


def test_compact_removes_what_a_crashed_publish_left(store: Store) -> None:
    orphan = january(store, 4).with_name("orphan.parquet")
    orphan.write_bytes(b"half")
    assert store.compact().files == 1
    assert not orphan.exists() and store.verify() == []
