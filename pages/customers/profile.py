"""Everything about one customer."""

import streamlit as st

from pages.shared import address, export_menu, filters, numbers
from pages.shared.ask import ask, release
from pages.shared.charts import trend
from pages.shared.comments import comments
from pages.shared.complaints.complaint_tables import complaint_list
from pages.shared.complaints.complaint_trail import trail
from pages.shared.customers import customer_records
from pages.shared.customers.customer_choice import choice
from pages.shared.customers.customer_figures import customer_figures, in_unit, last_months
from pages.shared.exports import Sheet
from pages.shared.facts import facts
from pages.shared.grid import MOST_ROWS
from pages.shared.language import _, current
from pages.shared.parts import caption, chart, figures, foot, headline
from pages.shared.presenter import theme
from pages.shared.receivables.item_trail import open_items
from pages.shared.states import empty
from pages.shared.tables import table
from pages.shared.words import profile as words
from pages.shared.words.sources import stands_on

USE = ("as_of", "unit")
TABLES = ("orders", "receipts", "complaints", "visits")

view, _ignored = filters.reading(USE)
language, day, customer_id = current(), view.as_of, address.one("customer")
if customer_id is None:
    headline("", _("Customer profile"), _("Whose profile do you want to see?"))
    filters.view(USE)
    choice(view, language)
    foot(_("Select a row → everything about that customer"))
    st.stop()

one = {"as_of": day, "customer_ids": [customer_id]}
found = ask("customers/profile", **one)
if found.is_empty():
    empty(
        _("Customer not found"),
        _("There is no customer {code} among those that you may see.", code=customer_id),
    )
    st.button(_("Find another customer"), on_click=address.remove, args=(("customer",),))
    st.stop()

customer = found.row(0, named=True)
name, unit = customer["customer_name"], numbers.unit_word(view.unit, language)
owing = ask("receivables/customers", **one)
shipping = ask("receivables/shipping", **one).row(0, named=True)
complaints = ask("customers/complaints", **one)
late_count = complaints.filter((complaints["state"] != "closed") & complaints["is_late"]).height
answer = words.answer(customer, shipping, late_count, view.unit, language)
headline(answer.light, words.about(customer, view, language), answer.sentence, **answer.marks)
filters.view(USE)
months = last_months(ask("customers/months", **one), day)
figures(customer_figures(view, customer, shipping, months, late_count, words.light_of(shipping, 0)))


def amount(value: numbers.Number) -> str:
    return numbers.number(value, numbers.MONEY[view.unit].digits)


left, right = st.columns([3, 2], gap="large")
with left:
    series = {"net_amount": _("this year"), "net_amount_before": _("the year before")}
    until = view.day(day, language)
    chart(
        _("Net sales by month, {unit}, the last one up to {until}", unit=unit, until=until),
        "",
        trend.rows(in_unit(months, view.unit), tuple(series), amount, series),
        trend.spec(theme(), tuple(series), ("actual", "prior"), 300, from_zero=True),
        key="months",
    )
with right:
    caption(_("Master data"))
    facts(customer_records.master_data(customer, view.unit))
    comments("profile", "customer", customer_id, name=name)

sheets = []
orders = ask("customers/orders", **one)
if orders.height:
    chosen = table(customer_records.orders(orders), "orders", title=_("Orders, in CNY"))
    if chosen:
        lines = ask("customers/order_lines", order_id=chosen, **one)
        title = _("Order {order} · lines, in CNY", order=chosen)
        table(customer_records.order_lines(lines), "order_lines", title=title, select=False)
    sheets.append(Sheet(_("Orders"), customer_records.orders(orders, MOST_ROWS)))
if owing.height and owing["item_count"][0]:
    items = open_items(owing.row(0, named=True), view, None)
    sheets.append(Sheet(_("Open items"), items))
if complaints.height:
    grid = complaint_list(complaints)
    if chosen := table(grid, "complaints", title=_("Their complaints")):
        trail(chosen, customer_id, view)
    sheets.append(Sheet(_("Their complaints"), complaint_list(complaints, MOST_ROWS)))
visits = ask("customers/visits", **one)
if visits.height:
    table(customer_records.visits(visits), "visits", title=_("Visits and calls"), select=False)
    sheets.append(Sheet(_("Visits and calls"), customer_records.visits(visits, MOST_ROWS)))
history = ask("customers/timeline", **one)
if history.height:
    grid = customer_records.timeline(history)
    table(grid, "timeline", title=_("What happened last"), select=False)
    sheets.append(Sheet(_("What happened last"), customer_records.timeline(history, MOST_ROWS)))
export_menu.offer("profile", name, answer.text, view, sheets)
foot(
    _("Select an order, an open item or a complaint → the documents behind it"),
    *stands_on(ask("shared/dates"), TABLES, release().at, language),
    _("12 months up to the day; amounts without tax, receivables with tax"),
)
