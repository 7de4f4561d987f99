"""A process that publishes batch after batch until it is killed, and says which were acknowledged."""

import itertools
import os
from pathlib import Path

from data.store import Store
from tests.data.small_store import change, customers, orders, small

LINES = 3


def publish_batch(store: Store, name: str) -> int:
    """One batch: a customer of that name and an order of three lines in two months."""
    days = ("2026-01-31", "2026-01-05", "2026-02-01")
    rows = orders(*((name, n + 1, name, day, "1.00") for n, day in enumerate(days)), upload=name)
    both = [change("orders", rows), change("customers", customers((name, name), upload=name))]
    return store.publish(both, "publisher", upload=name).number


def publish_until_killed(root: Path, name: str, acknowledged: Path) -> None:
    """Publish `name`-0, -1 …; each that was acknowledged is a line of the file `acknowledged`."""
    store = small(root)
    with acknowledged.open("a") as lines:
        for n in itertools.count():
            batch = f"{name}-{n}"
            publish_batch(store, batch)
            lines.write(f"{batch}\n")
            lines.flush()
            os.fsync(lines.fileno())
