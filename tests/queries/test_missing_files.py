"""A question to a release whose files are gone is refused in one sentence, with exit code 3."""

from pathlib import Path

import pyarrow as pa
import pytest

from data.rewrite import Change
from data.store import Store
from queries.__main__ import main

NOTE = {"note_id": "1", "about": "customer", "key": "C1", "kind": "comment", "by": "ann"}
ASK = ["run", "shared/notes_beside", "--about", "customer", "--key", "C1", "--page", "targets"]


def test_missing_files_are_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XUNBOARD_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    store = Store(tmp_path / "store")
    store.publish([Change("notes", pa.Table.from_pylist([NOTE]))], "ann")
    Path(store.files(1)["notes"][0]).unlink()
    assert main(ASK) == 3
    said = "The store is damaged: files of release 1 are missing or cut short.\n"
    assert capsys.readouterr() == ("", said)


def test_a_refusal_speaks_the_language_of_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XUNBOARD_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    (tmp_path / "store").mkdir()
    assert main([*ASK, "--release", "9"]) == 3
    assert capsys.readouterr() == ("", "没有版本 9。\n")


def test_a_store_that_cannot_be_written_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XUNBOARD_STORE", "/proc")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert main(ASK) == 3
    assert capsys.readouterr() == ("", "The store /proc cannot be written.\n")
