"""Where this installation keeps its files."""

import os
from pathlib import Path

NO_STORE = "There is no store {root}."
HOUSE = Path(__file__).resolve().parent.parent


def store_root() -> Path:
    """The folder of the store: `XUNBOARD_STORE`, else `data/store` of this installation."""
    return Path(os.environ.get("XUNBOARD_STORE") or HOUSE / "data" / "store").resolve()


def accounts_file() -> Path:
    """The accounts: `XUNBOARD_ACCOUNTS`, else `accounts.yaml` in the folder of the store."""
    return Path(os.environ.get("XUNBOARD_ACCOUNTS") or store_root() / "accounts.yaml").resolve()


def sessions_folder() -> Path:
    """Who is signed in: a folder beside the accounts."""
    return accounts_file().with_name("sessions")
