"""What to provide for bad debts, by age, region and rep; and who has to bring the overdue money."""

from collections.abc import Mapping

import polars as pl
import streamlit as st

from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.charts.ageing import steps
from pages.shared.exports import Sheet
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.names import short
from pages.shared.parts import escaped, light_words
from pages.shared.receivables.provision_items import items_behind
from pages.shared.receivables.subject import Subject
from pages.shared.switch import one_of
from pages.shared.tables import table
from pages.shared.view import NOTHING, View
from pages.shared.words import receivables as words

BY = "provision_by"  # parameter of the address: which table is shown
WAYS = {"age": "By age", "region": "By region", "rep": "By rep"}


def provisions(subject: Subject) -> list[Sheet]:
    """Draw the provision and one of its tables; below a chosen row the items behind it."""
    view = subject.view
    asked = view.parameters("as_of", "basis") | {"view": "managed"} | dict(subject.who)
    rows = ask("receivables/provision", **asked)
    if rows.is_empty():
        st.caption(_("Nothing is open: nothing to provide for."))
        return []
    ages = words.bucket_words(ask("receivables/buckets"), view.basis, current())
    st.markdown(escaped(answer(rows, ages, view)))
    if view.edges:
        st.caption(_("Rates belong to the ages of the settings: the provision goes by those."))
    way = _way()
    if way == "age":
        return _shown(way, _by_age(rows, ages, view), ages, subject)
    if way == "region":
        return _shown(way, _by_region(rows, ages, view), ages, subject)
    reps = ask("receivables/by_rep", **asked)
    return _shown(way, _by_rep(reps, view), ages, subject)


def answer(rows: pl.DataFrame, ages: Mapping[str, str], view: View) -> str:
    """The provision, its share of what is open, and the age that makes up most of it."""
    language = current()
    owed, provided = float(rows["open_amount"].sum()), float(rows["provision_amount"].sum())
    by_age = rows.group_by("ageing_bucket").agg(pl.col("provision_amount").sum())
    top = by_age.sort("provision_amount", "ageing_bucket", descending=True).row(0, named=True)
    said = _(
        "To provide {amount}, {share} of {owed} owed",
        amount=numbers.with_unit(provided, view.unit, language),
        share=numbers.percent(provided / owed if owed else None),
        owed=numbers.with_unit(owed, view.unit, language),
    )
    if not provided:
        return said
    most = _(
        "{part} of it for what is {age} old",
        part=numbers.percent(float(top["provision_amount"]) / provided),
        age=words.with_days(ages, language)[top["ageing_bucket"]],
    )
    return said + ("；" if language == "zh" else "; ") + most


def _way() -> str:
    words = {way: _(title) for way, title in WAYS.items()}
    return one_of(BY, words, _("Provision")) or "age"


def _shown(way: str, grid: Grid, ages: Mapping[str, str], subject: Subject) -> list[Sheet]:
    view, language = subject.view, current()
    unit = numbers.unit_word(view.unit, language)
    titles = {
        "age": _("Provision by age, management view, {unit}", unit=unit),
        "region": _("Provision by region and age, management view, {unit}", unit=unit),
        "rep": _("Overdue and provision by rep of the order, management view, {unit}", unit=unit),
    }
    chosen = table(grid, f"provision_{way}", title=titles[way], whole=True)
    sheets = [Sheet(f"{_('Provision')} {_(WAYS[way])}", grid)]
    if chosen:
        place = grid.keys.index(chosen)
        name = str(next(iter(grid.rows[place].values())))
        name = words.with_days(ages, language).get(chosen, name) if way == "age" else short(name)
        sheets += items_behind(way, chosen, name, subject)
    return sheets


def _by_age(rows: pl.DataFrame, ages: Mapping[str, str], view: View) -> Grid:
    by_age = (
        rows.group_by("ageing_bucket", "bucket_position", "provision_rate")
        .agg(pl.col("item_count", "open_amount", "provision_amount").sum())
        .sort("bucket_position")
        .with_columns(name=pl.col("ageing_bucket").replace(dict(words.with_days(ages, current()))))
    )
    provided, owed = float(by_age["provision_amount"].sum()), float(by_age["open_amount"].sum())
    return lay_out(
        by_age.with_columns(
            share=pl.col("provision_amount").cast(pl.Float64) / (provided or None)
        ),
        [
            Column("name", _("Age"), width=120, pinned=True),
            Column("item_count", _("Items"), "count", width=88),
            Column("open_amount", _("Open amount"), "money", width=140),
            Column(
                "provision_rate", _("Rate"), "percent", width=100,
                meaning=_("From the settings; the total is provision ÷ open amount"),
            ),
            Column("provision_amount", _("Provision"), "money", width=140),
            Column("share", _("Share"), "bar", width=150),
        ],
        unit=view.unit,
        key="ageing_bucket",
        label=_("Total"),
        total={
            "provision_rate": provided / owed if owed else None,
            "share": 1.0 if provided else None,
        },
    )  # fmt: skip


def _by_region(rows: pl.DataFrame, ages: Mapping[str, str], view: View) -> Grid:
    wide = rows.with_columns(pl.col("region").fill_null("")).pivot(
        "ageing_bucket", index="region", values="provision_amount", aggregate_function="sum"
    )
    sums = (
        rows.with_columns(pl.col("region").fill_null(""))
        .group_by("region")
        .agg(pl.col("open_amount", "provision_amount").sum())
    )
    there = [bucket for bucket in ages if bucket in wide.columns and bucket != words.NOT_DUE]
    heat = dict(zip(ages, steps(len(ages)), strict=True))
    table_rows = (
        sums.join(wide, on="region")
        .with_columns(
            pl.col(there).fill_null(0),
            name=pl.when(pl.col("region") == "").then(pl.lit(_("Unassigned"))).otherwise("region"),
            key=pl.when(pl.col("region") == "").then(pl.lit(NOTHING)).otherwise("region"),
            rate=pl.col("provision_amount").cast(pl.Float64) / pl.col("open_amount"),
        )
        .sort("provision_amount", "region", descending=[True, False])
    )
    owed = float(table_rows["open_amount"].sum())
    provided = float(table_rows["provision_amount"].sum())
    return lay_out(
        table_rows,
        [
            Column("name", _("Region"), width=110, pinned=True),
            Column("open_amount", _("Open amount"), "money", width=110),
            *(
                Column(one, ages[one], "money", width=max(84, 8 * len(ages[one])), heat=heat[one])
                for one in there
            ),
            Column("provision_amount", _("Provision"), "money", width=110),
            Column("rate", _("Of open amount"), "percent", width=104),
        ],
        unit=view.unit,
        key="key",
        label=_("Total"),
        total={"rate": provided / owed if owed else None},
    )


def _by_rep(reps: pl.DataFrame, view: View) -> Grid:
    lights = [words.light_of(ratio) for ratio in reps["overdue_ratio"]]
    owed, overdue = float(reps["open_amount"].sum()), float(reps["overdue_amount"].sum())
    ratio = overdue / owed if owed else None
    return lay_out(
        reps.with_columns(
            name=pl.col("rep_name").fill_null(_("Unassigned")),
            key=pl.col("rep_id").fill_null(NOTHING),
            light=pl.Series(lights, dtype=pl.String),
        ),
        [
            Column("name", _("Rep"), width=110, pinned=True),
            Column("light", _("Status"), "status"),
            Column("overdue_amount", _("Overdue"), "money", width=110),
            Column("overdue_ratio", _("Overdue ratio"), "percent", width=104, effect=True),
            Column("over_90_amount", _("Over 90 days"), "money", width=116),
            Column("longest_overdue_days", _("Max, d"), "count", width=84, adds=False),
            Column("open_amount", _("Open amount"), "money", width=116),
            Column("item_count", _("Items"), "count", width=80),
            Column("provision_amount", _("Provision"), "money", width=110),
        ],
        unit=view.unit,
        key="key",
        light="light",
        label=_("Total"),
        total={
            "overdue_ratio": ratio,
            "longest_overdue_days": reps["longest_overdue_days"].max(),
            "light": words.light_of(ratio),
        },
        limit=200,
        light_words=light_words(),
        rest=lambda count: _("others: {count}", count=numbers.count(count)),
    )
