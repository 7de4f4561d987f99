"""What the targets page says: the answer, its light, the clauses of the headline."""

from collections.abc import Mapping, Sequence
from typing import Any

from data.language import translate
from pages.shared import numbers
from pages.shared.parts import Mark
from pages.shared.targets.metrics import Metric
from pages.shared.targets.standings import Row, Standings
from pages.shared.tokens import SIGNS, Light
from pages.shared.view import View, word_of
from pages.shared.words.answer import Answer

# Level → title of its table, head of its name column; message ids.
TABLES = {
    "family": "Product families", "region": "Regions", "rep": "Reps", "customer": "Customers",
}  # fmt: skip
HEADS = {
    "family": "Product family", "region": "Region", "rep": "Rep", "customer": "Customer",
}  # fmt: skip
PARTS = {
    "undistributed": "This part of the target is nobody's yet: break it down further.",
    "others": "Who had something only in the compared days, or stands outside your rights.",
}
FOREIGN = (
    "Other region: sells here and belongs elsewhere; counts here with what was sold here, the "
    "target stands in the own region."
)
OTHERS = {
    "family": "{count} others",
    "region": "{count} others",
    "rep": "{count} others",
    "customer": "{count} more customers",
}
TITLES = {
    "family": "{metric} by product family, {unit}, {days}",
    "region": "{metric} by region, {unit}, {days}",
    "rep": "{metric} by rep, {unit}, {days}",
    "customer": "{metric} by customer, {unit}, {days}",
}
# What an actual consists of.
DOCUMENTS = {"order_lines": "Order lines", "receipts": "Receipts", "customers": "New customers"}
# Comparison → its name, the head of its column, the word beside the change.
BEFORE = {
    "year": ("Same days last year", "Last year", "yoy"),
    "period": ("Same days, previous period", "Previous days", "vs previous"),
    "month": ("Same dekad last month", "Last month", "vs last month"),
}
# The day by which an actual counts → how the foot says it.
DATED_BY = {
    "ordered_on": "sales count on the day of the order",
    "delivered_on": "sales count on the day of delivery",
    "invoiced_on": "sales count on the day of the invoice",
    "received_on": "money counts on the day of receipt, drafts too",
    "matures_on": "drafts count on the day they mature",
}
OTHER_BASIS = {
    "received_on": "by maturity of drafts: {amount}",
    "matures_on": "by day of receipt: {amount}",
}
WHOLE_REP = (
    "a rep: all own orders, whoever the customer belongs to now, and the own share of joint ones; "
    "region and company hold the whole order"
)
ON_TIME = 0.0005  # half a digit of what is shown


def about(metric: Metric, found: Standings, view: View, language: str) -> str:
    """What the headline speaks of: measure, period, day; how much of the period has a target."""
    words = [
        translate(language, "Targets"),
        translate(language, metric.title),
        view.period_words(language),
        view.as_of_words(language),
    ]
    if view.tier != "base":
        words.insert(2, word_of("tier", view.tier, language))
    covered, months = found.total["months_covered"], found.total["months_in_period"]
    if covered and months and covered < months:
        told = "{covered} of {months} months have a target"
        words.append(translate(language, told, covered=covered, months=months))
    return " · ".join(words)


def period_words(view: View, language: str) -> str:
    """The period as a headline says it: a month without its year unless it is another one."""
    if view.period == "month":
        return numbers.month(view.from_on, language, year=view.needs_year(view.from_on))
    return view.period_words(language)


def place(metric: Metric, view: View, language: str) -> dict[str, str]:
    """Measure, its unit, period and days so far, to fill the places of a sentence."""
    return {
        "metric": translate(language, metric.title),
        "unit": metric.unit_word(view.unit, language),
        "period": period_words(view, language),
        "days": days_shown(view, language),
    }


def answer(metric: Metric, found: Standings, view: View, language: str, to_worst: str) -> Answer:
    """How far we are, how far from time, and where most is missing.

    to_worst: where the largest gap leads.
    """
    total, nodes = found.total, found.nodes
    light: Light = total["light"] or "none"
    marks: dict[str, Mark | str] = {
        "metric": translate(language, metric.title),
        "period": period_words(view, language),
    }
    if total["attainment"] is None:
        marks["actual"] = Mark(metric.with_unit(total["actual_value"], view.unit, language))
        return Answer("none", translate(language, "{metric}, {period}: {actual}, no target"), marks)
    gap = float(total["pace_gap"])
    marks["done"] = numbers.percent(total["attainment"])
    marks["gap"] = Mark(numbers.points(abs(gap), sign=False), light)
    clauses = [_pace_clause(gap, is_over=not total["days_left"])]
    worst: Row = nodes.row(0, named=True) if nodes.height else {"variance": None}
    if worst["variance"] is None:  # no target stands below: nobody to name
        pass
    elif worst["variance"] < 0:
        hole = metric.with_unit(worst["variance"], view.unit, language)
        marks |= {"where": Mark(worst["name"]), "hole": Mark(hole, worst["light"], to_worst)}
        clauses.append("largest gap: {where} {hole}")
    else:
        clauses.append("nobody is behind")
    join = "；" if language == "zh" else "; "
    return Answer(light, join.join(translate(language, one) for one in clauses), marks)


def _pace_clause(gap: float, *, is_over: bool) -> str:
    if abs(gap) < ON_TIME:
        return "{metric}, {period}: {done} of target, right on time"
    if is_over:
        return (
            "{metric}, {period}: {done} of target, {gap} short"
            if gap < 0
            else "{metric}, {period}: {done} of target, {gap} more than planned"
        )
    return (
        "{metric}, {period}: {done} of target, {gap} behind time"
        if gap < 0
        else "{metric}, {period}: {done} of target, {gap} ahead of time"
    )


def switch_word(metric: Metric, row: Mapping[str, Any] | None, language: str) -> str:
    """A measure on the switch, with its verdict: ▲ 销售额 56.3%."""
    title = translate(language, metric.title)
    if row is None or row["attainment"] is None:
        return title
    return f"{SIGNS[row['light'] or 'none']} {title} {numbers.percent(row['attainment'], 0)}"


def days_shown(view: View, language: str) -> str:
    """The days that count so far: 11月1–18日, 1–18 Nov, 2014年1月1日–2017年12月30日."""
    first, last = view.from_on, view.until
    if view.needs_year(first, last):
        ends = (numbers.day(day, language, year=True) for day in (first, last))
        return "–".join(ends)
    if (first.year, first.month) != (last.year, last.month):
        return f"{numbers.day(first, language)}–{numbers.day(last, language)}"
    if language == "zh":
        return f"{last.month}月{first.day}–{last.day}日"
    return f"{first.day}–{numbers.day(last, language)}"


def tree_title(steps: Sequence[str], language: str) -> str:
    """What opens into what: Region → Rep → Customer."""
    return " → ".join(translate(language, HEADS[step]) for step in steps)


def basis(metric: Metric, total: Row, view: View, language: str) -> list[str]:
    """What the actual stands on: the day that counts, and what is not in it."""
    said = [translate(language, DATED_BY[total["dated_by"]])]
    if total["level"] == "rep":
        said.append(translate(language, WHOLE_REP))
    if total["other_basis_value"] is not None:
        amount = metric.with_unit(total["other_basis_value"], view.unit, language)
        said.append(translate(language, OTHER_BASIS[total["dated_by"]], amount=amount))
    if total["lines_without_cost"]:
        net = metric.with_unit(total["net_without_cost_amount"], view.unit, language)
        count = numbers.count(total["lines_without_cost"])
        told = "{count} lines without a cost, net sales {net}, are not in the profit"
        said.append(translate(language, told, count=count, net=net))
    return said
