"""The upload page: what it says of a file before and after publishing.

The tiny company's orders sum to 660,000 in 6 lines. The file adds O20 (1,000) and changes O9 from
10,000 to 12,500: new 1, changed 1, sum afterwards 663,500.
"""

import time
from collections.abc import Callable, Iterator

import pytest

import queries
from data import uploads
from data.uploads import Status
from pages.shared.parts import Mark
from pages.shared.uploads import upload_form, upload_publishing, upload_work
from pages.shared.words import upload as words
from tests.pages.conftest import OpenPage

GOOD = (
    "订单编号,行号,客户编号,订单日期,开票金额\nO20,1,C1,2026-11-18,1000\nO9,1,C9,2026-11-12,12500\n"
)
WRONG = GOOD + "O21,1,C1,昨天,5\n"


@pytest.fixture(autouse=True)
def _own(own_store: object) -> Iterator[None]:
    yield
    for child in uploads._children.values():
        child.wait()
    uploads._children.clear()


def ended(job_id: str) -> Status:
    deadline = time.monotonic() + 120
    while (status := uploads.status(job_id, "zh")).state == "running":
        assert time.monotonic() < deadline, "the job does not end"
        time.sleep(0.05)
    return status


def planned(text: str, name: str = "订单.csv") -> str:
    job_id = uploads.start([uploads.keep(text.encode(), name)], "clerk")
    ended(job_id)
    return job_id


def said(at: object) -> str:
    return " ".join(one.value for one in at.get("html"))  # type: ignore[attr-defined]  # AppTest


def test_a_good_file_shows_what_would_change_and_is_published(open_page: OpenPage) -> None:
    job_id = planned(GOOD)
    at = open_page("upload", role="clerk", query={"job": job_id})
    assert not at.exception
    assert "新增 " in said(at)
    assert [one.value for one in at.metric] == ["1", "1", "0", "0", "0", "0"]
    sums = next(one.value for one in at.dataframe if "before" in one.value.columns)
    shown = sums.set_index("column").loc["开票金额"]
    assert (shown["before"], shown["after"], shown["by"]) == (660_000, 663_500, 3_500)

    next(one for one in at.button if one.label == "发布").click().run()
    published = uploads.jobs()[0]
    assert published.publishes
    assert published.who == "clerk"
    ended(published.job_id)
    at = open_page("upload", role="clerk")  # another tab, without the job in its address
    assert not at.exception
    assert "已入库（版本 2）" in said(at)
    assert queries.run("receivables/balance")["invoiced_amount"].sum() == 663_500
    history = next(one.value for one in at.dataframe if "files" in one.value.columns)
    assert list(history["files"]) == ["订单.csv"]
    assert list(history["new"]) == [1]


def test_wrong_rows_are_all_shown_and_only_the_good_ones_go_in(open_page: OpenPage) -> None:
    at = open_page("upload", role="clerk", query={"job": planned(WRONG)})
    assert not at.exception
    problems = next(one.value for one in at.dataframe if "problem" in one.value.columns)
    assert problems[["at", "column", "value"]].to_numpy().tolist() == [["4", "订单日期", "昨天"]]
    labels = [one.label for one in at.button]
    assert "发布" not in labels
    next(one for one in at.button if one.label == "只发布正确的 2 行").click().run()
    done = ended(uploads.jobs()[0].job_id).outcome
    assert done is not None
    assert (done["published"], done["new"], done["rejected"]) == (True, 1, 1)


def test_the_rejected_rows_are_written_when_the_page_has_ended(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The button did nothing: a click asks for the file outside of any run of the page."""
    asked: list[Callable[[], bytes]] = []

    def keep_asking(_label: str, content: Callable[[], bytes], *_more: object, **_: object) -> bool:
        asked.append(content)
        return False

    monkeypatch.setattr("streamlit.download_button", keep_asking)
    open_page("upload", role="clerk", query={"job": planned(WRONG)})
    assert any("昨天".encode() in content() for content in asked)


def test_replacing_a_table_asks_again_and_says_what_vanishes(open_page: OpenPage) -> None:
    kept = uploads.keep(GOOD.encode(), "订单.csv")
    job_id = uploads.start([kept], "clerk", mode="replace")
    ended(job_id)
    at = open_page("upload", role="clerk", query={"job": job_id})
    next(one for one in at.button if one.label == "发布").click().run()
    assert len(uploads.jobs()) == 1, "it must ask before it publishes"
    assert any("消失 5 行" in one.value for one in at.markdown)


def test_a_file_that_lacks_a_column_says_so_and_asks(open_page: OpenPage) -> None:
    job_id = planned("订单编号,客户编号,订单日期\nO20,C1,2026-11-18\n")
    at = open_page("upload", role="clerk", query={"job": job_id})
    assert not at.exception
    assert any("开票金额" in one.value for one in at.error)
    assert "发布" not in [one.label for one in at.button]
    assert any(one.label == "开票金额 \\*" for one in at.selectbox)


def test_taking_back_brings_the_numbers_of_before(open_page: OpenPage) -> None:
    first = planned(GOOD)
    job_id = uploads.publish(first, "clerk")
    outcome = ended(job_id).outcome
    assert outcome is not None
    queries.store().undo(outcome["upload"], "clerk")
    at = open_page("upload", role="clerk", query={"job": job_id})
    assert "已撤回" in said(at)
    assert "撤回此次上传" not in [one.label for one in at.button]


def test_a_manager_is_not_offered_the_page(open_page: OpenPage) -> None:
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        open_page("upload", role="manager")


def test_an_address_of_no_job_shows_the_drop_zone(open_page: OpenPage) -> None:
    at = open_page("upload", role="admin", language="en", query={"job": "../../etc"})
    assert not at.exception
    assert "drop your files below" in said(at)


def test_files_of_one_name_are_told_apart() -> None:
    assert upload_work.distinct("a.csv", []) == "a.csv"
    assert upload_work.distinct("a.csv", ["a.csv", "a (2).csv"]) == "a (3).csv"


OUTCOME = {
    "published": False,
    "release": 1,
    "new": 1,
    "changed": 0,
    "same": 0,
    "gone": 0,
    "rejected": 0,
    "problems": [],
    "tables": [{"table": "orders", "totals": {"invoice_amount": "1234.50"}}],
}


def test_the_headline_of_a_plan_says_changes_and_money() -> None:
    light, sentence, marks = words.planned(OUTCOME, "zh")
    assert light == ""
    assert sentence == "全部正确：新增 {new} 行{money}；尚未入库"
    assert marks["money"] == "，开票金额 1,234.50 元"
    assert marks["new"] == Mark("1", "green")


def test_vanishing_rows_are_a_warning_and_nothing_new_is_said() -> None:
    assert words.planned(OUTCOME | {"gone": 2}, "en")[0] == "amber"
    same = words.planned(OUTCOME | {"new": 0, "same": 1}, "en")
    assert "there already" in same[1]


def test_codes_that_nobody_knows_are_said_before_publishing() -> None:
    light, sentence, marks = words.planned(OUTCOME | {"unregistered": 20_000}, "zh")
    assert light == "amber"
    assert sentence == "可以入库：新增 {new} 行{money}；但有 {unregistered} 处编码未建档"
    assert marks["unregistered"] == Mark("20,000", "amber")


def test_words_that_nobody_knows_are_asked_about_and_the_answer_counts(
    open_page: OpenPage,
) -> None:
    """8,800 deals of another house were refused for their stages, and nothing could be said."""
    text = "opportunity_id,sales_agent,deal_stage\nA,R1,Won\nB,R1,Won\n"
    at = open_page("upload", role="clerk", query={"job": planned(text, "deals.csv")})
    assert not at.exception
    asked = next(one for one in at.selectbox if "Won（2 行）" in one.label)
    assert asked.options[8] == "8 签约与移交"
    asked.select("8")
    next(one for one in at.button if one.label == "按以上回答重新读取").click().run()
    outcome = ended(uploads.jobs()[0].job_id).outcome
    assert outcome is not None
    assert (outcome["new"], outcome["problems"]) == (2, [])


def test_a_column_given_to_a_second_field_stays_with_the_first() -> None:
    """A file of names only: saying that they are the names took the numbers away."""
    found = {"mapping": [{"field": "customer_id", "how": "column", "from": "account"}]}
    assert upload_form.shared({"customer_name": "account"}, found) == {"customer_id": "account"}
    assert upload_form.shared({"customer_id": "", "customer_name": "account"}, found) == {}


def test_no_link_leads_to_a_page_that_shows_nothing() -> None:
    """After customers and deals alone the ways on ended at pages that asked for orders."""
    page_of = upload_publishing.page_of
    assert [page_of(one, with_orders=False) for one in ("customers", "opportunities")] == [
        "profile",
        "",
    ]
    assert [page_of(one, with_orders=True) for one in ("customers", "opportunities")] == [
        "receivables",
        "key_accounts",
    ]
    assert page_of("targets", with_orders=False) == "targets"
