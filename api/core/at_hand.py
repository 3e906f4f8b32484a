"""Keeps so many things at hand and no more, for all threads of a process: who came first goes first."""

from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key")
Thing = TypeVar("Thing")


class AtHand(Generic[Key, Thing]):
    """What was fetched, and can be fetched again."""

    def __init__(self, most: int) -> None:
        """Keep none yet, and ``most`` of them later."""
        self._most = most
        self._kept: dict[Key, Thing] = {}
        self._door = Lock()

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._kept)

    def get(self, key: Key) -> Thing | None:
        """Return it if it is at hand."""
        return self._kept.get(key)

    def put(self, key: Key, thing: Thing) -> None:
        """Keep it; the first of too many goes."""
        with self._door:
            self._kept[key] = thing
            while len(self._kept) > self._most:
                self._kept.pop(next(iter(self._kept)))

    def drop(self, key: Key) -> None:
        """Keep it no longer."""
        with self._door:
            self._kept.pop(key, None)
