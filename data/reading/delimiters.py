"""What separates the cells of a text file."""

import csv
import io
from collections import Counter
from itertools import islice

DELIMITERS = (",", "\t", ";", "|")
LOOK = 60
"""Records that decide."""


def sniff(text: str) -> str:
    """The delimiter whose cells make the most even table; a comma where nothing separates.

    The first line may name it, as Excel writes it (`sep=;`).
    """
    first = text[:6].lower()
    if first.startswith("sep=") and first[4:5] in DELIMITERS:
        return first[4]
    return max(DELIMITERS, key=lambda one: (evenness(text, one), -DELIMITERS.index(one)))


def evenness(text: str, delimiter: str) -> float:
    """How many separators stand in records of the commonest width, less for odd records."""
    head = io.StringIO(text[: LOOK * 4000], newline="")
    widths: Counter[int] = Counter()
    try:
        for record in islice(csv.reader(head, delimiter=delimiter), LOOK):
            widths[len(record)] += 1
    except csv.Error:
        return 0.0
    even = [(records, width) for width, records in widths.items() if width > 1]
    return max(
        (records * (width - 1) * records / widths.total() for records, width in even), default=0.0
    )
