"""What a plan leaves behind once it is published: an undistributed rest, dekads that do not fit."""

from decimal import Decimal

import streamlit as st

from pages.shared import numbers
from pages.shared.language import _, current
from pages.shared.names import short
from pages.shared.parts import escaped
from pages.shared.planning.after import DEKAD_WORDS
from pages.shared.planning.plan import DEKADS
from pages.shared.planning.sheet import Line, PlanSheet
from pages.shared.targets.metrics import Metric

MOST_MOVED = Decimal("0.005")  # of the month: half a percentage point
SAID = 5  # lines named in a sentence


def leaves(now: PlanSheet, unit: str) -> None:
    """Say both below the preview; nothing where all is handed out and fits. unit: of money."""
    if sentence := left_words(now, unit):
        over = (now.left or 0) < 0
        say, icon = (st.error, "error") if over else (st.warning, "warning")
        say(escaped(sentence), icon=f":material/{icon}:")
    if sentence := unfit_words(now):
        st.warning(escaped(sentence), icon=":material/date_range:")


def shown_unit(value: Decimal, metric: Metric, unit: str) -> str:
    """The unit of money in which a small rest is not rounded to nothing."""
    is_small = metric.kind == "money" and value and abs(value) < numbers.MONEY[unit].yuan
    return "yuan" if is_small else unit


def left_words(now: PlanSheet, unit: str) -> str:
    """What is not handed out then, or too much of it, beside what it is now; "" where nothing."""
    left, before = now.left, now.left_before
    if not left:
        return ""
    metric, language = now.planned.metric, current()

    def said(value: Decimal) -> str:
        return metric.with_unit(value, shown_unit(value, metric, unit), language)

    was = numbers.NONE if before is None else _("all handed out")
    if before:
        word = "over-allocated {value}" if before < 0 else "undistributed {value}"
        was = _(word, value=said(abs(before)))
    if left < 0:
        return _(
            "{node} after publishing: over-allocated {left}, the parts have more than the whole"
            " (now: {before})",
            node=now.planned.name,
            left=said(-left),
            before=was,
        )
    return _(
        "{node} after publishing: undistributed {left}, nobody answers for it (now: {before})",
        node=now.planned.name,
        left=said(left),
        before=was,
    )


def unfit(line: Line) -> list[tuple[str, Decimal, Decimal]]:
    """Dekads set by hand for another month's target: dekad, its share of that one and of the new.

    Named where the share moved by more than half a percentage point and nobody typed the dekad.
    """
    old, new = line.now.value, line.then.month
    if not old or not new or old <= 0 or old == new:
        return []
    found = []
    for dekad in DEKADS:
        value = line.then[dekad]
        if value is None or value != line.now[dekad]:
            continue
        before, after = value / old, value / new
        if abs(after - before) > MOST_MOVED:
            found.append((dekad, before, after))
    return found


def unfit_words(now: PlanSheet) -> str:
    """The same of all lines in a sentence, "" where every dekad fits."""
    cells = [
        f"{short(one.name)} {_(DEKAD_WORDS[dekad])} "
        f"{numbers.percent(before)} → {numbers.percent(after)}"
        for one in now.lines
        for dekad, before, after in unfit(one)
    ]
    if not cells:
        return ""
    if len(cells) > SAID:
        cells = [*cells[:SAID], f"+{len(cells) - SAID}"]
    return _(
        "The month changes, the dekads that were set by hand do not (share of the month): {lines}",
        lines=numbers.joined(cells, current()),
    )
