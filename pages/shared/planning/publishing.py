"""What was typed becomes one release, with who and when; never over somebody else's."""

import uuid
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import product
from typing import Any

import pyarrow as pa

import queries
from data import audit
from data.contracts import ALL
from data.errors import StoreError
from data.releases import Release
from data.store import Change
from pages.shared.planning.draft import Draft, Edit, Key

MEANWHILE = (
    "Somebody published other numbers meanwhile. What you typed is kept: compare, then publish."
)


class MeanwhileError(StoreError):
    """Somebody else published what was edited here."""


def rewritten(table: str, gone: Iterable[Mapping[str, Any]], rows: Iterable[Mapping[str, Any]],
              upload: str, source: str) -> list[Change]:  # fmt: skip
    """Changes that take rows out by their keys and then bring rows in, as one upload."""
    contract = ALL[table]
    whole = contract.arrow_schema()
    keys = pa.schema([whole.field(one) for one in contract.keys])
    lineage = {"source_file": source, "source_upload": upload}
    brought = [{**one, **lineage} for one in rows]
    columns = pa.schema([one for one in whole if brought and one.name in brought[0]])
    changes = [Change(table, pa.Table.from_pylist(list(gone), keys), "delete")]
    if brought:
        changes.append(Change(table, pa.Table.from_pylist(brought, columns)))
    return changes


def target_changes(edits: Mapping[tuple[Key, str], Edit], upload: str, source: str) -> list[Change]:
    """Changes of the table of targets: an emptied cell takes its row out."""
    gone = [row for key, dekad in edits for row in _spellings(key, dekad)]
    rows = [
        _row(key, dekad) | {"target_value": edit.new.quantize(Decimal("0.001"))}
        for (key, dekad), edit in edits.items()
        if edit.new is not None
    ]
    return rewritten("targets", gone, rows, upload, source)


def _row(key: Key, dekad: str) -> dict[str, Any]:
    """The key columns of a target as an upload writes them."""
    return {
        "month": key.month,
        "level": key.level,
        "scope_id": key.scope_id,
        "metric": key.metric,
        "family": key.family or None,
        "tier": key.tier,
        "dekad": dekad or None,
    }


def _spellings(key: Key, dekad: str) -> list[dict[str, Any]]:
    """Every way in which a file may have written this target: an empty cell is a word, too."""
    families: tuple[str | None, ...] = (key.family,) if key.family else (None, "")
    tiers: tuple[str | None, ...] = ("base", None, "") if key.tier == "base" else (key.tier,)
    dekads: tuple[str | None, ...] = (dekad,) if dekad else (None, "")
    return [
        _row(key, dekad) | {"family": family, "tier": tier, "dekad": part}
        for family, tier, part in product(families, tiers, dekads)
    ]


def publish_targets(draft: Draft, chapter: tuple[str, str, str], who: str, note: str) -> Release:
    """Publish the edits of a month, metric and tier, and forget them.

    Raises StoreError, with everything kept, where the targets are not those that were read.
    """
    edits = draft.of(chapter)
    upload = new_upload()
    release = published(
        "targets", target_changes(edits, upload, note), draft.version, who, note, upload
    )
    draft.drop(edits)
    draft.version = release.tables["targets"]  # what was typed for other months stands on it too
    return release


def new_upload() -> str:
    """A name under which the release can be taken back."""
    return f"plan-{uuid.uuid4().hex[:12]}"


def published(
    table: str, changes: list[Change], read: int | None, who: str, note: str, upload: str
) -> Release:
    """One release of these changes, if the table still has the version that was read.

    Raises MeanwhileError where it has not, StoreError where the store refuses.
    """
    store = queries.store()
    while True:
        current = store.release()
        if current.tables.get(table) != read:
            raise MeanwhileError(MEANWHILE)
        try:
            with audit.recorded("edit", who, table=table, key=note):
                return store.publish(
                    changes, who, note=note, upload=upload, expected=current.number
                )
        except StoreError:
            if store.release().number == current.number:
                raise  # nobody else published: the store refuses
