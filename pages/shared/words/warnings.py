"""What the early warning says: where, what, against what is usual, since when, where it starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.language import translate
from pages.shared import numbers
from pages.shared.names import short
from pages.shared.targets.metrics import METRICS
from pages.shared.tokens import Light
from pages.shared.view import NOTHING, View

Row = Mapping[str, Any]
# Measure → its title; message ids.
TITLES = {
    "volume": "Volume",
    "net_sales": "Net sales",
    "collections": "Collections",
    "profit_per_t": "Profit per tonne",
    "overdue": "Overdue",
}
# Level from which the way down began → how it is said; message ids.
FELT = {
    "company": "felt in the total",
    "region": "felt in the region's total",
    "rep": "felt in the rep's total",
}
STATES = {"bad": "worse", "good": "better"}
MOST_PERCENT = 3.0  # what is four times as much is said in times
LEAST_SHARE = 0.3  # a child with less of it does not say where it starts
LEAST_LOW = 0.02  # of the upper end: a range that begins at about nothing has no lower end


@dataclass(frozen=True)
class Finding:
    """One row of targets/warnings; also: the row of net sales beside one of volume."""

    row: Row
    also: Row | None = None

    @property
    def key(self) -> str:
        """Names it in the address."""
        row = self.row
        scope_id = row["scope_id"] or NOTHING
        place = f"-{row['region'] or NOTHING}" if row["scope_id"] is None else ""
        return f"{row['metric']}-{row['level']}-{scope_id}{place}"

    @property
    def light(self) -> Light:
        """By effect: more of what is overdue is bad."""
        return "red" if self.row["effect"] == "bad" else "green"

    @property
    def change(self) -> float | None:
        """Of what is usual, 1 = 100 %; None where nothing is."""
        row = self.row
        return (row["value"] - row["usual"]) / row["usual"] if row["usual"] > 0 else None


def where(row: Row, language: str) -> str:
    """The names that lead to the node: 川南 · 陈立 · 赤霞矿业."""
    nobody = translate(language, "Unassigned")
    names = {
        "region": row["region"] or nobody,
        "rep": row["rep_name"] or row["rep_id"] or nobody,
        "customer": row["customer_name"] or row["scope_id"] or nobody,
    }
    levels = list(names)
    if row["level"] not in names:
        return translate(language, "Whole company")
    return " · ".join(short(names[one]) for one in levels[: levels.index(row["level"]) + 1])


def measure(row: Row, language: str) -> str:
    """The measure with its days: 近30天销量; what is owed is that of the day."""
    title = translate(language, TITLES[row["metric"]])
    if row["metric"] == "overdue":
        return title
    return translate(
        language, "{measure} of the last {count} days", measure=title, count=row["window_days"]
    )


def measure_head(row: Row, language: str) -> str:
    """The same for a column: 近30天销量, Volume, 30 days."""
    title = translate(language, TITLES[row["metric"]])
    if row["metric"] == "overdue":
        return title
    said = "{measure}, {count} days"
    return translate(language, said, measure=title, count=row["window_days"])


def amount(metric: str, value: numbers.Number, unit: str) -> str:
    """A value of the measure without its unit."""
    if metric == "profit_per_t":
        return numbers.number(value, 0)
    return METRICS[metric if metric in METRICS else "collections"].text(value, unit)


def unit_word(metric: str, unit: str, language: str) -> str:
    """万元, 吨 or 元/吨."""
    if metric == "profit_per_t":
        return translate(language, "CNY per t")
    return METRICS[metric if metric in METRICS else "collections"].unit_word(unit, language)


def usual(finding: Finding, view: View, language: str) -> str:
    """What is usual: its range, and its middle where the difference is said against it."""
    row = finding.row
    metric, unit = row["metric"], unit_word(row["metric"], view.unit, language)
    high = f"{amount(metric, row['high'], view.unit)} {unit}"
    if not row["high"]:
        return translate(language, "usually none")
    low = amount(metric, row["low"], view.unit)
    middle = f"{amount(metric, row['usual'], view.unit)} {unit}"
    has_low = row["low"] > row["high"] * LEAST_LOW
    if not changed(finding, language):
        said = "usually {low} to {high}" if has_low else "usually up to {high}"
        return translate(language, said, low=low, high=high)
    said = "usually about {usual} ({low} to {high})"
    if not has_low:
        said = "usually about {usual} (up to {high})"
    return translate(language, said, usual=middle, low=low, high=high)


def changed(finding: Finding, language: str) -> str:
    """How far it is from the middle of what is usual: 少 23%; "" where nothing was, or is now."""
    change = finding.change
    if change is None or not finding.row["value"]:
        return ""
    if change >= MOST_PERCENT:
        times = numbers.number(change + 1)
        return translate(language, "{times} times as much", times=times)
    said = "{share} less" if change < 0 else "{share} more"
    return translate(language, said, share=numbers.percent(abs(change), 0))


def now(row: Row, view: View, language: str) -> str:
    """The value with its measure: 近30天销量 812.0 吨, 近30天没有销量."""
    metric = row["metric"]
    if not row["value"] and metric == "overdue":
        return translate(language, "nothing overdue")
    if not row["value"]:
        title = translate(language, TITLES[metric])
        return translate(
            language,
            "no {measure} in the last {count} days",
            measure=title if language == "zh" else title.lower(),
            count=row["window_days"],
        )
    value = amount(metric, row["value"], view.unit)
    said = measure(row, language)
    said = said if language == "zh" else said[0].lower() + said[1:]
    return f"{said} {value} {unit_word(metric, view.unit, language)}"


def facts(finding: Finding, view: View, language: str) -> str:
    """All but where: 近30天销量 812.0 吨，平时约 …，少 23%；销售额也少 21%；…"""
    row = finding.row
    comma, stop = ("，", "；") if language == "zh" else (", ", "; ")
    first = [now(row, view, language), usual(finding, view, language), changed(finding, language)]
    more = []
    also = finding.also and changed(Finding(finding.also), language)
    if also:
        more.append(translate(language, "net sales {change} as well", change=also))
    if row["since_on"] < row["from_on"]:
        more.append(translate(language, "since {day}", day=view.day(row["since_on"], language)))
    more += [start(row, language), felt(row, language)]
    return stop.join([comma.join(filter(None, first)), *filter(None, more)])


def start(row: Row, language: str) -> str:
    """Which part of the node it is mostly: 主要在 赤霞矿业（52%）."""
    share = row["child_share"]
    if share is None or share < LEAST_SHARE:
        return ""
    name = short(row["child_name"] or translate(language, "Unassigned"))
    said = "mostly at {name} ({share})" if share <= 1 else "mostly at {name}"
    return translate(language, said, name=name, share=numbers.percent(share, 0))


def felt(row: Row, language: str) -> str:
    """How far up it is felt, where the way down began above the node."""
    above = row["from_level"] != row["level"] and FELT.get(row["from_level"])
    return translate(language, above) if above else ""


def sentence(finding: Finding, view: View, language: str) -> str:
    """The whole of it: where, then all facts."""
    between = "：" if language == "zh" else ": "
    return f"{where(finding.row, language)}{between}{facts(finding, view, language)}"
