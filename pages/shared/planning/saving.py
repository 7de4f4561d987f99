"""What would be published, old beside new, and the button that publishes it."""

from decimal import Decimal

import polars as pl
import streamlit as st

import queries
from data import audit
from data.errors import StoreError
from pages.shared import ask as answers
from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.grid import Column, Grid, Kind, lay_out
from pages.shared.language import _, current
from pages.shared.parts import escaped
from pages.shared.planning.after import DEKAD_WORDS, after
from pages.shared.planning.draft import Draft, Edit, Key, draft
from pages.shared.planning.plan import MONTH, Plan, Value
from pages.shared.planning.plan_link import may_plan
from pages.shared.planning.preview import leaves
from pages.shared.planning.publishing import MeanwhileError, publish_targets
from pages.shared.planning.sheet import VALUES, PlanSheet, version
from pages.shared.session import current_user
from pages.shared.tables import table
from pages.shared.targets.metrics import METRICS

TOLD = "plan_told"  # session key: what was published, and the upload that can be taken back
LEVELS = ("company", "region", "rep", "customer")
SHOWN = 200
# The English words are message ids of the catalogue.
LEVEL_WORDS = {
    "company": "Company", "region": "Region", "rep": "Sales rep", "customer": "Customer",
}  # fmt: skip
FIELD_WORDS = {MONTH: "Month"} | DEKAD_WORDS
Edits = dict[tuple[Key, str], Edit]


def told() -> None:
    """Say what was published, with the way to take it back."""
    sentence, upload = st.session_state.get(TOLD, ("", ""))
    if not sentence:
        return
    st.success(escaped(sentence), icon=":material/check:")
    with st.container(horizontal=True, gap="small"):
        if upload and st.button(_("Take it back"), icon=":material/undo:"):
            _take_back(upload)
        if st.button(_("All right"), type="tertiary"):
            del st.session_state[TOLD]
            st.rerun()


def say(sentence: str, upload: str = "") -> None:
    """Show this above the page until it is read. upload: what can be taken back."""
    st.session_state[TOLD] = (sentence, upload)


def _take_back(upload: str) -> None:
    if not may_plan():
        return
    user = current_user().name
    try:
        with st.spinner(_("Publishing")), audit.recorded("undo", user, upload=upload):
            release = queries.store().undo(upload, user)
    except StoreError as refusal:
        st.error(escaped(refusal.sentence(current())))
        return
    answers.pin()
    draft().drop([])
    say(_("It is taken back by release {number}.", number=release.number))
    st.rerun()


def offer(now: PlanSheet, kept: Draft, unit: str) -> None:
    """The list of changes with its sums, publish and discard."""
    edits = kept.of(now.planned.chapter)
    if not edits:
        st.caption(_spread_words(now))
        st.caption(_("Nothing is typed yet; nothing is published before you say so."))
        _elsewhere(kept, now.planned.chapter)
        return
    outdated = kept.version != version()
    if outdated:
        _compare(kept)
    metric, language = now.planned.metric, current()
    title = _(
        "{count} changes, {metric} in {unit}; handed out by {node}: {old} → {new}",
        count=numbers.count(len(edits)),
        metric=_(metric.title),
        unit=metric.unit_word(unit, language),
        node=now.planned.name,
        old=metric.text(now.handed_out_before, unit),
        new=metric.text(now.handed_out, unit),
    )
    table(after(now, unit), "plan_after", title=title, select=False)
    leaves(now, unit)
    st.caption(_spread_words(now))
    with st.expander(_("Every cell that changes, other nodes included"), icon=":material/list:"):
        table(changes(edits, metric.kind, unit), "plan_changes", select=False)
    with st.container(horizontal=True, gap="small"):
        publishes = st.button(
            _("Publish"), type="primary", icon=":material/publish:", disabled=outdated
        )
        if st.button(_("Discard what was typed"), type="tertiary"):
            kept.drop(edits)
            st.rerun(scope="fragment")
    if publishes and may_plan():
        _publish(now, kept, len(edits))
    _elsewhere(kept, now.planned.chapter)


def changes(edits: Edits, kind: Kind, unit: str) -> Grid:
    """One row per cell that changes, from the company down."""
    rows = [
        {
            "name": " · ".join(filter(None, (edit.name, key.family))),
            "level": _(LEVEL_WORDS[key.level]),
            "part": _(FIELD_WORDS[dekad]),
            "old": edit.old,
            "new": edit.new,
            "change": (edit.new or Decimal(0)) - (edit.old or Decimal(0)),
            "what": _("set anew") if edit.old is None else _("taken out")
            if edit.new is None else _("changed"),
            "order": LEVELS.index(key.level),
        }
        for (key, dekad), edit in edits.items()
    ]  # fmt: skip
    numeric = dict.fromkeys(("old", "new", "change"), pl.Decimal(38, 3))
    frame = pl.DataFrame(rows, schema_overrides=numeric).sort("order", maintain_order=True)
    columns = [
        Column("name", _("Whose"), pinned=True, width=180),
        Column("level", _("Level"), width=90),
        Column("part", _("Part of the month"), width=110),
        Column("old", _("Old"), kind, width=120, adds=False),
        Column("new", _("New value"), kind, width=120, adds=False),
        Column("change", _("Old to new"), kind, width=120, sign=True, adds=False),
        Column("what", _("What happens"), width=110),
    ]
    return lay_out(frame, columns, unit=unit, limit=SHOWN, rest=_others)


def _others(left: int) -> str:
    return _("{count} others", count=numbers.count(left))


def _compare(kept: Draft) -> None:
    """Somebody published targets since the first cell was typed: look before publishing."""
    made = next(one for one in queries.store().releases() if one.tables.get("targets") == version())
    st.warning(
        escaped(
            _(
                "Targets were published meanwhile by {who} at {when}. What you typed is kept;"
                " “Target now” shows theirs.",
                who=made.who,
                when=numbers.moment(made.at),
            )
        ),
        icon=":material/sync_problem:",
    )

    def compared() -> None:
        now: dict[tuple[Key, str], Value] = {}
        for chapter in kept.chapters:
            now |= _set_now(chapter)
        kept.read_anew(now, version())

    st.button(_("I have looked: go on with mine"), on_click=compared)


def _set_now(chapter: tuple[str, str, str]) -> dict[tuple[Key, str], Value]:
    """What the release has for every target of a month, metric and tier."""
    month, metric, tier = chapter
    found: dict[tuple[Key, str], Value] = {}
    for row in ask("targets/plan_set", month=month, metric=metric, tier=tier).iter_rows(named=True):
        key = Key(month, metric, row["family"], tier, row["level"], row["scope_id"])
        plan = Plan(row[VALUES[0]], (row[VALUES[1]], row[VALUES[2]], row[VALUES[3]]))
        found |= {(key, dekad): plan[dekad] for dekad in FIELD_WORDS}
    return found


def _publish(now: PlanSheet, kept: Draft, count: int) -> None:
    planned = now.planned
    note = f"targets {planned.code} {planned.metric.code} {planned.name}"
    try:
        with st.spinner(_("Publishing")):
            release = publish_targets(kept, planned.chapter, current_user().name, note)
    except MeanwhileError:  # what is theirs is shown, and who they are
        answers.pin()
        st.rerun()
    except StoreError as refusal:
        st.error(escaped(refusal.sentence(current())))
        return
    answers.pin()
    say(
        _(
            "{count} targets are published as release {number}.",
            count=numbers.count(count),
            number=release.number,
        ),
        release.upload,
    )
    st.rerun()


def _elsewhere(kept: Draft, chapter: tuple[str, str, str]) -> None:
    """What is typed for other months or measures: nobody forgets to publish it."""
    others = [one for one in kept.chapters if one != chapter]
    if others:
        words = [f"{month} {_(METRICS[metric].title)}" for month, metric, _tier in others]
        st.caption(
            escaped(_("Typed and not published: {others}", others=numbers.joined(words, current())))
        )


def _spread_words(now: PlanSheet) -> str:
    """How the months are spread where no dekad is set."""
    if now.has_profile:
        shares = " / ".join(numbers.number(one or 0, 2) for one in now.shares)
        words = _("Dekads that are not set follow the seasonal profile: {shares} %.", shares=shares)
    else:
        days = " / ".join(str(one) for one in now.days)
        words = _("Dekads that are not set follow the days of the month: {days}.", days=days)
    return escaped(words)
