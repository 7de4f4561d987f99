"""Rows written in a page: each becomes a release of its own, with who and when."""

import uuid
from collections.abc import Mapping
from datetime import datetime

import pyarrow as pa
import streamlit as st

import queries
from data import audit
from data.contracts import ALL
from data.errors import StoreError
from data.rewrite import Mode
from data.store import Change
from pages.shared import ask as answers
from pages.shared.language import current
from pages.shared.numbers import BUSINESS_TIME
from pages.shared.parts import escaped

SAVED = "rows_saved"  # how many in this session


def form_key(*parts: str) -> str:
    """A form of its own after each row that was saved: what is not saved stays written."""
    return "_".join([*parts, str(st.session_state.get(SAVED, 0))])


def new_id() -> str:
    """A key for a new row."""
    return uuid.uuid4().hex[:12]


def business_now() -> datetime:
    """The time on the wall, as all times of the tables are told."""
    return datetime.now(BUSINESS_TIME).replace(tzinfo=None)


def publish_row(
    table: str, row: Mapping[str, object], user: str, *, about: str, mode: Mode = "upsert"
) -> None:
    """Publish one row, or take out the one of its key, and draw the page anew.

    user: who wrote it; about: what it is about, for the audit and the list of releases. A refusal
    of the store is shown, and what was written stays in the form.
    """
    schema = pa.schema([field for field in ALL[table].arrow_schema() if field.name in row])
    change = Change(table, pa.Table.from_pylist([dict(row)], schema), mode)
    try:
        with audit.recorded("edit", user, table=table, key=about):
            queries.store().publish([change], user, note=about)
    except StoreError as refusal:
        st.error(escaped(refusal.sentence(current())))
        return
    st.session_state[SAVED] = st.session_state.get(SAVED, 0) + 1
    answers.pin()
    st.rerun()
