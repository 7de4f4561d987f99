"""Whichever release is looked at, rights are those of the newest: what was taken away is gone."""

from datetime import date
from pathlib import Path

import pytest

import queries
from data.store import Change, Store
from queries import Scope
from tests.pages.conftest import rows

TODAY = date(2026, 11, 18)
SOUTH, NORTH = Scope(regions=("川南",)), Scope(regions=("川北",))
ORDERS = """
order_id,customer_id,ordered_on,rep_id,invoice_amount
O1,C1,2026-11-03,R1,100
O2,C2,2026-11-04,R1,20
O3,C3,2026-11-05,R2,3
"""
CUSTOMERS = """
customer_id,customer_name,region,rep_id
C1,赤霞矿业,川南,R1
C2,云栈物流,川南,R1
C3,岷泰运输,川北,R2
"""
REPS = """
rep_id,rep_name,region,deputy_rep_id,away_from
R1,陈立,川南,,
R2,罗敏,川北,R1,2026-11-01
"""


@pytest.fixture
def moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Release 1 as above; in release 2, C1 belongs to 川北 and R2, and R2 is no longer away."""
    monkeypatch.setenv("XUNBOARD_STORE", str(tmp_path))
    store, first = Store(tmp_path), {"orders": ORDERS, "customers": CUSTOMERS, "reps": REPS}
    store.publish([Change(name, rows(name, text).to_arrow()) for name, text in first.items()], "a")
    changed = {
        "customers": CUSTOMERS.replace("赤霞矿业,川南,R1", "赤霞矿业,川北,R2"),
        "reps": REPS.replace(",R1,2026-11-01", ",,"),
    }
    store.publish(
        [Change(name, rows(name, text).to_arrow()) for name, text in changed.items()], "a"
    )


def seen(scope: Scope, release: int | None) -> list[str]:
    """The customers that owe something on the day, as a scope may see them."""
    found = queries.run("receivables/customers", scope=scope, release=release, as_of=TODAY)
    return sorted(found["customer_id"])


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize("release", [1, 2, None])
def test_a_customer_that_left_a_region_is_not_found_in_its_older_releases(
    release: int | None,
) -> None:
    assert seen(SOUTH, release) == ["C2"]
    assert seen(NORTH, release) == ["C1", "C3"]


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize("release", [1, 2, None])
def test_a_deputy_of_then_is_no_deputy_now(release: int | None) -> None:
    assert seen(Scope(rep="R1", on=TODAY), release) == ["C2"]
    assert seen(Scope(rep="R2", on=TODAY), release) == ["C1", "C3"]


@pytest.mark.usefixtures("moved")
def test_what_decides_the_rights_is_told_apart_by_version() -> None:
    before = queries.decided_by(SOUTH)
    queries.store().publish([Change("reps", rows("reps", REPS).to_arrow())], "a")
    assert queries.decided_by(SOUTH) != before
    assert queries.decided_by(Scope()) == ()
