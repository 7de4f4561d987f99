"""What stands against reading a recognised sheet: columns that lack, or that nobody can tell."""

from collections.abc import Iterable, Mapping

from data.problems import FileRefusedError, Problem
from data.reading.answers import headers_of
from data.reading.headers import CONSTANT, position
from data.reading.recognition import Recognised
from data.reading.references import NAME_FIELDS
from data.reading.returns import RETURNS, lists_returns
from data.reading.units import unknown_units
from data.reading.words import fold

NO_COLUMN = (
    "No column is taken as {label} ({field}), which {table} needs: choose one, or give one value"
    " for every row."
)
NO_CODE = (
    "No column is taken as {label} ({field}), which {table} needs: choose one; where there are no"
    " codes, take the column of names."
)
SAME_HEADER = "Several columns are called {header}; name one by its position: {header}#2."


def what_lacks(one: Recognised, said: Mapping[str, str]) -> Iterable[Problem]:
    """Required fields without a column, headers above several columns, answers of no column."""
    for header in dict.fromkeys(headers_of(said).values()):
        try:
            if header and not header.startswith(CONSTANT):
                position(one.headers, [fold(each) for each in one.headers], header)
        except FileRefusedError as reason:
            yield Problem(one.sheet.file, None, "", "", reason.code, reason.values)
    if "invoice_amount" in one.meaning.missing and lists_returns(one.headers):
        yield Problem(one.sheet.file, None, "", "", RETURNS)
    for name in one.meaning.missing:
        column = one.table.by_name[name]
        facts = {"label": f"{column.zh} {column.en}", "field": name, "table": one.table.name}
        named = {column.references, f"{one.table.name}.{name}"} & set(NAME_FIELDS)
        code = NO_CODE if named else NO_COLUMN
        yield Problem(one.sheet.file, None, "", "", code, facts)
    yield from unknown_units(one)
    for header in one.meaning.repeated:
        yield Problem(one.sheet.file, None, header, "", SAME_HEADER, {"header": header})
