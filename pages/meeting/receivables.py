"""Who owes us, how long, what do we do?"""

import polars as pl
import streamlit as st

from pages.shared import address, export_menu, filters, numbers
from pages.shared.ask import ask, release
from pages.shared.charts import ageing
from pages.shared.comments import comments
from pages.shared.exports import Sheet
from pages.shared.grid import MOST_ROWS
from pages.shared.language import _, current
from pages.shared.nothing import nothing
from pages.shared.parts import chart, escaped, figures, foot, headline, signs
from pages.shared.presenter import theme
from pages.shared.profile_link import profile_link
from pages.shared.receivables import ageing_filter, debtors
from pages.shared.receivables.item_trail import open_items
from pages.shared.receivables.receivable_figures import receivable_figures
from pages.shared.receivables.unmatched_money import unmatched_money
from pages.shared.states import wrong_sums
from pages.shared.tables import table
from pages.shared.words import receivables as words
from pages.shared.words.sources import stands_on

LISTS = ("regions", "departments", "rep_ids", "channels", "customer_ids")
USE = ("as_of", *LISTS, "key_accounts", "unit", "ledger", "basis")

view, _ignored = filters.reading(USE)
language, unit = current(), numbers.unit_word(view.unit, current())
who = view.parameters(*LISTS)
shown = view.parameters("as_of", "view", "basis") | who
regions, found = ask("receivables/by_region", **shown), ask("receivables/customers", **shown)
if debtors.nothing_is_owed(regions, found):
    filters.view(USE)
    day = view.day(view.as_of, language)
    nothing(
        view,
        ("orders", "receipts"),
        _("No receivables on {day}", day=day),
        _("No customer whom you may see owes anything or has money left over on that day."),
        _("No customer in this selection owes anything on that day. Reset the filters."),
    )
    st.stop()

buckets = ask("receivables/buckets")
ages = words.bucket_words(buckets, view.basis, language)
ages_in_days = words.with_days(ages, language)
customers = debtors.judged(debtors.named(found, buckets))
identity = ask("receivables/identity", as_of=view.as_of, **who).row(0, named=True)
measures = ask("receivables/measures", as_of=view.as_of, **who).row(0, named=True)

if identity["differing_customers"]:
    where = words.customers_counted(identity["differing_customers"], language)
    wrong_sums(_("open − unmatched = invoiced − received"), words.difference(identity), where)
stop_only = address.link("receivables", address.everything() | {"verdict": "stop"})
answer = words.answer(regions, customers, view.unit, language, stop_only)
about = words.about(view, language)
headline(answer.light, about, answer.sentence, **answer.marks)
filters.view(USE)
figures(receivable_figures(view, regions, measures, who))

by_region = regions.height > 1
who_owes = _("by region") if by_region else _("of the largest debtors")
picked = chart(
    _("Receivables {who} by age, {unit}, {day}", who=who_owes, unit=unit, day=view.as_of),
    signs(*debtors.legend(ages_in_days, view.basis)),
    ageing.rows(
        debtors.bars(debtors.named(regions, buckets), "region")
        if by_region
        else debtors.largest_bars(customers),
        lambda amount: numbers.money(amount, view.unit),
        ages_in_days,
    ),
    ageing.spec(theme(), tuple(ages), *words.sides(view.basis, language)),
    key=ageing_filter.chart_key(),
    pick=ageing.PICK,
)
bucket = ageing_filter.chosen_bucket(picked, ages)

owing = ageing_filter.narrowed(customers, bucket, ages_in_days, unit)
ordered, count = ageing_filter.first_rows(owing)
chosen = table(debtors.table_of(ordered, ages, view, count), "customers")
sheets = [Sheet(_("Customers"), debtors.table_of(owing, ages, view, MOST_ROWS))]
if chosen:
    customer = owing.row(by_predicate=pl.col("customer_id") == chosen, named=True)
    name, overdue = customer["customer_name"], customer["overdue_amount"]
    with st.container(horizontal=True, vertical_alignment="center"):
        profile_link(chosen, name)
        quoted = numbers.with_unit(overdue, view.unit, language)
        comments("receivables", "customer", chosen, quoted, name=name)
    if customer["item_count"]:
        sheets.append(Sheet(_("Open items"), open_items(customer, view, bucket)))
    else:
        st.caption(escaped(words.nothing_open(customer, language)))
ageing_filter.more_or_fewer(owing.height)
st.caption(words.identity_words(identity, language))
unmatched_money(view, language, who)
export_menu.offer("receivables", _("Receivables"), answer.text, view, sheets)
foot(
    _("Select a customer → open items → receipts and order lines; click a bar: that age only"),
    *stands_on(ask("shared/dates"), ("orders", "receipts"), release().at, language),
    _("{count} open items", count=numbers.count(regions["item_count"].sum())),
    _("days overdue = as of − due day; what is due today is not overdue"),
    _("credit use empty = no limit set"),
)
