"""Rows of one table that share a key: repetitions are dropped, contradictions are problems."""

from dataclasses import dataclass

import polars as pl

from data.contracts import LINEAGE, Table
from data.problems import Problem

CONTRADICTION = (
    "Row {other_row} of {other_file} has the same {keys} but different content in: {fields}."
)
Place = tuple[str, int]


@dataclass(frozen=True)
class Keyed:
    """Rows with distinct keys, what contradicted, and where the left-out rows stand."""

    rows: pl.DataFrame
    problems: tuple[Problem, ...]
    rejected: tuple[Place, ...]
    repeated: tuple[Place, ...]


def distinct(table: Table, rows: pl.DataFrame) -> Keyed:
    """Keep one row per key; of rows that contradict each other none is kept."""
    sharing = rows.select(table.keys).is_duplicated()
    if not sharing.any():
        return Keyed(rows, (), (), ())
    values = [one.name for one in table.fields if one.name not in table.keys]
    lineage = [one.name for one in LINEAGE if one.name in rows.columns]
    groups: dict[tuple[object, ...], list[dict[str, object]]] = {}
    for row in rows.filter(sharing).iter_rows(named=True):
        groups.setdefault(tuple(row[one] for one in table.keys), []).append(row)
    problems: list[Problem] = []
    rejected: list[Place] = []
    repeated: list[Place] = []
    for key, (first, *others) in groups.items():
        against = [(row, [one for one in values if row[one] != first[one]]) for row in others]
        if not any(fields for _, fields in against):
            repeated += [place(row) for row in others]
            continue
        rejected += [place(row) for row in (first, *others)]
        problems += [
            contradiction(table, key, row, first, fields) for row, fields in against if fields
        ]
    out = pl.DataFrame(
        [*rejected, *repeated], schema={one: rows.schema[one] for one in lineage[:2]}, orient="row"
    )
    kept = rows.join(out, lineage[:2], "anti", maintain_order="left")
    return Keyed(kept, tuple(problems), tuple(rejected), tuple(repeated))


def contradiction(
    table: Table,
    key: tuple[object, ...],
    row: dict[str, object],
    first: dict[str, object],
    fields: list[str],
) -> Problem:
    file, line = place(row)
    other_file, other_row = place(first)
    return Problem(
        file,
        line,
        ", ".join(table.keys),
        " / ".join("" if part is None else str(part) for part in key),
        CONTRADICTION,
        {
            "table": table.name,
            "other_row": other_row,
            "other_file": other_file,
            "keys": ", ".join(table.keys),
            "fields": ", ".join(fields),
        },
    )


def place(row: dict[str, object]) -> Place:
    """(file, line) of a row."""
    return str(row["source_file"]), int(str(row["source_line"]))
