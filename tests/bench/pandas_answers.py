"""The same questions in pandas, on frames in memory that hold money as whole fen, tonnes as kg."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class At:
    """The days that questions speak of. spans: first and last day of four periods."""

    as_of: date
    from_on: date
    year_ago: date
    spans: tuple[tuple[date, date], ...]
    customer_id: str


@dataclass(frozen=True)
class Frames:
    """One per table; the columns that the questions need, names as in the contract."""

    orders: pd.DataFrame
    receipts: pd.DataFrame
    customers: pd.DataFrame


COLUMNS = {
    "orders": "order_id, line_no, customer_id, ordered_on, region, rep_id, due_on,"
    " coalesce(invoiced_on, ordered_on) as invoiced_on, coalesce(status, 'invoiced') as status,"
    " cast(coalesce(net_amount, 0) * 100 as bigint) as net_amount,"
    " cast(coalesce(invoice_amount, 0) * 100 as bigint) as invoice_amount,"
    " cast(coalesce(quantity_t, 0) * 1000 as bigint) as quantity_t",
    "receipts": "customer_id, order_id, received_on, cast(amount * 100 as bigint) as amount",
    "customers": "customer_id, region, rep_id, cast(coalesce(credit_days, 0) as integer)"
    " as credit_days",
}


def months(frames: Frames, at: At) -> Rows:
    lines = _between(frames.orders, at.from_on, at.as_of)
    lines = _with_customer(lines[lines["status"] != "cancelled"], frames, "region")
    month = lines["ordered_on"].dt.year * 100 + lines["ordered_on"].dt.month
    return _rows(
        lines.groupby([lines["region"], month.rename("month")])
        .agg(net=("net_amount", "sum"), tonnes=("quantity_t", "sum"), lines=("net_amount", "size"))
        .reset_index()
    )


def ages(frames: Frames, at: At) -> Rows:
    as_of, key = pd.Timestamp(at.as_of), ["customer_id", "order_id"]
    lines = frames.orders
    lines = lines[(lines["status"] == "invoiced") & (lines["invoiced_on"] <= as_of)]
    lines = lines[[*key, "invoice_amount", "due_on", "invoiced_on"]].merge(
        frames.customers[["customer_id", "credit_days"]], on="customer_id", how="left"
    )
    terms = pd.to_timedelta(lines["credit_days"].fillna(0), unit="D")
    lines["due_on"] = lines["due_on"].fillna(lines["invoiced_on"] + terms)
    items = lines.groupby(key).agg(amount=("invoice_amount", "sum"), due_on=("due_on", "min"))
    receipts = frames.receipts
    receipts = receipts[(receipts["received_on"] <= as_of) & receipts["order_id"].notna()]
    paid = receipts.groupby(key)["amount"].sum().rename("paid")
    items = items.join(paid).reset_index()
    items["open"] = items["amount"] - items["paid"].fillna(0).astype("int64")
    items = items[items["open"] > 0]
    days = (as_of - items["due_on"]).dt.days
    items["age"] = pd.cut(days, [-(10**6), 0, 30, 60, 90, 10**6], labels=False)
    items = items.merge(frames.customers[["customer_id", "region"]], how="left", on="customer_id")
    items["region"] = items["region"].fillna("")
    return _rows(
        items.groupby(["region", "age"])
        .agg(open=("open", "sum"), items=("open", "size"))
        .reset_index()
    )


def same_days(frames: Frames, at: At) -> Rows:
    sums = {}
    for place, (first, last) in enumerate(at.spans):
        lines = _between(frames.orders, first, last)
        lines = _with_customer(lines[lines["status"] != "cancelled"], frames, "rep_id")
        sums[place] = lines.groupby("rep_id")["net_amount"].sum()
    return _rows(pd.DataFrame(sums).fillna(0).astype("int64").reset_index())


def largest(frames: Frames, at: At) -> Rows:
    lines = _between(frames.orders, at.year_ago + pd.Timedelta(days=1), at.as_of)
    lines = lines[lines["status"] != "cancelled"]
    sales = lines.groupby("customer_id")["net_amount"].sum().reset_index()
    sales = sales[sales["net_amount"] > 0].sort_values(
        ["net_amount", "customer_id"], ascending=[False, True]
    )
    larger = sales["net_amount"].cumsum() - sales["net_amount"]
    return _rows(sales[larger * 10 < sales["net_amount"].sum() * 8])


def lines(frames: Frames, at: At) -> Rows:
    own = frames.orders[frames.orders["customer_id"] == at.customer_id]
    own = _between(own, at.year_ago + pd.Timedelta(days=1), at.as_of)
    own = own[own["status"] != "cancelled"].sort_values(
        ["ordered_on", "order_id", "line_no"], ascending=[False, True, True]
    )
    day = own["ordered_on"].dt
    own["day"] = day.year * 10_000 + day.month * 100 + day.day
    return _rows(own.head(200)[["order_id", "line_no", "day", "invoice_amount"]])


def _between(lines: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    ordered_on = lines["ordered_on"]
    return lines[(ordered_on >= pd.Timestamp(first)) & (ordered_on <= pd.Timestamp(last))]


def _with_customer(lines: pd.DataFrame, frames: Frames, column: str) -> pd.DataFrame:
    """The lines; what the column lacks comes from their customer, else it is empty."""
    own = frames.customers.set_index("customer_id")[column]
    filled = lines[column].fillna(lines["customer_id"].map(own)).fillna("")
    return lines.assign(**{column: filled})


def _rows(found: pd.DataFrame) -> Rows:
    columns: Iterable[list[Any]] = (found[name].tolist() for name in found)
    return list(zip(*columns, strict=True))
