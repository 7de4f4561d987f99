"""What the collection list says: what closes the gap, how promises were kept."""

from datetime import date

import polars as pl

from data.language import translate
from pages.shared import numbers
from pages.shared.tokens import SIGNS, Light
from pages.shared.view import View

# The English words are message ids of the catalogue.
STATES = {
    "open": "Time left",
    "broken": "Broken",
    "part": "Kept in part",
    "kept": "Kept",
}
STATE_LIGHTS: dict[str, Light] = {"open": "none", "broken": "red", "part": "amber", "kept": "green"}
CAN = {"red": "not enough due", "amber": "enough due", "green": "reached", "none": "No target"}


def state_words(language: str) -> dict[str, str]:
    """State → sign and word: ◆ 未兑现."""
    return {
        state: f"{SIGNS[STATE_LIGHTS[state]]} {translate(language, word)}"
        for state, word in STATES.items()
    }


def can_words(language: str) -> dict[str, str]:
    """Light → whether what is due can close the gap, with its sign."""
    return {light: f"{SIGNS[light]} {translate(language, word)}" for light, word in CAN.items()}


def light_of(gap: float | None, due: float) -> Light:
    """Whether what is due closes the gap: none without target, red when it does not."""
    if gap is None:
        return "none"
    return "green" if gap <= 0 else "amber" if due >= gap else "red"


def answer(
    items: pl.DataFrame, target: float | None, gap: float | None, view: View, language: str
) -> str:
    """What closes the gap, in one sentence.

    items: as `Collecting.called`; target, gap: yuan, None without a target.
    """

    def money(amount: object) -> str:
        return numbers.with_unit(float(str(amount)), view.unit, language)

    due = {
        "period": view.period_words(language),
        "day": view.day(view.to_on, language),
        "items": counted_items(items.height, language),
        "amount": money(items["open_amount"].sum()),
    }
    if gap is None or target is None:
        message = "No collections target for {period}; {items} due by {day}, {amount} in all"
        return translate(language, message, **due)
    if gap <= 0:
        message = "Target of {target} for {period} reached; {items} due by {day}, {amount} in all"
        return translate(language, message, target=money(target), **due)
    due["gap"] = money(gap)
    if items.is_empty():
        message = "{gap} still to collect in {period}, and nothing is due by {day}"
        return translate(language, message, **due)
    needed = items.filter(pl.col("place").is_not_null())
    left = gap - float(needed["with_it_amount"].max() or 0)  # type: ignore[arg-type]
    if left > 0:
        message = (
            "{gap} still to collect in {period}: all {items} due by {day} bring {amount}, "
            "{left} would be missing"
        )
        return translate(language, message, left=money(left), **due)
    message = (
        "{gap} still to collect in {period}: the first {first} of {items} due by {day} close it"
    )
    return translate(language, message, first=numbers.count(needed.height), **due)


def counted_items(count: int, language: str) -> str:
    """A number of items with its word: 12 笔, 12 items."""
    return translate(language, "{count} items", count=numbers.count(count))


def due_words(view: View, language: str) -> str:
    """Until when items of the list are due: 11月20日前到期."""
    return translate(language, "Due by {day}", day=view.day(view.to_on, language))


def contact_words(contacted_on: date | None, by: str | None, way: str | None, language: str) -> str:
    """The last contact: 11-17 周敏 电话."""
    if contacted_on is None:
        return translate(language, "none")
    return " ".join(part for part in (numbers.short_day(contacted_on), by, way) if part)
