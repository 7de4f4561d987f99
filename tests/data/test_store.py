"""What readers of a release see after each kind of change."""

import errno
import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from filelock import FileLock

from data.contracts import Field
from data.derived import Derived, affected, in_order
from data.releases import Releases
from data.store import Store, StoreError
from tests.data.small_store import (
    COMPUTED,
    CONTRACTS,
    CUSTOMERS,
    ORDERS,
    change,
    content,
    customers,
    lines,
    orders,
    small,
)

JANUARY = ("A", 1, "C1", "2026-01-05", "10.00")
FEBRUARY = ("B", 1, "C2", "2026-02-01", "7.00")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = small(tmp_path / "store")
    made.publish([change("orders", orders(JANUARY, FEBRUARY))], "ann", upload="u1")
    return made


def refusal(store: Store, *args: object, **more: object) -> str:
    with pytest.raises(StoreError) as refused:
        store.publish(*args, **more)  # type: ignore[arg-type]  # passed on as given
    return str(refused.value)


def test_the_empty_store_is_release_0_without_rows(tmp_path: Path) -> None:
    empty = small(tmp_path / "nothing")
    assert empty.release().number == 0
    assert empty.files(0) == {"customers": [], "orders": [], "days": [], "total": []}
    assert empty.releases() == ()


def test_a_store_may_lie_in_a_folder_with_any_name(tmp_path: Path) -> None:
    """A space or 旬 in the way to it once read as a damaged store."""
    root = tmp_path / "Sales office's 旬会"
    small(root).publish([change("orders", orders(JANUARY))], "ann")
    found = small(root)
    assert [one.number for one in found.releases()] == [1]
    assert all(Path(uri).exists() for uri in found.files(1)["orders"])


def test_a_publish_changes_several_tables_and_what_is_computed_from_them(store: Store) -> None:
    done = store.publish(
        [
            change("orders", orders(("C", 1, "C1", "2026-01-05", "0.50"))),
            change("customers", customers(("0007", "川南石化"))),
        ],
        "ann",
        note="two files",
    )
    assert done == store.release() and done.number == 2
    assert (done.who, done.note, done.rows["orders"]) == ("ann", "two files", 3)
    assert content(store, "customers", "customer_id, customer_name") == [("0007", "川南石化")]
    assert content(store, "days") == [
        (date(2026, 1, 5), Decimal("10.50")),
        (date(2026, 2, 1), Decimal("7.00")),
    ]
    assert content(store, "total") == [(2, Decimal("17.50"))]
    assert content(store, "total", number=1) == [(2, Decimal("17.00"))]


def test_a_key_whose_month_changed_leaves_its_old_month(store: Store) -> None:
    store.publish([change("orders", orders(("A", 1, "C1", "2026-03-09", "11.00")))], "ann")
    assert lines(store) == [("A", 1, "2026-03-09", "11.00"), ("B", 1, "2026-02-01", "7.00")]
    assert content(store, "orders", "distinct partition_month") == [("2026-02",), ("2026-03",)]


def test_an_untouched_month_keeps_its_file(store: Store) -> None:
    before = {uri for uri in store.files(1)["orders"] if "2026-02" in uri}
    store.publish([change("orders", orders(("C", 1, "C1", "2026-01-31", "1.00")))], "ann")
    assert before == {uri for uri in store.files(2)["orders"] if "2026-02" in uri} != set()


def test_replace_makes_the_rows_the_whole_table(store: Store) -> None:
    store.publish([change("orders", orders(("Z", 1, "C9", "2026-05-01", "3.00")), "replace")], "a")
    assert lines(store) == [("Z", 1, "2026-05-01", "3.00")]
    assert content(store, "total") == [(1, Decimal("3.00"))]


def test_replace_by_nothing_empties_the_table(store: Store) -> None:
    store.publish([change("orders", orders(), "replace")], "ann")
    assert lines(store) == [] and store.release().rows["orders"] == 0
    store.publish([change("orders", orders(JANUARY))], "ann")
    assert lines(store) == [("A", 1, "2026-01-05", "10.00")]


def test_delete_takes_rows_out_by_key_alone(store: Store) -> None:
    keys = pa.table({"order_id": ["A", "X"], "line_no": [1, 1]})
    store.publish([change("orders", keys, "delete")], "ann")
    assert lines(store) == [("B", 1, "2026-02-01", "7.00")]


def test_an_order_is_replaced_whole_by_its_lines_in_the_file(store: Store) -> None:
    store.publish([change("orders", orders(("A", 2, "C1", "2026-01-05", "5.00")))], "ann")
    again = orders(("A", 7, "C1", "2026-02-05", "6.00"))
    store.publish([change("orders", again, "replace_groups")], "ann")
    assert lines(store) == [("A", 7, "2026-02-05", "6.00"), ("B", 1, "2026-02-01", "7.00")]


def test_changes_to_one_table_happen_in_their_order(store: Store) -> None:
    keys = pa.table({"order_id": ["A"], "line_no": [1]})
    new = orders(("A", 1, "C1", "2026-01-06", "12.00"))
    store.publish([change("orders", keys, "delete"), change("orders", new)], "ann")
    assert lines(store)[0] == ("A", 1, "2026-01-06", "12.00")
    store.publish([change("orders", new), change("orders", keys, "delete")], "ann")
    assert lines(store) == [("B", 1, "2026-02-01", "7.00")]


def test_rows_without_a_date_are_kept_apart(store: Store) -> None:
    store.publish([change("orders", orders(("U", 1, "C1", "", "1.00")))], "ann")
    assert ("U", 1, None, "1.00") in lines(store)
    store.publish([change("orders", orders(("U", 1, "C1", "2026-01-01", "1.00")))], "ann")
    assert content(store, "orders", "order_id", store.release().number).count(("U",)) == 1


def test_rows_may_come_as_a_stream(store: Store) -> None:
    batches = orders(("S", 1, "C1", "2026-01-01", "1.25")).to_reader()
    store.publish([change("orders", batches)], "ann")
    assert ("S", 1, "2026-01-01", "1.25") in lines(store)


def test_files_are_zstd_and_sorted_by_customer_and_day(store: Store) -> None:
    new = [("N", n, f"C{5 - n}", "2026-04-02", "1.00") for n in range(5)]
    store.publish([change("orders", orders(*new))], "ann")
    (uri,) = (uri for uri in store.files(2)["orders"] if "2026-04" in uri)
    assert pq.read_metadata(uri).row_group(0).column(0).compression == "ZSTD"
    found = pq.read_table(uri, columns=["customer_id"])["customer_id"].to_pylist()
    assert found == ["C1", "C2", "C3", "C4", "C5"]


def test_two_rows_of_one_key_are_refused_and_nothing_is_published(store: Store) -> None:
    twice = orders(JANUARY, JANUARY)
    assert refusal(store, [change("orders", twice)], "ann") == (
        "Two rows for orders share the key A / 1."
    )
    assert store.release().number == 1


def test_rows_that_do_not_follow_the_contract_are_refused(store: Store) -> None:
    wrong = pa.table({"order_id": ["A"], "colour": ["red"]})
    assert "colour, line_no" in refusal(store, [change("orders", wrong)], "ann")
    assert "days is not a table" in refusal(store, [change("days", wrong)], "ann")


def test_a_publish_that_fails_half_way_changes_nothing(store: Store) -> None:
    good, bad = customers(("C1", "甲")), orders(JANUARY, JANUARY)
    refusal(store, [change("customers", good), change("orders", bad)], "ann")
    assert content(store, "customers") == []
    store.publish([change("orders", orders(("C", 1, "C1", "2026-01-09", "1.00")))], "ann")
    assert content(store, "customers") == [] and len(lines(store)) == 3


def test_only_what_reads_a_changed_table_is_built_again(store: Store) -> None:
    before = store.release().tables
    store.publish([change("customers", customers(("C1", "甲")))], "ann")
    after = store.release().tables
    assert {name for name in after if after[name] != before.get(name)} == {"customers"}


def test_what_reads_a_computed_table_is_built_after_it() -> None:
    assert list(COMPUTED) == ["days", "total"]
    assert affected(COMPUTED, {"orders"}) == ["days", "total"]
    assert affected(COMPUTED, {"customers"}) == []
    assert affected(COMPUTED, {"total"}) == ["total"]


def test_a_new_definition_builds_its_table_without_any_change(store: Store) -> None:
    doubled = "select ordered_on as day, 2 * sum(amount) as amount from orders group by ordered_on"
    computed = in_order(dict(COMPUTED) | {"days": Derived("days", ("orders",), doubled)})
    newer = Store(store.root, CONTRACTS, computed)
    newer.publish([], "system")
    assert content(newer, "total") == [(2, Decimal("34.00"))]
    assert newer.publish([], "system").number == 2


def test_a_release_written_before_a_column_existed_still_opens_and_grows(store: Store) -> None:
    gained = replace(ORDERS, fields=(*ORDERS.fields, Field("station", "text", "站", "s", "s")))
    newer = Store(store.root, CONTRACTS | {"orders": gained}, COMPUTED)
    assert "station" not in newer.columns(1)["orders"]
    rows = pa.table(
        {
            "order_id": ["A"],
            "line_no": [2],
            "ordered_on": [date(2026, 1, 7)],
            "amount": [Decimal("1.00")],
            "station": ["东站"],
        }
    )
    newer.publish([change("orders", rows)], "ann")
    assert content(newer, "orders", "order_id, line_no, station") == [
        ("A", 1, None),
        ("A", 2, "东站"),
        ("B", 1, None),
    ]
    assert "station" in newer.columns(2)["orders"]
    assert lines(newer, 1) == [("A", 1, "2026-01-05", "10.00"), ("B", 1, "2026-02-01", "7.00")]


def test_releases_are_found_by_number_label_and_time(store: Store) -> None:
    first = store.release()
    store.publish([change("customers", customers(("C1", "甲")))], "bob")
    store.label(1, "旬会")
    assert store.release(1).label == "旬会"
    assert store.release(label="旬会").number == 1
    assert store.release(known_on=first.at).number == 1
    assert store.release(known_on=datetime.now(UTC)).number == 2
    assert store.release(known_on=datetime.now(UTC).astimezone().date()).number == 2


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"number": 9}, "There is no release 9."),
        ({"label": "x"}, "No release is labelled x."),
        ({"known_on": date(1999, 12, 31)}, "There was no release yet at 1999-12-31."),
    ],
)
def test_what_is_not_there_is_refused_in_words(
    store: Store, asked: dict[str, object], answer: str
) -> None:
    with pytest.raises(StoreError) as refused:
        store.release(**asked)  # type: ignore[arg-type]  # passed on as given
    assert str(refused.value) == answer


def test_the_refusal_speaks_chinese() -> None:
    assert StoreError("There is no release {number}.", number=9).sentence("zh") == "没有版本 9。"


def test_a_label_names_one_release(store: Store) -> None:
    store.label(1, "旬会")
    store.publish([change("customers", customers(("C1", "甲")))], "bob")
    with pytest.raises(StoreError, match="Release 1 is already labelled 旬会"):
        store.label(2, "旬会")
    assert "already labelled" in refusal(store, [], "bob", label="旬会")
    assert store.label(1, "旬会").number == 1
    store.label(1, "")
    assert store.label(2, "旬会").number == 2


def test_an_expected_release_that_has_passed_is_refused(store: Store) -> None:
    new = [change("customers", customers(("C1", "甲")))]
    assert store.publish(new, "ann", expected=1).number == 2
    assert "Release 2 was published meanwhile" in refusal(store, new, "bob", expected=1)


def test_time_never_runs_backwards(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    class Yesterday(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # a clock set back
            return datetime.now(UTC) - timedelta(days=1)

    monkeypatch.setattr("data.store.datetime", Yesterday)
    later = store.publish([change("customers", customers(("C1", "甲")))], "ann")
    assert later.at == store.release(1).at


def test_another_store_object_sees_the_new_release_at_once(store: Store) -> None:
    reader = small(store.root)
    assert reader.release().number == 1
    store.publish([change("customers", customers(("C1", "甲")))], "ann")
    assert reader.release().number == 2


def test_the_pointer_table_is_read_again_only_when_it_has_grown(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.releases()
    monkeypatch.delattr(Releases, "_rows")
    assert len(store.releases()) == 1
    with pytest.raises(AttributeError):
        small(store.root).releases()


def test_everything_is_on_the_disk_before_the_pointer_row_and_that_row_before_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pushed: list[str] = []
    pointer = tmp_path / "store" / "_releases"

    def push(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        written = pointer.exists() and any(pointer.glob("*.parquet"))
        place = path.relative_to(tmp_path / "store").as_posix()
        if (pointer / "_delta_log" / f"{1:020d}.json").exists() or any(store.root.glob("tables/*")):
            assert place == "." or written == (place.split("/")[0] == "_releases"), place
        pushed.append(place)  # before any table: the empty list of releases

    store = Store(tmp_path / "store", {"orders": ORDERS}, {})
    monkeypatch.setattr("data.durable.os.fsync", push)
    store.publish([change("orders", orders(JANUARY, FEBRUARY))], "ann")
    files = [Path(uri).relative_to(store.root).as_posix() for uri in store.files(1)["orders"]]
    logs = [f"tables/orders/_delta_log/{version:020d}.json" for version in (0, 1)]
    assert {*files, *logs, "tables/orders/partition_month=2026-01", "tables"} <= set(pushed)
    first, row = (f"_releases/_delta_log/{version:020d}.json" for version in (0, 1))
    assert pushed.index(first) < pushed.index("tables") < pushed.index(row)
    assert {"_releases/_delta_log", "_releases", "."} <= set(pushed)


def test_a_locked_store_says_so(store: Store) -> None:
    with FileLock(store.root / ".publish.lock"):
        hasty = small(store.root, lock_timeout=0.05)
        assert "someone else is publishing" in refusal(hasty, [], "bob")


def test_a_store_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    nowhere = small(tmp_path / "file" / "store")
    assert "cannot be written" in refusal(nowhere, [change("customers", customers())], "ann")


def test_a_full_disk_says_so_and_publishes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Releases, "change", full)
    more = [change("orders", orders(("C", 1, "C1", "2026-01-06", "1.00")))]
    assert refusal(store, more, "ann") == "Nothing was published: the disk of the store is full."
    assert store.release().number == 1


@pytest.mark.parametrize(("day", "number"), [(date.min, None), (date.max, 1)])
def test_the_ends_of_time_are_times_too(store: Store, day: date, number: int | None) -> None:
    if number:
        assert store.release(known_on=day).number == number
        return
    with pytest.raises(StoreError, match="There was no release yet"):
        store.release(known_on=day)


def test_a_damaged_pointer_table_says_so(store: Store) -> None:
    for log in (store.root / "_releases" / "_delta_log").glob("*.json"):
        log.write_text("{")
    with pytest.raises(StoreError, match="The store is damaged: _releases cannot be read"):
        small(store.root).releases()


def test_a_damaged_table_says_so(store: Store) -> None:
    for log in (store.root / "tables" / CUSTOMERS.name / "_delta_log").glob("*"):
        log.unlink()
    for log in (store.root / "tables" / ORDERS.name / "_delta_log").glob("*"):
        log.write_text("{")
    with pytest.raises(StoreError, match="The store is damaged: orders cannot be read"):
        small(store.root).files(1)
