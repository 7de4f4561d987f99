"""The lower half of the overview: six measures, what happened since, what is still to be done."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.charts import pace
from pages.shared.grid import MOST_ROWS, Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.parts import chart, escaped, signs
from pages.shared.presenter import theme
from pages.shared.profile_link import profile_link
from pages.shared.targets.metrics import METRICS
from pages.shared.targets.standings import asked, node_level
from pages.shared.tokens import SIGNS, STREAMLIT_COLOURS, Light
from pages.shared.view import View
from pages.shared.words import overview as words
from pages.shared.words.targets import days_shown


def six_measures(view: View) -> pl.DataFrame:
    """Draw the six measures in % of their own targets, with the time mark of each.

    Gives the rows drawn for the export, none without a target.
    """
    language = current()
    parameters = asked(view)
    found = ask("targets/attainment", level=node_level(parameters), **parameters)
    rows = {row["metric"]: row for row in found.iter_rows(named=True) if row["target_value"]}
    if not rows:
        st.caption(_("No target for {period}.", period=view.period_words(language)))
        return pl.DataFrame()
    measured = []
    for code, metric in METRICS.items():
        if code not in rows:
            continue
        row = rows[code]
        target = float(row["target_value"])
        measured.append(
            {
                "metric": code,
                "name": _(metric.title),
                "actual_value": None if row["actual_value"] is None else float(row["actual_value"]),
                "target_value": target,
                "attainment": row["attainment"],
                "projection": None if row["projection"] is None else row["projection"] / target,
                "expected": row["expected_value"] / target,
                "pace_gap": row["pace_gap"],
                "light": row["light"] or "none",
                "actual_text": metric.with_unit(row["actual_value"], view.unit, language),
            }
        )
    drawn = pl.DataFrame(measured, infer_schema_length=None)
    chart(
        _("% of target, {days}", days=days_shown(view, language)),
        signs(
            ("actual", _("Actual")),
            ("forecast", _("Projection")),
            ("plan", _("Target")),
            ("time", _("Expected by now")),
        ),
        pace.share_rows(drawn),
        pace.spec(theme(), _("Attainment"), _("Actual"), _("Gap, pp"), share=True),
        key="six_measures",
    )
    return drawn


def turned_lights(view: View, compared_on: date) -> list[tuple[str, Light, Light]]:
    """Regions whose light of net sales is another than at the last meeting, in this period."""
    if compared_on < view.from_on:
        return []
    parameters = asked(view) | {"metric": "net_sales", "level": "region"}
    now = ask("targets/attainment", **parameters)
    then = ask("targets/attainment", **(parameters | {"as_of": compared_on}))
    both = now.join(then, on="scope_id").filter(pl.col("light") != pl.col("light_right"))
    return [
        (str(row["scope_id"]), row["light_right"], row["light"])
        for row in both.iter_rows(named=True)
    ]


def since_last_meeting(title: str, told: list[str]) -> None:
    """One line: what happened since, lights in their colours."""
    text = escaped(" · ".join(told))
    for light, sign in SIGNS.items():
        text = text.replace(sign, f":{STREAMLIT_COLOURS[light]}[{sign}]")
    st.markdown(f"**{escaped(title)}** {text}")


def ways_on(action: Mapping[str, Any], files: Mapping[str, str]) -> None:
    """From an action to the page that it was noted on and to its customer, with what stood there.

    action: a row of meeting/actions; files: page → its file, of the pages the user may open.
    """
    language = current()
    facts = [
        words.action_words(action, language),
        _("decided on {day}", day=numbers.day(action["meeting_on"], language)),
        action["number_quoted"] and _("then {number}", number=action["number_quoted"]),
    ]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(escaped(" · ".join(fact for fact in facts if fact)), width="content")
        if action["page"] in files:
            st.page_link(
                files[action["page"]],
                label=_("Open page"),
                icon=":material/arrow_forward:",
                icon_position="right",
            )
        if action["customer_id"]:
            profile_link(action["customer_id"], action["key_name"])


def actions_table(open_actions: pl.DataFrame) -> Grid:
    """Every open action, the longest overdue first. open_actions: rows of meeting/actions."""
    language = current()
    rows = open_actions.with_columns(
        told=pl.Series(
            [words.action_words(row, language) for row in open_actions.iter_rows(named=True)],
            dtype=pl.String,
        ),
        state=pl.Series(
            [words.action_status(late, language) for late in open_actions["days_late"]],
            dtype=pl.String,
        ),
        light=pl.Series(
            [words.action_light(late) for late in open_actions["days_late"]], dtype=pl.String
        ),
    )
    return lay_out(
        rows,
        [
            Column("state", _("Status"), "status", width=98 if language == "zh" else 112),
            Column("told", _("Action"), width=284),
            Column("owner_name", _("Owner"), width=64),
            Column("due_on", _("By"), "date", width=88),
        ],
        key="action_id",
        light="light",
        rest=lambda count: _("{count} more actions", count=numbers.count(count)),
        limit=MOST_ROWS,
    )
