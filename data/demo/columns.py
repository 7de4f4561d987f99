"""Demo rows as Arrow columns of the contracts, exact to the cent."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from data.contracts import ARROW, BASE
from data.demo.span import FIRST_DAY, Flags, Ints

Column: TypeAlias = "pa.Array[Any]"
Row = dict[str, Any]
"""One row of a small table, by column."""

UPLOAD = "demo"
"""What `source_upload` says of every demo row."""
EPOCH_DAY = np.datetime64(FIRST_DAY, "D").astype(np.int64)


def decimals(units: Ints, kind: pa.Decimal128Type, empty: Flags | None = None) -> Column:
    """Whole units of the last decimal (cents, kilograms) as decimals, without passing a float."""
    words = np.stack([units, units >> 63], axis=1).astype("<i8")
    missing = 0 if empty is None else int(empty.sum())
    valid = (
        None if empty is None else pa.py_buffer(np.packbits(~empty, bitorder="little").tobytes())
    )
    return pa.Array.from_buffers(
        kind, len(units), [valid, pa.py_buffer(words.tobytes())], null_count=missing
    )


def money(cents: Ints, empty: Flags | None = None) -> Column:
    return decimals(cents, pa.decimal128(18, 2), empty)


def tonnes(kilograms: Ints, empty: Flags | None = None) -> Column:
    return decimals(kilograms, pa.decimal128(18, 3), empty)


def dates(numbers: Ints, empty: Flags | None = None) -> Column:
    """Day numbers as dates."""
    return pa.array((numbers + EPOCH_DAY).astype(np.int32), pa.date32(), mask=empty)


def words(known: Sequence[str], index: Ints, empty: Flags | None = None) -> Column:
    """The word at each index."""
    return pa.array(known, pa.string()).take(pa.array(index, pa.int64(), mask=empty))


def batch(name: str, columns: Mapping[str, Column]) -> pa.RecordBatch:
    """Columns of one table, with where they came from."""
    size = len(next(iter(columns.values())))
    demo = words([UPLOAD], np.zeros(size, np.int64))
    columns = {**columns, "source_file": demo, "source_upload": demo}
    fields = BASE[name].by_name
    kinds = pa.schema([(column, ARROW[fields[column].kind]) for column in columns])
    return pa.record_batch(list(columns.values()), schema=kinds)


def reader(batches: Iterable[pa.RecordBatch]) -> pa.RecordBatchReader:
    """The batches as a stream, made one at a time while it is read."""
    stream = iter(batches)
    first = next(stream)

    def chained() -> Iterable[pa.RecordBatch]:
        yield first
        yield from stream

    return pa.RecordBatchReader.from_batches(first.schema, chained())


def rows(name: str, found: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows of a small table, given as one mapping each."""
    lineage = {"source_file": UPLOAD, "source_upload": UPLOAD}
    return pa.Table.from_pylist([{**row, **lineage} for row in found], BASE[name].arrow_schema())


def whole_tonnes(tonnes: float) -> Decimal:
    """Tonnes without decimals, as the contracts keep them."""
    return Decimal(round(tonnes)).quantize(Decimal("0.001"))
