"""What a person has said of a file: the header for each field, and what its words stand for.

Both come in one mapping. `{"status": "deal_stage"}` names a column; `{"status:Engaging": "open"}`
says which code a word of the file stands for; `{"customer_id:": "散客"}` under which code the rows
count that have nothing there.
"""

from collections.abc import Mapping

from data.contracts import Field, Table
from data.problems import FileRefusedError

OF_WORD = ":"
"""Stands between a field and a word of the file."""


def headers_of(wanted: Mapping[str, str]) -> dict[str, str]:
    """Field → header, without what words stand for."""
    return {name: header for name, header in wanted.items() if OF_WORD not in name}


def words_of(wanted: Mapping[str, str], table: Table) -> dict[str, tuple[tuple[str, str], ...]]:
    """Field → (code, word of the file) pairs. Raises FileRefusedError for what is no code."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for name, code in wanted.items():
        field_name, mark, word = name.partition(OF_WORD)
        if not mark:
            continue
        field = table.by_name.get(field_name)
        if field is None:
            raise FileRefusedError(
                "The table {table} has no field {field}.", table=table.name, field=field_name
            )
        if not word:
            if not fillable(field):
                raise FileRefusedError("Empty cells of {field} cannot be filled.", field=field_name)
            found[field_name] = (*found.get(field_name, ()), (code, word))
            continue
        if code not in field.codes:
            raise FileRefusedError(
                "{word} cannot stand for {given} in {field}; expected one of: {allowed}.",
                word=word,
                given=code,
                field=field_name,
                allowed=field.allowed_text or "—",
            )
        found[field_name] = (*found.get(field_name, ()), (code, word))
    return found


def fillable(field: Field) -> bool:
    """Whether rows without this may count under one code: walk-in sales name no customer."""
    return field.required and not field.key and bool(field.references)
