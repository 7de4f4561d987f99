"""The parts on a page: escaped, in the language of the address, selection in the address."""

import re
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.shared.comments import dekad_ends
from pages.shared.parts import escaped
from pages.shared.view import CODES
from tests.pages import stub


def run(script: object, **address: str) -> AppTest:
    at = AppTest.from_function(script, default_timeout=20)  # type: ignore[arg-type]  # a function
    for name, value in ({"lang": "en"} | address).items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


def html_of(at: AppTest) -> str:
    return "".join(one.proto.body for one in at.get("html"))


def answer() -> None:
    from pages.shared.parts import Figure, Mark, figures, headline

    headline(
        "red",
        "Receivables <script>",
        "{who} owes {amount}; {unknown} stays",
        who="{amount} <b>Ltd</b>",
        amount=Mark("−12.0", "red", 'receivables?customer="1"'),
    )
    figures([Figure("Sales_*x*", "12.0", "t", "−1.0", "vs pace", "amber", [1.0, None, 2.0])])


def test_headlines_escape_every_piece() -> None:
    shown = html_of(run(answer))
    assert "<script>" not in shown and "Receivables &lt;script&gt;" in shown
    assert "{amount} &lt;b&gt;Ltd&lt;/b&gt; owes" in shown  # braces in a name stay braces
    assert 'href="receivables?customer=&quot;1&quot;"' in shown
    assert "◆ Alert" in shown and "{unknown} stays" in shown


def test_figures_carry_sign_and_unit() -> None:
    (metric,) = run(answer).metric
    assert metric.delta == "▲ −1.0"
    assert metric.label == r"Sales\_\*x\* :gray[t]"


def test_markdown_in_data_stays_text() -> None:
    assert escaped("[a](b) $x$ :red[c] <i>") == r"\[a\](b) \$x\$ \:red\[c\] \<i\>"


def listing() -> None:
    import polars as pl
    import streamlit as st

    from pages.shared.grid import Column, lay_out
    from pages.shared.tables import table

    frame = pl.DataFrame({"id": ["C1", "C2"], "name": ["<i>", "B"], "owed": [20_000.0, 10_000.0]})
    columns = [Column("name", "Customer", pinned=True), Column("owed", "Owed", "money")]
    picked = table(lay_out(frame, columns, key="id", total={}, label="Total"), "debtors")
    st.write(f"picked {picked}")


@pytest.mark.parametrize(("asked", "picked"), [("C2", "C2"), ("C9", "None"), ("", "None")])
def test_the_selected_row_is_in_the_address(asked: str, picked: str) -> None:
    assert run(listing, at_debtors=asked).markdown[-1].value == f"picked {picked}"


def test_tables_show_ratios_and_amounts_as_the_screen_does() -> None:
    frame = run(listing).dataframe[0].value
    assert frame["owed"].to_list() == [2.0, 1.0, 3.0]


def test_on_paper_tables_are_html_with_a_head() -> None:
    shown = html_of(run(listing, print="1"))
    assert "<thead>" in shown and "&lt;i&gt;" in shown
    assert shown.count("<tr") == 4
    assert '<tr class="total">' in shown


def broken() -> None:
    from datetime import date

    from pages.shared.states import stale, wrong_sums

    wrong_sums("Σ items = balance", 0.01, "C1")
    stale(date(2026, 11, 18), date(2026, 11, 20))
    stale(date(2026, 11, 18), date(2026, 11, 21))


def test_broken_sums_and_old_data_are_said() -> None:
    at = run(broken, lang="zh")
    assert at.error[0].value.startswith("恒等检查不平：Σ items = balance 相差 0.01 元 (C1)。")
    assert [one.value for one in at.warning] == ["数据截止 11月18日，距今 3 天。"]


def test_language_of_the_address_wins_over_the_account() -> None:
    at = AppTest.from_function(answer, default_timeout=20)
    at.session_state["account_language"] = "zh"
    at.run()
    assert "◆ 预警" in html_of(at)
    at.query_params["lang"] = "en"
    at.run()
    assert "◆ Alert" in html_of(at)


def test_actions_are_due_at_dekad_ends() -> None:
    from datetime import date

    assert [f"{day:%m-%d}" for day in dekad_ends(date(2026, 11, 20))[:3]] == [
        "11-20",
        "11-30",
        "12-10",
    ]


def test_every_word_of_the_filters_is_translated() -> None:
    from data.language import translate

    for words in CODES.values():
        for word in words.values():
            assert translate("zh", word) != word


def test_the_gallery_shows_every_part_without_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    stub.install(monkeypatch)
    monkeypatch.setattr(stub, "install", lambda _patch: None)  # the gallery's own would stay
    st.cache_data.clear()
    at = AppTest.from_file(str(Path(__file__).with_name("gallery.py")), default_timeout=60).run()
    assert not at.exception
    assert "各区域销售额" in html_of(at)
    st.cache_data.clear()


@pytest.mark.parametrize(
    "text", ["https://evil.example/x", "HTTP://evil.example", "_www.evil.example", "a@evil.example"]
)
def test_an_address_in_a_note_is_no_link(text: str) -> None:
    shown = escaped(text)
    assert shown.replace("\u2060", "").replace("\\", "") == text
    # how Markdown of Streamlit finds addresses in text, once its escapes are gone
    plain = shown.replace("\\", "")
    assert not re.search(r"(?i)(https?://|www(?=\.))([-.\w]+)", plain)
    assert not re.search(r"([-.\w+]+)@([-\w]+(?:\.[-\w]+)+)", plain)
