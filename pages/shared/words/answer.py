"""The headline of a page as data: its light, its sentence, and the numbers in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pages.shared.parts import Mark
from pages.shared.tokens import Light


@dataclass(frozen=True)
class Answer:
    """The headline: its light, its sentence with {places}, and what fills them."""

    light: Light
    sentence: str
    marks: Mapping[str, Mark | str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The headline as plain text, for files."""
        pieces = {
            name: mark if isinstance(mark, str) else mark.text for name, mark in self.marks.items()
        }
        return self.sentence.format_map(pieces)
