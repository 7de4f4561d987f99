"""The header of a query is its contract: grain, units, tables read, parameters and defaults."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from math import isfinite
from pathlib import Path

from data.ageing import is_asked
from data.contracts.documents import METRICS
from data.errors import RefusedError

ROOT = Path(__file__).parent
STEPS = ROOT / "steps"
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
TYPES = ("date", "text", "number", "integer", "text[]", "edges")
PARAMETER = re.compile(
    r"^-- \$(?P<name>\w+)\s+(?P<type>date|text\[\]|text|number|integer|edges)"
    r"(?:\((?P<choices>[a-z_|]+)\))?(?P<optional>\?)?"
    r"(?: = (?P<default>[^,]+))?, (?P<meaning>.+)$",
    re.MULTILINE,
)


class QueryError(RefusedError):
    """A question is refused: unknown name, unknown, missing or unreadable parameter."""


@dataclass(frozen=True)
class Parameter:
    """One value that a query binds. `default` is text, read like a value from the command line."""

    name: str
    type: str
    optional: bool
    default: str | None
    meaning: str
    choices: tuple[str, ...] = ()

    @property
    def may_be_absent(self) -> bool:
        return self.optional or self.default is not None

    def value_of(self, given: object) -> object:
        """The value to bind, from a Python value or from text.

        Raises QueryError when text does not read as the declared type.
        """
        if self.type == "text[]":
            return self._texts(given)
        if isinstance(given, date):
            return self._day(given)
        if given is None or not isinstance(given, str):
            return given
        if not is_unicode(given):  # bytes of a command line in another encoding
            raise self._unreadable(given)
        if self.choices and given not in self.choices:
            raise QueryError(
                "{value} is not one of {choices} (parameter {name}).",
                value=given,
                choices=", ".join(self.choices),
                name=self.name,
            )
        return self._read(given)

    def _read(self, given: str) -> object:
        """Text as the declared type."""
        try:
            match self.type:
                case "date":
                    return self._day(date.fromisoformat(given))
                case "integer" if "_" not in given:
                    return int(given)
                case "number" if "_" not in given and isfinite(float(given)):
                    return float(Decimal(given))
                case "edges" if is_asked(given):
                    return given
                case "integer" | "number" | "edges":
                    raise self._unreadable(given)
        except (ValueError, InvalidOperation):
            raise self._unreadable(given) from None
        return given

    def _day(self, day: date) -> date:
        """A day that a query can count years back from."""
        if not FIRST_DAY <= day <= LAST_DAY:
            raise QueryError(
                "{value} is not from {first} to {last} (parameter {name}).",
                value=day.isoformat(),
                first=FIRST_DAY,
                last=LAST_DAY,
                name=self.name,
            )
        return day

    def _unreadable(self, given: str) -> QueryError:
        code = "{value} is not a {type} (parameter {name})."
        shown = given.encode("utf-8", "backslashreplace").decode()
        return QueryError(code, value=shown, type=self.type, name=self.name)

    def _texts(self, given: object) -> list[str] | None:
        if given is None:
            return None
        if isinstance(given, str):
            if not is_unicode(given):
                raise self._unreadable(given)
            return [part for part in re.split("[;；]", given) if part]
        return [str(one) for one in given]  # type: ignore[attr-defined]  # any iterable of texts


@dataclass(frozen=True)
class Query:
    """A named query: its text with its steps in front, and what its header promises."""

    name: str
    text: str
    meaning: str
    grain: str
    units: str
    reads: frozenset[str]
    parameters: Mapping[str, Parameter]


def is_unicode(text: str) -> bool:
    """Whether a text can be written down: no halves of signs, no stray bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def names() -> list[str]:
    """Every named query, sorted: `receivables/ageing` …"""
    files = ROOT.glob("*/*.sql")
    return sorted(
        path.relative_to(ROOT).with_suffix("").as_posix() for path in files if path.parent != STEPS
    )


@cache
def query(name: str) -> Query:
    """The query of that name. Raises QueryError when there is none."""
    if name not in names():
        raise QueryError(
            "There is no query {name}. Known are: {known}.", name=name, known=", ".join(names())
        )
    return of(name, (ROOT / f"{name}.sql").read_text("utf-8"))


def of(name: str, text: str) -> Query:
    """A query from its text, with the steps that it reads in front."""
    steps = _steps(text)
    sources = [text, *steps.values()]
    return Query(
        name=name,
        text=_in_front(text, steps),
        meaning=text.splitlines()[0].removeprefix("-- "),
        grain=_line(text, "grain"),
        units=_line(text, "units"),
        reads=frozenset(table for one in sources for table in reads(one) if table not in steps),
        parameters={one.name: one for source in sources for one in parameters(source)},
    )


def parameters(text: str) -> list[Parameter]:
    """The parameters that the header of this one file declares."""
    return [
        Parameter(
            found["name"],
            found["type"],
            bool(found["optional"]),
            found["default"],
            found["meaning"],
            choices(found["choices"] or ""),
        )
        for found in PARAMETER.finditer(text)
    ]


def choices(text: str) -> tuple[str, ...]:
    """`ledger|managed` as written, `metrics` from the contract, "" = anything goes."""
    if text == "metrics":
        return tuple(code for code, _ in METRICS)
    return tuple(text.split("|")) if text else ()


def reads(text: str) -> list[str]:
    """Tables and steps that the header of this one file names."""
    return [one.strip() for one in _line(text, "reads").split(",") if one.strip()]


def _line(text: str, word: str) -> str:
    """The value of a header line; it goes on until the next word or parameter."""
    found = re.search(rf"^-- {word} +(.+(?:\n-- (?!\$|\w+  )\S.*)*)", text, re.MULTILINE)
    return re.sub(r"\n--\s+", " ", found[1]).strip() if found else ""


def _steps(text: str) -> dict[str, str]:
    """Name → text of each step that is read, directly or through another step, innermost first."""
    found: dict[str, str] = {}
    for name in reads(text):
        path = STEPS / f"{name}.sql"
        if path.exists():
            step = path.read_text("utf-8")
            found = found | _steps(step) | {name: step}
    return found


def _in_front(text: str, steps: Mapping[str, str]) -> str:
    """The query with each step as a CTE of its own in front."""
    if not steps:
        return text
    ctes = ",\n\n".join(f"    {name} as (\n{step.rstrip()}\n    )" for name, step in steps.items())
    if re.search(r"^with\b", text, re.MULTILINE):
        return re.sub(r"^with\b", lambda _: f"with\n{ctes},\n", text, count=1, flags=re.MULTILINE)
    return re.sub(
        r"^select\b", lambda _: f"with\n{ctes}\nselect", text, count=1, flags=re.MULTILINE
    )
