"""A lock comes after so many attempts, lasts its time, and ends."""

import pytest

from pages.door.lockout import Lockout


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lockout(clock: Clock) -> Lockout:
    return Lockout(per_name=3, per_address=5, window=100, lock=60, now=clock)


def test_the_attempt_after_the_last_allowed_one_waits(lockout: Lockout, clock: Clock) -> None:
    assert [lockout.attempt("li", "10.0.0.1") for _ in range(4)] == [0, 0, 0, 60]
    clock.now += 59
    assert lockout.attempt("li", "10.0.0.2") == 1
    clock.now += 1
    assert lockout.attempt("li", "10.0.0.2") == 0


def test_a_right_password_starts_afresh(lockout: Lockout) -> None:
    for _ in range(4):
        assert lockout.attempt("li", "10.0.0.1") == 0
        lockout.succeeded("li", "10.0.0.1")
    assert lockout.locked() == {}


def test_the_last_allowed_attempt_may_still_be_right(lockout: Lockout) -> None:
    for _ in range(3):
        lockout.attempt("li", "10.0.0.1")
    lockout.succeeded("li", "10.0.0.1")
    assert lockout.attempt("li", "10.0.0.1") == 0


def test_an_attempt_that_could_not_be_checked_does_not_count(lockout: Lockout) -> None:
    for _ in range(9):
        assert lockout.attempt("li", "10.0.0.1") == 0
        lockout.withdrawn("li", "10.0.0.1")
    assert lockout.locked() == {}


def test_an_address_that_tries_many_names_is_locked(lockout: Lockout) -> None:
    waits = [lockout.attempt(name, "10.0.0.1") for name in ("a", "b", "c", "d", "e", "f")]
    assert waits == [0, 0, 0, 0, 0, 60]
    assert lockout.attempt("f", "10.0.0.2") == 0


def test_attempts_far_apart_do_not_add_up(lockout: Lockout, clock: Clock) -> None:
    for _ in range(6):
        assert lockout.attempt("li", "10.0.0.1") == 0
        clock.now += 101


def test_an_administrator_unlocks_a_name(lockout: Lockout) -> None:
    for _ in range(4):
        lockout.attempt("li", "10.0.0.1")
    assert lockout.locked() == {"li": 60}
    assert lockout.unlock("li") is True
    assert lockout.unlock("li") is False
    assert lockout.attempt("li", "10.0.0.1") == 0
