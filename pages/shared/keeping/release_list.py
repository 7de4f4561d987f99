"""Releases as a table, what changed between two of them, and what can be done with one."""

from collections.abc import Callable, Sequence

import polars as pl
import streamlit as st

from data import audit
from data.contracts import ALL, BASE
from data.errors import StoreError
from data.history import gone_by
from data.releases import LONGEST_LABEL, Release
from data.store import Store
from pages.shared import address
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.numbers import BUSINESS_TIME, count, moment
from pages.shared.parts import caption, escaped
from pages.shared.session import current_user
from pages.shared.tables import table

TOLD = "release_told"  # session key: what the last click did, said once
# The English words are message ids of the catalogue.
ACTIONS = {
    "publish": "Published",
    "undo": "Upload taken back",
    "restore": "Restored",
    "compact": "Old files removed",
    "renew": "Computed tables renewed",
}


def note_of(one: Release, releases: Sequence[Release]) -> str:
    """What a release says about itself: the files of an upload, also where it is taken back."""
    if one.action == "restore":
        return _("release {number}", number=one.subject)
    if one.action == "undo":
        return next((other.note for other in releases if other.upload == one.subject), "")
    return one.note


def told() -> None:
    """Say what the last click did."""
    if sentence := st.session_state.pop(TOLD, ""):
        st.success(escaped(sentence), icon=":material/check:")


def grid(releases: Sequence[Release], language: str) -> Grid:
    """One row per release, newest first; the key is its number."""
    rows = [
        {
            "number": str(one.number),
            "at": one.at.astimezone(BUSINESS_TIME).strftime("%Y-%m-%d %H:%M"),
            "who": one.who,
            "action": _(ACTIONS[one.action]),
            "label": one.label,
            "note": note_of(one, releases),
            "rows": one.stored_rows,
            "tables": len(changed_tables(releases, one)),
        }
        for one in reversed(releases)
    ]
    columns = [
        Column("number", _("Release"), pinned=True, width=84),
        Column("at", _("When"), width=150),
        Column("who", _("Who"), width=110),
        Column("action", _("What"), width=130),
        Column("label", _("Label"), width=150),
        Column("note", _("Note"), width=260),
        Column("tables", _("Tables changed"), "count", width=110, adds=False),
        Column("rows", _("Rows"), "count", width=110, adds=False),
    ]
    return lay_out(pl.DataFrame(rows), columns, key="number", limit=200, rest=_others)


def _others(left: int) -> str:
    return _("{count} others", count=count(left))


def changed_tables(releases: Sequence[Release], one: Release) -> list[str]:
    """Stored tables whose version differs from the release before."""
    before = next((r for r in reversed(releases) if r.number < one.number), None)
    known = before.tables if before else {}
    return [name for name in one.tables if name in BASE and known.get(name) != one.tables[name]]


def compared_with(releases: Sequence[Release], chosen: Release) -> Release | None:
    """The release that the chosen one is compared with: the one before, or any other."""
    others = [one for one in reversed(releases) if one.number != chosen.number and one.kept]
    if not others:
        st.caption(_("This is the first release; there is nothing to compare it with."))
        return None
    numbers = [str(one.number) for one in others]
    known = {str(one.number): one for one in others}
    before = str(chosen.number - 1)
    wanted = address.one("with") or before
    number = st.selectbox(
        _("Compare with"),
        numbers,
        index=numbers.index(wanted) if wanted in numbers else 0,
        format_func=lambda one: f"{one} · {moment(known[one].at)} · {known[one].who}",
        key=f"with_{chosen.number}",
        width=360,
    )
    return known[number]


def differences(store: Store, one: Release, other: Release) -> None:
    """What changed from the older to the newer of two releases, per table."""
    before, after = sorted((one.number, other.number))
    language = current()
    rows = [
        {
            "table": ALL[diff.table].label(language),
            "new": diff.new,
            "changed": diff.changed,
            "gone": diff.gone,
            "sums": "；".join(
                f"{ALL[diff.table].by_name[name].label(language)} {low:,.2f} → {high:,.2f}"
                for name, (low, high) in diff.sums.items()
                if low != high
            ),
        }
        for diff in store.diff(before, after)
        if diff.table in BASE
    ]
    title = _("What changed from release {before} to {after}", before=before, after=after)
    if not rows:
        caption(title)
        st.caption(_("Nothing: both hold the same rows."))
        return
    columns = [
        Column("table", _("Table"), pinned=True, width=140),
        Column("new", _("New"), "count", width=90),
        Column("changed", _("Changed"), "count", width=90),
        Column("gone", _("Gone"), "count", width=90),
        Column("sums", _("Sums of money columns, CNY"), width=520),
    ]
    laid = lay_out(pl.DataFrame(rows), columns, key="table", label=_("Total"))
    table(laid, "differences", title=title, select=False)


def actions(store: Store, chosen: Release, newest: Release) -> None:
    """Label a release, restore it, take its upload back."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = st.text_input(
            _("Label"),
            chosen.label,
            key=f"label_{chosen.number}",
            max_chars=LONGEST_LABEL,
            width=280,
        )
        if st.button(_("Save label"), disabled=name == chosen.label):
            _done(
                lambda: store.label(chosen.number, name.strip()),
                _("Release {number} is labelled {label}.", number=chosen.number, label=name),
                "label",
                chosen,
            )
        if chosen.number != newest.number and chosen.kept and st.button(_("Restore this release")):
            _confirm_restore(store, chosen, newest)
        stands = chosen.upload and chosen.kept and gone_by(store.releases(), chosen) is None
        if stands and st.button(_("Take this upload back")):
            _confirm_undo(store, chosen)


def _confirm_restore(store: Store, chosen: Release, newest: Release) -> None:
    @st.dialog(_("Restore release {number}?", number=chosen.number))
    def ask() -> None:
        st.markdown(escaped(restore_words(chosen.number, newest.number)))
        if st.button(_("Restore"), type="primary"):
            _done(
                lambda: store.restore(chosen.number, current_user().name),
                _("Release {number} is back.", number=chosen.number),
                "restore",
                chosen,
            )

    ask()


def restore_words(number: int, newest: int) -> str:
    """What a restore of that release does, and what it leaves alone."""
    first = number + 1
    if first == newest:
        return _(
            "Readers will see release {number} again, with today's notes and actions."
            " Release {left} stays in the history.",
            number=number,
            left=newest,
        )
    return _(
        "Readers will see release {number} again, with today's notes and actions."
        " Releases {left} stay in the history.",
        number=number,
        left=f"{first}–{newest}",
    )


def _confirm_undo(store: Store, chosen: Release) -> None:
    @st.dialog(_("Take the upload of release {number} back?", number=chosen.number))
    def ask() -> None:
        st.markdown(
            escaped(
                _("Its rows go; rows that it changed are what they were before. All else stays.")
            )
        )
        if st.button(_("Take back"), type="primary"):
            _done(
                lambda: store.undo(chosen.upload, current_user().name),
                _("The upload of release {number} was taken back.", number=chosen.number),
                "undo",
                chosen,
            )

    ask()


def _what_goes(store: Store, chosen: Release) -> str:
    """How many rows of which tables an undo takes back, in words."""
    language = current()
    brought = [one for one in store.diff(chosen.number - 1, chosen.number) if one.table in BASE]
    pieces = [
        _(
            "{table}: {new} rows go, {changed} are as before",
            table=ALL[one.table].label(language),
            new=count(one.new),
            changed=count(one.changed + one.gone),
        )
        for one in brought
    ]
    return ("；" if language == "zh" else "; ").join(pieces) or _(
        "Nothing: both hold the same rows."
    )


def _done(act: Callable[[], object], sentence: str, event: str, chosen: Release) -> None:
    """Note it in the audit lines, do it, say it on the fresh page; a refusal is said here."""
    try:
        with audit.recorded(event, current_user().name, release=chosen.number):
            act()
    except StoreError as refused:
        st.error(escaped(refused.sentence(current())))
        return
    st.session_state[TOLD] = sentence
    st.rerun()
