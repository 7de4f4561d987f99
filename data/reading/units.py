"""Units that would make every number wrong: 万元 in a header or above it, 千克 in a unit column."""

import re
from collections.abc import Iterator

from data.problems import Note, Problem
from data.reading.headers import words
from data.reading.recognition import Recognised
from data.reading.words import fold, plain

MONEY = (
    r"亿元?|百万元?|十万元?|万元?|千元|百元|美元|港币|欧元|日元|usd|eur|hkd|jpy|[$€£]"
    r"|k\s?cny|k\s?rmb"
)
WEIGHT = r"万吨|千吨|公斤|千克|kg|克|升|毫升|l|立方米?|m3|m³|磅|斤"
HEADER_UNIT = {
    kind: re.compile(
        rf"(?:[(（\[【/_\s:：-]\s*)({unit})\s*(?:[)）\]】/].*)?$|(亿元|万元|千元|公斤|千克|kg)$"
    )
    for kind, unit in (("money", MONEY), ("tonnes", WEIGHT))
}
ABOVE = {
    kind: re.compile(
        rf"(?:单位|unit)\s*[:：]?\s*(?:人民币)?\s*({unit})|[(（\[【]\s*({unit})\s*[)）\]】]"
    )
    for kind, unit in (("money", MONEY), ("tonnes", WEIGHT))
}
UNIT_HEADERS = ("单位", "计量单位", "数量单位", "unit", "uom")
OTHER_UNITS = (
    *("千克", "公斤", "kg", "克", "g", "斤", "磅", "升", "l", "毫升", "立方米", "立方", "m3", "方"),
    *(
        "万吨",
        "千吨",
        "桶",
        "件",
        "箱",
        "袋",
        "瓶",
        "个",
        "台",
        "车",
        "万元",
        "千元",
        "美元",
        "usd",
    ),
)
OWN = {"money": "CNY", "tonnes": "t"}
WITHOUT_UNIT = ("数量", "销量", "quantity", "qty", "orderquantity", "order quantity")
"""Headers that count anything: tonnes in this trade, pieces in others."""

UNIT_IN_HEADER = (
    "The header {header} says {unit}, but {own} was expected; convert the column first."
)
UNIT_ABOVE = "Above the header stands “{text}”, but {own} was expected; convert the numbers first."
UNIT_OF_ROW = "Quantities are in tonnes; another unit is refused."
TAKEN_AS_TONNES = (
    "The numbers under {header} were taken as tonnes. If they are pieces or litres, choose none for"
    " {fields}; amounts stay."
)


def foreign_units(found: Recognised) -> Iterator[Problem]:
    """Headers that are read, and words above them, with a unit that the stored number has not."""
    file, kinds = found.sheet.file, set()
    for name, source in found.meaning.sources.items():
        kind = found.table.by_name[name].kind
        if kind not in OWN or not source.columns:
            continue
        kinds.add(kind)
        for header in source.headers:
            for pattern in HEADER_UNIT.values() if source.how == "price" else [HEADER_UNIT[kind]]:
                if unit := pattern.search(plain(header)):
                    facts = {"header": header, "unit": unit[1] or unit[2], "own": OWN[kind]}
                    yield Problem(file, None, header, "", UNIT_IN_HEADER, facts)
    for at in range(found.header_at):
        for cell in filter(None, map(str.strip, found.sheet.record(at))):
            for kind in sorted(kinds):
                if ABOVE[kind].search(plain(cell)):
                    facts = {"text": cell[:60], "own": OWN[kind]}
                    yield Problem(file, None, "", "", UNIT_ABOVE, facts)


def unknown_units(found: Recognised) -> Iterator[Problem]:
    """Headers that nobody took because of their unit: 金额(万元), where an amount is wanted."""
    for name, known in words(found.table).items():
        kind = found.table.by_name[name].kind
        if kind not in OWN or name in found.meaning.sources or name in found.meaning.declined:
            continue
        for header in found.meaning.ignored:
            unit = HEADER_UNIT[kind].search(plain(header))
            if unit and fold(plain(header)[: unit.start()]) in known:
                facts = {"header": header, "unit": unit[1] or unit[2], "own": OWN[kind]}
                yield Problem(found.sheet.file, None, header, "", UNIT_IN_HEADER, facts)


def unit_column(found: Recognised) -> int | None:
    """The column that names the unit of a quantity in tonnes."""
    sources = found.meaning.sources
    if not any(found.table.by_name[one].kind == "tonnes" for one in sources):
        return None
    used = {at for one in sources.values() for at in one.columns}
    headers = enumerate(map(plain, found.headers))
    return next((at for at, one in headers if one in UNIT_HEADERS and at not in used), None)


def unsaid_units(found: Recognised) -> Iterator[Note]:
    """Quantities that were taken as tonnes although nothing says so."""
    for name, source in found.meaning.sources.items():
        named = source.how == "column" and plain(source.headers[0]) in WITHOUT_UNIT
        if named and found.table.by_name[name].kind == "tonnes" and unit_column(found) is None:
            facts = {"header": source.headers[0], "fields": name, "table": found.table.name}
            yield Note(found.sheet.file, TAKEN_AS_TONNES, facts)
