"""The tiny company says what its description says."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import queries


@pytest.fixture(autouse=True)
def store(company_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUNBOARD_STORE", str(company_store))


def test_attainment_of_the_company_and_its_regions() -> None:
    rows = queries.run(
        "targets/attainment", as_of=date(2026, 11, 18), period="month", metric="net_sales"
    )
    found = {
        (row["level"], row["scope_id"]): (row["actual_value"], row["attainment"], row["pace_gap"])
        for row in rows.iter_rows(named=True)
    }
    company = found["company", "company"]
    assert company[0] == 610_000
    assert company[1:] == (pytest.approx(0.61), pytest.approx(0.01))
    assert found["region", "川南"][1:] == (pytest.approx(0.6), pytest.approx(0.0))


@pytest.mark.parametrize(("view", "total"), [("ledger", 620_000), ("managed", 615_000)])
def test_open_receivables(view: str, total: int) -> None:
    ageing = queries.run("receivables/ageing", as_of=date(2026, 11, 18), view=view)
    assert ageing["open_amount"].sum() == Decimal(total)
    overdue = ageing.filter(ageing["ageing_bucket"] != "not_due")
    assert overdue["open_amount"].sum() == Decimal(120_000)
