"""How the plan stands with what was typed: each part old and new, its share and its dekads."""

from decimal import Decimal
from typing import Any

import polars as pl

from pages.shared import numbers
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _
from pages.shared.planning.plan import DEKADS, MONTH, Value
from pages.shared.planning.sheet import Line, PlanSheet

SHOWN = 300
# The English words are message ids of the catalogue.
DEKAD_WORDS = {"D1": "Early", "D2": "Mid", "D3": "Late"}


def after(now: PlanSheet, unit: str) -> Grid:
    """One row per part, then what is undistributed; the total is the node itself.

    unit: of money. Each column adds up to its total, ratios are of that row.
    """
    whole = now.whole if now.whole is not None else now.handed_out
    rows = [_row(now, one, whole) for one in now.parts]
    if now.node and now.whole is not None:
        total = _row(now, now.node, whole)
        rows.append(_rest(rows, total, whole))
    else:
        total = _summed(rows, whole)
    kind = now.planned.metric.kind
    columns = [
        Column("name", _("Whose"), pinned=True, width=150),
        Column("old", _("Target now"), kind),
        Column("new", _("New target"), kind),
        Column("change", _("Old to new"), kind, sign=True),
        Column("share", _("Share of the whole"), "percent", width=130),
        Column("growth", _("On the year before"), "percent", sign=True, width=130),
        *(Column(code, _(word), kind) for code, word in DEKAD_WORDS.items()),
        Column("what", _("What happens"), width=110),
    ]
    decimal: dict[str, Any] = dict.fromkeys(("old", "new", "change", *DEKADS), pl.Decimal(38, 3))
    ratios = dict.fromkeys(("share", "growth"), pl.Float64)
    frame = pl.DataFrame(rows, schema_overrides=decimal | ratios)
    total.pop("name")
    return lay_out(
        frame,
        columns,
        unit=unit,
        limit=SHOWN,
        total=total,
        label=now.planned.name,
        rest=lambda left: _("{count} others", count=numbers.count(left)),
    )


def _row(now: PlanSheet, line: Line, whole: Value) -> dict[str, Any]:
    old, new = line.now.value, line.then.value
    first, second, third = now.dekads(line)
    growth = None
    if new is not None and line.last_year is not None and line.last_year > 0:
        growth = float(new) / float(line.last_year) - 1
    return {
        "name": line.name,
        "old": old,
        "new": new,
        "change": None if old == new else (new or Decimal(0)) - (old or Decimal(0)),
        "share": _share(new, whole),
        "growth": growth,
        "D1": first,
        "D2": second,
        "D3": third,
        "what": what_happens(line),
    }


def _share(value: Value, whole: Value) -> float | None:
    return float(value) / float(whole) if value is not None and whole else None


def what_happens(line: Line) -> str:
    """What publishing does to a line, "" where nothing."""
    if line.now == line.then:
        return ""
    if line.then.value is None:
        return _("taken out")
    if line.now.value is None:
        return _("set anew")
    if line.now[MONTH] == line.then[MONTH]:
        return _("dekads changed")
    return _("changed")


def _summed(rows: list[dict[str, Any]], whole: Value) -> dict[str, Any]:
    """A node without a target of its own: the sum of its parts."""
    found: dict[str, Any] = {"name": "", "share": _share(whole, whole), "growth": None, "what": ""}
    for code in ("old", "new", "change", *DEKADS):
        values = [row[code] for row in rows if row[code] is not None]
        found[code] = sum(values, Decimal(0)) if values else None
    return found


def _rest(rows: list[dict[str, Any]], total: dict[str, Any], whole: Value) -> dict[str, Any]:
    """What the parts leave of the node, below 0 what they have too much."""
    of_parts = _summed(rows, whole)
    left: dict[str, Any] = {
        code: None if total[code] is None else total[code] - (of_parts[code] or Decimal(0))
        for code in ("old", "new", *DEKADS)
    }
    change = (total["change"] or Decimal(0)) - (of_parts["change"] or Decimal(0))
    left["change"] = change or None
    name = _("Undistributed")
    return {"name": name, **left, "share": _share(left["new"], whole), "growth": None, "what": ""}
