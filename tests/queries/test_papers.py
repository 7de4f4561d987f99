"""What the papers list is what there is."""

import re
from pathlib import Path

import queries

HOUSE = Path(__file__).parents[2]


def test_architecture_lists_every_query() -> None:
    text = (HOUSE / "ARCHITECTURE.md").read_text("utf-8")
    listed = re.findall(r"^- `([a-z_]+/[a-z_]+)` — (.+)$", text, re.MULTILINE)
    meanings = {name: queries.query(name).meaning for name in queries.names()}
    assert dict(listed) == meanings
