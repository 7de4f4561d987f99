"""What commands print: results to standard output, messages to standard error."""

import getpass
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from unicodedata import east_asian_width

from data.language import of_environment, translate

DONE, FAILED, REFUSED, STORE_REFUSED = 0, 1, 2, 3
"""Exit codes: done, anything else, the input was refused, the store refuses."""


def say(message: str, **values: object) -> None:
    """One sentence to the person at the terminal."""
    print(translate(of_environment(), message, **values), file=sys.stderr)


def who() -> str:
    """The person at the terminal, as releases name them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no name
        return "command line"


def print_json(value: object) -> None:
    """A result for programs: JSON alone, decimals and dates as text."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=plain))


def plain(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} has no JSON form")


def print_rows(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A result for people: aligned columns under their titles."""
    lines = [titles, *([str(cell) for cell in row] for row in rows)]
    widths = [max(wide(line[at]) for line in lines) for at in range(len(titles))]
    for line in lines:
        cells = (one + " " * (width - wide(one)) for one, width in zip(line, widths, strict=True))
        print("  ".join(cells).rstrip())


def wide(text: str) -> int:
    """Columns of a terminal that a text takes: a Chinese sign takes two."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)
