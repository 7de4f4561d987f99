"""Months, quarters and dekads that stand in text columns, brought to one way of writing."""

import re

YEAR = r"((?:19|20)\d{2})"
MONTH = re.compile(
    YEAR + r"(?:(\d{2})|[-/.年](\d{1,2})月?(?:[-/.]?\d{1,2}日?(?:[ t]0?0:00(?::00(?:\.0+)?)?)?)?)"
)
OCTOBER = re.compile(YEAR + r"\.1")
"""What Excel makes of 2026.10: it may be January or October."""
QUARTER = re.compile(YEAR + r"年?[-/ ]?(?:q([1-4])|第?([1-4一二三四])季度?)")
DEKAD = re.compile(YEAR + r"[-/.年](\d{1,2})月?[-/ ]?(?:d([1-3])|([上中下])旬)")
CHINESE = dict(zip("一二三四上中下", "1234123", strict=True))

NOT_A_PERIOD = {
    "month": "A month was expected, such as 2026-11 or 2026年11月.",
    "quarter": "A quarter was expected, such as 2026-Q4 or 2026年4季度.",
    "dekad": "A dekad was expected, such as 2026-11-D1 or 2026年11月上旬.",
}


def month(text: str) -> str | None:
    """`YYYY-MM`, also of a day in the month; None where it is no month."""
    found = None if OCTOBER.fullmatch(text) else MONTH.fullmatch(text)
    number = int(found[2] or found[3]) if found else 0
    return f"{found[1]}-{number:02d}" if found and 1 <= number <= 12 else None


def quarter(text: str) -> str | None:
    """`YYYY-Qn`; None where it is no quarter."""
    found = QUARTER.fullmatch(text)
    if not found:
        return None
    number = found[2] or found[3]
    return f"{found[1]}-Q{CHINESE.get(number, number)}"


def dekad(text: str) -> str | None:
    """`YYYY-MM-Dn`; None where it is no dekad of a month."""
    found = DEKAD.fullmatch(text)
    if not found or not 1 <= int(found[2]) <= 12:
        return None
    return f"{found[1]}-{int(found[2]):02d}-D{found[3] or CHINESE[found[4]]}"


READERS = {"month": month, "quarter": quarter, "dekad": dekad}
