"""Publishing what was looked at, the way to the new numbers, and taking an upload back."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import streamlit as st

from data import audit
from data.contracts import TABLES
from data.errors import StoreError
from data.history import gone_by
from data.ingest import UploadMode
from data.store import Store
from data.uploads import Job
from pages.shared.language import _, current
from pages.shared.numbers import count, number
from pages.shared.parts import escaped
from pages.shared.register import pages_for
from pages.shared.session import current_user
from pages.shared.uploads import upload_work
from pages.shared.words.upload import files_refused, good_rows

Outcome = Mapping[str, Any]

# Table → the page that shows its numbers.
PAGES = {
    "orders": "targets",
    "targets": "targets",
    "profiles": "targets",
    "receipts": "receivables",
    "promises": "receivables",
    "complaints": "complaints",
    "customers": "receivables",
    "visits": "complaints",
    "contacts": "key_accounts",
    "opportunities": "key_accounts",
    "customer_stock": "key_accounts",
    "supply_plans": "key_accounts",
    "scores": "key_accounts",
}
MODES: dict[UploadMode, str] = {
    "upsert": "Add and change rows",
    "replace": "Replace the whole table",
}


def decide(store: Store, job: Job, outcome: Outcome) -> None:
    """The buttons under a plan: publish, publish the good rows, how, other files."""
    stale = store.release().number != outcome["release"]
    changes = outcome["new"] + outcome["changed"] + outcome["gone"] > 0
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if not outcome["problems"] and changes:
            button(_("Publish"), job, outcome, accept_good=False, stale=stale)
        elif outcome["problems"] and not files_refused(outcome) and good_rows(outcome) and changes:
            words = _("Publish only the {count} good rows", count=count(good_rows(outcome)))
            button(words, job, outcome, accept_good=True, stale=stale)
        mode = mode_of(job) if outcome["tables"] else job.mode
        others(job)
    if mode != job.mode:
        upload_work.look(job.files, mode)
    if stale:
        st.warning(
            _("Someone published meanwhile; what is shown below was compared with older data."),
            icon=":material/sync_problem:",
        )
        if st.button(_("Compare again"), icon=":material/refresh:"):
            upload_work.look(job.files, job.mode)


def mode_of(job: Job) -> UploadMode:
    """Whether rows are added and changed, or the table is replaced."""
    modes: list[UploadMode] = list(MODES)
    return st.selectbox(
        _("How to load"),
        modes,
        index=modes.index(job.mode),
        format_func=lambda one: _(MODES[one]),
        width=220,
        key=f"mode_{job.job_id}",
    )


def button(words: str, job: Job, outcome: Outcome, *, accept_good: bool, stale: bool) -> None:
    """Publish at once, or after asking again when a table is replaced whole."""
    replaces = job.mode == "replace"
    if not st.button(words, type="primary", icon=":material/publish:", disabled=stale and replaces):
        return
    if replaces:
        confirm_replace(job, outcome, accept_good=accept_good)
    else:
        upload_work.publish(job, accept_good=accept_good)


def confirm_replace(job: Job, outcome: Outcome, *, accept_good: bool) -> None:
    """Ask again before rows vanish."""
    language = current()

    @st.dialog(_("Replace whole tables?"))
    def ask() -> None:
        for one in outcome["tables"]:
            kept = one["new"] + one["changed"] + one["same"]
            words = _(
                "{table}: {gone} rows vanish, {kept} rows are there afterwards.",
                table=TABLES[one["table"]].label(language),
                gone=count(one["gone"]),
                kept=count(kept),
            )
            st.markdown(f"- {escaped(words)}")
            for name, before in one["before"].items():
                if before != one["after"][name]:
                    st.caption(escaped(sums_in_words(one, name, before)))
        st.caption(_("Taking the upload back brings them again."))
        if st.button(_("Replace"), type="primary"):
            upload_work.publish(job, accept_good=accept_good)

    ask()


def sums_in_words(table: Mapping[str, Any], column: str, before: str) -> str:
    """The sum of a column of money or tonnes, before and after."""
    field = TABLES[table["table"]].by_name[column]
    return _(
        "{column}: {before} → {after} {unit}",
        column=field.label(current()),
        unit=_(field.unit_text),
        before=number(Decimal(before), 2),
        after=number(Decimal(table["after"][column]), 2),
    )


def others(job: Job) -> None:
    """Back to the drop zone."""
    st.button(
        _("Other files"),
        icon=":material/upload_file:",
        on_click=upload_work.leave,
        args=(job,),
    )


def done(store: Store, job: Job, outcome: Outcome) -> None:
    """The ways on after publishing: the new numbers, take back, other files."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        back = taken_back(store, outcome)
        if not back:
            links(store, outcome)
        others(job)
        if not back and st.button(_("Take this upload back"), icon=":material/undo:"):
            confirm_undo(store, outcome["upload"], outcome["release"])


def page_of(table: str, *, with_orders: bool) -> str:
    """The page that shows what a table brought, "" for none; some are empty without orders."""
    page = PAGES.get(table, "")
    if with_orders or (page != "key_accounts" and table != "customers"):
        return page
    return "profile" if table == "customers" else ""


def links(store: Store, outcome: Outcome) -> None:
    """The pages that show the numbers of the tables, over the days of the files."""
    with_orders = bool(store.files(store.release().number)["orders"])
    entries = {one.address: one for one in pages_for(current_user().role)}
    wanted: dict[str, dict[str, str]] = {}
    for one in outcome["tables"]:
        page = page_of(one["table"], with_orders=with_orders)
        if page in entries:
            days = wanted.setdefault(page, {})
            if one["first_day"]:
                days |= {"from_on": one["first_day"], "to_on": one["last_day"]}
                days |= {"period": "range", "as_of": one["last_day"]}
    for page, parameters in wanted.items():
        st.page_link(
            str(entries[page].file),
            label=_("See the new numbers: {page}", page=_(entries[page].title)),
            icon=":material/arrow_forward:",
            icon_position="right",
            query_params=parameters,
        )


def taken_back(store: Store, outcome: Outcome) -> bool:
    """Whether what the upload brought is out again: taken back, or left behind by a restore."""
    releases = store.releases()
    return any(
        one.number == outcome["release"] and gone_by(releases, one) is not None for one in releases
    )


def confirm_undo(store: Store, upload: str, release: int) -> None:
    """Ask before an upload is taken back."""

    @st.dialog(_("Take the upload of release {number} back?", number=release))
    def ask() -> None:
        st.markdown(
            escaped(
                _("Its rows go; rows that it changed are what they were before. All else stays.")
            )
        )
        if not st.button(_("Take back"), type="primary"):
            return
        try:
            name = current_user().name
            with st.spinner(_("Taking back")), audit.recorded("undo", name, release=release):
                made = store.undo(upload, name)
        except StoreError as refused:
            st.error(escaped(refused.sentence(current())))
            return
        st.session_state[upload_work.TOLD] = _(
            "The upload of release {number} was taken back; the new release is {made}.",
            number=release,
            made=made.number,
        )
        st.rerun()

    ask()
