"""The releases page: the list, the label, and who may not see it."""

import pytest

import queries
from data.store import Change
from tests.pages.conftest import OpenPage, rows

NOTE = "note_id,about,key,kind,text,by,at\nN1,customer,C1,comment,已约谈,test,2026-11-18 09:00:00"


def test_the_newest_release_is_said_in_words(open_page: OpenPage) -> None:
    at = open_page("snapshots", role="clerk")
    assert not at.exception
    assert any(
        "共 1 个版本" in one.value or "最新版本由 test" in one.value for one in at.get("html")
    )


@pytest.mark.usefixtures("own_store")
def test_a_release_shows_what_it_changed_and_takes_a_label(open_page: OpenPage) -> None:
    store = queries.store()
    newest = store.publish([Change("notes", rows("notes", NOTE).to_arrow())], who="clerk").number
    at = open_page("snapshots", role="clerk", query={"at_release": str(newest)})
    assert not at.exception
    at.text_input(key=f"label_{newest}").set_value("十一月中旬会").run()
    next(one for one in at.button if one.label == "保存标签").click().run()
    assert store.release(label="十一月中旬会").number == newest
    assert any("标签是 十一月中旬会" in one.value for one in at.success)


def test_a_manager_is_not_offered_the_page(open_page: OpenPage) -> None:
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        open_page("snapshots", role="manager")
