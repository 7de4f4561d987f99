"""What the address asks for, in parameters and in words."""

import json
from collections.abc import Iterator
from datetime import date, datetime

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import queries
from pages.shared import filters
from pages.shared.view import Choices, View
from pages.shared.view_reading import read
from tests.pages import stub

CHOICES = Choices(
    {"region": {"": "", "江南": "江南"}, "rep": {"R01": "沈舟", "R02": "顾言"}},
    newest=date(2026, 11, 18),
)
USE = ("period", "as_of", "regions", "rep_ids", "customer_ids", "key_accounts", "unit")


def asked(**address: list[str]) -> tuple[View, tuple[str, ...]]:
    return read(address, CHOICES, USE)


def test_first_sight_is_the_newest_month_and_everything() -> None:
    view, ignored = asked()
    assert (view.as_of, view.period) == (date(2026, 11, 18), "month")
    assert (view.from_on, view.to_on) == (date(2026, 11, 1), date(2026, 11, 30))
    assert view.until == date(2026, 11, 18)
    assert view.parameters("regions", "rep_ids") == {"regions": None, "rep_ids": None}
    assert view.words("zh") == ["2026年11月", "截止 11-18"]
    assert not ignored


def test_foreign_values_are_ignored_and_named() -> None:
    view, ignored = asked(region=["江南", "Atlantis"], period=["century"], as_of=["soon"])
    assert view.regions == ("江南",)
    assert view.period == "month"
    assert view.as_of == date(2026, 11, 18)
    assert set(ignored) == {"region", "period", "as_of"}


@pytest.mark.parametrize("day", ["0001-01-01", "1989-12-31", "9999-12-31"])
def test_days_outside_the_calendar_break_nothing_and_are_named(day: str) -> None:
    view, ignored = asked(as_of=[day], period=["range"], from_on=[day], known_on=[f"{day}T00:00Z"])
    assert view.as_of == date(2026, 11, 18)
    assert view.known_on is None
    assert set(ignored) == {"as_of", "from_on", "known_on"}


def test_a_dash_stands_for_rows_without_one() -> None:
    view, _ = asked(region=["-"])
    assert view.parameters("regions") == {"regions": [""]}
    assert "未归属" in view.words("zh")


def test_a_filter_that_the_page_does_not_use_does_nothing() -> None:
    view, _ = read({"rep": ["R01"]}, CHOICES, ("period",))
    assert view.parameters("rep_ids") == {"rep_ids": None}
    assert view.words("en") == ["Nov 2026"]


def test_the_future_is_not_asked_for() -> None:
    view, ignored = asked(as_of=["2027-01-01"])
    assert view.as_of == date(2026, 11, 18)
    assert ignored == ("as_of",)


@pytest.mark.parametrize(
    ("period", "span", "zh"),
    [
        ("dekad", (date(2026, 11, 11), date(2026, 11, 20)), "11月中旬"),
        ("week", (date(2026, 11, 16), date(2026, 11, 22)), "2026年第47周"),
        ("quarter", (date(2026, 10, 1), date(2026, 12, 31)), "2026 Q4"),
        ("year", (date(2026, 1, 1), date(2026, 12, 31)), "2026年"),
        ("range", (date(2026, 11, 1), date(2026, 11, 18)), "11-01 – 11-18"),
    ],
)
def test_periods(period: str, span: tuple[date, date], zh: str) -> None:
    view, ignored = asked(period=[period])
    assert (view.from_on, view.to_on) == span
    assert view.words("zh")[0] == zh
    assert not ignored


def test_a_range_has_two_ends_in_order() -> None:
    view, _ = asked(period=["range"], from_on=["2026-10-05"], to_on=["2026-11-02"])
    assert (view.from_on, view.to_on) == (date(2026, 10, 5), date(2026, 11, 2))
    turned, ignored = asked(period=["range"], from_on=["2026-11-02"], to_on=["2026-10-05"])
    assert (turned.period, ignored) == ("month", ("period",))


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (("2014-01-01", "2017-12-30"), "2014-01-01 – 2017-12-30"),  # crosses years
        (("2025-12-30", "2026-01-05"), "2025-12-30 – 2026-01-05"),  # one end in another year
        (("2025-03-01", "2025-04-30"), "2025-03-01 – 2025-04-30"),  # not the newest day's year
        (("2026-03-01", "2026-04-30"), "03-01 – 04-30"),
    ],
)
def test_a_span_of_other_years_says_them(ends: tuple[str, str], said: str) -> None:
    view, _ = asked(period=["range"], from_on=[ends[0]], to_on=[ends[1]])
    assert view.words("zh")[0] == said
    assert view.period_words("en") == said


def test_a_day_of_another_year_says_it() -> None:
    view, _ = asked(as_of=["2017-11-07"], known_on=["2025-12-31"], period=["dekad"])
    assert view.words("zh") == ["2017年11月上旬", "截止 2017-11-07", "按 2025-12-31 口径"]
    assert view.as_of_words("zh") == "截止 2017年11月7日"
    assert view.as_of_words("en") == "as of 7 Nov 2017"
    assert asked(as_of=["2026-11-07"])[0].as_of_words("zh") == "截止 11月7日"


def test_removing_a_chip_takes_its_parameters_out() -> None:
    view, _ = asked(period=["range"], from_on=["2026-11-02"], rep=["R01", "R02"])
    assert [(chip.text, chip.parameters) for chip in view.chips("zh")] == [
        ("11-02 – 11-18", ("period", "from_on", "to_on")),
        ("截止 11-18", ()),
        ("沈舟、顾言", ("rep",)),
    ]


def test_long_lists_are_said_briefly() -> None:
    view, _ = asked(customer=["C1", "C2", "C3", "C4", "C5"])
    assert view.words("en")[-1] == "C1, C2, C3 +2"


def test_known_on_is_a_day_or_a_moment() -> None:
    assert asked(known_on=["2026-11-10"])[0].known_on == date(2026, 11, 10)
    view, _ = asked(known_on=["2026-11-10T09:30"])
    assert view.known_on == datetime.fromisoformat("2026-11-10T09:30")
    assert view.words("zh")[-1] == "按 11-10 09:30 口径"


def page() -> None:
    import streamlit as st

    from pages.shared import filters

    view = filters.view(use=("period", "as_of", "regions", "customer_ids", "key_accounts"))
    st.json(view.parameters("customer_ids", "regions"))


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    stub.install(monkeypatch)
    st.cache_data.clear()
    at = AppTest.from_function(page, default_timeout=20)
    at.query_params["lang"] = "zh"
    yield at
    st.cache_data.clear()


def test_the_bar_says_what_is_filtered_and_takes_it_back(app: AppTest) -> None:
    app.query_params["region"] = "江南"
    app.run()
    assert not app.exception
    assert app.multiselect(key="filter_region").value == ["江南"]
    chip = app.button(key="chip_region")
    assert chip.label == "江南"
    chip.click().run()
    assert "region" not in app.query_params
    assert app.multiselect(key="filter_region").value == []


def test_what_is_not_there_or_not_yours_is_said_in_words(app: AppTest) -> None:
    app.query_params["region"] = "Atlantis"
    app.query_params["as_of"] = "2030-01-01"
    app.run()
    assert any(
        "网址中的截止日期、区域不存在，或不在您的可见范围内" in one.value for one in app.caption
    )


def test_limited_rights_stand_in_the_bar_and_in_every_file(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "scope", lambda: queries.Scope(regions=("江南", "江北")))
    app.run()
    assert any("范围：江南、江北" in one.proto.body for one in app.get("html"))
    monkeypatch.setattr(filters, "scope", lambda: queries.Scope(rep="R01"))
    app.run()
    assert any("范围：沈舟" in one.proto.body for one in app.get("html"))


def test_a_file_says_view_and_basis_even_where_nobody_chose_them() -> None:
    month = (date(2026, 11, 1), date(2026, 11, 30))
    used = frozenset(("as_of", "ledger", "basis"))
    view = View(date(2026, 11, 18), "month", *month, used=used, choices=CHOICES)
    assert view.words("zh") == ["截止 11-18", "管理口径", "按到期日"]
    assert [chip.text for chip in view.chips("zh")] == ["截止 11-18"]


def test_choosing_a_region_writes_the_address(app: AppTest) -> None:
    app.run()
    app.multiselect(key="filter_region").select("江北").run()
    assert not app.exception
    assert app.query_params["region"] in ("江北", ["江北"])
    assert json.loads(app.json[0].value)["regions"] == ["江北"]


def test_key_accounts_only_narrows_the_customers(app: AppTest) -> None:
    app.query_params["key_accounts"] = "1"
    app.query_params["customer"] = ["C001", "C002"]
    app.run()
    assert not app.exception
    assert json.loads(app.json[0].value)["customer_ids"] == ["C001"]


@pytest.mark.parametrize("number", ["-5", "5.0", "五", "0x5"])
def test_a_release_that_is_none_is_not_announced(number: str) -> None:
    """The chip said release −5 while the newest one was shown."""
    view, ignored = asked(release=[number])
    assert view.release is None
    assert "release" in ignored
    assert not view.is_of_older_release


def test_a_name_that_looks_like_a_link_stays_a_name_on_its_chip() -> None:
    """A region called [r](http://z) was a link in the bar."""

    def page() -> None:
        from datetime import date
        from unittest.mock import patch

        from pages.shared import filters
        from pages.shared.view import Choices, View

        region = "[r](http://z)"
        day = date(2026, 11, 18)
        known = Choices({"region": {region: region}}, newest=day)
        shown = View(
            day, "month", day, day, regions=(region,), choices=known, given=frozenset({"region"})
        )
        with patch.object(filters, "panel", lambda _view: None):
            filters._bar(shown)

    at = AppTest.from_function(page, default_timeout=20).run()
    assert not at.exception
    (chip,) = (one.label for one in at.button if "http" in one.label)
    assert chip.startswith(r"\[r\](http")
