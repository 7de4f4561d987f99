"""Every page, section by section: what it asks, how long it takes, what it sends, a click in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

import queries
from pages.shared.register import Entry, pages_for
from tests.bench.clock import Took, middle
from tests.bench.watch import MANAGER, Driver, Run

SHELL = str(Path(__file__).parents[2] / "pages" / "shell.py")
LARGE = 1_200_000  # order lines from which the wider goal holds
MOST_CLICKS = 5  # so many different ones, each needing new answers
CREDIT = {
    "limits": "receivables/shipping",
    "rolling": "receivables/rolling",
    "terms": "receivables/concessions",
}
"""Parts of credit whose tables list customers: the query that has them."""


@dataclass(frozen=True)
class Sight:
    """What is looked at: a page at an address, and what a click there puts into the address.

    click: the parameter, and the values of as many clicks, each after the other.
    """

    name: str
    address: dict[str, str]
    click: tuple[str, Sequence[str]] = ("", ())


@dataclass(frozen=True)
class Seen:
    """The figures of one sight; milliseconds. new, known: a click, where the page has a part."""

    name: str
    cold: Took
    warm: Took
    new: Took | None
    known: Took | None


def measure(repeat: int, lines: int, only: str | None) -> None:
    """Print a line for each page and section, then whether each page is within the goals.

    lines: order lines of the store. only: the address of the one page to measure; its queries are
    told one by one.
    """
    print(
        f"\n{'page':<24}{'queries':>8}{'rows':>9}{'in them':>8}{'cold':>7}{'CPU':>6}{'warm':>7}"
        f"{'CPU':>6}{'kB':>7}{'again':>7}{'click, new':>11}{'CPU':>6}{'known':>7}{'CPU':>6}{'kB':>6}"
    )
    seen: dict[str, list[Seen]] = {}
    driver = Driver(SHELL)
    with driver.watching():
        for entry in pages_for(MANAGER.role):
            if only in (None, entry.address):
                driver.open(str(entry.file))
                seen[entry.address] = [
                    _measured(driver, one, repeat, told=only is not None) for one in sights(entry)
                ]
    _judged(seen, lines)


def sights(entry: Entry) -> Iterator[Sight]:
    """The parts of a page; a page without parts is one sight."""
    debtors = queries.run("receivables/customers").head(MOST_CLICKS)
    customers = debtors["customer_id"].to_list()
    page = entry.address
    if page == "targets":
        regions = queries.run("receivables/by_region")["region"].drop_nulls().head(MOST_CLICKS)
        for code in ("tree", "gap", "closers", "why", "compared", "warnings"):
            yield Sight(f"{page} {code}", {"show": code}, ("at_region", regions.to_list()))
    elif page == "receivables":
        reps = queries.run("receivables/by_rep")["rep_id"].drop_nulls().head(MOST_CLICKS).to_list()
        days = [f"2026-{month:02}-20" for month in range(10, 10 - MOST_CLICKS, -1)]
        yield Sight(f"{page} debtors", {"show": "debtors"}, ("at_customers", customers))
        yield Sight(f"{page} collect", {"show": "collect"}, ("at_collect_reps", reps))
        for part, query in CREDIT.items():
            keys = queries.run(query)["customer_id"].unique(maintain_order=True)
            address = {"show": "credit", "credit": part}
            yield Sight(f"{page} {part}", address, (f"at_{part}", keys.head(MOST_CLICKS).to_list()))
        yield Sight(f"{page} stored", {"show": "credit", "credit": "stored"})
        yield Sight(f"{page} moved", {"show": "moved"}, ("since", days))
        yield Sight(f"{page} trend", {"show": "trend"})
        yield Sight(f"{page} provision", {"show": "provision"}, ("provision_by", ("region", "rep")))
    elif page == "profile":
        yield Sight(page, {"customer": customers[0]})
    elif page == "reps":
        yield Sight(page, {})
        reps = queries.run("receivables/by_rep")["rep_id"].drop_nulls().head(1).to_list()
        yield Sight(f"{page}, one rep", {"at_reps": reps[0]})
    else:
        yield Sight(page, {})


def _measured(driver: Driver, sight: Sight, repeat: int, *, told: bool) -> Seen:
    """Print the line of one sight. told: below it the queries, the slowest first."""
    driver.run(sight.address)  # tables come into memory, modules are imported
    st.cache_data.clear()
    first = driver.run(sight.address)
    failed = driver.failed
    again = [driver.run(sight.address) for _ in range(repeat)]
    warm = middle([one.took for one in again])
    print(
        f"{sight.name:<24}{len(first.questions):>8}{first.rows:>9,}{first.asked:>8.0f}"
        f"{first.took.wall:>7.0f}{first.took.cpu:>6.0f}{warm.wall:>7.0f}{warm.cpu:>6.0f}"
        f"{first.sent() / 1e3:>7.0f}{again[-1].sent(first.hashes) / 1e3:>7.0f}",
        end="",
        flush=True,
    )
    new, known = _clicked(driver, sight, repeat)
    both = [_printed([one.took for one in new]), _printed([one.took for one in known], width=7)]
    sent = f"{known[-1].sent() / 1e3:>6.0f}" if known else ""
    print(*both, sent, failed or driver.failed, sep="", flush=True)
    for name, took, rows in sorted(first.questions, key=lambda one: -one[1].cpu) if told else ():
        print(f"    {name:<34}{rows:>7,} rows{took.wall:>7.0f}{took.cpu:>6.0f} CPU")
    return Seen(
        sight.name,
        first.took,
        warm,
        middle([one.took for one in new]) if new else None,
        middle([one.took for one in known]) if known else None,
    )


def _clicked(driver: Driver, sight: Sight, repeat: int) -> tuple[list[Run], list[Run]]:
    """Clicks that need new answers, and clicks whose answers are known."""
    parameter, values = sight.click
    addresses = [sight.address | {parameter: value} for value in values] or [sight.address]
    new = [driver.click(one) for one in addresses] if values else []
    known = [driver.click(addresses[at % len(addresses)]) for at in range(repeat)]
    return [one for one in new if one], [one for one in known if one]


def _printed(took: list[Took], width: int = 11) -> str:
    if not took:
        return f"{'—':>{width}}{'':>6}"
    one = middle(took)
    return f"{one.wall:>{width}.0f}{one.cpu:>6.0f}"


def _judged(seen: dict[str, list[Seen]], lines: int) -> None:
    """Print per page whether its slowest part is within the goals; its CPU tells of a busy machine."""
    script, click = (600, 100) if lines > LARGE else (250, 100)
    print(
        f"\nwithin the goals? slowest part of each page: script ≤ {script} ms, click ≤ {click} ms"
    )
    print(
        f"{'page':<20}{'script':>8}{'CPU':>7}{'':>5}{'asked anew':>12}{'CPU':>7}{'':>5}"
        f"{'click':>8}{'CPU':>7}{'':>5}{'new':>8}{'CPU':>7}"
    )
    for page, parts in seen.items():
        told = _within([one.warm for one in parts], script, 8)
        told += _within([one.cold for one in parts], script, 12)
        told += _within([one.known for one in parts if one.known], click, 8)
        told += _within([one.new for one in parts if one.new], click, 8)
        print(f"{page:<20}{told}")


def _within(took: list[Took], goal: float, width: int) -> str:
    """The slowest, its CPU, and whether its wall clock is within the goal."""
    if not took:
        return ""
    slowest = max(took, key=lambda one: one.wall)
    answer = "yes" if slowest.wall <= goal else "no"
    return f"{slowest.wall:>{width}.0f}{slowest.cpu:>7.0f}{answer:>5}"
