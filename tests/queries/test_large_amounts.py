"""A group with ten trillion yuan a year, and one absurd row, read every page."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product

import polars as pl
import pytest

import queries
from data.contracts import BASE
from data.reading.numbers import TOO_LARGE, numbers
from queries.engines import DuckDB
from tests import given

AS_OF = date(2026, 12, 31)
NEEDED: dict[str, object] = {
    "about": "customer",
    "by": "owner",
    "complaint_id": "C1",
    "customer_id": "K1",
    "key": "K1",
    "order_id": "O1-1",
    "page": "receivables",
    "product_id": "P1",
    "promise_id": "V1",
    "rep_id": "R1",
    "since_on": date(2026, 12, 1),
    "from_on": date(2026, 1, 1),
    "to_on": AS_OF,
    "month": "2026-12",
}
LINE = "208333333333.33"  # 4 customers × 12 months × this = 9,999,999,999,999.84 a year
MOST = "9999999999999.99"  # the largest amount that one row may bring
TONNES = "50000000"


def company() -> dict[str, str]:
    """The whole group, then customer K5 with one row of the largest amount of each kind."""
    orders, receipts = [], []
    for customer, month in product(range(1, 5), range(1, 13)):
        day, order = f"2026-{month:02}-05", f"O{customer}-{month}"
        orders.append(f"{order},K{customer},{day},R{customer % 2},P1,{TONNES},{LINE},{LINE},1.00")
        if month < 12:
            receipts.append(f"Z{customer}-{month},K{customer},2026-{month:02}-28,{LINE},")
    orders.append(f"O5,K5,2026-12-05,R1,P1,{MOST},{MOST},{MOST},-{MOST}")
    orders.append(f"O6,K5,2024-12-05,R1,P1,1,{MOST},{MOST},-{MOST}")
    receipts.append(f"Z5,K5,2026-12-06,{MOST},O4-12")
    targets = [
        f"2026-{month:02},{level},{metric},{value}"
        for month in range(1, 13)
        for level in ("company,company", "rep,R0", "rep,R1", "region,东", "customer,K1")
        for metric, value in (("net_sales", MOST), ("volume", MOST), ("gross_profit", MOST))
    ]
    return {
        "customers": "customer_id,customer_name,region,rep_id,credit_limit_amount,credit_days,"
        "is_key_account,annual_demand_t\n"
        + "".join(f"K{one},客户{one},东,R{one % 2},{MOST},30,true,0.001\n" for one in range(1, 6)),
        "reps": "rep_id,rep_name,region\nR0,甲,东\nR1,乙,东\n",
        "products": "product_id,product_name,family\nP1,汽油,成品油\n",
        "orders": "order_id,customer_id,ordered_on,rep_id,product_id,quantity_t,invoice_amount,"
        "net_amount,cost_amount\n" + "\n".join(orders),
        "receipts": "receipt_id,customer_id,received_on,amount,order_id\n" + "\n".join(receipts),
        "order_shares": "order_id,rep_id,share\nO1-1,R0,0.5\nO1-1,R1,0.5\nO5,R0,0.3\nO5,R1,0.7\n",
        "targets": "month,level,scope_id,metric,target_value\n" + "\n".join(targets),
        "costs": f"month,category,customer_id,amount\n2026-12,rebate,K1,{MOST}\n",
        "complaints": "complaint_id,customer_id,received_at,affected_t,affected_amount,"
        f"compensation_amount\nC1,K1,2026-12-01 09:00:00,{MOST},{MOST},{MOST}\n",
        "customer_stock": "customer_id,product_id,counted_on,stock_t,daily_use_t\n"
        f"K5,P1,2026-12-30,{MOST},0.001\n",
        "supply_plans": "dekad,product_id,customer_id,planned_t,contracted_t,allocated_t\n"
        f"2026-12-D1,P1,K5,0.001,{MOST},0.001\n2026-11-D1,P1,K1,{MOST},{MOST},{MOST}\n",
        "promises": f"promise_id,customer_id,promised_on,pay_by_on,amount\nV1,K1,2026-12-01,2026-12-20,{MOST}\n",
    }


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> DuckDB:
    return given.engine(tmp_path_factory.mktemp("large"), company())


def questions() -> Iterator[tuple[str, dict[str, object]]]:
    """Every named query with everything that it lets choose."""
    for name in queries.names():
        wanted = queries.query(name)
        chosen = {
            key: [*one.choices, *([None] if one.optional else [])]
            for key, one in wanted.parameters.items()
            if one.choices and key not in ("days", "tier")
        }
        needed = {key: one for key, one in NEEDED.items() if key in wanted.parameters}
        optional = [
            key
            for key in ("customer_id", "order_id", "month")
            if key in needed and wanted.parameters[key].may_be_absent
        ]
        for key in optional:
            del needed[key]
        first = {key: values[0] for key, values in chosen.items()}
        yield name, needed | first
        for key, values in chosen.items():
            for value in values[1:]:
                yield name, needed | first | {key: value}


@pytest.mark.parametrize("name", queries.names())
def test_no_page_fails_for_ten_trillion_a_year_and_one_absurd_row(
    engine: DuckDB, name: str
) -> None:
    for asked, values in questions():
        if asked == name:
            wanted = queries.query(name)
            more = {"as_of": AS_OF} if "as_of" in wanted.parameters else {}
            for scope in (queries.EVERYTHING, queries.Scope(rep="R1")):
                queries.answer(engine, wanted, values | more, release=1, scope=scope)


def test_key_accounts_of_more_than_twelve_billion_are_selected(engine: DuckDB) -> None:
    rows = queries.answer(
        engine,
        queries.query("key_accounts/selection"),
        {"as_of": AS_OF, "measure": "net_sales"},
        release=1,
        scope=queries.EVERYTHING,
    )
    # K1 … K4: 12 lines of 208,333,333,333.33; K5 one line in these 12 months
    assert dict(rows.select("customer_id", "amount").iter_rows()) == {
        "K5": Decimal("9999999999999.99"),
        **{f"K{one}": Decimal("2499999999999.96") for one in range(1, 5)},
    }


@pytest.mark.parametrize(
    ("table", "column"),
    [("orders", "invoice_amount"), ("orders", "quantity_t"), ("targets", "target_value")],
)
def test_a_number_with_digits_too_many_is_refused_before_sums_break(
    table: str, column: str
) -> None:
    field = BASE[table].by_name[column]
    read = numbers(pl.Series(["9999999999999.99", "10000000000000", "-10000000000000"]), field)
    assert read.values.is_null().to_list() == [False, True, True]
    (code,) = {fault.code for fault in read.faults if fault.mask.any()}
    assert code == TOO_LARGE
