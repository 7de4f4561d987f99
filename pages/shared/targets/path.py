"""The node that was chosen in the tree: from the address to parameters, names and a subject."""

from collections.abc import Mapping, Sequence
from typing import Any

from pages.shared import address
from pages.shared.ask import ask
from pages.shared.filters import choices
from pages.shared.language import current
from pages.shared.tables import SELECTED
from pages.shared.targets.metrics import Metric
from pages.shared.targets.standings import COMPANY, NARROWED_BY, PARTS
from pages.shared.targets.subject import Subject
from pages.shared.view import NOTHING, View

CUSTOMER = "customer"


def chosen_path(steps: Sequence[str]) -> tuple[str, ...]:
    """The keys from the first of the steps to the chosen node, as far as they are nodes."""
    keys: list[str] = []
    for level in steps:
        key = address.one(SELECTED + level)
        if key is None or key in PARTS:
            break
        keys.append(key)
    return tuple(keys)


def narrowed(
    parameters: Mapping[str, Any], steps: Sequence[str], keys: Sequence[str]
) -> dict[str, Any]:
    """The parameters that select the node at the end of these keys."""
    chain = dict(parameters)
    for level, key in zip(steps, keys, strict=False):
        chain[NARROWED_BY[level]] = ["" if key == NOTHING else key]
    return chain


def choose(steps: Sequence[str], keys: Sequence[str]) -> None:
    """Put the node at the end of these keys into the address; none: nothing is chosen."""
    for at, level in enumerate(steps):
        address.write(SELECTED + level, keys[at] if at < len(keys) else None)


def subject_of(
    metric: Metric, view: View, parameters: Mapping[str, Any], steps: Sequence[str], node: str
) -> Subject:
    """The chosen node; everything that the page shows where none is. node: the level of that."""
    keys = chosen_path(steps)
    chain = narrowed(parameters, steps, keys)
    return Subject(
        metric,
        view,
        chain,
        " · ".join(_names(metric, steps, keys, chain)),
        steps[min(len(keys), len(steps) - 1)],
        COMPANY if keys else node,
    )


def _names(
    metric: Metric, steps: Sequence[str], keys: Sequence[str], chain: Mapping[str, Any]
) -> list[str]:
    known, names = choices(), []
    for level, key in zip(steps, keys, strict=False):
        name = known.label(level, key, current())
        if level == CUSTOMER and key != NOTHING:
            found = ask("targets/attainment", metric=metric.code, level=level, **chain)
            name = found["scope_name"][0] if found.height else key
        names.append(name)
    return names
