"""What a clerk answers about files of other people: one column for two fields, no customer."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from data import uploads
from tests.pages.conftest import OpenPage
from tests.pages.test_upload import ended

MANAGERS = "地区,地区经理\n川南,楚杰\n川北,范彩\n"
WALK_IN = "订单编号,客户编号,订单日期,单价,数量\nO20,C1,2026-11-18,2,5\nO21,,2026-11-18,3,5\n"


@pytest.fixture(autouse=True)
def _own(own_store: object) -> Iterator[None]:
    yield
    for child in uploads._children.values():
        child.wait()
    uploads._children.clear()


def looked_at(text: str, name: str, mapping: dict[str, str]) -> str:
    kept = uploads.keep(text.encode(), name)
    job_id = uploads.start([replace(kept, mapping=mapping)], "clerk")
    ended(job_id)
    return job_id


def test_a_column_of_two_fields_named_only_the_last(open_page: OpenPage) -> None:
    """Managers have no number: the name serves as one, and the sample has to show both."""
    mapping = {"rep_id": "地区经理", "rep_name": "地区经理", "region": "地区"}
    job_id = looked_at(MANAGERS, "销售人员.csv", mapping)
    at = open_page("upload", role="clerk", query={"job": job_id})
    assert not at.exception
    shown = [json.loads(one.proto.columns or "{}").values() for one in at.dataframe]
    assert "地区经理 → 业务员编号、业务员姓名" in {
        one.get("label") for each in shown for one in each
    }


def test_rows_without_customer_ask_where_they_count(open_page: OpenPage) -> None:
    """2 × 5 of C1; 3 × 5 of nobody: published as 未填客户, 25.00 in all, no tonnes."""
    job_id = looked_at(WALK_IN, "订单.csv", {"quantity_t": ""})
    at = open_page("upload", role="clerk", query={"job": job_id})
    assert not at.exception
    (asked,) = (one for one in at.text_input if "没有客户编号" in one.label)
    asked.input("未填客户")
    next(one for one in at.button if one.label == "按以上回答重新读取").click().run()
    outcome = ended(uploads.jobs()[0].job_id).outcome
    assert outcome is not None
    assert outcome["problems"] == []
    assert outcome["totals"] == {"invoice_amount": "25.00"}
