"""Rows of one table that share a key: repetitions are dropped, contradictions are problems."""

from dataclasses import dataclass

import polars as pl

from data.contracts import LINEAGE, Table
from data.problems import Problem

CONTRADICTION = (
    "Row {other_row} of {other_file} has the same {keys} but different content in: {fields}."
)
CONTRADICTIONS = (
    "Rows with the same {keys} differ in: {fields}. Where a column says nothing about {table}, take"
    " none for that field."
)
NOT_WHOLE = "The shares of {group} add up to this; {whole} was expected."
ROUNDING = 0.00001
"""Three equal shares of 0.333333 are a whole."""
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


def complete(table: Table, keyed: Keyed) -> Keyed:
    """Without the groups whose parts do not add up to what the contract says."""
    if table.parts_of is None or not keyed.rows.height:
        return keyed
    name, whole, by = table.parts_of
    sums = keyed.rows.group_by(by, maintain_order=True).agg(
        pl.col(name).sum().alias("total"),
        pl.col("source_file").first(),
        pl.col("source_line").first(),
    )
    wrong = sums.filter((pl.col("total") - whole).abs().cast(pl.Float64) > whole * ROUNDING)
    if not wrong.height:
        return keyed
    problems = [
        Problem(
            str(row["source_file"]),
            int(row["source_line"]),
            table.by_name[name].zh,
            str(row["total"]),
            NOT_WHOLE,
            {"group": " / ".join(str(row[one]) for one in by if row[one]), "whole": whole},
        )
        for row in wrong.iter_rows(named=True)
    ]
    out = keyed.rows.join(wrong, by, "semi", nulls_equal=True, maintain_order="left")
    kept = keyed.rows.join(wrong, by, "anti", nulls_equal=True, maintain_order="left")
    rejected = out.select("source_file", "source_line").iter_rows()
    return Keyed(kept, (*keyed.problems, *problems), (*keyed.rejected, *rejected), keyed.repeated)


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
        kind=CONTRADICTIONS,
    )


def place(row: dict[str, object]) -> Place:
    """(file, line) of a row."""
    return str(row["source_file"]), int(str(row["source_line"]))
