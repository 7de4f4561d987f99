"""No English is left in Chinese: every message in the code stands in a catalogue."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.errors import RefusedError
from data.language import catalogue

HOUSE = Path(__file__).parents[1]
FILES = [
    path for room in ("pages", "queries", "data") for path in sorted((HOUSE / room).rglob("*.py"))
]


REFUSALS = {"RefusedError", *(one.__name__ for one in RefusedError.__subclasses__())}


def messages(tree: ast.AST) -> Iterator[str]:
    """Literal first messages of `_(…)`, `translate(language, …)` and refusals."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        position = 1 if name == "translate" else 0
        if name in {"_", "translate", *REFUSALS} and len(node.args) > position:
            message = node.args[position]
            if isinstance(message, ast.Constant) and isinstance(message.value, str):
                yield message.value


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_every_message_has_a_chinese_sentence(path: Path) -> None:
    known = catalogue("zh")
    missing = {one for one in messages(ast.parse(path.read_text("utf-8"))) if one not in known}
    assert not missing, f"not in data/locale/zh: {sorted(missing)}"
