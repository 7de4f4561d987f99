"""Why sales or profit changed: a waterfall of volume, mix, price and cost, and who is behind it."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from data.calendar import year_before
from pages.shared import address, numbers
from pages.shared.ask import ask
from pages.shared.charts import waterfall
from pages.shared.exports import Sheet
from pages.shared.grid import MOST_ROWS, Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.parts import chart, escaped, signs
from pages.shared.presenter import theme
from pages.shared.tables import table
from pages.shared.targets.documents_of_row import documents_of_row
from pages.shared.targets.metric_switch import PARAMETER as METRIC
from pages.shared.targets.metrics import METRICS, Metric
from pages.shared.targets.split import chosen_split, split_switch, splits
from pages.shared.targets.standings import COMPARED, LEAST, total_of
from pages.shared.targets.subject import Subject
from pages.shared.view import NOTHING
from pages.shared.words import effects as words
from pages.shared.words.targets import HEADS, OTHERS

EXPLAINED = ("net_sales", "gross_profit")
ADDED = ("prior_value", "actual_value", "change_value", "prior_t", "actual_t", *words.EFFECTS)
FIRST_ROWS = 12
TABLE = "effects"


def price_volume_mix(subject: Subject) -> list[Sheet]:
    """Draw what the change of sales or profit is made of, as a whole and node by node."""
    metric = subject.metric
    if metric.code not in EXPLAINED:
        _instead(metric)
        return []
    known = splits(subject, families=True)
    by = chosen_split(known)
    split_switch(known, TABLE)
    rows = _asked(subject, by)
    if rows is None or rows.is_empty() or rows["prior_from_on"][0] is None:
        st.caption(_("There are no earlier days to compare these with."))
        return []
    total = _total(rows)
    _waterfall(subject, total)
    if total["average_per_t"] is None:
        st.caption(_("Nothing was sold by the tonne in the compared days: no effects."))
    grid = effects_grid(subject, rows, total, by, FIRST_ROWS)
    title = _table_title(subject, rows, by)
    picked = table(grid, f"{TABLE}_{by}", title=title, whole=True)
    sheets = [Sheet(title, effects_grid(subject, rows, total, by, MOST_ROWS))]
    _foot(metric, total, subject)
    if picked:
        days = (rows["prior_from_on"][0], rows["prior_to_on"][0])
        sheets += documents_of_row(subject, by, picked, _name(rows, picked), days)
    return sheets


def _instead(metric: Metric) -> None:
    """What to look at where prices explain nothing."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            escaped(_("{metric}: prices have no part in it.", metric=_(metric.title))),
            width="content",
        )
        for code in EXPLAINED:
            title = _(METRICS[code].title)
            if st.button(_("Show {metric}", metric=title), key=f"explain_{code}", type="tertiary"):
                address.write(METRIC, None if code == next(iter(METRICS)) else code)
                st.rerun(scope="app")


def _asked(subject: Subject, by: str) -> pl.DataFrame | None:
    """Rows of targets/effects with key, name and light, the worst change first."""
    view, wanted = subject.view, dict(subject.parameters)
    until = min(wanted["to_on"], wanted["as_of"])
    if view.compare == "year" and year_before(until) >= wanted["from_on"]:
        return None  # a span would be compared with days of its own
    rows = ask(
        "targets/effects",
        metric=subject.metric.code,
        comparison=COMPARED[view.compare],
        by=by,
        **wanted,
    )
    return rows.with_columns(
        key=pl.col("scope_id").fill_null(NOTHING),
        name=pl.col("scope_name").fill_null(_("Unassigned")),
        light=pl.when(pl.col("change_value") < 0).then(pl.lit("red")).otherwise(pl.lit("none")),
        prior_per_t=_per_t("prior"),
        actual_per_t=_per_t("actual"),
    ).sort("change_value", "key")


def _per_t(days: str) -> pl.Expr:
    """Σ value ÷ Σ tonnes; none where there are no tonnes."""
    tonnes = pl.col(f"{days}_t").cast(pl.Float64)
    return pl.when(tonnes > 0).then(pl.col(f"{days}_value").cast(pl.Float64) / tonnes)


def _total(rows: pl.DataFrame) -> dict[str, Any]:
    """The sum of the rows, which is the whole to the cent; averages are Σ ÷ Σ."""
    summed = rows.select(
        *(pl.col(name).sum() for name in ADDED), pl.col("net_without_cost_amount").sum(),
        pl.col("lines_without_cost").sum(),
    )  # fmt: skip
    per_t = summed.with_columns(prior_per_t=_per_t("prior"), actual_per_t=_per_t("actual"))
    has = {name: rows[name].count() > 0 for name in words.EFFECTS}
    total = per_t.row(0, named=True) | {"average_per_t": rows["average_per_t"][0]}
    return {name: None if has.get(name) is False else value for name, value in total.items()}


def _waterfall(subject: Subject, total: Mapping[str, Any]) -> None:
    metric, view, language = subject.metric, subject.view, current()
    steps = [
        (_(words.EFFECTS[name]), total[name], False, False) for name in words.shown_effects(total)
    ]
    steps = steps or [(_("Change in all"), total["change_value"], False, False)]
    frame = pl.DataFrame(
        [
            (_("Then"), total["prior_value"], True, True),
            *steps,
            (_("These days"), total["actual_value"], True, False),
        ],
        schema=["name", "value", "is_total", "is_before"],
        orient="row",
        strict=False,
    )
    answer = words.answer(metric, total, view, language)
    chart(
        f"{subject.where} · {answer}" if subject.where else answer,
        signs(("green", _("brought more")), ("red", _("took away"))),
        waterfall.rows(frame, lambda value: metric.text(value, view.unit)),
        waterfall.spec(theme(), clicks=False),
        key=f"{TABLE}_steps",
    )


def _table_title(subject: Subject, rows: pl.DataFrame, by: str) -> str:
    view, language = subject.view, current()
    then, now = (
        words.days(rows[f"{days}_from_on"][0], rows[f"{days}_to_on"][0], view, language)
        for days in ("prior", "actual")
    )
    return _(
        "{metric} by {level}, {unit}: {now} against {then}",
        metric=_(subject.metric.title),
        level=_(HEADS[by]) if language == "zh" else _(HEADS[by]).lower(),
        unit=subject.metric.unit_word(view.unit, language),
        now=now,
        then=then,
    )


def effects_grid(
    subject: Subject, rows: pl.DataFrame, total: Mapping[str, Any], by: str, limit: int
) -> Grid:
    """The table: what was, what is, each effect, tonnes and value per tonne of both."""
    of = _(words.OF[subject.metric.code])
    effects = [
        Column(
            name, _(words.EFFECTS[name]), "money", sign=True, width=88,
            meaning=_(words.MEANINGS[name], of=of),
        )
        for name in words.shown_effects(total)
    ]  # fmt: skip
    columns = [
        Column("name", _(HEADS[by]), pinned=True, width=132),
        Column("prior_value", _("Then"), "money", width=84),
        Column("actual_value", _("These days"), "money", width=84),
        Column("change_value", _("Up or down"), "money", sign=True, effect=True, width=88),
        *effects,
        Column("prior_t", _("t then"), "tonnes", width=84),
        Column("actual_t", _("t now"), "tonnes", width=84),
        Column("prior_per_t", _("CNY/t then"), "number", digits=0, width=88),
        Column("actual_per_t", _("CNY/t now"), "number", digits=0, width=88),
    ]
    return lay_out(
        rows,
        columns,
        unit=subject.view.unit,
        key="key",
        light="light",
        label=_("Total"),
        total={
            "prior_per_t": total["prior_per_t"],
            "actual_per_t": total["actual_per_t"],
            "light": "red" if total["change_value"] < 0 else "none",
        },
        limit=limit,
        rest=lambda count: _(OTHERS[by], count=numbers.count(count)),
    )


def _foot(metric: Metric, total: Mapping[str, Any], subject: Subject) -> None:
    """What the effects are measured by, and what is not in them."""
    language, said = current(), []
    if total["average_per_t"] is not None:
        average = numbers.number(total["average_per_t"], 2)
        told = "measured by the average of everything shown then: {average} CNY of {of} per t"
        said.append(_(told, average=average, of=_(words.OF[metric.code])))
        said.append(_("rows add up to the whole in every effect; select one → its order lines"))
    whole = total_of(metric.code, subject.parameters, subject.view, subject.node)["actual_value"]
    if whole is not None and abs(float(whole) - float(total["actual_value"])) >= LEAST:
        told = "lines that you may see; all of these days: {whole}"
        said.append(_(told, whole=metric.with_unit(whole, subject.view.unit, language)))
    if total["lines_without_cost"]:
        net = metric.with_unit(total["net_without_cost_amount"], subject.view.unit, language)
        count = numbers.count(total["lines_without_cost"])
        told = "{count} lines of both without a cost, net sales {net}, are not in the profit"
        said.append(_(told, count=count, net=net))
    st.caption(escaped(" · ".join(said)))


def _name(rows: pl.DataFrame, key: str) -> str:
    return str(rows.filter(pl.col("key") == key)["name"][0])
