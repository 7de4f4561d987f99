"""Answers without a store: what the shared parts ask for, invented."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

import pages.shared.ask
import pages.shared.export_menu
import pages.shared.filters
import queries
from data.releases import Release

RELEASE = Release(
    7, datetime(2026, 11, 18, 23, 42, tzinfo=UTC), label="11月上旬旬会", tables={"orders": 3}
)
CHOICES = [
    ("region", "", ""),
    ("region", "江北", "江北"),
    ("region", "江南", "江南"),
    ("region", "湖东", "湖东"),
    ("department", "一部", "一部"),
    ("channel", "direct", "direct"),
    ("family", "C30", "C30"),
    ("rep", "R01", "沈舟"),
    ("rep", "R02", "顾言"),
]
CUSTOMERS = [("C001", "望江建设"), ("C002", "平湖航运"), ("C003", "青石矿业")]


NOTES = [
    "note_id",
    "kind",
    "text",
    "number_quoted",
    "owner_rep_id",
    "due_on",
    "status",
    "written_by",
    "written_at",
]


@dataclass
class Asked:
    """What was asked, in order: name, parameters, scope, release."""

    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


def install(patch: pytest.MonkeyPatch, newest: date = date(2026, 11, 18)) -> Asked:
    """Put the answers in place of queries, session and store; gives what is asked from then on."""
    asked = Asked()

    def run(name: str, *, scope: Any, release: int, **parameters: Any) -> pl.DataFrame:
        asked.calls.append((name, parameters | {"scope": scope, "release": release}))
        match name:
            case "shared/choices":
                return pl.DataFrame(CHOICES, ["field", "value", "label"], orient="row")
            case "shared/dates":
                return pl.DataFrame(
                    {"table_name": ["orders", "receipts"], "newest_on": [newest] * 2}
                )
            case "key_accounts/selection":
                rows = [("C001", True), ("C002", False), ("C003", True)]
                return pl.DataFrame(rows, ["customer_id", "is_key_account"], orient="row")
            case "customers/search":
                found = [one for one in CUSTOMERS if str(parameters["text"]) in "".join(one)]
                schema = {"customer_id": pl.String, "customer_name": pl.String}
                return pl.DataFrame(found, schema, orient="row")
            case "shared/notes_beside":
                return pl.DataFrame(schema=dict.fromkeys(NOTES, pl.String))
        raise LookupError(name)

    store = SimpleNamespace(release=lambda **_wanted: RELEASE, releases=lambda: (RELEASE,))
    user = SimpleNamespace(name="shen", display_name="沈舟")
    patch.setattr(queries, "run", run)
    patch.setattr(queries, "reads", lambda _name: frozenset({"orders"}))
    patch.setattr(queries, "store", lambda: store)
    for module in (pages.shared.ask, pages.shared.filters):
        patch.setattr(module, "scope", lambda: queries.EVERYTHING)
    patch.setattr(pages.shared.export_menu, "current_user", lambda: user)
    return asked
