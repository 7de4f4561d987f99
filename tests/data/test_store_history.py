"""Undo, restore and diff: going back without losing what others did."""

from decimal import Decimal
from pathlib import Path

import pytest

from data.compare import TableDiff
from data.store import Store, StoreError
from tests.data.small_store import change, content, customers, lines, orders, small

A1 = ("A", 1, "C1", "2026-01-05", "10.00")
B1 = ("B", 1, "C2", "2026-02-01", "7.00")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Release 1: orders A, B of upload first."""
    made = small(tmp_path / "store")
    made.publish([change("orders", orders(A1, B1, upload="first"))], "ann", upload="first")
    return made


def second(store: Store) -> None:
    """Release 2: A moves to March and is changed, C is new."""
    rows = orders(
        ("A", 1, "C1", "2026-03-05", "11.00"), ("C", 1, "C3", "2026-02-09", "1.00"), upload="second"
    )
    store.publish([change("orders", rows)], "bob", upload="second")


def test_undo_takes_back_the_rows_of_one_upload_and_no_others(store: Store) -> None:
    second(store)
    third = orders(("D", 1, "C3", "2026-02-10", "2.00"), upload="third")
    store.publish([change("orders", third)], "cat", upload="third")
    done = store.undo("second", "ann")
    assert (done.number, done.action, done.subject) == (4, "undo", "second")
    assert lines(store) == [
        ("A", 1, "2026-01-05", "10.00"),
        ("B", 1, "2026-02-01", "7.00"),
        ("D", 1, "2026-02-10", "2.00"),
    ]
    uploads = content(store, "orders", "order_id, source_upload")
    assert uploads == [("A", "first"), ("B", "first"), ("D", "third")]
    assert content(store, "total") == [(3, Decimal("19.00"))]


def test_undo_of_the_first_upload_leaves_empty_tables(store: Store) -> None:
    store.undo("first", "ann")
    assert lines(store) == [] and content(store, "days") == []


def test_undo_brings_back_what_a_replacement_of_the_table_removed(store: Store) -> None:
    new = orders(("Z", 1, "C9", "2026-05-01", "3.00"), upload="whole")
    store.publish([change("orders", new, "replace")], "ann", upload="whole")
    store.undo("whole", "ann")
    assert lines(store) == lines(store, 1)


def test_undo_brings_back_what_a_whole_order_removed(store: Store) -> None:
    new = orders(("A", 5, "C1", "2026-01-09", "3.00"), upload="whole")
    store.publish([change("orders", new, "replace_groups")], "ann", upload="whole")
    store.undo("whole", "ann")
    assert lines(store) == lines(store, 1)


def test_undo_refuses_where_a_later_release_changed_the_same_rows(store: Store) -> None:
    second(store)
    later = orders(("C", 1, "C3", "2026-02-09", "1.50"), upload="third")
    store.publish([change("orders", later)], "cat", upload="third")
    with pytest.raises(StoreError) as refused:
        store.undo("second", "ann")
    assert str(refused.value) == (
        "1 rows of orders were changed again by a later release, the first is C / 1."
    )
    assert store.release().number == 3


def test_undo_refuses_where_a_later_release_removed_the_same_rows(store: Store) -> None:
    second(store)
    gone = orders(("C", 1, "", "", "0")).select(["order_id", "line_no"])
    store.publish([change("orders", gone, "delete")], "cat")
    with pytest.raises(StoreError, match="changed again by a later release"):
        store.undo("second", "ann")


def test_undo_twice_or_of_something_unknown_is_refused(store: Store) -> None:
    second(store)
    store.undo("sec", "ann")
    with pytest.raises(StoreError, match="already taken back by release 3"):
        store.undo("second", "ann")
    with pytest.raises(StoreError, match="There is no upload other"):
        store.undo("other", "ann")


def test_an_upload_may_come_again_after_its_undo(store: Store) -> None:
    second(store)
    store.undo("second", "ann")
    second(store)
    assert lines(store) == lines(store, 2)
    store.undo("second", "ann")
    assert lines(store) == lines(store, 1)


def test_the_beginning_of_an_upload_must_fit_one(store: Store) -> None:
    store.publish([change("customers", customers(("C1", "甲")))], "ann", upload="fir")
    store.publish([change("customers", customers(("C2", "乙")))], "ann", upload="fix")
    with pytest.raises(StoreError, match="Several uploads begin with fi"):
        store.undo("fi", "ann")


def test_restore_brings_all_tables_back_and_names_what_it_leaves_behind(store: Store) -> None:
    second(store)
    store.publish([change("customers", customers(("C1", "甲")))], "cat")
    restored = store.restore(1, "ann")
    assert [one.number for one in restored.left_behind] == [2, 3]
    assert (restored.release.number, restored.release.subject) == (4, "1")
    assert lines(store) == lines(store, 1)
    assert content(store, "customers") == []
    assert len(content(store, "customers", number=3)) == 1


def test_a_publish_after_a_restore_builds_on_what_was_restored(store: Store) -> None:
    second(store)
    store.restore(1, "ann")
    store.publish([change("orders", orders(("D", 1, "C1", "2026-03-01", "4.00")))], "ann")
    assert lines(store) == [*lines(store, 1), ("D", 1, "2026-03-01", "4.00")]
    assert content(store, "total") == [(3, Decimal("21.00"))]
    assert len(lines(store, 2)) == 3


def test_diff_counts_rows_and_adds_money_before_and_after(store: Store) -> None:
    second(store)
    gone = orders(B1).select(["order_id", "line_no"])
    store.publish([change("orders", gone, "delete")], "ann")
    sums = {"amount": (Decimal("17.00"), Decimal("12.00"))}
    assert store.diff(1, 3) == [TableDiff("orders", new=1, changed=1, gone=1, sums=sums)]
    back = {"amount": (Decimal("12.00"), Decimal("17.00"))}
    assert store.diff(3, 1) == [TableDiff("orders", new=1, changed=1, gone=1, sums=back)]
    assert store.diff(2, 2) == []


def test_the_same_rows_from_another_upload_are_no_difference(store: Store) -> None:
    store.publish([change("orders", orders(A1, B1, upload="again"))], "ann")
    sums = {"amount": (Decimal("17.00"), Decimal("17.00"))}
    assert store.diff(1, 2) == [TableDiff("orders", new=0, changed=0, gone=0, sums=sums)]


def test_diff_with_the_empty_store_counts_every_row(store: Store) -> None:
    sums = {"amount": (Decimal(0), Decimal("17.00"))}
    assert store.diff(0, 1) == [TableDiff("orders", new=2, changed=0, gone=0, sums=sums)]


def test_an_upload_that_a_restore_brought_back_can_be_taken_back_again(store: Store) -> None:
    second(store)
    store.undo("second", "ann")
    store.restore(2, "ann")
    assert store.undo("second", "ann").number == 5
    assert lines(store) == lines(store, 1)
    with pytest.raises(StoreError, match="already taken back by release 5"):
        store.undo("second", "ann")


def test_an_upload_that_a_restore_left_behind_is_gone_already(store: Store) -> None:
    second(store)
    store.restore(1, "ann")
    with pytest.raises(StoreError, match="gone already: release 3 brought back a time before it"):
        store.undo("second", "ann")
