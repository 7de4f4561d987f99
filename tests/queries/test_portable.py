"""The same text gives the same rows on a second engine (Spark Connect, here Sail).

One case of each question, the one that says most; every case with `EVERY_CASE=1`.
"""

import os
import tomllib
from itertools import groupby
from pathlib import Path

import pytest

from queries.spark import Spark
from tests import given
from tests.queries.test_golden import CASES, TESTS, asked, check

FULLEST = [
    max(cases, key=lambda path: (path.stat().st_size, path.name))
    for _question, cases in groupby(CASES, key=lambda path: path.parent)
]
CHOSEN = CASES if os.environ.get("EVERY_CASE") else FULLEST


@pytest.mark.parametrize("path", CHOSEN, ids=lambda path: path.relative_to(TESTS).as_posix())
def test_golden_on_spark(path: Path, tmp_path: Path, sail: str) -> None:
    case = tomllib.loads(path.read_text("utf-8"))
    files = given.written(tmp_path, case.get("given", {}), asked(path).reads)
    check(path, case, Spark(sail, lambda _release: files))
