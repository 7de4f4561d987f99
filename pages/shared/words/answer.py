"""The headline of a page as data: its light, its sentence, and the numbers in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pages.shared.names import short
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
        return self.sentence.format_map(self._pieces)

    @property
    def brief(self) -> str:
        """The same for the screen, with long names cut."""
        pieces = {name: short(text) for name, text in self._pieces.items()}
        return self.sentence.format_map(pieces)

    @property
    def _pieces(self) -> dict[str, str]:
        return {
            name: mark if isinstance(mark, str) else mark.text for name, mark in self.marks.items()
        }
