"""Pages without rows: what they say while nothing was uploaded, and when filters hide it all."""

from pathlib import Path

import pytest

from tests.pages.conftest import OpenPage

PAGES = (
    "overview", "targets", "receivables", "complaints", "key_accounts", "reps", "profile", "quality",
)  # fmt: skip


@pytest.fixture
def empty_store(tmp_path: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A house that has just moved in: no release."""
    monkeypatch.setenv("XUNBOARD_STORE", str(tmp_path / "empty"))


@pytest.mark.usefixtures("empty_store")
@pytest.mark.parametrize("page", PAGES)
def test_an_empty_store_speaks_of_uploads_and_of_no_filter(open_page: OpenPage, page: str) -> None:
    at = open_page(page, role="clerk")
    assert not at.exception
    assert ["还没有上传数据" in one.value for one in at.subheader] == [True]
    assert "去上传" in [one.label for one in at.button]
    assert not any("筛选" in one.value for one in at.caption)


@pytest.mark.usefixtures("empty_store")
def test_who_may_not_upload_is_told_whom_to_ask(open_page: OpenPage) -> None:
    at = open_page("complaints", role="rep")
    assert not at.exception
    assert "去上传" not in [one.label for one in at.button]
    assert "请联系数据管理员上传文件。" in [one.value for one in at.caption]


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("complaints", {"customer": "C5"}),
        ("key_accounts", {"customer": "C4"}),
        ("receivables", {"customer": "C5"}),
    ],
)
def test_where_a_filter_hides_everything_its_reset_is_advised(
    open_page: OpenPage, page: str, query: dict[str, str]
) -> None:
    at = open_page(page, query=query)
    assert not at.exception
    assert any("重置筛选" in one.value for one in at.caption)
