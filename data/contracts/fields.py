"""What one column and one table promise: name, type, unit, key, words, one sentence of meaning."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import pyarrow as pa

Kind = Literal["text", "date", "timestamp", "money", "tonnes", "ratio", "number", "count", "flag"]
SeenBy = Literal["customer", "rep", "order", "node", "about", "everyone"]

ARROW: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "money": pa.decimal128(18, 2),
    "tonnes": pa.decimal128(18, 3),
    "ratio": pa.decimal128(18, 6),
    "number": pa.float64(),
    "count": pa.int64(),
    "flag": pa.bool_(),
}
SQL: dict[Kind, str] = {
    "text": "varchar",
    "date": "date",
    "timestamp": "timestamp",
    "money": "decimal(18,2)",
    "tonnes": "decimal(18,3)",
    "ratio": "decimal(18,6)",
    "number": "double",
    "count": "bigint",
    "flag": "boolean",
}
UNITS: dict[Kind, str] = {"money": "CNY", "tonnes": "t", "ratio": "1 = 100 %"}


@dataclass(frozen=True)
class Field:
    """One column. `synonyms` are other headers for it; `values` pairs a code with its Chinese word.

    `words` pairs a code with what else people write for it. `least` and `most` are the smallest and
    the largest number allowed. `default` is what an empty or absent cell means, as the code that
    queries see. `follows` names the column that it is worked out from where it is absent.
    """

    name: str
    kind: Kind
    zh: str
    en: str
    meaning: str
    key: bool = False
    required: bool = False
    values: tuple[tuple[str, str], ...] = ()
    references: str = ""
    synonyms: tuple[str, ...] = ()
    default: str | None = None
    unit: str = ""
    words: tuple[tuple[str, str], ...] = ()
    least: int | None = None
    most: int | None = None
    follows: str = ""

    @property
    def unit_text(self) -> str:
        """The unit of the stored number, "" for words and dates."""
        return self.unit or UNITS.get(self.kind, "")

    @property
    def codes(self) -> tuple[str, ...]:
        """The allowed codes, empty when anything goes."""
        return tuple(code for code, _ in self.values)

    @property
    def range_text(self) -> str:
        """The allowed numbers, such as `1–5` or `≥ 0`, "" when any goes."""
        if self.least is not None and self.most is not None:
            return f"{self.least}–{self.most}"
        if self.least is not None:
            return f"≥ {self.least}"
        return "" if self.most is None else f"≤ {self.most}"

    @property
    def allowed_text(self) -> str:
        """The allowed codes with their Chinese words, or the allowed numbers."""
        return " / ".join(f"{code} {zh}" for code, zh in self.values) or self.range_text

    def label(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


LINEAGE = (
    Field("source_file", "text", "来源文件", "Source file", "File that the row came from"),
    Field("source_line", "count", "来源行", "Source line", "Line in that file as Excel counts it"),
    Field("source_upload", "text", "上传批次", "Upload", "Upload that brought the row in"),
)
PARTITION = Field(
    "partition_month", "text", "分区月", "Partition month", "Month of the row, for storage"
)


@dataclass(frozen=True)
class Table:
    """One table of a release.

    `month_field` names the date that decides the month partition. `seen_by` says through what a
    scoped reader sees a row. `group_fields`: a file replaces whole groups (an order's lines).
    `parts_of`: the values of a field add up to a number within rows that agree in other fields.
    """

    name: str
    zh: str
    en: str
    meaning: str
    seen_by: SeenBy
    fields: tuple[Field, ...]
    month_field: str = ""
    group_fields: tuple[str, ...] = ()
    sort_fields: tuple[str, ...] = ()
    parts_of: tuple[str, int, tuple[str, ...]] | None = None
    lineage: bool = field(default=True, kw_only=True)

    @cached_property
    def columns(self) -> tuple[Field, ...]:
        """The fields, then the partition column, then where the row came from."""
        partition = (PARTITION,) if self.month_field else ()
        return self.fields + partition + (LINEAGE if self.lineage else ())

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.fields if one.key)

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {one.name: one for one in self.columns}

    def arrow_schema(self) -> pa.Schema:
        """Arrow schema of all columns, in contract order."""
        return pa.schema([(one.name, ARROW[one.kind]) for one in self.columns])

    def label(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


def column(
    kind: Kind, name: str, zh: str, en: str, meaning: str, *synonyms: str, **more: object
) -> Field:
    """A Field in one line: kind, name, words, meaning, then other headers that mean it."""
    return Field(name, kind, zh, en, meaning, synonyms=synonyms, **more)  # type: ignore[arg-type]  # keyword fields are checked by Field itself
