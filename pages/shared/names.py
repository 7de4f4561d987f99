"""Names of customers where there is little room: a file may hold a name of hundreds of letters."""

from unicodedata import east_asian_width

MOST = 44  # half-width letters: 22 Chinese ones; the longest ordinary company names fit
ON_A_CHART = 20
SEVERAL = 3


def width(text: str) -> int:
    """How much room a text takes, in half-width letters."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def short(text: str, most: int = MOST) -> str:
    """The text, cut to `most` half-width letters with … at its end when it is longer."""
    if width(text) <= most:
        return text
    kept, room = "", most - 2
    for letter in text:
        room -= width(letter)
        if room < 0:
            break
        kept += letter
    return f"{kept.rstrip()}…"


def some(names: list[str]) -> list[str]:
    """The first few names, short, then how many more there are."""
    left = len(names) - SEVERAL
    return [*(short(name) for name in names[:SEVERAL]), *([f"+{left}"] if left > 0 else [])]
