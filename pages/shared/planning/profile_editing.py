"""The grid in which seasonal profiles are typed: each month exactly 100.00, or by days."""

from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from data.errors import StoreError
from pages.shared import ask as answers
from pages.shared import numbers
from pages.shared.ask import ask, release
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.parts import caption, escaped
from pages.shared.planning import saving, seasons
from pages.shared.planning.after import DEKAD_WORDS
from pages.shared.planning.plan import DEKADS
from pages.shared.planning.plan_link import may_plan
from pages.shared.planning.publishing import MeanwhileError, new_upload, published, rewritten
from pages.shared.planning.seasons import FIRST_PROFILE, Season, Shares
from pages.shared.planning.subject import EVERYTHING, choice
from pages.shared.session import current_user
from pages.shared.tables import table
from pages.shared.targets.metrics import METRICS, Metric

GIVEN = "profile_given"  # session key: the grid's name and the frame it was given
KEPT = "profile_draft"  # of this session: (metric, family, year) → what was typed
READ = "profile_version"  # (metric, family, year) → version of the table when it was typed
TURN = "profile_turn"
YEARS_BEHIND, YEARS_AHEAD = 1, 1
HEIGHT = 36
Subject = tuple[str, str, int]


def profiles(as_of: date) -> None:
    """Choose measure, family and year; edit their profile. as_of: the newest day of the data."""
    families = [one for one in ask("shared/choices").filter(field="family")["value"] if one]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        metric = METRICS[
            choice(
                "metric",
                _("Measure"),
                list(METRICS),
                "net_sales",
                lambda one: _(METRICS[one].title),
            )
        ]
        family = EVERYTHING
        if metric.has_families:
            family = choice(
                "family",
                _("Product family"),
                [EVERYTHING, *families],
                EVERYTHING,
                lambda one: _("All families") if one == EVERYTHING else one,
            )
        years = [str(one) for one in range(as_of.year - YEARS_BEHIND, as_of.year + YEARS_AHEAD + 1)]
        year = choice("year", _("Year"), years, str(as_of.year), str)
    _edit(metric, "" if family == EVERYTHING else family, int(year), as_of)


@st.fragment
def _edit(metric: Metric, family: str, year: int, as_of: date) -> None:
    subject = (metric.code, family, year)
    kept: dict[str, Shares] = st.session_state.setdefault(KEPT, {}).setdefault(subject, {})
    turn = f"{st.session_state.get(TURN, 0)}_{release().number}"
    widget = f"profile_grid_{metric.code}_{family}_{year}_{turn}"
    edited = st.session_state.get(widget, {}).get("edited_rows", {})
    before = seasons.seasons(metric.code, family, year, kept)
    typed, refused = seasons.read(before, edited)
    _keep(subject, typed)
    rows = seasons.seasons(metric.code, family, year, kept)
    title = _("{metric}: share of each dekad in its month, %", metric=_(metric.title))
    _tools(subject, rows, as_of)
    caption(f"{title} · {family}" if family else title)
    share = st.column_config.NumberColumn
    left, right = st.columns([3, 2], gap="small")
    left.data_editor(
        _given(rows, widget),
        key=widget,
        hide_index=True,
        num_rows="fixed",
        width="stretch",
        row_height=HEIGHT,
        height=HEIGHT * (seasons.MONTHS + 1) + 3,
        placeholder="",
        column_config={
            "month": st.column_config.TextColumn(_("Month"), disabled=True, pinned=True, width=90),
            **{
                code: share(_(word), min_value=0.0, max_value=100.0, step=0.01, format="%.2f")
                for code, word in DEKAD_WORDS.items()
            },
        },
        alt=title,
    )
    with right:
        table(_totals(rows), "profile_totals", select=False, whole=True)
    if refused:
        cells = numbers.joined(refused, current())
        st.error(escaped(_("These are no shares and were not taken (0–100): {cells}", cells=cells)))
    if doubled := [one for one in rows if one.other]:
        cells = numbers.joined(
            (f"{one.month} {one.profile} ({one.other})" for one in doubled), current()
        )
        st.warning(
            escaped(
                _(
                    "Several profiles for the same month: the first by its ID counts and is shown,"
                    " the one in brackets does not: {months}",
                    months=cells,
                )
            )
        )
    _offer(subject, rows)


def _given(rows: list[Season], widget: str) -> Any:
    """The frame that the grid was given when it was first drawn: fresh ones disturb who types."""
    name, frame = st.session_state.get(GIVEN, ("", None))
    if name != widget:
        shown = [
            {"month": one.month}
            | {code: None if one[code] is None else float(one[code] or 0) for code in DEKADS}
            for one in rows
        ]
        schema = {"month": pl.String} | dict.fromkeys(DEKADS, pl.Float64)
        frame = pl.DataFrame(shown, schema=schema)
        st.session_state[GIVEN] = (widget, frame)
    return frame


def _totals(rows: list[Season]) -> Grid:
    """What each month adds up to, live beside the grid."""
    frame = pl.DataFrame(
        {
            "month": [one.month for one in rows],
            "total": [None if one.is_empty else float(one.total) for one in rows],
            "light": [_light(one) for one in rows],
            "state": [_state(one) for one in rows],
        },
        schema_overrides={"total": pl.Float64},
    )
    columns = [
        Column("month", _("Month"), pinned=True, width=90),
        Column("total", _("Total, %"), "number", digits=2, effect=True),
        Column("state", _("State"), "status", width=150),
    ]
    return lay_out(frame, columns, key="month", light="light")


def _light(one: Season) -> str:
    if one.is_empty:
        return "none"
    return "green" if one.is_whole else "red"


def _state(one: Season) -> str:
    if one.is_empty:
        return _("by days, changed") if one.is_changed else _("by days")
    if not one.is_whole:
        gap = numbers.number(seasons.WHOLE - one.total, 2, sign=True)
        return _("◆ {difference} to 100.00", difference=gap)
    return _("● changed") if one.is_changed else _("● in order")


def _keep(subject: Subject, typed: dict[str, Shares]) -> None:
    kept = st.session_state[KEPT][subject]
    if typed and not kept:
        st.session_state.setdefault(READ, {})[subject] = _version()
    kept |= typed


def _version() -> int | None:
    return release().tables.get("profiles")


def _tools(subject: Subject, rows: list[Season], as_of: date) -> None:
    metric, family, year = subject

    def propose() -> None:
        found = seasons.proposed(seasons.own_year(metric, family, as_of))
        _keep(subject, {f"{year}-{number:02d}": shares for number, shares in found.items()})
        _turn()

    def by_days() -> None:
        _keep(subject, {one.month: seasons.NONE for one in rows})
        _turn()

    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Propose from the last 12 months"),
            icon=":material/auto_graph:",
            on_click=propose,
            help=_(
                "Each month: the shares of its dekads in what the newest whole month of that name"
                " brought. A month that brought nothing is left as it is."
            ),
        )
        st.button(_("All by days"), icon=":material/backspace:", on_click=by_days)


def _turn() -> None:
    """Let the grid forget what was typed into it: it is kept."""
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


def _offer(subject: Subject, rows: list[Season]) -> None:
    """What would change, publish, discard."""
    fresh = [one for one in rows if one.is_changed]
    wrong = [one.month for one in fresh if not one.is_whole]
    if wrong:
        st.warning(
            escaped(
                _(
                    "Each month must add up to exactly 100.00: {months}",
                    months=numbers.joined(wrong, current()),
                )
            )
        )
    elif not fresh:
        st.caption(_("A month without shares is spread by its days. Nothing is typed yet."))
        return
    else:
        months = numbers.joined((one.month for one in fresh), current())
        st.caption(
            escaped(
                _("{count} months change: {months}", count=numbers.count(len(fresh)), months=months)
            )
        )
    outdated = bool(st.session_state[KEPT][subject]) and (
        st.session_state.get(READ, {}).get(subject) != _version()
    )
    if outdated:
        st.warning(_("Profiles were published meanwhile. What you typed is kept: compare it."))
        st.button(_("I have looked: go on with mine"), on_click=_read_anew, args=(subject,))
    with st.container(horizontal=True, gap="small"):
        publishes = st.button(
            _("Publish"),
            type="primary",
            icon=":material/publish:",
            disabled=bool(wrong) or outdated,
        )
        if st.button(_("Discard what was typed"), type="tertiary"):
            st.session_state[KEPT][subject].clear()
            _turn()
            st.rerun(scope="fragment")
    if publishes and may_plan():
        _publish(subject, rows, fresh)


def _read_anew(subject: Subject) -> None:
    st.session_state[READ][subject] = _version()


def _publish(subject: Subject, rows: list[Season], fresh: list[Season]) -> None:
    metric, family, year = subject
    usual = next((one.profile for one in rows if one.profile), FIRST_PROFILE)
    note = " ".join(filter(None, ("profiles", str(year), metric, family)))
    upload = new_upload()
    gone: list[dict[str, Any]] = []
    brought: list[dict[str, Any]] = []
    for one in fresh:
        key: dict[str, Any] = {
            "profile_id": one.profile or usual,
            "metric": metric,
            "month": one.month,
        }
        for dekad, share in zip(DEKADS, one.filled, strict=True):
            gone += [
                key | {"family": name, "dekad": dekad}
                for name in ([family] if family else [None, ""])
            ]
            if share is not None:
                brought.append(key | {"family": family or None, "dekad": dekad, "share": share})
    try:
        with st.spinner(_("Publishing")):
            made = published(
                "profiles",
                rewritten("profiles", gone, brought, upload, note),
                st.session_state[READ].get(subject),
                current_user().name,
                note,
                upload,
            )
    except MeanwhileError:
        answers.pin()
        st.rerun()
    except StoreError as refusal:
        st.error(escaped(refusal.sentence(current())))
        return
    st.session_state[KEPT][subject].clear()
    _turn()
    answers.pin()
    saving.say(
        _(
            "{count} months are published as release {number}.",
            count=numbers.count(len(fresh)),
            number=made.number,
        ),
        upload,
    )
    st.rerun()
