"""Long names: cut where there is little room, whole on hover."""

from pages.shared.names import MOST, short, some, width
from pages.shared.parts import Mark
from pages.shared.words.answer import Answer
from tests.pages.test_parts import html_of, run

LONG = "川南石油化工产品销售有限责任公司" * 18


def test_ordinary_names_stay_whole() -> None:
    for name in (
        "四川省川南石油化工贸易有限责任公司",
        "Sichuan Southern Petrochemical Trading Co.",
        "",
    ):
        assert short(name) == name


def test_a_name_of_300_letters_does_not_fill_the_headline() -> None:
    assert width(short(LONG)) <= MOST
    assert short(LONG) == f"{LONG[:21]}…"
    assert short("ab cd", 5) == "ab cd"
    assert short("ab cdef", 5) == "ab…"  # no space before the sign


def test_many_names_become_a_number() -> None:
    assert some(["甲", "乙", "丙"]) == ["甲", "乙", "丙"]
    assert some(["甲", LONG, "丙", "丁", "戊"]) == ["甲", short(LONG), "丙", "+2"]


def answer() -> None:
    from pages.shared.parts import Mark, headline

    name = "川南石油化工产品销售有限责任公司" * 18
    headline("red", "Receivables", "{who}: {debt}", who=name, debt=Mark(name, to="profile"))


def test_the_headline_has_the_whole_name_on_hover() -> None:
    shown = html_of(run(answer))
    assert shown.count(f'<span title="{LONG}">{short(LONG)}</span>') == 2
    assert shown.count(LONG) == 2


def test_files_say_the_whole_name_and_cards_a_short_one() -> None:
    said = Answer("red", "{who}: {debt}", {"who": LONG, "debt": Mark("5 万元")})
    assert said.text == f"{LONG}: 5 万元"
    assert said.brief == f"{short(LONG)}: 5 万元"
