"""Who owes us as a tree: region → rep → customer, each row the sum of those it opens."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from pages.shared import address, arrival, numbers
from pages.shared.exports import Sheet
from pages.shared.grid import Column, lay_out
from pages.shared.language import _, current
from pages.shared.open_rows import REST, TOP, fold, id_of, opened
from pages.shared.receivables import debtors
from pages.shared.switch import one_of
from pages.shared.tables import SELECTED
from pages.shared.tokens import SIGNS
from pages.shared.tree import Place, placed, tree
from pages.shared.view import NOTHING, View
from pages.shared.words import receivables as words

AS, LIST, TREE = "as", "list", "tree"  # in the address: how the customers are shown
KEY = "debtor_tree"
CHOSEN = SELECTED + "customers"
FIRST_ROWS = 12  # of one rep; the others stand behind a row that opens them
MOST_ROWS = 900  # of the whole tree, so that the browser stays quick
BELOW = ("region", "rep_id")  # what the customers are summed by, from the top


def is_tree() -> bool:
    """Whether the customers are shown as a tree."""
    return address.one(AS) == TREE


def list_or_tree() -> None:
    """The switch between the list of whom to see first and the tree."""
    one_of(AS, {LIST: _("List"), TREE: _("Region → rep → customer")}, _("Shown as"))


def debtor_tree(
    owing: pl.DataFrame, ages: Mapping[str, str], view: View
) -> tuple[Sheet, str | None]:
    """Draw the tree; the table for the export, and the chosen customer.

    owing: customers as `debtors.judged`.
    """
    columns = [
        replace(one, name="name", title=_("Region"), width=168) if one.pinned else one
        for one in debtors.columns_of(ages, view)
        if one.name not in ("region", "rep_name")
    ]
    chosen = address.one(CHOSEN)
    rows, places = _grown(owing, columns, chosen)
    grid = lay_out(
        pl.DataFrame(rows, infer_schema_length=None),
        columns,
        unit=view.unit,
        key="id",
        light="light",
        limit=MOST_ROWS + 100,
        light_words=words.action_words(current()),
    )
    customers = {place.id: row["customer_id"] for place, row in zip(places, rows, strict=True)}
    is_there = chosen in customers.values()

    def picked(row: str) -> None:
        code = customers[row]
        address.write(CHOSEN, None if code == address.one(CHOSEN) else code)
        arrival.opened(KEY)

    at = next((row for row, code in customers.items() if code and code == chosen), None)
    tree(
        grid,
        places,
        KEY,
        chosen=at,
        fold=lambda row, is_open: fold(row, is_open=is_open),
        pick=picked,
    )
    if is_there:
        arrival.here(KEY)
    return Sheet(_("Region → rep → customer"), placed(grid, places)), chosen if is_there else None


def _grown(
    owing: pl.DataFrame, columns: list[Column], chosen: str | None
) -> tuple[list[dict[str, Any]], list[Place]]:
    """The rows that are open, from the total down, and where each stands."""
    rows = [_summed(owing, columns, _("Total"), TOP)]
    places = [Place(TOP, None, 0, is_open=True, picks=False, role="total")]
    named = owing.with_columns(
        pl.col(BELOW).fill_null(NOTHING).replace("", NOTHING), name="customer_name"
    )
    wanted = opened() | _way_to(named, chosen)
    _put(named, columns, (), wanted, rows, places)
    return rows, places


def _way_to(named: pl.DataFrame, chosen: str | None) -> set[str]:
    """The rows above the chosen customer: it is shown, whoever sent the link."""
    found = named.filter(pl.col("customer_id") == (chosen or ""))
    if found.is_empty():
        return set()
    keys = [str(found[column][0]) for column in BELOW]
    return {id_of(keys[: depth + 1]) for depth in range(len(keys))}


def _put(
    part: pl.DataFrame,
    columns: list[Column],
    keys: tuple[str, ...],
    wanted: frozenset[str] | set[str],
    rows: list[dict[str, Any]],
    places: list[Place],
) -> None:
    depth, parent = len(keys) + 1, id_of(keys)
    if len(keys) == len(BELOW):
        first, rest = _shares(part)
        _customers(first, columns, keys, parent, depth, rows, places)
        if not rest.is_empty():
            more = id_of((*keys, REST))
            name = _("others: {count}", count=numbers.count(rest.height))
            rows.append(_summed(rest, columns, name, more))
            places.append(Place(more, parent, depth, True, more in wanted, False, "rest"))
            if more in wanted:
                _customers(rest, columns, keys, more, depth + 1, rows, places)
        return
    by = BELOW[len(keys)]
    groups = part.partition_by(by, maintain_order=True)
    for group in sorted(groups, key=lambda one: -float(one["overdue_amount"].sum())):
        way = (*keys, str(group[by][0]))
        here = id_of(way)
        rows.append(_summed(group, columns, _name(group, by), here))
        places.append(Place(here, parent, depth, True, here in wanted, picks=False))
        if here in wanted:
            _put(group, columns, way, wanted, rows, places)


def _shares(part: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The first customers with the chosen one, and the others."""
    if part.height <= FIRST_ROWS + 1:
        return part, part.clear()
    later, is_chosen = part.slice(FIRST_ROWS), pl.col("customer_id") == (address.one(CHOSEN) or "")
    first = pl.concat([part.head(FIRST_ROWS), later.filter(is_chosen)])
    return first, later.filter(~is_chosen)


def _customers(
    part: pl.DataFrame,
    columns: list[Column],
    keys: tuple[str, ...],
    parent: str,
    depth: int,
    rows: list[dict[str, Any]],
    places: list[Place],
) -> None:
    for row in part.head(MOST_ROWS - len(rows)).iter_rows(named=True):
        here = id_of((*keys, row["customer_id"]))
        rows.append({"id": here, "customer_id": row["customer_id"], **_shown(row, columns)})
        places.append(Place(here, parent, depth))


def _name(group: pl.DataFrame, by: str) -> str:
    if group[by][0] == NOTHING:
        return _("Unassigned")
    return str(group["rep_name"][0] or group[by][0]) if by == "rep_id" else str(group[by][0])


def _shown(row: Mapping[str, Any], columns: list[Column]) -> dict[str, Any]:
    return {one.name: row.get(one.name) for one in columns} | {"light": row["light"]}


def _summed(part: pl.DataFrame, columns: list[Column], name: str, row: str) -> dict[str, Any]:
    """Amounts added up, the longest delay, use of the limits that are given, the stops counted."""
    given = part.filter(pl.col("credit_limit_amount") > 0)
    limits = float(given["credit_limit_amount"].sum() or 0)
    stops = int((part["verdict"] == "stop").sum())
    stopped = words.customers_counted(stops, current())
    summed: dict[str, Any] = {
        one.name: part[one.name].sum() for one in columns if one.is_sum and one.name in part.columns
    }
    return {
        "id": row,
        "customer_id": None,
        **summed,
        "name": name,
        "told": f"{SIGNS['red']} {_(words.VERDICTS['stop'])} {stopped}" if stops else "",
        "light": "red" if stops else "none",
        "headroom_t": None,
        "longest_overdue_days": part["longest_overdue_days"].max(),
        "credit_use": float(given["exposure_amount"].sum()) / limits if limits else None,
    }
