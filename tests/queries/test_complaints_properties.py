"""Working time against a count of single minutes; scopes part the backlog."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

import queries
from data import calendar
from queries import headers
from queries.engines import DuckDB
from tests import given

DAYS = {
    row["day"]: row["is_working_day"]
    for row in calendar.build(calendar.published_holidays()).to_pylist()
}
FIRST = datetime.fromisoformat("2026-09-15")
MINUTE = timedelta(minutes=1)
KINDS = {"urgent": "always", "major": "working_hours", "minor": "working_days"}
LIMIT_HOURS = {"urgent": 2, "major": 12, "minor": 24}
WORK_FROM, WORK_TO = 9, 18
SETTINGS = "name,value\nclock_major,working_hours\n"


@dataclass(frozen=True)
class Complaint:
    id: str
    severity: str
    received_at: datetime
    answered_at: datetime | None

    @property
    def row(self) -> str:
        answered = self.answered_at or ""
        return f"{self.id},C{int(self.id[1:]) % 7},{self.received_at},{self.severity},{answered}"


def random_complaints(seed: int, count: int) -> list[Complaint]:
    """Complaints around holidays and working weekends of 2026, to the minute, never midnight."""
    dice = random.Random(seed)
    made = []
    for number in range(count):
        received = FIRST + timedelta(minutes=dice.randrange(40 * 24 * 60))
        answered = received + timedelta(minutes=dice.randrange(1, 6 * 24 * 60))
        received, answered = (
            stamp + MINUTE if (stamp.hour, stamp.minute) == (0, 0) else stamp
            for stamp in (received, answered)
        )
        made.append(
            Complaint(
                f"K{number}",
                dice.choice(list(KINDS)),
                received,
                answered if dice.random() < 0.7 else None,
            )
        )
    return made


def runs(kind: str, minute: datetime) -> bool:
    """Whether the minute that begins then is on the clock."""
    if kind == "always":
        return True
    worked = DAYS[minute.date()]
    return worked and (kind == "working_days" or WORK_FROM <= minute.hour < WORK_TO)


def minutes_between(kind: str, start: datetime, end: datetime) -> int:
    passed = 0
    while start < end:
        passed += runs(kind, start)
        start += MINUTE
    return passed


def runs_out(kind: str, start: datetime, hours: int) -> datetime:
    left = hours * 60
    while left:
        left -= runs(kind, start)
        start += MINUTE
    return start


@pytest.fixture(scope="module")
def complaints() -> list[Complaint]:
    return random_complaints(seed=7, count=250)


@pytest.fixture(scope="module")
def asked(complaints: list[Complaint], tmp_path_factory: pytest.TempPathFactory) -> DuckDB:
    return given.engine(tmp_path_factory.mktemp("complaints"), release_of(complaints))


def release_of(complaints: list[Complaint]) -> Mapping[str, str]:
    regions = "\n".join(f"C{n},Customer {n},{('川南', '川北', '')[n % 3]}" for n in range(7))
    rows = "\n".join(one.row for one in complaints)
    return {
        "settings": SETTINGS,
        "customers": f"customer_id,customer_name,region\n{regions}",
        "complaints": f"complaint_id,customer_id,received_at,severity,first_response_at\n{rows}",
    }


def answer(
    engine: DuckDB,
    name: str,
    scope: queries.Scope = queries.EVERYTHING,
    **given_values: object,
) -> pl.DataFrame:
    return queries.answer(engine, headers.query(name), given_values, release=1, scope=scope)


def test_clocks_agree_with_a_count_of_single_minutes(
    complaints: list[Complaint], asked: DuckDB
) -> None:
    table = headers.of("clocks", "-- reads complaint_clocks\nselect * from complaint_clocks")
    rows = queries.answer(asked, table, {}, release=1, scope=queries.EVERYTHING)
    found = {
        row["complaint_id"]: row for row in rows.to_dicts() if row["clock"] == "first_response"
    }
    for one in complaints:
        kind = KINDS[one.severity]
        row = found[one.id]
        assert row["due_at"] == runs_out(kind, one.received_at, LIMIT_HOURS[one.severity]), one
        if one.answered_at is None:
            assert row["elapsed_hours"] is None
        else:
            minutes = minutes_between(kind, one.received_at, one.answered_at)
            assert row["elapsed_hours"] * 60 == pytest.approx(minutes), one


@pytest.mark.parametrize("as_of", [date(2026, 9, 20), date(2026, 10, 7), date(2026, 10, 31)])
def test_backlog_holds_what_was_received_and_is_late_past_its_limit(
    complaints: list[Complaint], asked: DuckDB, as_of: date
) -> None:
    end = datetime.combine(as_of + timedelta(days=1), datetime.min.time())
    rows = {
        row["complaint_id"]: row
        for row in answer(asked, "complaints/backlog", as_of=as_of).to_dicts()
    }
    assert set(rows) == {one.id for one in complaints if one.received_at < end}
    for one in complaints:
        if one.received_at < end:
            due = runs_out(KINDS[one.severity], one.received_at, LIMIT_HOURS[one.severity])
            known = one.answered_at if one.answered_at and one.answered_at < end else None
            waits = known is None
            assert (rows[one.id]["state"] in ("awaiting_response", "response_late")) == waits
            if waits:
                assert rows[one.id]["is_late"] >= (end > due), one
            assert rows[one.id]["age_hours"] * 60 == pytest.approx((end - one.received_at) / MINUTE)


def test_regions_part_the_backlog_and_the_clocks(asked: DuckDB) -> None:
    day = date(2026, 10, 12)
    whole = answer(asked, "complaints/backlog", as_of=day)
    parts = [
        answer(asked, "complaints/backlog", queries.Scope(regions=(region,)), as_of=day)
        for region in ("川南", "川北")
    ]
    inside = whole.filter(pl.col("region").is_not_null())
    assert set(pl.concat(parts)["complaint_id"]) == set(inside["complaint_id"])
    assert sum(part.height for part in parts) == inside.height
    for by in ("owner", "region", "category", "severity"):
        for clock in ("first_response", "resolution", "feedback"):
            rows = answer(asked, "complaints/clocks", as_of=day, by=by, clock=clock)
            assert rows["received_count"].sum() == whole.height  # none of them is closed
            assert (rows["answered_count"] + rows["unanswered_count"]).sum() == whole.height


def test_filters_part_the_backlog(asked: DuckDB) -> None:
    day = date(2026, 10, 12)
    whole = answer(asked, "complaints/backlog", as_of=day)
    parts = [
        answer(asked, "complaints/backlog", as_of=day, regions=[region])
        for region in ("川南", "川北", "")
    ]
    assert sorted(pl.concat(parts)["complaint_id"]) == sorted(whole["complaint_id"])


def test_a_breach_stays_one(asked: DuckDB) -> None:
    late: set[str] = set()
    for day in range(16, 30):
        rows = answer(asked, "complaints/backlog", as_of=date(2026, 9, day))
        now = set(rows.filter(pl.col("is_late"))["complaint_id"])
        assert late <= now
        late = now
    assert late


def test_the_example_of_the_working_saturday(tmp_path: Path) -> None:
    engine = given.engine(
        tmp_path,
        {"complaints": "complaint_id,customer_id,received_at\nK1,C1,2026-09-30 16:00:00\n"},
    )
    row = answer(engine, "complaints/backlog", as_of=date(2026, 9, 30)).to_dicts()[0]
    assert row["response_due_at"] == datetime.fromisoformat("2026-10-08T16:00")
    assert row["resolution_due_at"] == datetime.fromisoformat("2026-10-10T16:00")
