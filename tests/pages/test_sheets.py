"""The sheets that pages offer as files, over the tiny company."""

import pytest

import queries
from data.store import Change
from pages.shared import export_menu
from pages.shared.exports import Sheet, head_text
from tests.pages.conftest import OpenPage, rows

REPS = [f"S{number:02}" for number in range(1, 13)]
VISITS = "visit_id,customer_id,rep_id,visited_at,feedback,feedback_due_on\n" + "\n".join(
    f"W{rep},C1,{rep},2026-11-02 10:00:00,慢,2026-11-05" for rep in REPS
)


def offered(
    open_page: OpenPage,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    language: str = "zh",
    **query: str,
) -> list[Sheet]:
    """The sheets that a page offers as files."""
    found: list[Sheet] = []
    monkeypatch.setattr(
        export_menu, "offer", lambda _page, _title, _answer, _view, sheets: found.extend(sheets)
    )
    assert not open_page(page, language=language, query=query).exception
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("overview", {}),
        ("targets", {}),
        ("receivables", {"at_customers": "C1", "ledger": "ledger"}),
        ("complaints", {"as_of": "2026-11-18"}),
        ("key_accounts", {}),
        ("profile", {"customer": "C1"}),
    ],
)
def test_every_column_of_a_file_has_a_name_of_its_own(
    open_page: OpenPage,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    query: dict[str, str],
    language: str,
) -> None:
    """The three clocks had three columns called 超时 and two called P90."""
    sheets = offered(open_page, monkeypatch, page, language, **query)
    assert sheets
    for sheet in sheets:
        heads = [head_text(c, sheet.grid.unit, language) for c in sheet.grid.columns]
        assert sorted(heads) == sorted(set(heads)), sheet.title


@pytest.mark.usefixtures("own_store")
def test_visit_feedback_leaves_whole(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file said 其余 1 项 as the screen does, and the row was nowhere."""
    queries.store().publish([Change("visits", rows("visits", VISITS).to_arrow())], who="test")
    sheets = {sheet.title: sheet.grid for sheet in offered(open_page, monkeypatch, "complaints")}
    names = [row["rep_name"] for row in sheets["回访反馈"].rows]
    assert names == [*REPS, "合计"]
