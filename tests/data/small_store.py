"""A store of three tiny tables, for tests of releases."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from data.contracts import Field, Table
from data.derived import Derived, in_order
from data.rewrite import Change
from data.store import Store


def one(name: str, kind: Any, *, key: bool = False) -> Field:
    return Field(name, kind, name, name, name, key=key)


CUSTOMERS = Table(
    "customers",
    "客户",
    "Customers",
    "Who buys.",
    "customer",
    (one("customer_id", "text", key=True), one("customer_name", "text"), one("limit", "money")),
)
ORDERS = Table(
    "orders",
    "订单",
    "Orders",
    "What was bought.",
    "customer",
    (
        one("order_id", "text", key=True),
        one("line_no", "count", key=True),
        one("customer_id", "text"),
        one("ordered_on", "date"),
        one("amount", "money"),
    ),
    month_field="ordered_on",
    group_fields=("order_id",),
    sort_fields=("customer_id", "ordered_on"),
)
DAYS = Table(
    "days",
    "日",
    "Days",
    "Sales by day.",
    "everyone",
    (one("day", "date"), one("amount", "money")),
    lineage=False,
)
TOTAL = Table(
    "total",
    "合计",
    "Total",
    "Sales of all days.",
    "everyone",
    (one("days", "count"), one("amount", "money")),
    lineage=False,
)
CONTRACTS = {table.name: table for table in (CUSTOMERS, ORDERS, DAYS, TOTAL)}
COMPUTED = in_order(
    {
        "total": Derived(
            "total", ("days",), "select count(*) as days, sum(amount) as amount from days"
        ),
        "days": Derived(
            "days",
            ("orders",),
            "select ordered_on as day, sum(amount) as amount from orders group by 1 order by 1",
        ),
    }
)


def small(root: Path, lock_timeout: float = 60) -> Store:
    return Store(root, CONTRACTS, COMPUTED, lock_timeout)


def orders(*lines: tuple[str, int, str, str, str], upload: str = "u") -> pa.Table:
    """Order lines (order, line, customer, day, amount) as an upload brings them."""
    schema = pa.schema(
        [field for field in ORDERS.arrow_schema() if field.name != "partition_month"]
    )
    return pa.Table.from_pylist(
        [
            {
                "order_id": order,
                "line_no": line,
                "customer_id": customer,
                "ordered_on": date.fromisoformat(day) if day else None,
                "amount": Decimal(amount),
                "source_file": "orders.csv",
                "source_line": position + 2,
                "source_upload": upload,
            }
            for position, (order, line, customer, day, amount) in enumerate(lines)
        ],
        schema=schema,
    )


def customers(*rows: tuple[str, str], upload: str = "u") -> pa.Table:
    """Customers (code, name)."""
    return pa.Table.from_pylist(
        [
            {"customer_id": code, "customer_name": name, "source_upload": upload}
            for code, name in rows
        ],
        schema=CUSTOMERS.arrow_schema(),
    )


def change(
    table: str, rows: pa.Table | pa.RecordBatchReader, mode: Any = "upsert", **more: Any
) -> Change:
    return Change(table, rows, mode, **more)


def content(
    store: Store, table: str, columns: str = "*", number: int | None = None
) -> list[tuple[Any, ...]]:
    """What a reader of a release finds, sorted."""
    release = store.release(number)
    uris = store.files(release.number)[table]
    if not uris:
        return []
    with duckdb.connect() as connection:
        return connection.execute(
            f"select {columns} from read_parquet({uris!r}, union_by_name=true,"
            " hive_partitioning=true, hive_types_autocast=false) order by all"
        ).fetchall()


def lines(store: Store, number: int | None = None) -> list[tuple[Any, ...]]:
    """Order lines as (order, line, day, amount as text)."""
    return content(
        store,
        "orders",
        "order_id, line_no, cast(ordered_on as varchar), cast(amount as varchar)",
        number,
    )


def summed(rows: Iterable[tuple[Any, ...]], at: int) -> Decimal:
    return sum((Decimal(row[at]) for row in rows), Decimal(0))
