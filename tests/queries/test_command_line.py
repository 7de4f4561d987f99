"""`python -m queries` with what people mistype: one sentence, and the exit code of the spec."""

from pathlib import Path

import pytest

from data.store import Store
from queries.__main__ import main


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XUNBOARD_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path / "store"


def test_a_mistyped_store_is_said_and_not_made(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "shared/dates"]) == 3
    assert capsys.readouterr().err == f"There is no store {store}.\n"
    assert not store.exists()


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["key_accounts/selection", "--share", "1_000"], "1_000 is not a number"),
        (["key_accounts/selection", "--share", "nan"], "nan is not a number"),
        (["key_accounts/selection", "--share", "inf"], "inf is not a number"),
        (["key_accounts/selection", "--share", "1e999"], "1e999 is not a number"),
        (["meeting/last_meeting", "--as-of", "0001-01-01"], "0001-01-01 is not from 1900-01-01"),
        (["receivables/comparison", "--as-of", "9999-12-31"], "9999-12-31 is not from 1900-01-01"),
        (["customers/search", "--text", "\udcff"], "\\udcff is not a text"),
        (["customers/search", "--regions", "\udcff"], "\\udcff is not a text[]"),
    ],
)
@pytest.mark.usefixtures("store")
def test_what_is_no_value_is_refused_in_one_sentence(
    command: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Store().root.mkdir()
    assert main(["run", *command]) == 2
    refusal = capsys.readouterr().err
    assert refusal.startswith(says) and refusal.count("\n") == 1


@pytest.mark.parametrize("share", ["1e308", "-5"])
@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
@pytest.mark.usefixtures("store")
def test_a_value_at_the_edge_is_answered(share: str, day: str) -> None:
    Store().root.mkdir()
    assert main(["run", "key_accounts/selection", "--share", share, "--as-of", day]) == 0
    assert main(["run", "meeting/last_meeting", "--as-of", day]) == 0
    assert main(["run", "receivables/comparison", "--as-of", day]) == 0
