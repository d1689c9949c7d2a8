"""A limit on failed tries, in this process."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from threading import Lock

from weavit_hub.refusals import Refused


class TryLimit:
    """Refuses whoever failed too often within a span of time, until the oldest failure is past."""

    def __init__(self, most: int, within: timedelta) -> None:
        self._most = most
        self._within = within
        self._failures: dict[str, deque[datetime]] = {}
        self._lock = Lock()

    def check(self, who: str, now: datetime) -> None:
        """Raise Refused if there were too many failures."""
        with self._lock:
            self._forget(now)
            failures = self._failures.get(who)
            if failures is not None and len(failures) >= self._most:
                wait = failures[0] + self._within - now
                raise Refused(
                    "rate", "wait before trying again", retry_after=max(1, int(wait.total_seconds()))
                )

    def note_failure(self, who: str, now: datetime) -> None:
        """Count a failure."""
        with self._lock:
            self._failures.setdefault(who, deque(maxlen=self._most)).append(now)

    def _forget(self, now: datetime) -> None:
        self._failures = {
            who: failures for who, failures in self._failures.items() if failures[-1] + self._within > now
        }
        for failures in self._failures.values():
            while failures[0] + self._within <= now:
                failures.popleft()
