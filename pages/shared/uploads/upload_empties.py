"""Rows that lack a customer: a person says under which code they count, else they are wrong."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from data.contracts import TABLES
from data.reading.answers import OF_WORD
from data.uploads import KeptFile
from pages.shared.language import _, current
from pages.shared.numbers import count
from pages.shared.parts import escaped

File = Mapping[str, Any]


def waiting(found: File) -> list[Mapping[str, Any]]:
    """The fields that lack something and about which nobody has said anything."""
    return list(found.get("empty", ()))


def draw(kept: KeptFile, found: File) -> dict[str, str]:
    """A question for each field with empty cells, or answered: `field:` → code."""
    asked = {one["field"]: int(one["rows"]) for one in waiting(found)}
    said = [name.removesuffix(OF_WORD) for name in kept.mapping if name.endswith(OF_WORD)]
    answers = {}
    for name in dict.fromkeys([*asked, *(said if found["table"] else ())]):
        label = TABLES[found["table"]].by_name[name].label(current())
        title = _("Rows without {field}: count them under", field=label)
        if name in asked:
            rows = count(asked[name])
            title = _("{rows} rows without {field}: count them under", rows=rows, field=label)
        answers[name + OF_WORD] = st.text_input(
            escaped(title),
            kept.mapping.get(name + OF_WORD, ""),
            placeholder=_("such as: walk-in; left empty, these rows are wrong"),
            key=f"empty_{found['file']}_{found['table']}_{name}",
            width=420,
        ).strip()
    return {name: code for name, code in answers.items() if code}
