"""The demo company: the same each time, consistent to the cent, and easily taken out again."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest

from data import demo
from data.__main__ import main
from data.contracts import BASE, TABLES
from data.contracts.written import WRITTEN
from data.demo import columns, names, order_rows, tables, world
from data.demo.catalogue import FAMILIES, REGIONS
from data.demo.span import AS_OF
from data.errors import StoreError
from data.rewrite import Change
from data.store import Store

SMALL, FEW = 2_000, 300
KNOWN_NAMES = re.compile(
    "石化|石油天然气|中油|中海|海油|壳牌|道达尔|恒力|荣盛|东明|京博|攀钢|云天化|茅台|五粮液|泸天化"
    "|长虹|顺丰|德邦|碧桂园|万科|恒大|海螺|紫金|锦江|川煤|云铜|开磷|瓮福|宝武|华润|万华"
)
"""Companies that are real, and well known or at home in these provinces."""


def checksum(orders: int, seed: int) -> str:
    """Of every row of every table, in the order in which they are made."""
    digest = hashlib.sha256()
    for change in tables.changes(world.make(seed, orders), 1):
        digest.update(change.table.encode())
        for batch in batches(change):
            hashes = pl.DataFrame(batch).hash_rows(seed=0)
            digest.update(hashes.to_numpy().tobytes())
    return digest.hexdigest()


def batches(change: Change) -> Iterator[pa.RecordBatch]:
    rows = change.rows
    yield from rows.to_batches() if isinstance(rows, pa.Table) else rows


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("store"))
    demo.fill(store, SMALL)
    return store


@pytest.fixture(scope="module")
def ask(store: Store) -> Iterator[Any]:
    """Rows of a SELECT over the published files."""
    with duckdb.connect() as connection:
        for name, uris in store.files(store.release().number).items():
            if uris:
                connection.execute(
                    f'create view "{name}" as select * from read_parquet({uris!r},'
                    " union_by_name=true, hive_partitioning=true, hive_types_autocast=false)"
                )
        yield lambda sql: connection.execute(sql).fetchall()


def test_the_same_seed_gives_the_same_rows_and_another_seed_others() -> None:
    assert checksum(FEW, 1) == checksum(FEW, 1)
    assert checksum(FEW, 1) != checksum(FEW, 2)


def test_the_hash_seed_of_python_does_not_matter() -> None:
    program = f"import runpy; print(runpy.run_path({__file__!r})['checksum']({FEW}, 1))"
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hash_seed in ("1", "2")
    }
    assert len(printed) == 1
    assert len(printed.pop().strip()) == 64


def test_every_uploaded_and_written_table_has_demo_rows(store: Store) -> None:
    rows = store.release().rows
    assert [name for name in (*TABLES, *(one.name for one in WRITTEN)) if not rows.get(name)] == []


def test_about_as_many_order_lines_as_asked_for(store: Store) -> None:
    assert store.release().rows["orders"] == pytest.approx(SMALL, rel=0.1)


def test_codes_are_those_of_the_contracts(ask: Any, store: Store) -> None:
    wrong = []
    for table in (*TABLES.values(), *WRITTEN):
        for field in table.fields:
            if field.codes:
                found = ask(f'select distinct "{field.name}" from "{table.name}"')
                wrong += [
                    (table.name, field.name, value)
                    for (value,) in found
                    if value is not None and str(value) not in field.codes
                ]
            if field.required:
                (empty,) = ask(f'select count(*) from "{table.name}" where "{field.name}" is null')[
                    0
                ]
                wrong += [(table.name, field.name, None)] if empty else []
    assert wrong == []


def test_an_invoice_is_tonnes_times_a_whole_price_and_its_tax(ask: Any) -> None:
    sold = "from orders where quantity_t > 0"
    assert ask(
        f"select count(*) {sold} and invoice_amount <> quantity_t"
        " * cast(round(invoice_amount / quantity_t) as decimal(18, 0))"
    ) == [(0,)]
    assert ask(f"select count(*) {sold} and abs(net_amount - invoice_amount / 1.13) > 0.0051") == [
        (0,)
    ]


def test_dates_follow_each_other_and_end_on_the_last_day(ask: Any) -> None:
    assert ask(
        "select count(*) from orders where promised_on < ordered_on or delivered_on < ordered_on"
        " or invoiced_on < coalesce(delivered_on, ordered_on) or due_on < invoiced_on"
    ) == [(0,)]
    assert ask("select min(ordered_on) < date '2023-11-18', max(ordered_on) from orders") == [
        (True, AS_OF)
    ]
    for table, day in (
        ("orders", "greatest(delivered_on, invoiced_on, ordered_on)"),
        ("receipts", "received_on"),
        ("visits", "cast(visited_at as date)"),
        ("complaints", "cast(greatest(received_at, feedback_at, reopened_at) as date)"),
        ("notes", '"at"'),
        ("meetings", "held_on"),
    ):
        assert ask(f"select max({day}) < date '2026-11-19' from {table}") == [(True,)], table
    assert ask(
        "select count(*) from complaints where first_response_at < received_at"
        " or resolved_at < first_response_at or feedback_at < resolved_at"
    ) == [(0,)]


def test_a_status_says_how_far_the_line_is(ask: Any) -> None:
    assert ask(
        "select distinct status, delivered_on is not null, invoiced_on is not null from orders"
        " where quantity_t > 0 order by 1"
    ) == [
        ("cancelled", False, False),
        ("delivered", True, False),
        ("invoiced", True, True),
        ("ordered", False, False),
    ]


def test_a_credit_note_names_an_earlier_order_of_the_same_customer(ask: Any) -> None:
    returns = ask(
        "select o.customer_id = c.customer_id and o.ordered_on <= c.ordered_on,"
        " -c.invoice_amount <= o.owed from orders as c left join"
        " (select order_id, customer_id, min(ordered_on) as ordered_on,"
        " sum(invoice_amount) as owed from orders where invoice_amount > 0 group by all) as o"
        " on o.order_id = c.returned_order_id where c.returned_order_id is not null"
    )
    assert returns
    assert set(returns) == {(True, True)}


def test_loads_of_a_line_add_up_to_what_was_delivered(ask: Any) -> None:
    assert ask(
        "select count(*) > 0, bool_and(l.t = o.delivered_t) from (select order_id, line_no,"
        " sum(delivered_t) as t from deliveries group by all) as l"
        " left join orders as o using (order_id, line_no)"
    ) == [(True, True)]


def test_shares_of_an_order_and_of_a_month_are_whole(ask: Any) -> None:
    assert ask(
        "select count(*) from (select sum(share) as s from order_shares group by order_id)"
        " where s <> 1"
    ) == [(0,)]
    assert ask(
        "select count(*) from (select sum(share) as s from profiles"
        " group by profile_id, metric, month) where s <> 100"
    ) == [(0,)]


def test_ids_keep_leading_zeros_and_names_are_invented(ask: Any) -> None:
    assert ask(
        "select bool_and(customer_id similar to '0[0-9]{5}'), count(distinct customer_name)"
        " = count(*) from customers"
    ) == [(True, True)]
    company_names = [name for (name,) in ask("select customer_name from customers")]
    company_names += [
        a + b for a in names.FIRST for b in names.SECOND if a + b not in names.NOT_INVENTED
    ]
    assert [name for name in company_names if KNOWN_NAMES.search(name)] == []


def test_six_families_six_regions_thirty_reps_forty_products(ask: Any) -> None:
    assert ask("select count(*), count(distinct family) from products") == [(40, len(FAMILIES))]
    assert ask("select count(distinct region) from customers") == [(len(REGIONS),)]
    assert ask("select count(*), count(left_on), count(deputy_rep_id) from reps") == [(30, 1, 1)]


def test_targets_leave_a_remainder_and_hand_out_too_much_once(ask: Any) -> None:
    rest = ask(
        "with t as (select * from targets where month = '2026-11' and metric = 'net_sales'"
        " and family is null and tier = 'base' and dekad is null) "
        "select p.scope_id, p.target_value - sum(c.target_value) from t as p join t as c on"
        " (p.level = 'company' and c.level = 'region') or (p.level = 'region' and c.level = 'rep'"
        " and p.scope_id = (select region from reps where rep_id = c.scope_id))"
        " group by p.scope_id, p.target_value"
    )
    assert len(rest) == 7
    assert [scope for scope, left in rest if left < 0] == ["川东"]


def test_prices_move_every_ten_working_days(ask: Any) -> None:
    moves = [
        day
        for (day,) in ask(
            "select distinct valid_from from prices where valid_from >= date '2026-03-01'"
            " and valid_from < date '2026-05-01' order by 1"
        )
    ]
    assert moves
    worked = [  # 2026: 清明 is off from 4 to 6 April
        sum(
            (one := date.fromordinal(number)).weekday() < 5 and one != date(2026, 4, 6)
            for number in range(first.toordinal(), following.toordinal())
        )
        for first, following in pairwise(moves)
    ]
    assert set(worked) == {10}


def test_a_store_that_holds_anything_is_refused(store: Store) -> None:
    before = store.release().number
    with pytest.raises(StoreError, match="empty one"):
        demo.fill(store, SMALL)
    assert store.release().number == before


def test_the_command_fills_refuses_and_removes_what_is_demo_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XUNBOARD_STORE", str(tmp_path / "store"))
    assert main(["demo", "--orders", str(FEW), "--seed", "7"]) == 0
    assert main(["demo"]) == 3
    store = Store(tmp_path / "store")
    assert [one.number for one in store.releases()] == [1]
    own = pa.Table.from_pylist(
        [{"customer_id": "77", "customer_name": "自有客户", "source_upload": "u1"}]
    )
    store.publish([Change("customers", own)], "clerk", upload="u1")
    assert demo.is_there(store)

    assert main(["demo", "--remove"]) == 0
    removed = store.release()
    kept = {name: rows for name, rows in removed.rows.items() if name in BASE and rows}
    assert kept == {"customers": 1}
    assert not demo.is_there(store)
    assert demo.is_there(store, removed.number - 1)

    assert main(["demo", "--remove"]) == 0
    assert store.release().number == removed.number
    store.restore(removed.number - 1, "clerk")
    assert demo.is_there(store)


def test_a_month_is_made_alone_and_small() -> None:
    """The stream holds one month at a time, whatever the number of orders."""
    stream = columns.reader(order_rows.batches(world.make(1, SMALL)))
    sizes = [batch.num_rows for batch in stream]
    assert len(sizes) == 38
    assert max(sizes) < 2 * sum(sizes) / len(sizes)
