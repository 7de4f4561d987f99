"""One key account in full, and the way from any table of accounts to a profile."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.comments import comments
from pages.shared.exports import Sheet
from pages.shared.grid import Grid
from pages.shared.key_accounts.account_tables import parts_table
from pages.shared.language import _
from pages.shared.names import short
from pages.shared.parts import caption
from pages.shared.profile_link import profile_link
from pages.shared.tables import table


def one_account(account: Mapping[str, Any]) -> Sheet:
    """Draw the nine parts of the score with notes and the profile; the table for the files.

    account: a row of `Accounts.rows`.
    """
    code, name = account["customer_id"], account["customer_name"]
    score = numbers.number(account["score"])
    parts = parts_table(account, ask("key_accounts/weights"))
    title = _(
        "{name}: score {score}, {coverage} of the weights known",
        name=short(name),
        score=score,
        coverage=numbers.percent(account["coverage"], 0),
    )
    caption(title)
    with st.container(horizontal=True, vertical_alignment="center"):
        profile_link(code, name)
        comments("key_accounts", "customer", code, score, name=name)
    table(parts, "parts", select=False)
    return Sheet(name, parts)


def with_profiles(
    grid: Grid, key: str, title: str, names: Mapping[str, str], *, wraps: bool = False
) -> None:
    """A table of customers whose selected row leads to the profile. names: code → name."""
    chosen = table(grid, key, title=title, wraps=wraps)
    if chosen and chosen in names:
        profile_link(chosen, names[chosen])
