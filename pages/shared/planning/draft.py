"""What was typed and is not published yet: kept while a person goes from node to node."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import streamlit as st

from pages.shared.planning.plan import FIELDS, Plan, Value, is_allowed

KEPT = "plan_draft"  # of this session


@dataclass(frozen=True, order=True)
class Key:
    """One target of the table: family and dekad "" as in a month's target of all products."""

    month: str
    metric: str
    family: str
    tier: str
    level: str
    scope_id: str

    @property
    def chapter(self) -> tuple[str, str, str]:
        """What is planned and published together: month, metric, tier."""
        return (self.month, self.metric, self.tier)


@dataclass(frozen=True)
class Edit:
    """One cell: whose it is, what the release has, what was typed."""

    name: str
    old: Value
    new: Value


@dataclass
class Draft:
    """The edits of one session. version: of the table when the first was typed."""

    edits: dict[tuple[Key, str], Edit] = field(default_factory=dict)
    version: int | None = None
    round: int = 0  # another one makes the grid forget what was typed into it

    def set(
        self, key: Key, name: str, dekad: str, old: Value, new: Value, version: int | None
    ) -> None:
        """Keep what was typed; a cell that has its old value again is no edit.

        Raises ValueError for what is no target: nothing else is ever published.
        """
        if not is_allowed(new):
            raise ValueError(new)
        if old == new:
            self.edits.pop((key, dekad), None)
        else:
            if not self.edits:
                self.version = version
            self.edits[key, dekad] = Edit(name, old, new)

    def refresh(self, key: Key, now: Plan) -> None:
        """Hold the edits of a target against what the release has by now."""
        for dekad in FIELDS:
            if (edit := self.edits.get((key, dekad))) is not None and edit.old != now[dekad]:
                if edit.new == now[dekad]:
                    del self.edits[key, dekad]
                else:
                    self.edits[key, dekad] = Edit(edit.name, now[dekad], edit.new)

    def applied(self, key: Key, now: Plan) -> Plan:
        """The plan with what was typed."""
        for dekad in FIELDS:
            if (edit := self.edits.get((key, dekad))) is not None:
                now = now.with_value(dekad, edit.new)
        return now

    @property
    def chapters(self) -> list[tuple[str, str, str]]:
        """The months, metrics and tiers that something is typed for."""
        return sorted({key.chapter for key, _dekad in self.edits})

    def of(self, chapter: tuple[str, str, str]) -> dict[tuple[Key, str], Edit]:
        """The edits of a month, metric and tier, whatever the node, in the order of the tree."""
        found = [one for one in self.edits.items() if one[0][0].chapter == chapter]
        return dict(sorted(found, key=lambda one: one[0]))

    def drop(self, edits: Iterable[tuple[Key, str]]) -> None:
        """Forget these edits."""
        for one in list(edits):
            self.edits.pop(one, None)
        self.round += 1

    def read_anew(self, now: Mapping[tuple[Key, str], Value], version: int | None) -> None:
        """Hold what was typed against a newer release: what is the same by now is no edit.

        now: every target that is set in the chapters of the draft.
        """
        for one, edit in list(self.edits.items()):
            old = now.get(one)
            if old == edit.new:
                del self.edits[one]
            else:
                self.edits[one] = Edit(edit.name, old, edit.new)
        self.version = version
        self.round += 1


def draft() -> Draft:
    """The draft of this session."""
    kept = st.session_state.get(KEPT)
    if not isinstance(kept, Draft):
        kept = st.session_state[KEPT] = Draft()
    return kept
