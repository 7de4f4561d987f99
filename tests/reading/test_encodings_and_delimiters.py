"""Every encoding × delimiter gives the same rows; what is no text table is refused in words."""

import codecs

import pytest

from data.problems import FileRefusedError
from data.reading.sheets import read

ROWS = [["客户编号", "金额"], ["C1", "甲、乙"], ["C2", "1.5"]]
ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "gb18030": lambda text: text.encode("gb18030"),
    "utf-16 le": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "utf-16 be": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_same_rows_however_they_are_written(
    encoding: str, delimiter: str, line_end: str
) -> None:
    text = line_end.join(delimiter.join(row) for row in ROWS)
    (sheet,) = read(ENCODINGS[encoding](text), "a.csv")
    assert [list(row) for row in sheet.cells.rows()] == ROWS
    assert sheet.delimiter == delimiter


def test_utf16_without_a_mark_shows_itself() -> None:
    (sheet,) = read("id,name\nC1,abc\n".encode("utf-16-le"), "a.csv")
    assert sheet.cells.rows() == [("id", "name"), ("C1", "abc")]


def test_quoted_cells_hold_delimiters_quotes_and_line_ends() -> None:
    (sheet,) = read(b'a,b\n"1,5","say ""hi"""\n"two\nlines",x\n', "a.csv")
    assert sheet.cells.rows() == [("a", "b"), ("1,5", 'say "hi"'), ("two\nlines", "x")]


def test_delimiters_within_quoted_cells_do_not_count() -> None:
    (sheet,) = read(b'a,b,c\n"x\ty\nx\ty\nx\ty\nx\ty",2,3\n', "a.csv")
    assert sheet.cells.rows() == [("a", "b", "c"), ("x\ty\nx\ty\nx\ty\nx\ty", "2", "3")]


def test_blank_and_short_lines_keep_their_place() -> None:
    plain, quoted = b"a,b\n\n1\n2,3\n", b'"a",b\n\n1\n2,3\n'
    for content in (plain, quoted):
        (sheet,) = read(content, "a.csv")
        assert sheet.cells.rows() == [("a", "b"), ("", ""), ("1", ""), ("2", "3")]


def test_longer_lines_keep_every_cell() -> None:
    (sheet,) = read(b"title\na,b\n1,2,3\n", "a.csv")
    assert sheet.cells.rows() == [("title", "", ""), ("a", "b", ""), ("1", "2", "3")]


def test_excel_may_name_the_delimiter() -> None:
    (sheet,) = read(b"sep=;\na;b,c\n1;2,3\n", "a.csv")
    assert sheet.cells.rows() == [("", ""), ("a", "b,c"), ("1", "2,3")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf \r\n", "The file is empty."),
        (b"%PDF-1.7 ...", "This is a PDF file"),
        (b"<html><table>", "This is a web page"),
        (b"PK\x03\x04 no workbook", "This Excel file cannot be opened"),
        ("Münster,Düren,Jäger".encode("cp1252"), "neither UTF-8 nor GB18030"),
        (b"a,b\n1,\x00\n", "line 2 holds a control character"),
        (b'a,b\n1,"open\n2,3\n', "a quotation mark is left open"),
        (b"\xff\xfea\x00,\x00\x00\xd8", "cannot be read"),
    ],
)
def test_what_is_not_understood_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(FileRefusedError) as refusal:
        read(content, "a.csv")
    assert says in str(refusal.value)


@pytest.mark.parametrize("cell", [b"x" * 300_000, b'"' + b"x," * 150_000 + b'"'])
def test_a_line_without_end_is_refused_before_it_is_looked_at(cell: bytes) -> None:
    with pytest.raises(FileRefusedError, match="cell of line 2 has more than 200 KB"):
        read(b"id,name\nC1," + cell, "a.csv")


def test_a_line_of_millions_of_cells_is_refused_before_it_is_taken_apart() -> None:
    with pytest.raises(FileRefusedError, match="Line 2 has more than 5000 KB"):
        read(b"id,name\n" + b"x," * 3_000_000 + b"\n1,2\n", "a.csv")
