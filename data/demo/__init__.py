"""A believable sales company, invented, for a first look and for measuring."""

import pyarrow as pa
import pyarrow.dataset as ds

from data.contracts import PARTITION
from data.demo import world
from data.demo.columns import UPLOAD
from data.demo.tables import changes
from data.errors import StoreError
from data.releases import Release
from data.rewrite import Change
from data.store import Store

__all__ = ["ORDERS", "SEED", "UPLOAD", "fill", "is_there", "remove"]

ORDERS = 60_000
SEED = 20261118
REMOVED = "demo removed"
"""What the release that took the demo rows out says as its upload."""


def fill(store: Store, orders: int = ORDERS, seed: int = SEED) -> Release:
    """Publish the demo company with about `orders` order lines; the same seed, the same rows.

    Raises StoreError where the store holds anything.
    """
    current = store.release()
    if any(current.rows.values()):
        raise StoreError("The store holds data already; demo data goes into an empty one.")
    company = world.make(seed, orders)
    return store.publish(
        changes(company, current.number + 1), "demo", upload=UPLOAD, expected=current.number
    )


def remove(store: Store, who: str) -> Release:
    """Publish every table without its demo rows; the current release where there are none.

    Raises StoreError where someone else publishes meanwhile.
    """
    current = store.release()
    if not is_there(store):
        return current
    kept = [
        Change(name, _without_demo(store, name, uris), "replace")
        for name, uris in store.files(current.number).items()
        if uris and store.contracts[name].lineage
    ]
    return store.publish(kept, who, upload=REMOVED, expected=current.number)


def _without_demo(store: Store, name: str, uris: list[str]) -> pa.RecordBatchReader:
    schema = store.contracts[name].arrow_schema()
    stored = (
        schema.remove(schema.get_field_index(PARTITION.name))
        if PARTITION.name in schema.names
        else schema
    )
    other = ~(ds.field("source_upload") == UPLOAD) | ds.field("source_upload").is_null()
    return ds.dataset(uris, schema=stored, format="parquet").scanner(filter=other).to_reader()


def is_there(store: Store, number: int | None = None) -> bool:
    """Whether a release (the newest by default) holds demo rows, told from the history alone."""
    there: dict[int, bool] = {0: False}
    state = False
    for one in store.releases():
        if one.action == "restore":
            state = there.get(int(one.subject), False)
        elif one.upload == UPLOAD:
            state = True
        elif one.upload == REMOVED or (one.action == "undo" and one.subject == UPLOAD):
            state = False
        there[one.number] = state
    return there.get(store.release().number if number is None else number, False)
