"""Every sentence that reading can say has its Chinese."""

import ast
from pathlib import Path

import pytest

from data.language import catalogue
from data.places import HOUSE

ROOMS = [
    *sorted((HOUSE / "data" / "reading").glob("*.py")),
    *(HOUSE / "data" / name for name in ("upload_files.py", "problems.py", "commands/ingest.py")),
]
SENTENCE_ENDS = (".", "?", ")")


def sentences(path: Path) -> set[str]:
    """Texts that read like a sentence: a capital or a place first, no docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and " " in node.value
        and node.value.endswith(SENTENCE_ENDS)
        and (node.value[0].isupper() or node.value[0] in "{…")
    }


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: path.stem)
def test_sentences_are_translated(path: Path) -> None:
    assert sentences(path) <= set(catalogue("zh"))
