"""The widgets behind 筛选: each shows what the address says and writes back to it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

import queries
from data.ageing import YEARS
from data.calendar import FIRST_DAY
from pages.shared import address, numbers
from pages.shared.ask import ask
from pages.shared.language import _, current
from pages.shared.view import CODES, LISTS, NOTHING, View, word_of

WORDS = {
    "regions": "Region",
    "departments": "Department",
    "rep_ids": "Rep",
    "channels": "Channel",
    "families": "Product family",
    "customer_ids": "Customer",
    "compare": "Compare with",
    "tier": "Target level",
    "days": "Time progress by",
    "unit": "Unit",
    "ledger": "View of receivables",
    "basis": "Ageing",
    "edges": "Ageing buckets",
}
PLAIN = {
    "period": "Period",
    "as_of": "As of",
    "from_on": "From",
    "to_on": "To",
    "known_on": "As known at",
    "release": "Release",
}
LABELLED_RELEASES = 12
OWN, FIRST_EDGES = "own", "15,45,90"  # what a field of one's own starts with
KEY = "filter_"


def parameter_word(parameter: str) -> str:
    """The word for a parameter of the address, as the panel calls it."""
    field = next((one for one, name in LISTS.items() if name == parameter), parameter)
    word = WORDS.get(field) or PLAIN.get(field)
    return _(word) if word else parameter


def panel(view: View) -> None:
    """Period and region at first sight, everything else behind 更多."""
    if "period" in view.used:
        _codes("period", view.period, st.segmented_control, _("Period"))
        if view.period == "range":
            _range(view)
    if "regions" in view.used:
        _list("regions", view)
    rest = [name for name in LISTS if name in view.used and name not in ("regions", "customer_ids")]
    with st.expander(_("More")):
        if "as_of" in view.used:
            _day("as_of", _("As of"), view.as_of, latest=view.choices.newest)
        for name in ("compare", "tier", "days", "ledger", "basis", "unit"):
            if name in view.used:
                _codes(name, _asked(name, view), st.selectbox, _(WORDS[name]))
        if "edges" in view.used:
            _edges(view)
        for name in rest:
            _list(name, view)
        if "customer_ids" in view.used:
            _customers(view)
        if "key_accounts" in view.used:
            _key_accounts(view)
        _known_on(view)


def _bound(name: str, value: Any, code: Callable[[Any], Any]) -> dict[str, Any]:
    """What ties a widget to a parameter: shown from the address, written back on change."""
    key = f"{KEY}{name}"
    st.session_state[key] = value

    def write() -> None:
        address.write(name, code(st.session_state[key]))

    return {"key": key, "on_change": write}


def _asked(name: str, view: View) -> str:
    """The code that the address asks for; money is shown in the unit the language has for it."""
    units = {numbers.unit_in(current(), code): code for code in CODES["unit"]}
    value: str = getattr(view, name)
    return units.get(value, value) if name == "unit" else value


def _codes(name: str, value: str, widget: Callable[..., Any], label: str) -> None:
    words = CODES[name]
    default = next(iter(words))

    def code(chosen: str | None) -> str | None:
        return None if chosen == default else chosen

    widget(
        label,
        list(words),
        format_func=lambda one: word_of(name, one, current()),
        **_bound(name, value, code),
    )


def _edges(view: View) -> None:
    """The settings' buckets, whole years, or edges that are typed: 15/45/90."""
    words = {"": _("as in the settings"), YEARS: _("by years"), OWN: _("own edges")}
    typed = view.edges if view.edges and view.edges != YEARS else ""
    chosen = OWN if typed else view.edges or ""

    def code(one: str) -> str | None:
        return FIRST_EDGES if one == OWN else one or None

    st.selectbox(
        _(WORDS["edges"]),
        list(words),
        format_func=words.__getitem__,
        **_bound("edges", chosen, code),
    )
    if typed:
        key = f"{KEY}own_edges"
        st.session_state[key] = typed.replace(",", "/")
        st.text_input(
            _("Upper edges in days, ascending, at most six"),
            key=key,
            on_change=lambda: address.write("edges", st.session_state[key].strip() or None),
        )


def _range(view: View) -> None:
    left, right = st.columns(2)
    with left:
        _day("from_on", _("From"), view.from_on, latest=view.to_on)
    with right:
        _day("to_on", _("To"), view.to_on)


def _day(name: str, label: str, value: date, latest: date | None = None) -> None:
    st.date_input(
        label,
        min_value=FIRST_DAY,
        max_value=latest,
        format="YYYY-MM-DD",
        **_bound(name, value, lambda day: day.isoformat() if day and day != latest else None),
    )


def _list(name: str, view: View) -> None:
    parameter, language = LISTS[name], current()
    known = list(view.choices.labels.get(parameter, {}))
    st.multiselect(
        _(WORDS[name]),
        known,
        format_func=lambda code: view.choices.label(parameter, code, language),
        placeholder=_("All"),
        **_bound(parameter, list(getattr(view, name)), _in_address),
    )


def _in_address(codes: Sequence[str]) -> list[str]:
    return [code or NOTHING for code in codes]


def _customers(view: View) -> None:
    """Customers are too many for a list: what is typed is searched for, then chosen."""
    text = st.text_input(_("Find a customer"), key=f"{KEY}customer_text", type="search")
    found = ask("customers/search", text=text).head(50) if text else None
    names = {} if found is None else dict(found.select("customer_id", "customer_name").iter_rows())
    for code in view.customer_ids:
        names.setdefault(code, code)
    st.multiselect(
        _("Customer"),
        list(names),
        format_func=lambda code: names.get(code, code),
        placeholder=_("All"),
        **_bound("customer", list(view.customer_ids), _in_address),
    )


def _key_accounts(view: View) -> None:
    bound = _bound("key_accounts", view.key_accounts, lambda wanted: "1" if wanted else None)
    st.toggle(_("Key accounts only"), **bound)


def _known_on(view: View) -> None:
    """The data as they were known at an earlier meeting: the labelled releases."""
    labelled = [one for one in queries.store().releases() if one.label][-LABELLED_RELEASES:]
    if not labelled:
        return
    names = {str(one.number): f"{one.label} · {one.at:%m-%d %H:%M}" for one in reversed(labelled)}
    st.selectbox(
        _("As known at"),
        list(names),
        index=None,
        format_func=lambda number: names[number],
        placeholder=_("Newest data"),
        **_bound("release", str(view.release) if str(view.release) in names else None, lambda v: v),
    )
