"""Files that leave the page hold what the screen shows."""

import io
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import polars as pl
import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it has no types

from pages.shared.exports import BOM, Cover, Sheet, csv_file, disarmed, workbook
from pages.shared.grid import Column, Grid, lay_out

COVER = Cover(
    "目标达成",
    "11月完成 54.9%",
    ("11月", "区域 江南"),
    date(2026, 11, 18),
    7,
    datetime(2026, 11, 18, 23, 42, tzinfo=UTC),
    "沈舟",
)


def grid() -> Grid:
    frame = pl.DataFrame(
        {
            "name": ["=cmd()", "乙"],
            "owed": [30_449.0, -12_500.0],
            "share": [0.45549, None],
            "gap": [-0.1449, 0.02],
            "due": [date(2026, 11, 8), None],
            "trend": [[1.0, 2.0], [2.0, 1.0]],
        }
    )
    columns = [
        Column("name", "客户", pinned=True),
        Column("owed", "逾期", "money", sign=True),
        Column("share", "占比", "percent"),
        Column("gap", "进度差", "points"),
        Column("due", "到期", "date"),
        Column("trend", "近9旬", "line"),
    ]
    return lay_out(frame, columns, total={"share": 0.31}, label="合计")


def opened() -> Any:
    return load_workbook(io.BytesIO(workbook(COVER, [Sheet("逾期/客户", grid())], "zh")))


def test_every_cell_shows_the_number_of_the_screen() -> None:
    page = opened()["逾期 客户"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    assert rows == [
        ["客户", "逾期 (万元)", "占比", "进度差 (pp)", "到期"],
        ["=cmd()", 3.0449, 0.455, -14.5, datetime.fromisoformat("2026-11-08")],
        ["乙", -1.25, "—", 2, None],
        ["合计", 1.7949, 0.31, "—", None],
    ]
    assert page["C3"].number_format == '#,##0.0%;"−"#,##0.0%'
    assert page["B3"].number_format == '+#,##0.0;"−"#,##0.0;#,##0.0'
    assert page["A3"].data_type == "s"  # a name, never a formula


def shown(value: float, look: str) -> str:
    """What Excel shows of a number, for the formats in use: sections, digits, signs as text."""
    sections = look.split(";")
    section = sections[1 if value < 0 else 2 if value == 0 and len(sections) == 3 else 0]
    places = len(section.partition(".")[2])
    digits = Decimal(repr(abs(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return section.replace('"', "").replace(
        "#,##0" + ("." + "0" * places) * (places > 0), f"{digits:,}"
    )


@pytest.mark.parametrize("sign", [False, True])
@pytest.mark.parametrize("unit", ["wan", "yuan", "yi", "thousand"])
def test_money_added_up_in_excel_is_the_total_and_looks_like_the_screen(
    unit: str, *, sign: bool
) -> None:
    """Rows were written rounded: 2,475.8 added up, 2,476.4 in the total row.

    Three times 0.44 shows as 0.4, 0.4, 0.4 and 1.3 in the total, as 1.32 does. −300 yuan is no −0.0.
    """
    amounts = [
        Decimal(one) for one in ("4400", "4400", "4400", "-300", "499.99", "-12345678.9", "0")
    ]
    frame = pl.DataFrame({"name": list("abcdefg"), "owed": amounts})
    columns = [Column("name", "客户"), Column("owed", "逾期", "money", sign=sign)]
    found = lay_out(frame, columns, unit=unit, total={}, label="合计", limit=5, rest=str)
    book = load_workbook(io.BytesIO(workbook(COVER, [Sheet("表", found)], "zh")))
    cells = [row[1] for row in book["表"].iter_rows(min_row=3)]
    values = [cell.value for cell in cells]
    assert [shown(cell.value, cell.number_format) for cell in cells] == [
        text for _name, text in found.texts()
    ]
    yuan = {"wan": 10_000, "yuan": 1, "yi": 10**8, "thousand": 1_000}[unit]
    assert values[0] == 4400 / yuan
    assert sum(values[:-1]) == pytest.approx(values[-1], rel=1e-12)
    # 13,200 − 300 + 499.99 − 12,345,678.90
    assert values[-1] == pytest.approx(-12_332_278.91 / yuan, rel=1e-12)


def test_the_cover_says_what_the_numbers_stand_on() -> None:
    page = opened()["说明"]
    said = {row[0].value: row[1].value for row in page.iter_rows()}
    assert said["筛选条件"] == "11月\n区域 江南"
    assert said["数据截止"] == "2026-11-18"
    assert said["数据版本"] == "7"
    assert said["发布时间"] == "2026-11-19 07:42"


def test_sheets_of_one_name_stay_apart() -> None:
    sheets = [Sheet("表", grid()), Sheet("表", grid())]
    book = load_workbook(io.BytesIO(workbook(COVER, sheets, "zh")))
    assert book.sheetnames == ["说明", "表", "表 2"]


def test_csv_reads_in_excel_and_runs_nothing() -> None:
    text = csv_file(grid(), "en").decode()
    assert text.startswith(BOM)
    lines = text.removeprefix(BOM).split("\r\n")
    assert lines == [
        "客户,逾期 (10k CNY),占比,进度差 (pp),到期",
        "'=cmd(),3.0,45.5%,-14.5,2026-11-08",
        "乙,-1.3,,2.0,",
        "合计,1.8,31.0%,,",
        "",
    ]


def test_formula_starts_are_disarmed() -> None:
    assert [disarmed(text) for text in ("=1", "+1", "-1", "@a", "\t=1", "＝1", "a=1")] == [
        "'=1",
        "'+1",
        "'-1",
        "'@a",
        "'\t=1",
        "'＝1",
        "a=1",
    ]
