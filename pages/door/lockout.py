"""Too many wrong passwords lock a name, and an address, for a while."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class _Count:
    attempts: int = 0
    since: float = 0.0
    until: float = 0.0  # locked before this moment


class Lockout:
    """Counts attempts before they are checked, so a hundred at once are no way around.

    Times are seconds. Names that do not exist are locked like others: a lock tells nothing.
    """

    def __init__(
        self,
        per_name: int = 5,
        per_address: int = 30,
        window: float = 15 * 60,
        lock: float = 5 * 60,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limits = {"name": per_name, "address": per_address}
        self._window, self._lock, self._now = window, lock, now
        self._counts: dict[tuple[str, str], _Count] = {}
        self._turn = threading.Lock()

    def attempt(self, name: str, address: str) -> float:
        """Count one attempt; the seconds to wait, 0 when it may go on."""
        with self._turn:
            now = self._now()
            self._forget(now)
            keys = (("name", name), ("address", address))
            counts = [self._counts.setdefault(key, _Count(since=now)) for key in keys]
            wait = max(count.until - now for count in counts)
            if wait > 0:
                return wait
            for key, count in zip(keys, counts, strict=True):
                count.attempts += 1
                if count.attempts >= self._limits[key[0]]:
                    count.until = now + self._lock  # lifted again if this very attempt succeeds
            return 0.0

    def succeeded(self, name: str, address: str) -> None:
        """The attempt was right: the name starts afresh, the address gets its attempt back."""
        with self._turn:
            self._counts.pop(("name", name), None)
            count = self._counts.get(("address", address))
            if count:
                count.attempts, count.until = count.attempts - 1, 0.0

    def withdrawn(self, name: str, address: str) -> None:
        """The attempt could not be checked: it does not count."""
        with self._turn:
            for key in (("name", name), ("address", address)):
                if count := self._counts.get(key):
                    count.attempts, count.until = max(count.attempts - 1, 0), 0.0

    def unlock(self, name: str) -> bool:
        """Forget the attempts of a name; whether there was a lock."""
        with self._turn:
            count = self._counts.pop(("name", name), None)
            return count is not None and count.until > self._now()

    def locked(self) -> dict[str, float]:
        """The locked names and the seconds each lock still lasts."""
        with self._turn:
            now = self._now()
            return {
                key[1]: count.until - now
                for key, count in self._counts.items()
                if key[0] == "name" and count.until > now
            }

    def _forget(self, now: float) -> None:
        over = [
            key
            for key, count in self._counts.items()
            if (count.until and count.until <= now)
            or (not count.until and now - count.since > self._window)
        ]
        for key in over:
            del self._counts[key]


lockout = Lockout()
