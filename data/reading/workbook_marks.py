"""What a cell of an .xlsx file shows beside its value: errors, formats, formulas, hidden rows."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

Cell = tuple[int, int]
"""(row, column), both from 0."""

PIECE = 4_000_000
P = rb"(?:\w+:)?"  # some programs write a prefix before every name
TAG = re.compile(rb"<" + P + rb"(sheet|Relationship|numFmt|cellXfs|xf|calcPr)\b([^>]*)>")
XFS = re.compile(rb"<" + P + rb"cellXfs\b.*?</" + P + rb"cellXfs>", re.DOTALL)
ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
ERROR = re.compile(
    rb"<" + P + rb'c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)(\d+)"[^>]*>.*?<' + P + rb"v>([^<]*)<",
    re.DOTALL,
)
FORMULA = (
    rb"<" + P + rb'c\b(?![^>]*\bt="str")[^>]*\br="([A-Z]+)(\d+)"[^>]*>\s*'
    rb"<" + P + rb"f\b(?:[^>]*/>|[^>]*>([^<]*)</" + P + rb"f>)\s*"
)
FORMULAS = re.compile(rb"[<:]f[ >/]")
NO_VALUE = re.compile(FORMULA + rb"(?!<" + P + rb"v>[^<])")
NO_VALUE_OR_ZERO = re.compile(FORMULA + rb"(?!<" + P + rb"v>(?!0<)[^<])")
HIDDEN = re.compile(rb"<" + P + rb'row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
PERCENT_FORMATS = (9, 10)
ZEROS = re.compile(r"0{2,}")
UNIT = re.compile(
    r"亿|百万|万|千元|公斤|千克|kg|升|美元|港币|欧元|USD|EUR|HKD|JPY|[$€£]", re.IGNORECASE
)
BRACKETS = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
"""`[$€-407]` is a sign and a country, `[$-804]` a country alone."""
SCALED = re.compile(r"!\.|\\\.|[0#?],+(?![0#?])")
"""A format that only shows fewer digits: the value behind it is whole."""


@dataclass
class Marks:
    """Of one sheet: cells with an error and its text, formulas never calculated, hidden rows.

    `formats` are the number formats of cells whose plain number does not say what a person sees.
    """

    errors: dict[Cell, str] = field(default_factory=dict)
    formulas: dict[Cell, str] = field(default_factory=dict)
    formats: dict[Cell, str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)


def marks_of(content: bytes) -> dict[str, Marks]:
    """Sheet name → its marks; empty for what is no .xlsx file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            telling, uncalculated = _telling_styles(book), _is_uncalculated(book)
            return {
                name: _scanned(book, part, telling, uncalculated)
                for name, part in _parts(book).items()
            }
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, RuntimeError, NotImplementedError):
        return {}


def _tags(xml: bytes, name: bytes) -> Iterator[dict[str, str]]:
    for tag in TAG.finditer(xml):
        if tag[1] == name:
            yield {
                key.decode().rpartition(":")[2]: unescape(value.decode())
                for key, value in ATTRIBUTE.findall(tag[2])
            }


def _parts(book: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → where it lies in the archive."""
    relations = book.read("xl/_rels/workbook.xml.rels")
    targets = {one["Id"]: one["Target"] for one in _tags(relations, b"Relationship")}
    found = {}
    for one in _tags(book.read("xl/workbook.xml"), b"sheet"):
        target = targets.get(one.get("id", ""), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if "worksheets/" in part and part in book.namelist():
            found[one["name"]] = part
    return found


def _is_uncalculated(book: zipfile.ZipFile) -> bool:
    """Whether a program wrote the file and leaves the calculating to Excel: zeros are no values."""
    calculated = next(_tags(book.read("xl/workbook.xml"), b"calcPr"), {})
    return calculated.get("fullCalcOnLoad") in ("1", "true")


def _telling_styles(book: zipfile.ZipFile) -> Mapping[bytes, str]:
    """Style number → its format, of formats that say something the number does not."""
    if "xl/styles.xml" not in book.namelist():
        return {}
    xml = book.read("xl/styles.xml")
    formats = {int(one["numFmtId"]): one["formatCode"] for one in _tags(xml, b"numFmt")}
    formats |= dict.fromkeys(PERCENT_FORMATS, "0%")
    styles = XFS.search(xml)
    found = {}
    for number, one in enumerate(_tags(styles[0] if styles else b"", b"xf")):
        written = formats.get(int(one.get("numFmtId", 0)), "").partition(";")[0]
        if is_telling(written):
            found[str(number).encode()] = written
    return found


def _scanned(
    book: zipfile.ZipFile, part: str, telling: Mapping[bytes, str], uncalculated: bool
) -> Marks:
    marks = Marks()
    formulas = NO_VALUE_OR_ZERO if uncalculated else NO_VALUE
    styled = re.compile(
        rb"<" + P + rb'c\b(?=[^>]*\bs="(' + b"|".join(telling) + rb')")'
        rb'(?![^>]*\bt="(?:s|str|e|b|inlineStr)")[^>]*\br="([A-Z]+)(\d+)"'
    )
    for piece in _pieces(book, part):
        for letters, row, text in ERROR.findall(piece) if b't="e"' in piece else ():
            marks.errors[_cell(letters, row)] = unescape(text.decode())
        for letters, row, text in formulas.findall(piece) if FORMULAS.search(piece) else ():
            marks.formulas[_cell(letters, row)] = "=" + unescape(text.decode("utf-8", "replace"))
        for style, letters, row in styled.findall(piece) if telling else ():
            marks.formats[_cell(letters, row)] = telling[style]
        marks.hidden_rows += [int(row) - 1 for row in HIDDEN.findall(piece)]
    return marks


def _pieces(book: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The sheet in pieces that end between two cells."""
    rest = b""
    with book.open(part) as content:
        while piece := content.read(PIECE):
            whole = rest + piece
            end = max(whole.rfind(b"<row"), whole.rfind(b"</c>"), whole.rfind(b":c>"), 0)
            yield whole[:end]
            rest = whole[end:]
    yield rest


def _cell(letters: bytes, row: bytes) -> Cell:
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return int(row) - 1, column - 1


def is_telling(written: str) -> bool:
    """Whether a number format says something that the number does not."""
    return "%" in written or bool(ZEROS.fullmatch(written) or unit_of(written))


def unit_of(written: str) -> str:
    """The unit in a number format that changes what the number means, such as 万 or $."""
    found = UNIT.search(BRACKETS.sub(r"\1", written))
    return found[0] if found and not SCALED.search(written) else ""
