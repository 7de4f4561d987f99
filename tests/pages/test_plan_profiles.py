"""Two seasonal profiles for one month: the page says which one counts."""

from pathlib import Path

from data.store import Change, Store
from tests.pages.conftest import OpenPage, rows

TWO = """profile_id,metric,month,dekad,share
P1,net_sales,2026-04,D1,100
P2,net_sales,2026-04,D2,100
P2,net_sales,2026-05,D3,100
"""


def test_of_two_profiles_for_a_month_the_page_says_which_one_counts(
    open_page: OpenPage, own_store: Path
) -> None:
    Store(own_store).publish([Change("profiles", rows("profiles", TWO).to_arrow())], "clerk")
    at = open_page("plan", query={"show": "profiles"})
    assert not at.exception
    (told,) = at.warning
    assert told.value.endswith("括号内的不生效：2026-04 P1 (P2)")  # May has one alone
    totals = at.dataframe[-1].value  # 100 of P1; what P2 has for another dekad is not added
    assert totals["total"].tolist()[3:5] == [100.0, 100.0]
