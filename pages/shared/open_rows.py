"""Which rows of a tree are open: kept in the address, so that a link shows the same rows."""

from collections.abc import Sequence

from pages.shared import address

PARAMETER = "open"
TOP, REST = "*", "+"  # the row at the top; the one that stands for several


def id_of(keys: Sequence[str]) -> str:
    """The id of the row that these keys lead to, as it stands in the address."""
    return "/".join((TOP, *(key.replace("~", "~0").replace("/", "~1") for key in keys)))


def opened() -> frozenset[str]:
    """The rows that the address opens."""
    return frozenset(address.several(PARAMETER))


def fold(row: str, *, is_open: bool) -> None:
    """Open or close a row in the address."""
    others = opened() - {row}
    address.write(PARAMETER, sorted(others | {row}) if is_open else sorted(others))
