"""Files that lack something: a list of returns without amounts, rows without a customer."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from data.ingest import Request, UploadFile, read_files
from data.problems import FileRefusedError
from data.reading.recognition import recognise
from data.reading.sheets import read
from data.store import Store
from data.upload_files import FilesRead
from data.upload_report import of_files

RETURNS = "订单 ID,退回\nCN-2015-1196810,是\nUS-2015-3964185,是\n"
WALK_IN = (
    "InvoiceNo,CustomerID,InvoiceDate,Amount\n"
    "537000,17809.0,2022-12-03,5.50\n537020,,2022-12-03,20.25\n537040,,2022-12-04,-1.00\n"
)


def loaded(folder: Path, text: str, **more: Any) -> FilesRead:
    path = folder / "1.csv"
    path.write_text(text, "utf-8")
    file = UploadFile(path, path.name, **more)
    return read_files(Request((file,)), Store(folder / "store", computed={}))


@pytest.mark.parametrize("table", ["auto", "orders"])
def test_a_list_of_returns_said_that_no_row_names_columns(tmp_path: Path, table: str) -> None:
    done = loaded(tmp_path, RETURNS, table=table)
    assert done.refused
    assert done.problems[0].sentence() == (
        "This is a list of returned orders without amounts: nothing can be counted from it. Write"
        " each return as an order line with customer, day and negative amount, or leave this file"
        " out."
    )


def test_orders_with_a_column_of_returns_are_orders(tmp_path: Path) -> None:
    text = "订单 ID,客户 ID,订单日期,销售额,退回\nA,C1,2026-11-03,100,否\n"
    assert loaded(tmp_path, text).problems == ()


def test_rows_without_customer_were_wrong_whatever_the_clerk_said(tmp_path: Path) -> None:
    """5.50 of a customer and 20.25 − 1.00 of nobody: 19.25 under the code that was given."""
    assert len(loaded(tmp_path, WALK_IN).problems) == 2
    done = loaded(tmp_path, WALK_IN, mapping={"customer_id:": "未填客户"})
    assert done.problems == ()
    amounts: dict[str, Decimal] = {}
    for one in done.good["orders"].iter_rows(named=True):
        customer = one["customer_id"]
        amounts[customer] = amounts.get(customer, Decimal(0)) + one["invoice_amount"]
    assert amounts == {"17809": Decimal("5.50"), "未填客户": Decimal("19.25")}
    assert "2 rows without CustomerID count under 未填客户." in [
        one.sentence() for one in done.notes
    ]


def test_the_page_is_told_which_field_lacks_something(tmp_path: Path) -> None:
    (file,) = of_files(loaded(tmp_path, WALK_IN))
    assert file["empty"] == [{"field": "customer_id", "rows": 2}]


def test_an_order_without_number_stays_wrong() -> None:
    """A key cannot be the same for all that lack it."""
    sheets = read(WALK_IN.encode(), "a.csv")
    with pytest.raises(FileRefusedError, match="Empty cells of order_id cannot be filled"):
        recognise(sheets, "orders", {"order_id:": "X"})
