"""The pages of the house: where each lies, what it is called and who may open it."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from data.accounts import ROLES

PAGES_FOLDER = Path(__file__).resolve().parent.parent
EVERYONE = frozenset(ROLES)
KEEPERS = frozenset({"clerk", "admin"})
PLANNERS = frozenset({"manager", "clerk", "admin"})
ADMIN = frozenset({"admin"})

# Section → its title in the navigation. The meeting stands there directly, without a heading.
SECTIONS = {"meeting": "", "customers": "Customers", "admin": "Data"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: its address is its file's stem, its title a message of the catalogue."""

    section: str
    address: str
    title: str
    roles: frozenset[str] = EVERYONE
    start_of: frozenset[str] = frozenset()  # roles whose start page it is
    start_title: str = ""  # its title there

    @property
    def file(self) -> Path:
        """The script of the page."""
        return PAGES_FOLDER / self.section / f"{self.address}.py"


KNOWN = (
    Entry("meeting", "overview", "Overview"),
    Entry("meeting", "targets", "Targets"),
    Entry("meeting", "receivables", "Receivables"),
    Entry("meeting", "complaints", "Complaints"),
    Entry("meeting", "key_accounts", "Key accounts"),
    Entry("meeting", "reps", "Rep review", start_of=frozenset({"rep"}), start_title="My day"),
    Entry("customers", "profile", "Customer profile"),
    Entry("admin", "upload", "Upload", KEEPERS),
    Entry("admin", "plan", "Set targets", PLANNERS),
    Entry("admin", "snapshots", "Releases", KEEPERS),
    Entry("admin", "quality", "Data quality", KEEPERS),
    Entry("admin", "users", "Users", ADMIN),
    Entry("admin", "dictionary", "Data dictionary"),
)


@cache
def pages_for(role: str) -> tuple[Entry, ...]:
    """The pages a role may open, in the order of the navigation; the first is the start page."""
    allowed = [entry for entry in KNOWN if role in entry.roles and entry.file.is_file()]
    start = [replace(one, title=one.start_title) for one in allowed if role in one.start_of]
    return (*start, *(entry for entry in allowed if role not in entry.start_of))


@cache
def addresses_for(role: str) -> frozenset[str]:
    """The paths a role may open; `/` is the start page."""
    return frozenset({"/", *(f"/{entry.address}" for entry in pages_for(role))})
