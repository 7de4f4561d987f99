"""Catalogues are complete, and a message becomes a sentence."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from data import language
from data.language import LOCALES, translate

FILES = sorted(LOCALES.glob("*/*.po"))
PLACE = re.compile(r"{(\w+)[^}]*}")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_message_is_translated_and_keeps_its_places(path: Path) -> None:
    with path.open("rb") as lines:
        entries = [entry for entry in read_po(lines, abort_invalid=True) if entry.id]
    assert entries, f"{path} holds no message"
    for entry in entries:
        assert not entry.fuzzy, entry.id
        assert entry.string, f"no translation of {entry.id!r}"
        assert set(PLACE.findall(str(entry.string))) == set(PLACE.findall(str(entry.id))), entry.id


@pytest.mark.parametrize("folder", sorted({path.parent for path in FILES}), ids=lambda f: f.name)
def test_one_message_has_one_translation_in_all_files(folder: Path) -> None:
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as lines:
            for entry in read_po(lines):
                if entry.id:
                    text = str(entry.string)
                    assert seen.setdefault(str(entry.id), text) == text, f"{entry.id} in {path}"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "zh"
    folder.mkdir()
    (folder / "a.po").write_text('msgid "{n} rows"\nmsgstr "{n} 行"\n', "utf-8")
    (folder / "b.po").write_text(
        'msgid "Again"\nmsgstr "再来"\n\n#, fuzzy\nmsgid "Old"\nmsgstr "旧"\n', "utf-8"
    )
    monkeypatch.setattr(language, "LOCALES", tmp_path)
    language.catalogue.cache_clear()
    yield
    language.catalogue.cache_clear()


@pytest.mark.usefixtures("small")
def test_messages_of_several_files_are_merged_and_filled() -> None:
    assert translate("zh", "{n} rows", n=3) == "3 行"
    assert translate("zh", "Again") == "再来"


@pytest.mark.usefixtures("small")
def test_a_missing_or_unsure_translation_stays_english() -> None:
    assert translate("zh", "Old") == "Old"
    assert translate("zh", "{n} new rows", n=2) == "2 new rows"
    assert translate("en", "{n} rows", n=3) == "3 rows"


def test_english_says_one_in_the_singular() -> None:
    assert translate("en", "{count} others", count="1") == "1 other"
    assert translate("en", "{count} others", count=1) == "1 other"
    assert translate("en", "{count} others", count="21") == "21 others"
    assert translate("zh", "{count} others", count=1) == "其余 1 项"


def test_a_singular_belongs_to_a_message_that_people_read() -> None:
    assert language.catalogue("en").keys() <= language.catalogue("zh").keys()
