"""The reps of the demo company: one has left, one is away."""

from dataclasses import dataclass
from datetime import date, timedelta

from data.demo import names
from data.demo.catalogue import CITIES, REGIONS
from data.demo.span import FIRST_DAY, dice

DEPARTMENTS = ("成品油一部", "成品油二部", "化工产品部", "沥青业务部")
REPS_PER_REGION = 5
LEFT_REP, SUCCESSOR = 6, 5
"""Who left, and who took over; orders before that day bear the former rep."""


@dataclass(frozen=True)
class Rep:
    rep_id: str
    name: str
    department: str
    region: int
    station: str
    hired_on: date
    left_on: date | None = None
    away_from: date | None = None
    away_until: date | None = None
    deputy_rep_id: str | None = None


def make(seed: int) -> list[Rep]:
    """Thirty reps: R07 left, R12 is away with a deputy."""
    chance = dice(seed, "reps")
    people = names.persons(chance, len(REGIONS) * REPS_PER_REGION)
    found = []
    for number, name in enumerate(people):
        region, seat = divmod(number, REPS_PER_REGION)
        office = min(seat, 4) - 1 if seat > 2 else (0 if region < 3 else 1)
        hired_on = FIRST_DAY - timedelta(days=chance.randrange(200, 4000))
        left_on = date(2026, 8, 31) if number == 6 else None
        away = number == 11
        found.append(
            Rep(
                f"R{number + 1:02d}",
                name,
                DEPARTMENTS[office],
                region,
                f"{CITIES[REGIONS[region]][seat % len(CITIES[REGIONS[region]])]}油库",
                hired_on,
                left_on,
                date(2026, 11, 9) if away else None,
                date(2026, 11, 27) if away else None,
                "R13" if away else None,
            )
        )
    return found
