"""When two words are the same word: width, case, spaces and marks do not count."""

import re
import unicodedata

PLAIN_UNIT = re.compile(r"\((元|人民币|cny|rmb|¥|吨|t|mt|天|d)\)$")
"""Units that the stored number has anyway; any other unit in brackets makes another word."""
MARKS = re.compile(r"[\s_/\\\-.:·*'\"“”]+")
INVISIBLE = re.compile("[\u200b-\u200f\ufeff]")


def plain(text: str) -> str:
    """Full-width letters made narrow, case and spaces around folded away."""
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip().casefold()


def fold(text: str) -> str:
    """A header or a coded word, for comparing: `订单 ID` = `订单ID`, `Order_Date` = `OrderDate`."""
    folded = MARKS.sub("", plain(text))
    return PLAIN_UNIT.sub("", folded)


def fold_name(text: str) -> str:
    """The name of a customer, rep or product, for comparing; punctuation counts."""
    return "".join(plain(text).split())
