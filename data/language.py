"""Every sentence a person reads, in the language of the reader."""

import io
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = ("zh", "en")
LOCALES = Path(__file__).with_name("locale")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """English message → message in that language; all .po files of the language, read once."""
    return {
        str(entry.id): str(entry.string)
        for path in sorted((LOCALES / language).glob("*.po"))
        for entry in read_po(io.StringIO(path.read_text("utf-8")), locale=language)
        if entry.id and entry.string and not entry.fuzzy
    }


def translate(language: str, message: str, **values: object) -> str:
    """The message in that language with its {places} filled; English where none is known.

    English messages are plurals: its catalogue holds how they read where {count} is 1.
    """
    known = catalogue(language)
    if language == "en" and str(values.get("count")) != "1":
        known = {}
    text = known.get(message, message)
    return text.format_map(values) if values else text


def of_environment() -> str:
    """The language of the terminal, as LC_ALL, LC_MESSAGES or LANG names it."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next(filter(None, names), "").startswith("zh") else "en"
