"""Bytes become text, or are refused: no character is ever guessed."""

import codecs
import re

from data.problems import FileRefusedError

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
OTHER_FORMATS = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
)
ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
"""What text is read in."""
MARKUP = re.compile(rb"\s*<(!doctype|html|table|\?xml)", re.IGNORECASE)
CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
SAMPLE = 200_000
WESTERN = re.compile("[\u00a1-\u00ff]{4,}")
WITHIN_WORD = re.compile("(?<=[A-Za-z])[^\x00-\x7f](?=[a-z])")
RARE_LEAD = 0xD8
"""From here on GB 2312 has its rare characters: Western letters with accents read as those."""
RARE_SHARE = 0.3
"""Above this share of characters outside GB 2312, text read as GB18030 is something else."""


def decode(content: bytes, wanted: str = "") -> tuple[str, str]:
    """(text without byte order mark, name of the encoding).

    UTF-8, UTF-16 with a mark (or plainly recognisable without), GB18030; `wanted` is an encoding
    that a person has named. Raises FileRefusedError.
    """
    refuse_other_formats(content)
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return strictly(content[len(mark) :], wanted or encoding), wanted or encoding
    if wanted:
        return strictly(content, wanted), wanted
    if unmarked := unmarked_utf16(content):
        return strictly(content, unmarked), unmarked
    try:
        return without_control(content.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        text = strictly(content, "gb18030")
    refuse_rare_characters(text)
    return text, "gb18030"


def refuse_other_formats(content: bytes) -> None:
    """Refuse what its first bytes show to be no text table, whatever the file is called."""
    for signature, name in OTHER_FORMATS:
        if content.startswith(signature):
            raise FileRefusedError(
                "This is a {format} file whatever its name says; save it as CSV or Excel.",
                format=name,
            )
    if MARKUP.match(content):
        raise FileRefusedError(
            "This is a web page saved under a table's name; open it in Excel and save it as .xlsx."
        )


def unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without a mark shows in ASCII characters having a zero as one half."""
    sample = content[: SAMPLE // 2 * 2]
    if not sample or len(content) % 2:
        return None
    pairs = len(sample) / 2
    if sample[1::2].count(0) > pairs * RARE_SHARE and not sample[::2].count(0):
        return "utf-16-le"
    if sample[::2].count(0) > pairs * RARE_SHARE and not sample[1::2].count(0):
        return "utf-16-be"
    return None


def strictly(content: bytes, encoding: str) -> str:
    try:
        return without_control(content.decode(encoding))
    except UnicodeDecodeError as reason:
        line = content[: reason.start].count(b"\n") + 1
        raise FileRefusedError(
            "The characters of line {line} cannot be read; save the file as CSV UTF-8.", line=line
        ) from reason


def without_control(text: str) -> str:
    """The text; raises FileRefusedError where it holds what no text file has."""
    if found := CONTROL.search(text):
        raise FileRefusedError(
            "This is no text file: line {line} holds a control character.",
            line=text.count("\n", 0, found.start()) + 1,
        )
    lost = text.find("\ufffd")
    if lost < 0 and not text.isascii():
        western = WESTERN.finditer(text, 0, SAMPLE * 10)
        lost = next((one.start() for one in western if is_chinese(one[0])), -1)
    if lost >= 0:
        raise FileRefusedError(
            "Line {line} holds characters that were already lost when the file was saved"
            " (“{text}”); export it again as CSV UTF-8.",
            line=text.count("\n", 0, lost) + 1,
            text=" ".join(text[max(0, lost - 5) : lost + 8].split()),
        )
    return text


def is_chinese(western: str) -> bool:
    """Whether Western letters are Chinese that was once read in the wrong encoding."""
    try:
        return bool(western.encode("latin-1").decode("gb2312"))
    except UnicodeDecodeError:
        return False


def refuse_rare_characters(text: str) -> None:
    """Western text reads as GB18030 too, as rare characters: refuse instead of showing those."""
    seen, rare = 0, 0
    for found in NOT_ASCII.finditer(text):
        seen += len(found[0])
        rare += len(found[0]) - len(found[0].encode("gb2312", "ignore")) // 2
        if seen > SAMPLE:
            break
    inside = WITHIN_WORD.findall(text, 0, SAMPLE * 10)
    western = any(one.encode("gb18030")[0] >= RARE_LEAD for one in inside)
    if western or rare > seen * RARE_SHARE:
        raise FileRefusedError(
            "The encoding is neither UTF-8 nor GB18030; save the file as CSV UTF-8."
        )
