"""A publish that is killed at any moment leaves the release before it or the one it made."""

import multiprocessing
import os
import random
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from data.store import Store
from tests.data.publisher import LINES, publish_batch, publish_until_killed
from tests.data.small_store import content, small

KILLS = int(os.environ.get("XUNBOARD_KILLS", "50"))
"""Three fifths hit a lone writer, the others pairs of writers."""
LONGEST = 0.3
"""Seconds from a first publish to the kill: about as long as the next one takes."""


def whole_batches(store: Store, number: int) -> set[str]:
    """The batches in a release, each of them checked to be there whole, in every table."""
    counted = Counter(order for (order,) in content(store, "orders", "order_id", number))
    named = {name for (name,) in content(store, "customers", "customer_id", number)}
    assert set(counted) == named, "a reader saw half a release"
    assert set(counted.values()) <= {LINES}, "a reader saw half an order"
    sold = sum((amount for _, amount in content(store, "days", number=number)), Decimal(0))
    assert sold == LINES * len(named), "a computed table is not that of its release"
    return named


def wait_for_release_after(number: int, reader: Store) -> None:
    deadline = time.monotonic() + 60
    while reader.release().number == number:
        assert time.monotonic() < deadline, "the publishers did not start"
        time.sleep(0.002)


def unpublished_tails(store: Store) -> int:
    """Tables that went further than the newest release, which a crash in a publish leaves."""
    return sum(
        store.folder(name).open().version() != version
        for name, version in store.release().tables.items()
    )


@pytest.mark.parametrize(("writers", "turns"), [(1, KILLS * 3 // 5), (2, KILLS // 5)])
def test_no_kill_halves_a_release_or_loses_an_acknowledged_one(
    tmp_path: Path, writers: int, turns: int
) -> None:
    root, acknowledged = tmp_path / "store", tmp_path / "acknowledged"
    acknowledged.touch()
    reader = small(root)
    publish_batch(reader, "first")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pandas", "tests.data.publisher"])
    chance = random.Random(writers)
    tails = 0
    for turn in range(turns):
        known = reader.release().number
        processes = [
            context.Process(target=publish_until_killed, args=(root, f"{turn}-{n}", acknowledged))
            for n in range(writers)
        ]
        for process in processes:
            process.start()
        wait_for_release_after(known, reader)
        whole_batches(reader, reader.release().number)  # while the writers go on
        time.sleep(chance.uniform(0, LONGEST))
        for process in processes:
            process.kill()
            process.join()
            assert process.exitcode == -9, "the publisher had ended before it was killed"
        now = reader.release().number
        assert now >= known
        assert set(acknowledged.read_text().split()) <= whole_batches(reader, now)
        tails += unpublished_tails(reader)
    assert tails, "no kill fell into a publish"
    before = whole_batches(reader, reader.release().number)
    publish_batch(small(root), "last")
    assert whole_batches(reader, reader.release().number) == before | {"last"}
    numbers = [one.number for one in reader.releases()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert small(root).verify() == []
