"""The open items behind one row of the provision: an age, a region or a rep."""

import streamlit as st

from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.exports import Sheet
from pages.shared.grid import Column
from pages.shared.language import _
from pages.shared.receivables.listing import listing
from pages.shared.receivables.subject import Subject
from pages.shared.view import NOTHING


def items_behind(way: str, key: str, name: str, subject: Subject) -> list[Sheet]:
    """Draw the items of the management view; their totals are those of the row.

    way: age, region or rep; key: the row's; name: the row in words.
    """
    view = subject.view
    asked = view.parameters("as_of", "basis") | {"view": "managed"} | dict(subject.who)
    code = "" if key == NOTHING else key
    if way == "rep":
        rows = ask("receivables/rep_items", rep_id=code, **asked)
    elif way == "region":
        rows = ask("receivables/items", **(asked | {"regions": [code]}))
    else:
        rows = ask("receivables/items", bucket=code, **asked)
    if rows.is_empty():
        st.caption(_("There was nothing of that age."))
        return []
    part = [Column("item_amount", _("Whole item"), "money", width=124)] if way == "rep" else []
    columns = [
        Column("order_id", _("Order"), width=150, pinned=True),
        Column("customer_name", _("Customer"), width=190),
        Column("due_on", _("Due on"), "date"),
        Column("days_overdue", _("Days late"), "count", width=84, adds=False),
        *part,
        Column("open_amount", _("Open amount"), "money", width=130),
        Column("provision_amount", _("Provision"), "money", width=120),
    ]
    title = _("{age} · {count} items, in CNY", age=name, count=numbers.count(rows.height))
    return [Sheet(_("Open items"), listing(rows, columns, "provision_items", title))]
