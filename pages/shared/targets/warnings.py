"""Early warning: what is far from its usual range, where that starts, and what it consists of."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import polars as pl
import streamlit as st

from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.charts import windows
from pages.shared.exports import Sheet
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.parts import TYPE, Sign, caption, chart, escaped, signs
from pages.shared.presenter import theme
from pages.shared.tables import table
from pages.shared.targets.subject import Subject
from pages.shared.targets.warning_detail import detail
from pages.shared.tokens import SIGNS, css, name_of
from pages.shared.view import View
from pages.shared.words import warnings as words
from pages.shared.words.warnings import Finding

MOST = 7
TABLE = "warnings"
ASKED = (
    "as_of", "regions", "departments", "rep_ids", "channels", "families", "customer_ids",
)  # fmt: skip


@dataclass(frozen=True)
class Warnings:
    """findings: the worst first, all of them; series: how many nodes × measures were judged."""

    findings: Sequence[Finding]
    series: int

    @property
    def first(self) -> Sequence[Finding]:
        """Those that are told."""
        return self.findings[:MOST]

    @property
    def more(self) -> int:
        """How many are not told."""
        return max(0, len(self.findings) - MOST)


def found(parameters: Mapping[str, Any]) -> Warnings:
    """What is abnormal among what the parameters select, as `standings.asked` gives them."""
    rows = ask("targets/warnings", **{name: parameters[name] for name in ASKED})
    alarms = rows.filter(pl.col("metric").is_not_null())
    return Warnings(_merged(alarms.to_dicts()), int(rows["series_count"][0]))


def _merged(alarms: Sequence[dict[str, Any]]) -> list[Finding]:
    """Net sales and volume of a node that move alike are one finding, told in tonnes."""
    sold: dict[tuple[Any, ...], dict[str, Any]] = {}
    firsts: list[tuple[Any, ...]] = []
    for row in alarms:
        group = "sold" if row["metric"] in ("volume", "net_sales") else row["metric"]
        node = (row["level"], row["scope_id"], row["region"], row["window_days"], row["effect"])
        key = (group, *node)
        if key not in sold:
            firsts.append(key)
        sold.setdefault(key, {})[row["metric"]] = row
    findings = []
    for key in firsts:
        by_metric = sold[key]
        main = by_metric.pop("volume", None) or by_metric.popitem()[1]
        findings.append(Finding(main, by_metric.get("net_sales")))
    return findings


def warnings(subject: Subject) -> list[Sheet]:
    """Draw at most seven findings in words and in numbers; below the chosen one, its documents."""
    view, language = subject.view, current()
    abnormal = found(subject.parameters)
    if not abnormal.findings:
        st.markdown(f":green[{SIGNS['green']}] **{escaped(_('Nothing abnormal'))}**")
        st.caption(escaped(looked_at(abnormal, view)))
        return []
    caption(title(abnormal, subject))
    tell(abnormal.first, view, language)
    sheet = Sheet(_("Early warning"), _grid(abnormal.findings, view, len(abnormal.findings)))
    picked = table(_grid(abnormal.findings, view, MOST), TABLE, title=_("The same in numbers"))
    st.caption(escaped(looked_at(abnormal, view)))
    chosen = next((one for one in abnormal.first if one.key == picked), None)
    if chosen is None:
        return [sheet]
    _windows(chosen, view)
    papers = detail(chosen, subject)
    return [sheet, papers] if papers else [sheet]


def title(abnormal: Warnings, subject: Subject) -> str:
    """How many there are and how many of them are told."""
    count = len(abnormal.findings)
    told = (
        _("Early warning: the {first} largest of {count}", first=MOST, count=numbers.count(count))
        if abnormal.more
        else _("Early warning: {count} findings", count=numbers.count(count))
    )
    return f"{told} · {subject.where}" if subject.where else told


def tell(findings: Sequence[Finding], view: View, language: str) -> None:
    """One sentence each, with its light."""
    items = []
    for one in findings:
        mark = f"color:{css(name_of(one.light))};font-weight:700"
        where = html.escape(words.where(one.row, language))
        between = "：" if language == "zh" else ": "
        items.append(
            f'<li style="margin:0 0 .375rem;padding-left:1.5em;text-indent:-1.5em">'
            f'<span style="{mark};display:inline-block;width:1.5em;text-indent:0">'
            f"{SIGNS[one.light]}</span><b>{where}</b>{between}"
            f"{html.escape(words.facts(one, view, language))}</li>"
        )
    st.html(
        f'<ol style="list-style:none;margin:0;padding:0;max-width:72em;line-height:1.55;{TYPE}">'
        f"{''.join(items)}</ol>"
    )


def looked_at(abnormal: Warnings, view: View) -> str:
    """What was judged, and against what."""
    return _(
        "{count} series were looked at: volume, net sales, profit per tonne, collections and "
        "overdue of company and regions over 10 days, of reps and customers over 30, each against "
        "its twelve windows before and the same days last year; as of {day}",
        count=numbers.count(abnormal.series),
        day=view.day(view.as_of, current()),
    )


def _grid(findings: Sequence[Finding], view: View, limit: int) -> Grid:
    language = current()
    rows = []
    for one in findings:
        row = one.row
        factor = float(numbers.per_yuan(view.unit)) if _is_money(row["metric"]) else 1.0
        rows.append(
            {
                "key": one.key,
                "light": one.light,
                "status": f"{SIGNS[one.light]} {_(words.STATES[row['effect']])}",
                "where": words.where(row, language),
                "measure": words.measure_head(row, language),
                "value": row["value"] * factor,
                "low": row["low"] * factor,
                "high": row["high"] * factor,
                "before": _times(row["year_before_value"], factor),
                "unit": words.unit_word(row["metric"], view.unit, language),
                "change": one.change,
                "share": row["share"],
                "since": row["since_on"],
                "windows": [
                    _times(row[f"value_{back}"], factor) or 0.0 for back in range(12, -1, -1)
                ],
            }
        )
    frame = pl.DataFrame(rows, infer_schema_length=None)
    columns = [
        Column("where", _("Where"), pinned=True, width=208),
        Column("status", _("Status"), "status", width=76),
        Column("measure", _("Measure"), width=128 if language == "zh" else 176),
        Column("value", _("Value"), "number", width=76),
        Column("low", _("Usual from"), "number", width=80),
        Column("high", _("Usual to"), "number", width=80),
        Column("unit", _("Unit"), width=60),
        Column("change", _("vs usual"), "percent", digits=0, sign=True, effect=True, width=76),
        Column(
            "share", _("Of total"), "percent", sign=True, width=80,
            meaning=_("Difference ÷ what everything chosen usually has in such days"),
        ),
        Column("before", _("Last year"), "number", width=80),
        Column("since", _("Since"), "date", width=92),
        Column("windows", _("13 windows"), "columns", width=104),
    ]  # fmt: skip
    return lay_out(
        frame,
        columns,
        unit=view.unit,
        key="key",
        light="light",
        limit=limit,
        rest=lambda count: _("{count} more findings", count=numbers.count(count)),
    )


def _is_money(metric: str) -> bool:
    return metric in ("net_sales", "collections", "overdue")


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


def _windows(finding: Finding, view: View) -> None:
    """The window that is judged and the twelve before it, with the usual range behind."""
    row, language = finding.row, current()
    metric, days = row["metric"], row["window_days"]
    ends = [view.as_of - timedelta(days * back) for back in range(12, -1, -1)]
    values = [row[f"value_{back}"] for back in range(12, -1, -1)]
    left_out: list[tuple[Sign, str]] = [("none", _("no bar: holidays or no data"))]
    if None not in values:
        left_out = []
    chart(
        _(
            "{where} · {measure}, {unit}, windows by their last day",
            where=words.where(row, language),
            measure=words.measure(row, language),
            unit=words.unit_word(metric, view.unit, language),
        ),
        signs(("prior", _("usual range")), (finding.light, _("now")), *left_out),
        windows.rows(
            [(end.isoformat(), value) for end, value in zip(ends, values, strict=True)],
            row["low"],
            row["high"],
            finding.light,
            lambda value: words.amount(metric, value, view.unit),
        ),
        windows.spec(theme()),
        key=f"windows_{finding.key}",
    )
