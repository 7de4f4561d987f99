"""By what a part of the page splits its number: region, rep, customer or product family."""

from pages.shared import address
from pages.shared.language import _
from pages.shared.switch import one_of
from pages.shared.targets.standings import FAMILY, LEVELS, NARROWED_BY
from pages.shared.targets.subject import Subject
from pages.shared.words.targets import HEADS

PARAMETER = "split"


def splits(subject: Subject, *, families: bool) -> tuple[str, ...]:
    """The levels below the node, the nearest first; families where the number has them.

    A node that is a single customer or family has nothing of its kind to be split into.
    """
    first = LEVELS[0] if subject.level == FAMILY else subject.level
    tree = LEVELS[LEVELS.index(first) :]
    levels = (*tree, FAMILY) if families else tree
    if subject.level == FAMILY:
        levels = (FAMILY, *tree)
    several = tuple(one for one in levels if not _is_single(subject, one))
    return several or tree[-1:]


def _is_single(subject: Subject, level: str) -> bool:
    return len(subject.parameters[NARROWED_BY[level]] or ()) == 1


def chosen_split(known: tuple[str, ...]) -> str:
    """The level of the address; the nearest when it names none of these."""
    found = address.one(PARAMETER)
    return found if found in known else known[0]


def split_switch(known: tuple[str, ...], part: str) -> None:
    """Draw the switch where there is a choice. part: whose switch it is."""
    if len(known) > 1:
        words = {level: _(HEADS[level]) for level in known}
        one_of(PARAMETER, words, _("Split by"), part=part)
