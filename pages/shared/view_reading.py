"""A view read from the address: foreign and broken values count as absent, and are named."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from data.ageing import is_asked
from data.calendar import FIRST_DAY, LAST_DAY, period_of
from pages.shared.view import CODES, LISTS, NOTHING, Choices, View

Values = Mapping[str, Sequence[str]]  # parameter of the address → its values


def read(address: Values, choices: Choices, use: Sequence[str]) -> tuple[View, tuple[str, ...]]:
    """The view that an address asks for, and the parameters whose values were ignored.

    Foreign values (a region that is not there, a date that is none) count as absent.
    """
    reader = _Reader(address, choices)
    used = frozenset(use)
    as_of = reader.day("as_of") or choices.newest
    if as_of > choices.newest:  # the data do not reach that far
        reader.ignore("as_of")
        as_of = choices.newest
    period = reader.code("period")
    start = reader.day("from_on") or as_of.replace(day=1)
    end = reader.day("to_on") or as_of
    if period == "range" and start > end:
        reader.ignore("period")
        period = "month"
    if period != "range":
        natural = period_of(period, as_of)
        start, end = natural.from_on, natural.to_on
    view = View(
        as_of=as_of,
        period=period,
        from_on=start,
        to_on=end,
        compare=reader.code("compare"),
        tier=reader.code("tier"),
        days=reader.code("days"),
        key_accounts="key_accounts" in used and reader.first("key_accounts") == "1",
        known_on=reader.moment("known_on"),
        release=reader.whole("release"),
        unit=reader.code("unit"),
        ledger=reader.code("ledger"),
        basis=reader.code("basis"),
        edges=reader.edges("edges") if "edges" in used else None,
        choices=choices,
        used=used,
        **{name: reader.codes(key) if name in used else () for name, key in LISTS.items()},
        given=frozenset(reader.valid),
    )
    return view, tuple(dict.fromkeys(reader.ignored))


def day_of(text: str) -> date:
    """A day of the calendar from ISO text; ValueError when it is none."""
    return _in_the_calendar(date.fromisoformat(text))


def moment_of(text: str) -> date:
    """A date or a datetime from ISO text; ValueError when it is neither."""
    try:
        return day_of(text)
    except ValueError:
        moment = datetime.fromisoformat(text)
        _in_the_calendar(moment.date())
        return moment


def edges_of(text: str) -> str:
    """Edges of ageing buckets as queries take them; ValueError when they are none."""
    plain = re.sub(r"[\s/;；，、]+", ",", text.strip())
    if not is_asked(plain):
        raise ValueError(text)
    return plain


def _count_of(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def _in_the_calendar(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:  # a year before or after it may not even be a date
        raise ValueError(day)
    return day


class _Reader:
    """Reads parameters one by one and remembers what was valid and what was not."""

    def __init__(self, address: Values, choices: Choices) -> None:
        self.address = address
        self.choices = choices
        self.valid: list[str] = []
        self.ignored: list[str] = []

    def first(self, name: str) -> str | None:
        """The first value, None when absent or empty."""
        return next((value for value in self.address.get(name, ()) if value), None)

    def ignore(self, name: str) -> None:
        """The values of this parameter do not count."""
        self.ignored.append(name)
        if name in self.valid:
            self.valid.remove(name)

    def code(self, name: str) -> Any:
        """One of the codes of that filter; its default when absent or foreign."""
        value, known = self.first(name), CODES[name]
        return next(iter(known)) if self._foreign(name, value, value in known) else value

    def codes(self, name: str) -> tuple[str, ...]:
        """The known codes among the values; customers are checked by the queries' scope."""
        values = list(dict.fromkeys(value for value in self.address.get(name, ()) if value))
        known = self.choices.labels.get(name)
        plain = ["" if value == NOTHING else value for value in values]
        kept = plain if known is None else [value for value in plain if value in known]
        if len(kept) < len(plain):
            self.ignored.append(name)
        if kept:
            self.valid.append(name)
        return tuple(kept)

    def day(self, name: str) -> date | None:
        """An ISO date."""
        found: date | None = self._parsed(name, day_of)
        return found

    def moment(self, name: str) -> date | None:
        """An ISO time, or an ISO date, which stands for its end."""
        found: date | None = self._parsed(name, moment_of)
        return found

    def whole(self, name: str) -> int | None:
        """A whole number from 0 on, in digits."""
        found: int | None = self._parsed(name, _count_of)
        return found

    def edges(self, name: str) -> str | None:
        """Edges of ageing buckets."""
        found: str | None = self._parsed(name, edges_of)
        return found

    def _parsed(self, name: str, parse: Callable[[str], Any]) -> Any:
        value = self.first(name)
        if value is None:
            return None
        try:
            found = parse(value)
        except ValueError:
            self.ignored.append(name)
            return None
        self.valid.append(name)
        return found

    def _foreign(self, name: str, value: str | None, known: bool) -> bool:
        if value is not None:
            (self.valid if known else self.ignored).append(name)
        return not known
