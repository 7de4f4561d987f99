"""Where the gap comes from: one step per node, then what was never broken down, then the whole."""

import polars as pl

from pages.shared import numbers
from pages.shared.language import _
from pages.shared.targets.standings import PARTS, Standings
from pages.shared.words.targets import OTHERS

MOST_STEPS = 10


def gap_steps(found: Standings, most: int = MOST_STEPS) -> pl.DataFrame:
    """Rows for `charts.waterfall.rows`: name, value, is_total; the steps add up to the total.

    Who has an actual without a target counts with all of it. The largest steps stand alone.
    """
    steps = found.rows.select(
        "key", "name", value=pl.col("actual") - pl.col("expected").fill_null(0.0)
    )
    nodes = steps.filter(~pl.col("key").is_in(PARTS))
    if nodes.height > most:
        by_size = nodes.sort(pl.col("value").abs(), descending=True, maintain_order=True)
        others = by_size.slice(most)
        kept = by_size.head(most).sort("value", maintain_order=True)
        name = _(OTHERS[found.level], count=numbers.count(others.height))
        rest = pl.DataFrame([{"key": "", "name": name, "value": others["value"].sum()}])
        nodes = pl.concat([kept, rest])
    parts = steps.filter(pl.col("key").is_in(PARTS), pl.col("value") != 0)
    total = float(found.total["actual_value"] or 0) - float(found.total["expected_value"] or 0)
    whole = pl.DataFrame([{"key": "", "name": _("Gap in total"), "value": total}])
    return pl.concat([nodes, parts, whole]).select(
        "name", "value", is_total=pl.int_range(pl.len()) == pl.len() - 1
    )
