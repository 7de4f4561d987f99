"""What a release holds computed is what its stored tables give when computed now."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from data import derived, views
from data.contracts import SQL
from data.rewrite import Change
from data.store import Store
from tests.data.small_store import change, orders, small

Rows = list[tuple[Any, ...]]


def computed_twice(store: Store) -> dict[str, tuple[Rows, Rows]]:
    """{computed table: (its rows in the newest release, its rows built now from stored tables)}."""
    files = store.files(store.release().number)
    bases = {name: one for name, one in store.contracts.items() if name not in store.computed}
    both = {}
    with duckdb.connect() as connection:
        connection.execute("create schema released")
        views.create(connection, "released", files, store.contracts)
        views.create(connection, "main", files, bases)
        derived.build(connection, order=store.computed)
        for name in store.computed:
            columns = ", ".join(
                f'cast("{one.name}" as {SQL[one.kind]})' for one in store.contracts[name].fields
            )
            stored, live = (
                connection.execute(f"select {columns} from {place}.{name} order by all").fetchall()
                for place in ("released", "main")
            )
            both[name] = (stored, live)
    return both


LINE = st.tuples(
    st.sampled_from("ABC"),
    st.integers(1, 2),
    st.sampled_from(["C1", "C2"]),
    st.dates(date(2026, 1, 20), date(2026, 2, 10)).map(str),
    st.decimals(-99, 99, places=2).map(str),
)
LINES = st.lists(LINE, max_size=4, unique_by=lambda line: line[:2])
MODES = st.sampled_from(["upsert", "replace", "delete", "replace_groups"])


@settings(max_examples=12, deadline=None)
@given(steps=st.lists(st.tuples(MODES, LINES), min_size=1, max_size=3))
def test_after_any_changes_the_computed_tables_are_those_of_the_rows(
    steps: list[tuple[str, list[tuple[str, int, str, str, str]]]],
) -> None:
    with TemporaryDirectory() as root:
        store = small(Path(root))
        for mode, lines in steps:
            store.publish([change("orders", orders(*lines), mode)], "ann")
        for stored, live in computed_twice(store).values():
            assert stored == live


def test_every_computed_table_follows_two_uploads_and_a_setting(tmp_path: Path) -> None:
    store = Store(tmp_path)
    days = [date(2026, 9, 1) + timedelta(days=9 * n) for n in range(6)]
    lines = pa.Table.from_pylist(
        [
            {
                "order_id": f"A{n}",
                "line_no": 1,
                "customer_id": f"C{n % 2}",
                "ordered_on": day,
                "product_id": "P1",
                "invoice_amount": Decimal("113.00"),
                "cost_amount": Decimal("80.00"),
            }
            for n, day in enumerate(days)
        ]
    )
    paid = {"receipt_id": "R1", "line_no": 1, "customer_id": "C1", "order_id": "A1"}
    receipts = pa.Table.from_pylist([paid | {"received_on": days[3], "amount": Decimal("50.00")}])
    customers = pa.table({"customer_id": ["C1"], "customer_name": ["甲"], "credit_days": [30]})
    store.publish([Change("orders", lines), Change("receipts", receipts)], "ann")
    store.publish([Change("customers", customers)], "ann")
    taxed = pa.table({"name": ["tax_rate"], "value": ["0.13"], "number": [0.13]})
    store.publish([Change("settings", taxed)], "ann")
    both = computed_twice(store)
    for name, (stored, live) in both.items():
        assert stored == live, name
    assert len(both["invoice_lines"][0]) == len(days)
    net = store.contracts["invoice_lines"].fields
    position = [one.name for one in net].index("net_amount")
    assert {row[position] for row in both["invoice_lines"][0]} == {Decimal("100.00")}
