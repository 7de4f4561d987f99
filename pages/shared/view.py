"""What a page is asked to show: read from the address, given to queries, said in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from data.ageing import YEARS
from data.calendar import PeriodKind
from data.language import translate
from pages.shared import numbers
from pages.shared.names import short

Compare = Literal["year", "period", "month"]
Ledger = Literal["managed", "ledger"]
Basis = Literal["due", "invoice", "order"]
Tier = Literal["base", "stretch", "challenge"]
Days = Literal["calendar", "working"]

NOTHING = "-"  # in the address: rows without region, rep and so on ('' for the queries)
# Field of the view → its parameter in the address, which is also its field of `shared/choices`.
LISTS = {
    "regions": "region",
    "departments": "department",
    "rep_ids": "rep",
    "channels": "channel",
    "families": "family",
    "customer_ids": "customer",
}
# Field of the view → its allowed codes with their words (message ids); the first is the default.
CODES: dict[str, dict[str, str]] = {
    "period": {
        "month": "Month",
        "dekad": "Dekad",
        "week": "Week",
        "quarter": "Quarter",
        "year": "Year",
        "range": "Range",
    },
    "compare": {
        "year": "vs last year",
        "period": "vs previous period",
        "month": "vs same dekad last month",
    },
    "tier": {"base": "Base target", "stretch": "Stretch target", "challenge": "Challenge target"},
    "days": {"calendar": "Calendar days", "working": "Working days"},
    "unit": {"wan": "10k CNY", "yuan": "CNY", "yi": "100m CNY"},
    "ledger": {"managed": "Management view", "ledger": "Ledger view"},
    "basis": {"due": "by due date", "invoice": "by invoice date", "order": "by order date"},
}
FIELDS = (
    "period",
    "as_of",
    "compare",
    "tier",
    "days",
    *LISTS,
    "key_accounts",
    "known_on",
    "unit",
    "ledger",
    "basis",
    "edges",
)
QUERY_NAMES = {"view": "ledger"}  # parameter of the queries → field of the view


@dataclass(frozen=True)
class Chip:
    """One filter in words; `parameters` is what leaves the address when it is removed."""

    text: str
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choices:
    """What can be chosen: per parameter of the address, code → label; and the newest day."""

    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    newest: date = date.max

    def label(self, parameter: str, code: str, language: str) -> str:
        """The word for a code; the code itself when it has none."""
        if code in ("", NOTHING):
            return translate(language, "Unassigned")
        return self.labels.get(parameter, {}).get(code) or code


@dataclass(frozen=True)
class View:
    """What shapes the page. Dates are inclusive; `to_on` is the period's own end, even when it
    lies after `as_of`. Lists hold codes, '' for rows without one; empty = everything.
    """

    as_of: date
    period: PeriodKind
    from_on: date
    to_on: date
    compare: Compare = "year"
    tier: Tier = "base"
    days: Days = "calendar"
    regions: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    rep_ids: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    customer_ids: tuple[str, ...] = ()
    key_accounts: bool = False
    known_on: date | None = None  # or a datetime
    release: int | None = None
    unit: str = "wan"
    ledger: Ledger = "managed"
    basis: Basis = "due"
    edges: str | None = None  # of the ageing buckets: "15,45,90" or "years"; None = the settings'
    narrowed_to: tuple[str, ...] | None = None  # the key accounts, when only they are wanted
    choices: Choices = field(default_factory=Choices, compare=False, repr=False)
    within: tuple[str, ...] | None = None  # regions or rep of a reader with limited rights
    used: frozenset[str] = frozenset(FIELDS)
    given: frozenset[str] = frozenset()  # parameters of the address that were valid

    @property
    def until(self) -> date:
        """The last day of the period that is already behind `as_of`."""
        return min(self.to_on, self.as_of)

    @property
    def is_of_older_release(self) -> bool:
        """Whether a release was asked for instead of the newest one."""
        return self.release is not None or self.known_on is not None

    @property
    def is_filtered(self) -> bool:
        """Whether anybody chose the days or the rows: a reset may bring more to light."""
        chosen = self.given & {"period", "as_of", *LISTS.values()}
        return bool(chosen) or self.key_accounts or self.is_of_older_release

    def parameters(self, *names: str) -> dict[str, Any]:
        """The named query parameters; an unused or empty list is null: everything.

        `view` is the ledger view; `customer_ids` respects 'key accounts only'.
        """
        return {name: self._parameter(name) for name in names}

    def _parameter(self, name: str) -> Any:
        if name == "customer_ids" and self.narrowed_to is not None:
            chosen = set(self.customer_ids or self.narrowed_to)
            return [one for one in self.narrowed_to if one in chosen]
        if name in LISTS:
            return list(getattr(self, name)) or None
        return getattr(self, QUERY_NAMES.get(name, name))

    def words(self, language: str) -> list[str]:
        """Everything that shapes the numbers in words, defaults too: a file stands alone."""
        tacit = [
            word_of(name, getattr(self, name), language)
            for name in ("ledger", "basis")
            if name in self.used and getattr(self, name) in default_of(name, language)
        ]
        return [chip.text for chip in self.chips(language)] + tacit

    def chips(self, language: str) -> list[Chip]:
        """Limited rights, period and day always; what else differs from its default."""
        chips = []
        if self.within is not None:
            where = numbers.joined(self.within, language) or numbers.NONE
            chips.append(Chip(translate(language, "Scope: {where}", where=where)))
        if "period" in self.used:
            removable = ("period", "from_on", "to_on") if "period" in self.given else ()
            chips.append(Chip(self.period_words(language), removable))
        if "as_of" in self.used:
            day = self.short_day(self.as_of)
            newest = () if "as_of" not in self.given else ("as_of",)
            chips.append(Chip(translate(language, "as of {day}", day=day), newest))
        for name, parameter in LISTS.items():
            if name in self.used and (codes := getattr(self, name)):
                labels = [self.choices.label(parameter, code, language) for code in codes]
                chips.append(Chip(_short(labels, language), (parameter,)))
        if self.key_accounts:
            chips.append(Chip(translate(language, "Key accounts only"), ("key_accounts",)))
        for name in ("compare", "tier", "days", "unit", "ledger", "basis"):
            code = getattr(self, name)
            if name in self.used and code not in default_of(name, language):
                chips.append(Chip(word_of(name, code, language), (name,)))
        if self.edges:
            chips.append(Chip(edges_words(self.edges, language), ("edges",)))
        if self.known_on:
            text = translate(language, "as known on {at}", at=self._known_words(self.known_on))
            chips.append(Chip(text, ("known_on",)))
        if self.release is not None:
            text = translate(language, "release {number}", number=self.release)
            chips.append(Chip(text, ("release",)))
        return chips

    def needs_year(self, *days: date) -> bool:
        """Whether these days are said with their year: not all are of the newest day's year."""
        newest = self.as_of if self.choices.newest == date.max else self.choices.newest
        return any(day.year != newest.year for day in days)

    def day(self, day: date, language: str) -> str:
        """A day in a sentence: 11月18日, 2014年12月30日."""
        return numbers.day(day, language, year=self.needs_year(day))

    def short_day(self, day: date) -> str:
        """A day on a chip: 11-18, 2014-12-30."""
        return numbers.short_day(day, year=self.needs_year(day))

    def as_of_words(self, language: str) -> str:
        """The day the page speaks of: 截止 11月18日."""
        return translate(language, "as of {day}", day=self.day(self.as_of, language))

    def ends(self, first: date, last: date) -> tuple[str, str]:
        """Both ends of a span as on chips; either both with their year or none."""
        year = self.needs_year(first, last)
        return numbers.short_day(first, year=year), numbers.short_day(last, year=year)

    def _known_words(self, known_on: date) -> str:
        if isinstance(known_on, datetime):
            return numbers.moment(known_on, year=self.needs_year(known_on))
        return self.short_day(known_on)

    def period_words(self, language: str) -> str:
        """The period in words: 2026年11月, 11月中旬, 2026 Q4."""
        match self.period:
            case "dekad":
                said = self.needs_year(self.from_on)
                return numbers.dekad(self.from_on, language, year=said)
            case "month":
                return numbers.month(self.from_on, language)
            case "week":
                year, week, _day = self.from_on.isocalendar()
                return translate(language, "week {week} of {year}", week=week, year=year)
            case "quarter":
                quarter = (self.from_on.month + 2) // 3
                return f"{self.from_on.year} Q{quarter}"
            case "year":
                return translate(language, "year {year}", year=self.from_on.year)
        return " – ".join(self.ends(self.from_on, self.to_on))


def default_of(name: str, language: str) -> tuple[str, ...]:
    """What a filter is set to when nobody chose: the first of its codes, as asked and as shown."""
    code = next(iter(CODES[name]))
    return (code, numbers.unit_in(language, code)) if name == "unit" else (code,)


def word_of(name: str, code: str, language: str) -> str:
    """A code of a filter in words; money is said in the units of the language."""
    if name == "unit":
        return numbers.unit_word(numbers.unit_in(language, code), language)
    return translate(language, CODES[name][code])


def edges_words(edges: str, language: str) -> str:
    """Ageing buckets of one's own in words: 账龄 15 / 45 / 90 天, 账龄按年."""
    if edges == YEARS:
        return translate(language, "Ages in years")
    days = edges.replace(",", " / ")
    return translate(language, "Ages {days} days", days=days)


def _short(labels: Sequence[str], language: str) -> str:
    """Up to three labels, then how many more there are."""
    shown = numbers.joined((short(label) for label in labels[:3]), language)
    return f"{shown} +{len(labels) - 3}" if len(labels) > 3 else shown
