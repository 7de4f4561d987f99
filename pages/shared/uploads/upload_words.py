"""Words of a file that stand for no code: a person says which code each is."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from data.contracts import TABLES, Field
from data.contracts.stages import BUYER_WORDS, SELLER_WORDS
from data.reading.answers import OF_WORD
from data.uploads import KeptFile
from pages.shared.codes import code_words
from pages.shared.language import _, current
from pages.shared.numbers import count
from pages.shared.parts import escaped

File = Mapping[str, Any]
SHOWN = 24  # words asked about at once: more of them are not words of a list
STAGES = {"seller_stage": dict(SELLER_WORDS), "buyer_stage": dict(BUYER_WORDS)}


def draw(kept: KeptFile, found: File) -> dict[str, str]:
    """A question for each word that means nothing or was answered: `field:word` → code."""
    asked = questions(kept, found)
    if not asked:
        return {}
    st.caption(_("Words of the file that are not known here: say what each stands for."))
    answers: dict[str, str] = {}
    with st.grid(columns=4, min_column_width=210, gap=(8, 16)):
        for name, number in asked.items():
            answers[name] = question(found, kept.mapping.get(name, ""), name, number)
    return {name: code for name, code in answers.items() if code}


def questions(kept: KeptFile, found: File) -> dict[str, int]:
    """`field:word` → rows that hold it (0: answered already), those without an answer first."""
    unknown = {f"{one['field']}{OF_WORD}{one['word']}": int(one["rows"]) for one in waiting(found)}
    answered = {name: 0 for name in kept.mapping if name.partition(OF_WORD)[2] and found["table"]}
    return {**dict(list(unknown.items())[:SHOWN]), **answered}


def waiting(found: File) -> list[Mapping[str, Any]]:
    """The words of a file that nobody has said anything about."""
    return list(found.get("unknown", ()))


def question(found: File, answer: str, name: str, number: int) -> str:
    """Which code the word stands for, "" for none."""
    field_name, _mark, word = name.partition(OF_WORD)
    field = TABLES[found["table"]].by_name[field_name]
    options = {"": _("— not said"), **worded(found["table"], field)}
    label = f"{field.label(current())}: {word}"
    if number:
        label = _("{word} ({count} rows)", word=label, count=count(number))
    return st.selectbox(
        escaped(label),
        list(options),
        index=list(options).index(answer),
        format_func=lambda one: options[one],
        key=f"word_{found['file']}_{found['table']}_{name}",
    )


def worded(table: str, field: Field) -> dict[str, str]:
    """Code → its word, of numbered stages the number and the word."""
    words = code_words(table, field.name)
    if field.kind != "count":
        return words
    if current() != "zh":
        words = STAGES.get(field.name, words)
    return {code: f"{code} {word}" for code, word in words.items()}
