"""The accounts of a first start: an administrator, and with demo data one account per role."""

from concurrent.futures import ThreadPoolExecutor

import polars as pl

from data.accounts import Account, Accounts
from data.passwords import random_password
from data.store import Store

DEMO_REGIONS = 2


def make(accounts: Accounts, demo: Store | None) -> dict[str, str]:
    """Add the accounts and return {name: password}, the administrator first.

    demo is the store whose regions and reps the demo accounts see, None for no demo accounts.
    """
    wanted = [Account("admin", "admin"), *(_demo_accounts(demo) if demo else ())]
    with ThreadPoolExecutor() as threads:  # each hash keeps a core busy for a fifth of a second
        given = list(threads.map(lambda one: accounts.add(one, random_password()), wanted))
    return dict(zip((one.name for one in wanted), given, strict=True))


def _demo_accounts(store: Store) -> list[Account]:
    """One account per role, bound to the regions and the rep with the most customers."""
    files = store.files(store.release().number)["customers"]
    customers = pl.read_parquet(files, columns=["region", "rep_id"]).drop_nulls()
    regions = _most_frequent(customers, "region")[:DEMO_REGIONS]
    rep_id = _most_frequent(customers, "rep_id")[0]
    return [
        Account("manager", "manager"),
        Account("region_manager", "region_manager", regions=tuple(regions)),
        Account("rep", "rep", rep_id=rep_id),
        Account("clerk", "clerk"),
    ]


def _most_frequent(rows: pl.DataFrame, column: str) -> list[str]:
    counted = rows.group_by(column).len().sort(["len", column], descending=[True, False])
    return counted[column].cast(pl.Utf8).to_list()
