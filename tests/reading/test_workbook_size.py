"""Workbooks that are small on the disk and huge in memory are refused at once, with a sentence."""

import io
import zipfile

import pytest
from xlsxwriter import Workbook

from data.problems import FileRefusedError
from data.reading import workbook_size
from data.reading.sheets import read

SHEET = "xl/worksheets/sheet1.xml"


def with_sheet(xml: str) -> bytes:
    """A workbook whose first sheet holds this."""
    plain, changed = io.BytesIO(), io.BytesIO()
    with Workbook(plain, {"in_memory": True}) as book:
        book.add_worksheet("a").write(0, 0, "x")
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, xml if name == SHEET else old.read(name))
    return changed.getvalue()


def cells(dimension: str, last: str) -> bytes:
    return with_sheet(
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'{dimension}<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        f'<row r="1048576">{last}</row></sheetData></worksheet>'
    )


@pytest.mark.parametrize(
    ("dimension", "cell"),
    [
        ("", '<c r="XFD1048576" s="1"><v>1</v></c>'),
        ('<dimension ref="A1:XFD1048576"/>', '<c r="XFD1048576" s="1"><v>1</v></c>'),
        ('<dimension ref="A1:B2"/>', '<c r="XFD1048576" s="1"><v>1</v></c>'),
        ("", '<c s="0" r="XFD1048576"><v>1</v></c>'),
        ("", "<c r='XFD1048576'><v>1</v></c>"),
        ("", '<x:c r = "XFD1048576"><v>1</v></x:c>'),
        ("", '<c r="A1048576"><v>1</v></c><c r="XFD1"><v>1</v></c>'),
    ],
)
def test_a_stray_cell_at_the_far_corner_is_named(dimension: str, cell: str) -> None:
    with pytest.raises(FileRefusedError, match="column XFD, row 1048576"):
        read(cells(dimension, cell), "a.xlsx")


def test_emptiness_packed_a_thousandfold_is_not_unpacked() -> None:
    content = with_sheet("<worksheet>" + " " * 60_000_000 + "</worksheet>")
    with pytest.raises(FileRefusedError, match="times its size, 60 MB"):
        read(content, "a.xlsx")


def test_formatting_far_from_the_table_refuses_nothing() -> None:
    content = cells('<dimension ref="A1:XFD1048576"/>', '<c r="XFD1048576" s="1"/>')
    (sheet,) = read(content, "a.xlsx")
    assert sheet.cells.shape == (1, 1)


def test_a_file_that_unpacks_to_gigabytes_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_size, "MAX_UNPACKED", 3_000_000)
    content = with_sheet("<worksheet>" + " " * 4_000_000 + "</worksheet>")
    assert len(content) < 20_000
    with pytest.raises(FileRefusedError, match="has 4 MB; at most 3 MB"):
        read(content, "a.xlsx")
