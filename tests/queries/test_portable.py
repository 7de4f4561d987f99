"""The same text gives the same rows on a second engine (Spark Connect, here Sail)."""

import tomllib
from pathlib import Path

import pytest

from queries.spark import Spark
from tests import given
from tests.queries.test_golden import CASES, TESTS, asked, check


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.relative_to(TESTS).as_posix())
def test_golden_on_spark(path: Path, tmp_path: Path, sail: str) -> None:
    case = tomllib.loads(path.read_text("utf-8"))
    files = given.written(tmp_path, case.get("given", {}), asked(path).reads)
    check(path, case, Spark(sail, lambda _release: files))
