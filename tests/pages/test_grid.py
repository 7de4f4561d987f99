"""A grid adds up: rows, remainder and total."""

import polars as pl
import pytest

from pages.shared.grid import Column, lay_out

FRAME = pl.DataFrame(
    {
        "id": ["a", "b", "c"],
        "name": ["甲", "乙", "丙"],
        "owed": [30_000.0, 20_000.0, 12_500.0],
        "share": [0.5, 0.25, None],
        "light": ["red", None, "green"],
    }
)
COLUMNS = [
    Column("owed", "逾期", "money"),
    Column("name", "客户", pinned=True),
    Column("share", "占比", "percent"),
]


def test_rest_and_total_are_sums_and_ratios_are_given() -> None:
    grid = lay_out(
        FRAME,
        COLUMNS,
        key="id",
        light="light",
        label="合计",
        total={"share": 0.4, "light": "amber"},
        limit=1,
        rest=lambda count: f"其余 {count} 家",
    )
    assert grid.roles == ("row", "rest", "total")
    assert grid.keys == ("a", None, None)
    assert grid.lights == ("red", "none", "amber")
    assert grid.texts() == [
        ["甲", "3.0", "50.0%"],
        ["其余 2 家", "3.3", "—"],
        ["合计", "6.3", "40.0%"],
    ]


def test_pinned_columns_come_first() -> None:
    assert [c.name for c in lay_out(FRAME, COLUMNS).columns] == ["name", "owed", "share"]


def test_units() -> None:
    assert lay_out(FRAME.head(1), COLUMNS[:2], unit="yuan").texts() == [["甲", "30,000.00"]]


def test_a_column_without_numbers_has_no_sum() -> None:
    empty = FRAME.with_columns(owed=pl.lit(None, pl.Float64))
    grid = lay_out(empty, COLUMNS[:2], total={}, label="合计")
    assert grid.texts()[-1] == ["合计", "—"]


def test_rows_never_vanish_silently() -> None:
    with pytest.raises(ValueError, match="remainder"):
        lay_out(FRAME, COLUMNS, limit=2)
    with pytest.raises(ValueError, match="at most"):
        lay_out(FRAME, COLUMNS, limit=1_001)


def test_lights_become_words_for_status_columns() -> None:
    words = {"red": "◆ 预警", "green": "● 正常"}
    grid = lay_out(FRAME, [Column("light", "状态", "status")], light_words=words)
    assert [row["light"] for row in grid.rows] == ["◆ 预警", None, "● 正常"]
