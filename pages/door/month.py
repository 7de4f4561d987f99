"""The month as three dekads, drawn: what has passed, what lies ahead, where today stands."""

from datetime import date
from html import escape

from babel.dates import format_skeleton

from data.calendar import dekad_number, month_end
from data.language import translate

BAR, GAP, DEKAD_GAP, HEIGHT = 8, 4, 14, 36
_DAY_OF_DEKAD = (
    "Day {n} of the first dekad",
    "Day {n} of the second dekad",
    "Day {n} of the third dekad",
)


def strip(language: str, today: date) -> str:
    """The figure as HTML: one bar per day, dekads apart, today marked and said in words."""
    bars, x = [], 0
    for day in range(1, month_end(today).day + 1):
        kind = "past" if day < today.day else "today" if day == today.day else "ahead"
        top, height = (0, HEIGHT) if kind == "today" else (8, HEIGHT - 16)
        bars.append(
            f'<rect class="{kind}" x="{x}" y="{top}" width="{BAR}" height="{height}" rx="1"/>'
        )
        x += BAR + GAP + (DEKAD_GAP if day in (10, 20) else 0)
    earlier = dekad_number(today) - 1
    said = translate(language, _DAY_OF_DEKAD[earlier], n=today.day - 10 * earlier)
    when = format_skeleton("yMMMM", today, locale=language)
    return (
        f'<figure><svg viewBox="0 0 {x - GAP} {HEIGHT}" role="img" '
        f'aria-label="{escape(said)}">{"".join(bars)}</svg>'
        f"<figcaption>{escape(when)} · {escape(said)}</figcaption></figure>"
    )
