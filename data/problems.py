"""What is wrong with a file, cell by cell, as codes that become sentences of the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.contracts import TABLES
from data.errors import RefusedError
from data.language import translate

TABLE_VALUES = ("table", "other_table")
FIELD_VALUES = ("keys", "fields")
"""Values of sentences that name a table, and fields of the first."""


class FileRefusedError(RefusedError):
    """A file cannot be read at all; nothing of it is used."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where it stands, what stands there, and what was expected.

    `row` is the line as a person counts it in Excel, None for the file as a whole. `column` is the
    header as the file has it. `code` is the English sentence, `values` fill its {places}. `sheet`
    is the sheet of an Excel file. `kind` is a sentence for all problems that differ in their place
    only, "" where `code` is.
    """

    file: str
    row: int | None
    column: str
    value: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    sheet: str = ""
    kind: str = ""

    def sentence(self, language: str = "en") -> str:
        """What is wrong and what was expected, without the place."""
        return worded(language, self.code, self.values)

    def line(self, language: str = "en") -> str:
        """The problem with its place, in one line."""
        found = {
            "file": f"{self.file} [{self.sheet}]" if self.sheet else self.file,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "sentence": self.sentence(language),
        }
        if self.row is None:
            return translate(language, "{file}: {sentence}", **found)
        if not self.column:
            return translate(language, "{file}, row {row}: {sentence}", **found)
        return translate(language, "{file}, row {row}, {column} “{value}”: {sentence}", **found)

    def as_fact(self, language: str = "en") -> dict[str, object]:
        """The problem for programs: file, sheet, row, column, value, problem, kind."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "problem": self.sentence(language),
            "kind": worded(language, self.kind or self.code, self.values),
        }


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was done to a file's rows and that a person should see; not an error."""

    file: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, language: str = "en") -> str:
        return worded(language, self.code, self.values)


def worded(language: str, code: str, values: Mapping[str, object]) -> str:
    """The sentence of a code; names of tables and fields among its values become labels."""
    labels: dict[str, object] = {}
    contract = TABLES.get(str(values.get("table")))
    for name, value in values.items():
        if name in TABLE_VALUES and str(value) in TABLES:
            labels[name] = TABLES[str(value)].label(language)
        elif name in FIELD_VALUES and contract:
            parts = str(value).split(", ")
            known = contract.by_name
            labels[name] = ", ".join(
                known[one].label(language) if one in known else one for one in parts
            )
    return translate(language, code, **{**values, **labels})
