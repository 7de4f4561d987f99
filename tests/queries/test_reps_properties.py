"""Follow-ups and cards of reps against plain Python; reps and spans of days part both."""

import random
from datetime import date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import queries
from queries.engines import DuckDB
from tests import given as releases

AS_OF = date(2026, 11, 18)
FIRST = date(2026, 8, 1)
REPS, CUSTOMERS = ("P1", "P2", "P3"), [f"C{number}" for number in range(12)]
FILLED = ("industry", "channel", "address")  # with name, region and rep: what a card may hold here


def random_visits(seed: int) -> list[tuple[str, str, str, datetime, date | None]]:
    """(visit, customer, rep, moment, next follow-up): some promise nothing, some lie after as_of."""
    dice = random.Random(seed)
    made = []
    for number in range(150):
        day = datetime(2026, 8, 1, 9) + timedelta(dice.randrange(115), minutes=number)  # noqa: DTZ001
        promised = day.date() + timedelta(dice.randrange(30)) if dice.random() < 0.6 else None
        made.append((f"V{number:03d}", dice.choice(CUSTOMERS), dice.choice(REPS), day, promised))
    return made


VISITS = random_visits(seed=7)
DICE = random.Random(11)
CARDS = {
    one: (DICE.choice(["", *REPS]), [DICE.choice(["", "direct"]) for _ in FILLED],
          AS_OF - timedelta(DICE.randrange(-10, 300)))
    for one in CUSTOMERS
}  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> DuckDB:
    customers = "\n".join(
        f"{one},Customer {one},川南,{rep},{','.join(fields)},{opened}"
        for one, (rep, fields, opened) in CARDS.items()
    )
    visits = "\n".join(
        f"{visit},{customer},{rep},{moment},{promised or ''}"
        for visit, customer, rep, moment, promised in VISITS
    )
    rows = {
        "customers": f"customer_id,customer_name,region,rep_id,{','.join(FILLED)},opened_on\n{customers}",
        "visits": f"visit_id,customer_id,rep_id,visited_at,next_follow_up_on\n{visits}",
    }
    reads = queries.reads("reps/follow_ups") | queries.reads("reps/cards")
    return releases.engine(tmp_path_factory.mktemp("reps"), rows, reads)


def asked(engine: DuckDB, name: str, **parameters: object) -> pl.DataFrame:
    return queries.answer(
        engine, queries.query(name), parameters, release=1, scope=queries.EVERYTHING
    )


def state_by_hand(visit: tuple[str, str, str, datetime, date | None], as_of: date) -> str:
    _visit, customer, _rep, moment, promised = visit
    assert promised is not None
    later = [
        at.date()
        for _v, c, _r, at, _p in VISITS
        if c == customer and moment < at and at.date() <= as_of
    ]
    if later:
        return "kept" if min(later) <= promised else "late"
    return "waiting" if promised < as_of else "today" if promised == as_of else "coming"


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 108), st.integers(0, 20))
def test_every_promise_has_the_state_of_its_day(engine: DuckDB, back: int, ahead: int) -> None:
    as_of = AS_OF - timedelta(back)
    until = as_of + timedelta(ahead)
    found = asked(engine, "reps/follow_ups", as_of=as_of, from_on=FIRST, until_on=until)
    wanted = {
        one[0]: state_by_hand(one, as_of)
        for one in VISITS
        if one[4] and one[3].date() <= as_of and FIRST <= one[4] <= until
    }
    assert dict(found.select("key_id", "state").iter_rows()) == wanted
    assert set(found.filter("is_missed")["state"]) <= {"late", "waiting"}


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 108))
def test_two_spans_of_days_part_the_whole(engine: DuckDB, cut: int) -> None:
    day = FIRST + timedelta(cut)
    whole = asked(engine, "reps/follow_ups", as_of=AS_OF, from_on=FIRST)
    before = asked(engine, "reps/follow_ups", as_of=AS_OF, from_on=FIRST, until_on=day)
    after = asked(engine, "reps/follow_ups", as_of=AS_OF, from_on=day + timedelta(1))
    assert sorted([*before["key_id"], *after["key_id"]]) == sorted(whole["key_id"])


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 200))
def test_cards_of_the_reps_are_the_cards_of_all(engine: DuckDB, back: int) -> None:
    as_of = AS_OF - timedelta(back)
    whole = asked(engine, "reps/cards", as_of=as_of)
    wanted = {
        one: 2 + bool(rep) + sum(map(bool, fields))
        for one, (rep, fields, opened) in CARDS.items()
        if 0 <= (as_of - opened).days <= 180
    }
    assert dict(whole.select("customer_id", "filled_count").iter_rows()) == wanted
    parts = [asked(engine, "reps/cards", as_of=as_of, rep_id=one) for one in ("", *REPS)]
    assert sum(part["filled_count"].sum() for part in parts) == sum(wanted.values())
    assert sum(part.height for part in parts) == len(wanted)
