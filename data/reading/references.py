"""Names where codes are expected: taken when they fit exactly one, asked about when they do not."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from data.reading.cells import Column, Fault
from data.reading.words import fold_name

NAME_FIELDS = {
    "customers.customer_id": "customer_name",
    "reps.rep_id": "rep_name",
    "products.product_id": "product_name",
}

SEVERAL = "Several have this name: {codes}. Write the code."


@dataclass
class Directory:
    """The codes of one master table, and the codes behind each name."""

    codes: set[str] = field(default_factory=set)
    by_name: dict[str, set[str]] = field(default_factory=dict)

    def add(self, pairs: Iterable[tuple[str, str | None]]) -> None:
        """Take in (code, name)."""
        for code, name in pairs:
            self.codes.add(code)
            if name:
                self.by_name.setdefault(fold_name(name), set()).add(code)


@dataclass(frozen=True)
class Resolved:
    """Codes, and how many cells were names: turned into a code, or known to nobody."""

    column: Column
    taken: int
    unknown: int


def resolve(cells: pl.Series, directory: Directory) -> Resolved:
    """Turn names into codes. What is neither a code nor a name stays: its row is still true."""
    words = cells.unique().drop_nulls()
    strange = [word for word in words if word not in directory.codes]
    fitting = {word: directory.by_name.get(fold_name(word), set()) for word in strange}
    taken = {word: next(iter(codes)) for word, codes in fitting.items() if len(codes) == 1}
    several = {word: sorted(codes) for word, codes in fitting.items() if len(codes) > 1}
    values = cells.replace(list(taken), list(taken.values())) if taken else cells
    faults = tuple(
        Fault((cells == word).fill_null(value=False), SEVERAL, {"codes": ", ".join(codes)})
        for word, codes in several.items()
    )
    if several:
        values = values.set(cells.is_in(list(several)).fill_null(value=False), None)
    return Resolved(
        Column(values, faults),
        int(cells.is_in(list(taken)).sum()),
        int(cells.is_in([word for word in strange if not fitting[word]]).sum()),
    )
