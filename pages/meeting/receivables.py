"""Who owes us, how long, what do we do?"""

import streamlit as st

from pages.shared import address, export_menu, filters, numbers
from pages.shared.ask import ask, release
from pages.shared.language import _, current
from pages.shared.nothing import never_uploaded, nothing
from pages.shared.parts import figures, foot, headline
from pages.shared.receivables import debtors
from pages.shared.receivables.collection import collection
from pages.shared.receivables.credit import credit
from pages.shared.receivables.movement import moved
from pages.shared.receivables.provisions import provisions
from pages.shared.receivables.receivable_figures import receivable_figures
from pages.shared.receivables.subject import Subject
from pages.shared.receivables.trends import trends
from pages.shared.receivables.unmatched_money import unmatched_money
from pages.shared.receivables.who_owes import who_owes
from pages.shared.sections import Section, sections
from pages.shared.states import warned, wrong_sums
from pages.shared.words import receivables as words
from pages.shared.words.sources import stands_on

LISTS = ("regions", "departments", "rep_ids", "channels", "customer_ids")
USE = ("as_of", *LISTS, "key_accounts", "unit", "ledger", "basis", "edges")

view, _ignored = filters.reading(USE)
language = current()
who = view.parameters(*LISTS)
shown = view.parameters("as_of", "view", "basis", "edges") | who
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

buckets = ask("receivables/buckets", edges=view.edges)
customers = debtors.judged(debtors.named(found, buckets))
identity = ask("receivables/identity", as_of=view.as_of, **who).row(0, named=True)
measures = ask("receivables/measures", as_of=view.as_of, **who).row(0, named=True)

if identity["differing_customers"]:
    where = words.customers_counted(identity["differing_customers"], language)
    wrong_sums(_("open − unmatched = invoiced − received"), words.difference(identity), where)
if never_uploaded(view, ("receipts",)):
    warned(
        _(
            "No receipts were uploaded: all that was invoiced counts as open. What is overdue, how "
            "old it is and whom to stop follows from the orders alone; upload receipts first."
        )
    )
stop_only = address.link("receivables", address.everything() | {"verdict": "stop", "show": []})
answer = words.answer(regions, customers, view.unit, language, stop_only)
about = words.about(view, language)
headline(answer.light, about, answer.sentence, **answer.marks)
filters.view(USE)
figures(receivable_figures(view, regions, measures, who))

subject = Subject(view, who)
sheets = sections(
    [
        Section("debtors", "Who owes us", lambda: who_owes(subject, customers, regions, buckets)),
        Section("collect", "Collection list", lambda: collection(subject)),
        Section("credit", "Credit", lambda: credit(subject, customers)),
        Section("moved", "Movements", lambda: moved(subject)),
        Section("trend", "13 months", lambda: trends(subject)),
        Section("provision", "Provision", lambda: provisions(subject)),
    ]
)
st.caption(words.identity_words(identity, language))
unmatched_money(view, language, who)
export_menu.offer("receivables", _("Receivables"), answer.text, view, sheets)
foot(
    _("Each part opens down to its documents; what is chosen stands in the address"),
    *stands_on(ask("shared/dates"), ("orders", "receipts"), release().at, language),
    _("{count} open items", count=numbers.count(regions["item_count"].sum())),
    _("days overdue = as of − due day; what is due today is not overdue"),
    _("credit use empty = no limit set"),
)
