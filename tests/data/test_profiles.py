"""Seasonal profiles from files: the shares of a month are exactly 100.00, before and after."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.base_views import rows_of
from data.contracts import TABLES
from data.ingest import Published, Request, UploadFile, publish, read_files
from data.store import Store

HEAD = "曲线编号,指标,月份,旬,占比\n"
WHOLE = (
    HEAD + "P1,销售额,2026-11,上旬,31.5\nP1,销售额,2026-11,中旬,32.5\nP1,销售额,2026-11,下旬,36\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store", computed={})


def load(store: Store, folder: Path, text: str) -> Published:
    path = folder / "profiles.csv"
    path.write_text(text, "utf-8")
    request = Request((UploadFile(path, path.name, table="profiles"),))
    return publish(read_files(request, store), store, "clerk")


def shares(store: Store) -> list[tuple[Any, ...]]:
    release = store.release().number
    select = rows_of(
        TABLES["profiles"], store.files(release)["profiles"], store.columns(release)["profiles"]
    )
    with duckdb.connect() as connection:
        return connection.execute(
            f"select month, dekad, share from ({select}) order by all"
        ).fetchall()


@pytest.mark.parametrize(("late", "total"), [("36.01", "100.01"), ("35.99", "99.99"), ("0", "64")])
def test_a_month_that_is_not_100_is_refused_in_a_sentence(
    store: Store, tmp_path: Path, late: str, total: str
) -> None:
    done = load(store, tmp_path, WHOLE.replace("下旬,36", f"下旬,{late}"))
    assert done.release is None
    (problem,) = done.plan.read.problems
    assert Decimal(problem.value) == Decimal(total)
    assert problem.row == 2
    assert "100" in problem.sentence("en")
    assert "100" in problem.sentence("zh")


def test_a_file_replaces_its_months_whole(store: Store, tmp_path: Path) -> None:
    december = "P1,销售额,2026-12,上旬,100\n"
    assert load(store, tmp_path, WHOLE + december).release
    # a later file knows two dekads of November: the third must not stay and make 136
    half = HEAD + "P1,销售额,2026-11,上旬,40\nP1,销售额,2026-11,中旬,60\n"
    assert load(store, tmp_path, half).release
    assert shares(store) == [
        ("2026-11", "D1", Decimal("40.00")),
        ("2026-11", "D2", Decimal("60.00")),
        ("2026-12", "D1", Decimal("100.00")),
    ]
    assert load(store, tmp_path, half).release is None  # the same again changes nothing
