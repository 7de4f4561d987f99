"""What the nodes of a plan brought: the month a year before, and the newest whole months."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import polars as pl

from pages.shared.ask import ask
from pages.shared.planning.subject import FAMILY, Planned, last_day, month_before

MEAN_OF = 3  # months


def mean_months(planned: date, as_of: date) -> tuple[date, date]:
    """First and last of the three newest whole months before the planned one."""
    whole = as_of + timedelta(days=1)  # the month of this day is the first that is not over
    newest = month_before(min(planned, whole.replace(day=1)))
    return month_before(newest, MEAN_OF - 1), newest


def brought(planned: Planned, as_of: date) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    """Part (node code or family) → actual of the month a year before, mean of three months.

    CNY, tonnes or number. Missing where nothing is known of so long ago, or the month is not over.
    The node itself is the part "".
    """
    before = month_before(planned.month, 12)
    last_year = _sums(planned, before, before) if last_day(before) <= as_of else {}
    first, newest = mean_months(planned.month, as_of)
    mean = _sums(planned, first, newest)
    return {
        part: (last_year.get(part), mean[part] / MEAN_OF if part in mean else None)
        for part in {*last_year, *mean}
    }


def _sums(planned: Planned, first: date, last: date) -> dict[str, Decimal]:
    """Part → Σ of the months from first to last, at most three."""
    base: dict[str, Any] = {
        "as_of": last_day(last), "metric": planned.metric.code, "family": planned.family or None,
    }  # fmt: skip
    narrowed = base | _narrowed(planned)
    if planned.by == FAMILY:
        below = ask("targets/trend", level=FAMILY, **narrowed)
    elif planned.part_level == "customer":
        customers = _customers_of(planned)
        below = ask("targets/trend", level="customer", customer_ids=customers, **base)
    else:
        below = ask("targets/trend", level=planned.part_level, **base)
    own = ask("targets/trend", level=planned.level, **narrowed)
    own = own.filter(own["scope_id"].fill_null("") == planned.scope_id)
    parts = pl.concat([below, own.with_columns(scope_id=pl.lit(""))])
    months = parts.filter(pl.col("dekad").str.head(7) >= f"{first:%Y-%m}")
    sums = months.group_by("scope_id").agg(pl.col("actual_value").sum())
    return {part or "": value for part, value in sums.iter_rows() if part is not None}


def _narrowed(planned: Planned) -> dict[str, Any]:
    match planned.level:
        case "region":
            return {"regions": [planned.scope_id]}
        case "rep":
            return {"rep_ids": [planned.scope_id]}
    return {}


def _customers_of(planned: Planned) -> list[str]:
    rows = ask(
        "targets/plan_nodes",
        month=planned.code,
        metric=planned.metric.code,
        node="rep",
        scope_id=planned.scope_id,
    )
    return rows.filter(~rows["is_node"])["scope_id"].to_list()
