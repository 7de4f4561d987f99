"""Which of the few that matter are drifting?"""

import polars as pl
import streamlit as st

from pages.shared import address, export_menu, filters, numbers
from pages.shared.ask import ask, release
from pages.shared.exports import Sheet
from pages.shared.grid import MOST_ROWS
from pages.shared.key_accounts.account_charts import drift_chart, selection_chart
from pages.shared.key_accounts.account_detail import one_account, with_profiles
from pages.shared.key_accounts.account_figures import account_figures, contacts_of
from pages.shared.key_accounts.account_health import LISTS, accounts
from pages.shared.key_accounts.account_tables import (
    accounts_table,
    contact_table,
    contact_title,
    crisis_table,
)
from pages.shared.language import _, current
from pages.shared.nothing import nothing
from pages.shared.parts import figures, foot, headline
from pages.shared.receivables.ageing_filter import ALL, more_or_fewer
from pages.shared.tables import SELECTED, table
from pages.shared.tokens import shown_light
from pages.shared.words import key_accounts as words
from pages.shared.words.sources import stands_on

USE = ("as_of", *LISTS, "customer_ids", "unit")
TABLE = "accounts"
FIRST_ROWS = 8  # of two lines each

view, _ignored = filters.reading(USE)
language, unit = current(), numbers.unit_word(view.unit, current())
found = accounts(view)
if found.rows.is_empty():
    filters.view(USE)
    how = _("Key accounts are named in the customer table, or bring most of the gross profit.")
    advice = _("Key accounts are few: reset the filters or choose a wider selection.")
    what = _("No key account in this selection") if view.is_filtered else _("No key account yet")
    if found.without_profit:
        what = _("No key account: no customer brought a gross profit in 12 months")
        how = advice = _(
            "Orders without cost have none: upload cost or profit with the orders, or name key"
            " accounts in the customer table."
        )
    nothing(view, ("orders",), what, how, advice)
    st.stop()

here = address.link("key_accounts", address.everything() | {SELECTED + TABLE: "ID"})
answer = words.answer(found, view.unit, language, here.removesuffix("ID"))
headline(shown_light(answer.light), words.about(view, language), answer.sentence, **answer.marks)
filters.view(USE)
figures(account_figures(found, view))

left, right = st.columns([2, 1], gap="medium")
with left:
    drift_chart(found, view, TABLE)
with right:
    selection_chart(found)

asked_for = address.one(SELECTED + TABLE)
every = address.one(ALL) == "1" or asked_for in found.rows["customer_id"][FIRST_ROWS:]
limit = MOST_ROWS if every else FIRST_ROWS
table(
    accounts_table(found, view, limit),
    TABLE,
    title=_("What to do, money at stake first; gross profit of 12 months, {unit}", unit=unit),
    wraps=True,
)
sheets = [Sheet(_("Key accounts"), accounts_table(found, view))]
if asked_for in found.rows["customer_id"]:
    account = found.rows.row(by_predicate=pl.col("customer_id") == asked_for, named=True)
    sheets.append(one_account(account))
more_or_fewer(found.rows.height, FIRST_ROWS)

names = dict(found.rows.select("customer_id", "customer_name").iter_rows())
in_crisis = crisis_table(found, view)
if in_crisis.source_rows:
    title = _("In crisis: {count} key accounts, {unit}", count=in_crisis.source_rows, unit=unit)
    with_profiles(in_crisis, "crisis", title, names, wraps=True)
    sheets.append(Sheet(_("In crisis"), in_crisis))
contacts = contacts_of(found, view)
with_profiles(contact_table(found, contacts, limit), "contacts", contact_title(contacts), names)
sheets.append(Sheet(_("Contacts"), contact_table(found, contacts)))

export_menu.offer("key_accounts", _("Key accounts"), answer.text, view, sheets)
tables = ("orders", "receipts", "complaints", "visits", "customer_stock")
foot(
    _("Select a customer → the nine parts of its score → its profile with every document"),
    *stands_on(ask("shared/dates"), tables, release().at, language),
    _("score = Σ weight × points ÷ Σ weights known; no grade below 60% of the weights"),
    _("key account = named, or of the smallest set that brings 80%"),
)
