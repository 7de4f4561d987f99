"""Rows of the charts stand where the numbers say; every spec is a drawing that Vega-Lite knows."""

import altair as alt
import polars as pl
import pytest

from pages.shared import numbers
from pages.shared.charts import ageing, bars, pace, pareto, quadrant, stacked, trend, waterfall
from pages.shared.charts.grammar import Spec
from pages.shared.tokens import DARK, LIGHT, LIGHTS, ageing_css, css, marked, worst

SPECS = {
    "pace": pace.spec(LIGHT, "a", "b", "c"),
    "pace in percent": pace.spec(DARK, "a", "b", "c", share=True),
    "ageing": ageing.spec(LIGHT, ("not_due", "1-30", ">30"), "a", "b", "c", "d"),
    "quadrant": quadrant.spec(LIGHT, "a", "b", ("a", "b", "c", "d"), (60, 60), (25, 330)),
    "pareto": pareto.spec(LIGHT, "a", "b"),
    "stacked": stacked.spec(LIGHT, ("new", "old")),
    "waterfall": waterfall.spec(LIGHT),
    "trend": trend.spec(LIGHT, ("dso", "target"), ("actual", "plan")),
    "bars": bars.spec(LIGHT, "a", "b"),
}


@pytest.mark.parametrize("name", SPECS)
def test_specs_are_valid_and_bring_ground_and_no_data(name: str) -> None:
    spec = SPECS[name]
    alt.Chart.from_dict(spec | {"data": {"name": "rows"}}, validate=True)
    assert spec["config"]["background"] in (LIGHT.ground, DARK.ground)
    assert "data" not in spec and "datasets" not in spec


def test_specs_are_built_once() -> None:
    assert pace.spec(LIGHT, "a", "b", "c") is SPECS["pace"]


def names_of_selections(spec: Spec) -> set[str]:
    return {one["name"] for layer in spec["layer"] for one in layer.get("params", [])} | {
        one["name"] for one in spec.get("params", [])
    }


def test_a_click_has_the_name_that_pages_ask_for() -> None:
    for name, pick in (
        ("ageing", ageing.PICK),
        ("quadrant", quadrant.PICK),
        ("stacked", stacked.PICK),
        ("waterfall", waterfall.PICK),
        ("bars", bars.PICK),
    ):
        assert pick in names_of_selections(SPECS[name])


def test_pace_rows_tell_amounts_and_gaps() -> None:
    frame = pl.DataFrame(
        {
            "name": ["江南", "未归属"],
            "actual": [9_000_000.0, 100_000.0],
            "target": [20_000_000.0, None],
            "prior": [8_000_000.0, None],
            "expected": [12_000_000.0, None],
            "projection": [15_000_000.0, None],
            "pace_gap": [-0.15, None],
            "light": ["red", "none"],
        }
    )
    first, second = pace.rows(frame, numbers.money).to_dicts()
    assert first["actual_text"] == "900.0"
    assert first["variance_text"] == "−300.0"
    assert first["gap_text"] == "◆ −15.0"
    assert first["zero"] - first["variance_end"] == pytest.approx(3_000_000)  # the same scale
    assert first["zero"] + -3_000_000 > first["tip"]  # the variance never reaches the bars
    assert (second["variance_text"], second["gap_text"]) == ("—", "—")


def test_pace_in_percent_of_the_own_target() -> None:
    frame = pl.DataFrame(
        {
            "name": ["销售额"],
            "attainment": [0.563],
            "projection": [0.94],
            "expected": [0.6],
            "pace_gap": [-0.037],
            "light": ["amber"],
            "actual_text": ["4,784.6 万元"],
        }
    )
    (row,) = pace.share_rows(frame).to_dicts()
    assert (row["actual"], row["actual_text"]) == (pytest.approx(56.3), "56.3%")
    assert row["variance_text"] == "4,784.6 万元"
    assert row["gap_text"] == "▲ −3.7"


def test_ageing_meets_at_the_due_day() -> None:
    amounts = {"not_due": 50.0, "1-30": 30.0, "31-60": 20.0, ">60": None}
    judged = {"name": "江南", "light": "red", "overdue_amount": 50.0, "overdue_ratio": 0.5}
    frame = pl.DataFrame([judged | amounts])
    words = {bucket: bucket for bucket in amounts}
    rows = ageing.rows(frame, numbers.count, words).to_dicts()
    assert [(row["low"], row["high"]) for row in rows[:3]] == [(-50, 0), (0, 30), (30, 50)]
    assert rows[0]["sum_text"] == "50"
    assert rows[0]["share_text"] == "◆ 50.0%"


def test_other_edges_of_the_settings_use_the_whole_range_of_colours() -> None:
    assert ageing.steps(7) == [0, 1, 2, 3, 4, 5, 6]
    assert ageing.steps(5) == [0, 1, 3, 4, 6]
    assert ageing.steps(2) == [0, 1]
    assert len(ageing.steps(8)) == 8 and max(ageing.steps(8)) == 6


def test_waterfall_steps_hang_where_the_sum_before_ended() -> None:
    frame = pl.DataFrame(
        {
            "name": ["应达", "江南", "湖东", "实际"],
            "value": [100.0, -30.0, 10.0, 80.0],
            "is_total": [True, False, False, True],
        }
    )
    rows = waterfall.rows(frame, numbers.number).to_dicts()
    assert [(row["low"], row["high"]) for row in rows] == [(0, 100), (100, 70), (70, 80), (0, 80)]
    assert [row["light"] for row in rows] == ["none", "red", "green", "none"]
    assert [row["value_text"] for row in rows] == ["100.0", "−30.0", "+10.0", "80.0"]
    owed = waterfall.rows(frame, numbers.number, more_is_good=False).to_dicts()
    assert [row["light"] for row in owed] == ["none", "green", "red", "none"]


def test_stacked_columns_add_up() -> None:
    frame = pl.DataFrame({"at": ["11月上", "11月中"], "new": [2, 0], "old": [3, None]})
    rows = stacked.rows(frame, ("new", "old"), numbers.count, {"new": "新", "old": "旧"}).to_dicts()
    assert [(row["low"], row["high"]) for row in rows] == [(0, 2), (2, 5), (0, 0), (0, 0)]
    assert [row["total_text"] for row in rows] == ["5", "", "0", ""]


def test_a_gap_in_a_line_stays_a_gap() -> None:
    frame = pl.DataFrame({"at": ["9月", "10月", "11月"], "dso": [36.0, None, 38.6]})
    rows = trend.rows(frame, ("dso",), numbers.number, {"dso": "DSO"}).to_dicts()
    assert [row["value"] for row in rows] == [36.0, None, 38.6]
    assert [row["last_text"] for row in rows] == ["", "", "38.6 DSO"]


def test_causes_are_ranked_and_cumulated() -> None:
    frame = pl.DataFrame({"name": ["数量", "送货"], "value": [1, 3]})
    rows = bars.ranked_rows(frame, numbers.count).to_dicts()
    assert [row["name"] for row in rows] == ["送货", "数量"]
    assert [row["aside_text"] for row in rows] == ["75.0%", "100.0%"]


def test_a_number_moves_out_of_the_way_of_the_mark() -> None:
    frame = pl.DataFrame(
        {
            "name": ["沈舟", "顾言"],
            "median": [3.0, 9.0],
            "p90": [7.5, 20.0],
            "limit": [8.0, 8.0],
            "late_count": [0, 5],
            "light": ["green", "red"],
        }
    )
    rows = bars.clock_rows(frame, numbers.hours).to_dicts()
    assert [row["tip"] for row in rows] == [8.0, 20.0]
    assert [row["aside_text"] for row in rows] == ["● 0", "◆ 5"]


def test_lights_are_signs_before_they_are_colours() -> None:
    assert [marked(light, "1") for light in LIGHTS] == ["● 1", "▲ 1", "◆ 1", "1"]
    assert worst(["green", "none", "amber"]) == "amber"
    assert worst([]) == "none"
    assert css("bad") == "light-dark(#C4361C,#FF8266)"
    assert ageing_css(0) == "light-dark(#CBD2DB,#47525F)"
