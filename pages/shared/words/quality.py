"""The checks of the data quality page in words, and the headline over all of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from data.language import translate
from pages.shared.numbers import count
from pages.shared.parts import Mark
from pages.shared.tokens import Light


@dataclass(frozen=True)
class Check:
    """One check: its name, what it counts, what a finding means, and the columns of its rows.

    All words are message ids. `light` is that of a finding: `none` where it is only to know.
    `amount` is the column that adds up.
    """

    key: str
    name: str
    counts: str
    effect: str
    light: Light
    columns: tuple[str, ...]
    amount: str = ""


UNKNOWN = ("id", "line_count", "invoice_amount", "first_on", "last_on")
LINES = ("customer_name", "order_id", "line_no", "ordered_on", "product_id", "invoice_amount")
DOCUMENTS = (
    "customer_name",
    "document_id",
    "dated_on",
    "order_id",
    "reason",
    "document_amount",
    "unmatched_amount",
)
CHECKS = {
    one.key: one
    for one in (
        Check(
            "customer",
            "Customers not registered",
            "customers",
            "In all totals, but without name, region or credit limit: upload the customers.",
            "amber",
            UNKNOWN,
            "invoice_amount",
        ),
        Check(
            "product",
            "Products not registered",
            "products",
            "In sales, but in no product family and without tax rate: upload the products.",
            "amber",
            UNKNOWN,
            "invoice_amount",
        ),
        Check(
            "rep",
            "Reps not registered",
            "reps",
            "Sales stand under a code without department: upload the reps.",
            "amber",
            UNKNOWN,
            "invoice_amount",
        ),
        Check(
            "invoice_date",
            "Invoiced without invoice date",
            "order lines",
            "Owed and ageing from the order day on. What is not invoiced yet needs the status "
            "delivered or ordered.",
            "amber",
            LINES,
            "invoice_amount",
        ),
        Check(
            "due_date",
            "Without due date",
            "order lines",
            "Due on the invoice day: they look overdue at once. Give due dates or credit days.",
            "amber",
            LINES,
            "invoice_amount",
        ),
        Check(
            "cost",
            "Without cost",
            "order lines",
            "Missing in gross profit. Upload the orders again with their cost.",
            "amber",
            LINES,
            "invoice_amount",
        ),
        Check(
            "product_id",
            "Without product",
            "order lines",
            "In sales, but in no product family.",
            "amber",
            LINES,
            "invoice_amount",
        ),
        Check(
            "quantity",
            "Without quantity",
            "order lines",
            "In sales, but not in tonnes.",
            "amber",
            LINES,
            "invoice_amount",
        ),
        Check(
            "unmatched",
            "Unmatched money",
            "documents",
            "Lowers what is owed, but no order: name the order on the receipt.",
            "amber",
            DOCUMENTS,
            "unmatched_amount",
        ),
        Check(
            "third_party",
            "Paid by another customer",
            "documents",
            "Names an order of another customer: it stays with the payer until it is corrected.",
            "amber",
            DOCUMENTS,
            "unmatched_amount",
        ),
        Check(
            "shared",
            "Order shared by customers",
            "orders",
            "Allowed; each customer's part is counted apart. Look whether the number is right.",
            "none",
            ("order_id", "customer_name", "ordered_on", "line_count", "invoice_amount"),
            "invoice_amount",
        ),
        Check(
            "cancelled",
            "Cancelled lines",
            "order lines",
            "Count nowhere; listed so that nothing vanishes unseen.",
            "none",
            LINES,
            "invoice_amount",
        ),
        Check(
            "silent",
            "Working days without orders",
            "days",
            "In the last 60 days: is a file missing?",
            "amber",
            ("day", "dekad", "week"),
        ),
    )
}


def headline(found: Iterable[tuple[Check, int]], language: str) -> tuple[str, str, dict[str, Mark]]:
    """(light, sentence, marks): how many checks found something to do, and the first of them."""
    open_checks = [(check, number) for check, number in found if number and check.light != "none"]
    if not open_checks:
        return "green", translate(language, "Nothing is missing or doubtful"), {}
    check, number = open_checks[0]
    words = translate(language, "{checks} checks found something to do; first: {name} {number}")
    return (
        "amber",
        words,
        {
            "checks": Mark(count(len(open_checks))),
            "name": Mark(translate(language, check.name)),
            "number": Mark(count(number), "amber"),
        },
    )
