"""The house of these tests, opened once."""

from collections.abc import Iterator

import pytest

from tests.door.house import House, write_accounts


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An open house in which every role has an account."""
    built = House(tmp_path_factory.mktemp("house"))
    write_accounts(built.store / "accounts.yaml")
    built.open()
    yield built
    built.close()
