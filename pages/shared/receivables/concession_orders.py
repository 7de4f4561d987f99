"""The lines behind a customer's concession: list price, price paid, when the money came."""

import polars as pl

from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.exports import Sheet
from pages.shared.grid import Column
from pages.shared.language import _
from pages.shared.names import short
from pages.shared.receivables.credit_documents import documents
from pages.shared.receivables.item_trail import DOCUMENTS_IN
from pages.shared.view import View


def concession_orders(customer_id: str, name: str, view: View) -> Sheet:
    """Draw the customer's lines of 12 months, those that gave most first; the table as a sheet."""
    # told twice: what prices and money are worked out from is that customer's alone, too
    whose = {"customer_id": customer_id, "customer_ids": [customer_id]}
    found = ask("receivables/concession_lines", as_of=view.as_of, **whose)
    rows = found.sort("concession_amount", descending=True, nulls_last=True, maintain_order=True)
    columns = [
        Column("order_id", _("Order"), width=128, pinned=True),
        Column("line_no", _("Line"), "count", width=52, adds=False),
        Column("ordered_on", _("Ordered on"), "date", width=92),
        Column("product_name", _("Product"), width=128),
        Column("quantity_t", _("Tonnes"), "tonnes", width=80, digits=3),
        Column("list_price", _("List, CNY/t"), "number", width=92, digits=2),
        Column("paid_price", _("Paid, CNY/t"), "number", width=92, digits=2),
        Column("invoice_amount", _("Invoiced"), "money", width=112),
        Column("concession_amount", _("Given"), "money", width=100),
        Column("paid_share", _("Paid so far"), "percent", width=84, meaning=_("Of the order")),
        Column("prepaid_share", _("Prepaid"), "percent", width=76, meaning=_("Of the order")),
        Column("days_to_cash", _("Days to cash"), "number", width=96, meaning=_("Of the order")),
    ]
    listed = found.filter(pl.col("concession_amount").is_not_null())
    title = _(
        "{customer} · {count} lines of 12 months, in CNY; given {given} of {listed} by list",
        customer=short(name),
        count=numbers.count(found.height),
        given=numbers.money(listed["concession_amount"].sum(), DOCUMENTS_IN),
        listed=numbers.money(listed["list_amount"].sum(), DOCUMENTS_IN),
    )
    return Sheet(_("Lines"), documents(rows, columns, "concession_lines", title))
