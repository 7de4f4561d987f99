"""A tree is drawn from a grid: its cells are the texts of the file, its rows say where they stand."""

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from data.language import translate
from pages.shared import exports
from pages.shared.exports import csv_file
from pages.shared.grid import Column, Grid, lay_out
from pages.shared.tree import Place, placed
from tests.pages.trees import sent, tree_rows

PLACES = (
    Place("*", None, 0, is_open=True, picks=False, role="total"),
    Place("*/S", "*", 1, opens=True),
    Place("*/-", "*", 1, role="part"),
)


def grid() -> Grid:
    frame = pl.DataFrame(
        {
            "name": ["Total", "South <b>", "Nobody"],
            "light": ["amber", "red", "none"],
            "actual": [1_000_000.0, 990_000.0, 10_000.0],
            "share": [0.5, 1.5, None],
            "gap": [-0.1, -0.2, None],
        }
    )
    columns = [
        Column("name", "Region", pinned=True),
        Column("actual", "Actual", "money"),
        Column("share", "Attained", "bar", full=1.2),
        Column("gap", "Gap, pp", "points", effect=True),
    ]
    return lay_out(frame, columns, unit="wan", key="name", light="light")


def page() -> None:
    import streamlit as st

    from pages.shared.tree import tree
    from tests.pages import test_tree

    tree(
        test_tree.grid(),
        test_tree.PLACES,
        "tree",
        chosen="*/S",
        fold=lambda row, is_open: st.write(f"folded {row} {is_open}"),
        pick=lambda row: st.write(f"picked {row}"),
    )


def test_the_screen_shows_the_cells_of_the_grid() -> None:
    at = AppTest.from_function(page, default_timeout=20).run()
    assert not at.exception
    assert not at.markdown  # nothing is picked before a click
    assert tree_rows(at, "actual", "share", "gap") == [
        ("Total", 100.0, 50.0, -10.0),
        ("South <b>", 99.0, 150.0, -20.0),
        ("Nobody", 1.0, None, None),
    ]
    total, south, nobody = sent(at)["rows"]
    assert (total["role"], total["depth"], south["depth"]) == ("total", 0, 1)
    assert (south["opens"], south["open"], south["chosen"], nobody["opens"]) == (1, 0, 1, 0)
    assert (south["cells"][1]["bar"], south["cells"][2]["light"]) == (1.25, "red")
    assert "light" not in nobody["cells"][2]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_file_says_how_deep_each_row_stands(language: str) -> None:
    told = csv_file(placed(grid(), PLACES), language).decode("utf-8-sig").splitlines()
    assert told[0].split(",")[0] == translate(language, "Depth")
    assert [line.split(",")[:3] for line in told[1:]] == [
        ["0", "Total", "100.0"],
        ["1", "South <b>", "99.0"],
        ["1", "Nobody", "1.0"],
    ]


def test_excel_folds_what_stands_below() -> None:
    import io

    import openpyxl

    cover = exports.Cover("Targets", "", (), None, None, None)
    sheet = exports.Sheet("Tree", placed(grid(), PLACES))
    book = openpyxl.load_workbook(io.BytesIO(exports.workbook(cover, [sheet], "en")))
    page = book["Tree"]
    assert [page.row_dimensions[row].outlineLevel for row in (3, 4, 5)] == [0, 1, 1]
    assert [page.cell(row, 1).alignment.indent for row in (3, 4)] == [0, 1]
    assert [page.cell(row, 2).value for row in (3, 4, 5)] == [100, 99, 1]
