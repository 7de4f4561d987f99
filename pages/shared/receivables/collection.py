"""The collection list: what is due, what closes the gap of collections, who promised what."""

import polars as pl
import streamlit as st

from data.calendar import PeriodKind
from pages.shared import address, numbers
from pages.shared.ask import ask
from pages.shared.comments import comments
from pages.shared.exports import Sheet
from pages.shared.grid import Grid
from pages.shared.language import _, current
from pages.shared.paper import printing
from pages.shared.parts import Figure, escaped, figures
from pages.shared.profile_link import profile_link
from pages.shared.receivables import collection_tables as tables
from pages.shared.receivables.collecting import Collecting, collecting, kept_rate
from pages.shared.receivables.collection_paper import sheets_of_paper
from pages.shared.receivables.item_trail import trail
from pages.shared.receivables.promise_form import promise_form
from pages.shared.receivables.promise_table import promise_table
from pages.shared.receivables.subject import Subject
from pages.shared.tables import SELECTED, table, unselect
from pages.shared.words import collection as words

# Parameters of the address: the period; whether all items, all reps are shown.
SPAN, EVERY, EVERY_REP = "span", "every_due", "every_rep"
REPS, ITEMS = "collect_reps", "collect_items"
SPANS: dict[str, PeriodKind] = {"dekad": "dekad", "month": "month"}
FIRST_ITEMS, FIRST_REPS = 15, 10


def collection(subject: Subject) -> list[Sheet]:
    """Draw the list of this dekad or month; its tables for the export."""
    listed = collecting(subject, _span())
    language, view = current(), listed.view
    if listed.items.is_empty() and listed.promises.is_empty():
        st.caption(
            _("Nothing is due by {day}, and nobody promised anything.", day=view.to_on.isoformat())
        )
        return []
    reps = tables.reps_grid(listed)
    wanted = address.one(SELECTED + REPS)
    rep = wanted if wanted in reps.keys else None
    if printing():
        return sheets_of_paper(listed, reps, rep)
    figures(_figures(listed))
    standing = listed.standing()
    whole = words.answer(listed.called(), standing.target, standing.gap, view, language)
    st.markdown(f"**{escaped(whole)}**")
    unit = numbers.unit_word(view.unit, language)
    title = _("Who collects what, {period}, {unit}", period=view.period_words(language), unit=unit)
    name = _reps(listed, reps, rep, title)
    if rep:
        _only(name)
        standing = listed.standing(rep)
        own = words.answer(listed.called(rep), standing.target, standing.gap, view, language)
        st.markdown(f"**{escaped(name)}** {escaped(own)}")
    items = listed.called(rep)
    alone = next(iter(tables.names_of(reps).values()), "") if reps.source_rows == 1 else ""
    listing = _items(listed, items, name or alone)
    st.caption(
        _(
            "Management view: unmatched money is taken off the oldest item first. A number stands "
            "as far as items are needed to close the gap."
        )
    )
    promised = promise_table(listed, rep)
    return [
        Sheet(_("Collections by rep"), reps),
        Sheet(_("Collection list"), listing),
        Sheet(_("Promises to pay"), promised),
    ]


def _reps(listed: Collecting, reps: Grid, rep: str | None, title: str) -> str:
    """The reps with the largest gaps, or all once wanted; the name of the chosen one."""
    further = [key for key in reps.keys[FIRST_REPS:] if key]
    every = address.one(EVERY_REP) == "1" or rep in further
    table(reps if every else tables.reps_grid(listed, FIRST_REPS), REPS, title=title, whole=True)
    if reps.source_rows > FIRST_REPS:
        _more_or_fewer(
            EVERY_REP,
            _("First {count} only", count=FIRST_REPS),
            _("Show all {count} rows", count=numbers.count(reps.source_rows)),
        )
    return tables.names_of(reps).get(rep or "", "")


def _span() -> PeriodKind:
    """The dekad, or the month of the address."""
    chosen = SPANS.get(address.one(SPAN) or "", "dekad")
    if printing():
        return chosen

    def remember() -> None:
        address.write(SPAN, "month" if st.session_state[SPAN] == "month" else None)

    st.segmented_control(
        _("Period"),
        list(SPANS),
        default=chosen,
        format_func={"dekad": _("This dekad"), "month": _("This month")}.__getitem__,
        key=SPAN,
        on_change=remember,
        required=True,
        label_visibility="collapsed",
    )
    return chosen


def _figures(listed: Collecting) -> list[Figure]:
    view, language = listed.view, current()
    standing, due = listed.standing(), listed.items["open_amount"].sum()
    promised, judged = listed.promised(), listed.due_promises()
    late = listed.items.filter(pl.col("days_overdue") > 0)["open_amount"].sum()
    unit = numbers.unit_word(view.unit, language)

    def money(amount: numbers.Number) -> str:
        return numbers.money(amount, view.unit)

    target = numbers.NONE if standing.target is None else money(standing.target)
    return [
        Figure(
            _("To collect"),
            numbers.NONE if standing.gap is None else money(max(standing.gap, 0.0)),
            unit,
            note=_("{received} of {target}", received=money(standing.received), target=target),
            meaning=_("Target of collections − received, receipts and refunds with tax"),
        ),
        Figure(
            words.due_words(view, language),
            money(due),
            unit,
            note=_("{amount} overdue", amount=money(late)),
            meaning=_("Open items due by the end of the period, unmatched money applied"),
        ),
        Figure(
            _("Promised for it"),
            money(listed.items["promised_amount"].sum()),
            unit,
            note=_(
                "of {amount} in {count} promises",
                amount=money(promised["unpaid_amount"].sum()),
                count=numbers.count(promised.height),
            ),
            meaning=_(
                "Promised for this period and not received; as far as items due are covered by it"
            ),
        ),
        Figure(
            _("Promises kept"),
            numbers.percent(kept_rate(judged)),
            note=_(
                "{kept} of {count} in full",
                kept=numbers.count(judged.filter(state="kept").height),
                count=numbers.count(judged.height),
            ),
            meaning=_("Received in time ÷ promised, promises of 12 months whose time is over"),
        ),
    ]


def _only(name: str) -> None:
    """The chip that says which rep is chosen; a click takes it out."""
    st.button(
        _("Only {rep}", rep=escaped(name)),
        icon=":material/close:",
        icon_position="right",
        key="collect_only",
        on_click=unselect,
        args=(REPS,),
    )


def _items(listed: Collecting, items: pl.DataFrame, rep_name: str) -> Grid:
    """The list, and below a chosen item its documents and the form for a promise."""
    language, view = current(), listed.view
    keyed = items.with_columns(item=tables.item_key())
    chosen = address.one(SELECTED + ITEMS)
    needed = keyed["place"].count()
    every = address.one(EVERY) == "1" or chosen in keyed["item"][FIRST_ITEMS:]
    shown = tables.items_grid(items, 200 if every else min(FIRST_ITEMS, max(needed, 1)))
    who = rep_name or _("all reps")
    title = _(
        "What to collect by {day}: {who}, in CNY; promised first, then the largest",
        day=view.day(view.to_on, language),
        who=who,
    )
    if not items.is_empty():
        opened = table(shown, ITEMS, title=title, whole=True)
        if shown.left_out or (every and items.height > FIRST_ITEMS):
            _more_or_fewer(
                EVERY,
                _("First {count} only", count=FIRST_ITEMS),
                _("Show all {count} items", count=numbers.count(items.height)),
            )
        if opened:
            _opened(listed, keyed.row(by_predicate=pl.col("item") == opened, named=True))
    return tables.items_grid(items)


def _more_or_fewer(parameter: str, fewer: str, more: str) -> None:
    """The button that shows all rows of a table, or the first ones again."""
    every = address.one(parameter) == "1"
    st.button(
        fewer if every else more,
        type="tertiary",
        key=f"{parameter}_button",
        icon=":material/unfold_less:" if every else ":material/unfold_more:",
        on_click=address.write,
        args=(parameter, None if every else "1"),
    )


def _opened(listed: Collecting, item: dict[str, object]) -> None:
    """What one item consists of, the way to its customer, notes, and a new promise."""
    customer, name = str(item["customer_id"]), str(item["customer_name"])
    view = listed.view
    with st.container(horizontal=True, vertical_alignment="center"):
        profile_link(customer, name)
        amount = numbers.with_unit(item["open_amount"], "yuan", current())  # type: ignore[arg-type]
        promise_form(item, view)
        comments("receivables", "customer", customer, amount, name=name)
    found = ask(
        "receivables/items",
        as_of=view.as_of,
        view="managed",
        basis=view.basis,
        customer_id=customer,
        bucket=None,
    ).filter(
        order_id=item["order_id"],
        due_on=item["due_on"],
        is_claim=item["is_claim"],
    )
    if found.height:
        trail(found.row(0, named=True), view)
