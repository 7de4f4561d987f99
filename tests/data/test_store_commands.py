"""The store from the command line: what goes where, and with which exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from data import audit
from data.__main__ import main
from data.commands.terminal import print_rows, who
from data.places import HOUSE
from data.rewrite import Change
from data.store import Store


def note(number: str) -> Change:
    row = {"note_id": number, "about": "customer", "key": "C1", "kind": "comment", "by": "ann"}
    return Change("notes", pa.Table.from_pylist([row]))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases with a note each."""
    root = tmp_path_factory.mktemp("filled") / "store"
    for number in ("1", "2"):
        Store(root).publish([note(number)], "ann", upload=f"upload-{number}")
    return root


@pytest.fixture
def root(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of its own, spoken of in English."""
    Store(filled).backup(tmp_path / "store")
    monkeypatch.setenv("XUNBOARD_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path / "store"


@pytest.mark.usefixtures("root")
def test_releases_as_json_are_alone_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["releases", "--json"]) == 0
    out, err = capsys.readouterr()
    listed = json.loads(out)
    assert [(one["number"], one["who"], one["upload"]) for one in listed] == [
        (1, "ann", "upload-1"),
        (2, "ann", "upload-2"),
    ]
    assert listed[1]["rows"]["notes"] == 2
    assert err == ""


@pytest.mark.usefixtures("root")
def test_releases_for_people_have_titles(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["releases"]) == 0
    titles, *rows = capsys.readouterr().out.splitlines()
    assert titles.split()[:2] == ["release", "at"] and len(rows) == 2


def test_columns_stand_below_each_other_with_chinese_in_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_rows(("label", "rows"), [("旬会", 1), ("ab", 2)])
    assert capsys.readouterr().out == "label  rows\n旬会   1\nab     2\n"


def test_label_undo_and_restore_change_the_store(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["label", "1", "旬会"]) == 0
    assert main(["undo", "upload-2"]) == 0
    assert main(["restore", "2"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "Upload upload-2 was taken back by release 3." in err
    assert "Left behind: release 3 by " in err
    store = Store(root)
    assert [one.rows["notes"] for one in store.releases()] == [1, 2, 1, 2]
    assert store.release(label="旬会").number == 1


@pytest.mark.usefixtures("root")
def test_diff_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "1", "2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"table": "notes", "new": 1, "changed": 0, "gone": 0, "sums": {}}
    ]
    assert main(["diff", "2", "2"]) == 0
    assert capsys.readouterr().err == "Nothing differs.\n"


def test_verify_ends_with_3_and_names_the_damage(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify"]) == 0
    lost = Path(Store(root).files(2)["notes"][0])
    lost.unlink()
    assert main(["verify"]) == 3
    assert f"notes/{lost.name}: The file is missing." in capsys.readouterr().err


def test_backup_and_compact(root: Path, tmp_path: Path) -> None:
    assert main(["backup", str(tmp_path / "copy")]) == 0
    assert Store(tmp_path / "copy").release().number == 2
    assert main(["backup", str(tmp_path / "copy")]) == 3
    assert main(["compact", "--keep-days", "-1"]) == 0
    assert [one.kept for one in Store(root).releases()] == [False, True]


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    "command",
    [["label", "9", "x"], ["diff", "1", "9"], ["undo", "nothing"], ["restore", "9"]],
    ids=" ".join,
)
def test_what_the_store_refuses_is_one_sentence_and_exit_3(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command) == 3
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("There is no ") and err.count("\n") == 1


def test_the_terminal_is_spoken_to_in_its_language(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "data", "restore", "9"],
        env=os.environ | {"LC_ALL": "zh_CN.UTF-8", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, "", "没有版本 9。\n")
    assert Store(root).release().number == 2


@pytest.mark.usefixtures("root")
def test_a_reader_who_has_seen_enough_gets_no_traceback() -> None:
    listing = f"{sys.executable} -m data releases"
    child = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {listing} | true"],
        cwd=HOUSE, capture_output=True, check=False,
    )  # fmt: skip
    assert (child.returncode, child.stderr) == (0, b"")


@pytest.mark.usefixtures("root")
def test_a_list_of_releases_waits_for_no_module_that_it_does_not_need() -> None:
    program = (
        "import sys; from data.__main__ import main; main(['releases'])\n"
        "slow = {'duckdb', 'polars', 'pandas', 'pyarrow.dataset', 'data.demo', 'data.ingest'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("orders", ["0", "-5", "many"])
def test_a_demo_of_no_order_lines_is_refused(
    orders: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["demo", "--orders", orders])
    assert refused.value.code == 2
    assert "argument --orders" in capsys.readouterr().err


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("days", ["99999999999", "soon"])
def test_a_span_that_is_none_removes_nothing(days: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["compact", "--keep-days", days])
    assert refused.value.code == 2
    assert "argument --keep-days" in capsys.readouterr().err


@pytest.mark.usefixtures("root")
def test_a_place_for_rejected_rows_that_is_not_there_is_noticed_before_publishing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("order_id,customer_id,ordered_on,invoice_amount\nA,C,2026-11-01,1\n")
    assert main(["ingest", "orders", str(file), "--rejects", str(tmp_path / "x" / "y.csv")]) == 2
    assert "There is no folder" in capsys.readouterr().err
    assert Store().release().number == 2


@pytest.mark.usefixtures("root")
def test_a_folder_as_place_for_rejected_rows_is_noticed_before_publishing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("order_id,customer_id,ordered_on,invoice_amount\nA,C,2026-11-01,1\n")
    assert main(["ingest", "orders", str(file), "--rejects", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"{tmp_path} cannot be written.\n"
    assert Store().release().number == 2


@pytest.mark.usefixtures("root")
def test_what_a_command_changes_is_recorded_before_under_the_name_of_the_user(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("order_id,customer_id,ordered_on,invoice_amount\nA,C,2026-11-01,1\n")
    main(["ingest", "orders", str(file), "--dry-run"])
    main(["releases"])
    main(["verify"])
    assert audit.read() == []
    for command in (
        ["ingest", "orders", str(file)],
        ["label", "1", "旬会"],
        ["undo", "upload-2"],
        ["restore", "9"],
        ["backup", str(tmp_path / "copy")],
        ["compact"],
        ["demo", "--remove"],
    ):
        main(command)
    lines = audit.read()[::-1]
    assert [one["event"] for one in lines] == [
        *("ingest", "label", "undo", "restore", "restore_refused", "backup", "compact", "demo"),
    ]
    assert {one["user"] for one in lines} == {who()}
    assert lines[0]["arguments"]["files"] == [str(file)]
    assert lines[1]["arguments"] == {"release": 1, "name": "旬会"}


def test_a_command_that_cannot_be_recorded_does_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "audit.log").symlink_to("/dev/full")
    assert main(["undo", "upload-2"]) == 3
    assert capsys.readouterr().err == f"The store {root} cannot be written.\n"
    assert Store(root).release().number == 2


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("label", ["x" * 61, "\udcff", "a\nb"])
def test_a_label_that_no_page_could_show_is_refused(
    label: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["label", "1", label])
    assert refused.value.code == 2
    assert "up to 60 letters" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [["releases"], ["verify"], ["label", "1", "x"], ["undo", "x"], ["compact"], ["backup", "b"]],
    ids=" ".join,
)
def test_a_mistyped_store_is_said_and_not_made(
    command: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("XUNBOARD_STORE", str(tmp_path / "stor"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert main(command) == 3
    assert capsys.readouterr().err == f"There is no store {tmp_path / 'stor'}.\n"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_made_before_is_closed_to_others_once_it_holds_a_store(tmp_path: Path) -> None:
    made, copy = tmp_path / "store", tmp_path / "copy"
    for folder in (made, copy):
        folder.mkdir(mode=0o755)
        folder.chmod(0o755)
    Store(made).publish([note("1")], "ann")
    Store(made).backup(copy)
    assert [folder.stat().st_mode & 0o777 for folder in (made, copy)] == [0o700, 0o700]
