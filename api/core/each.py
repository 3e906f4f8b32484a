"""One after another, so that what fails for one house stops no other."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

Found = TypeVar("Found")
log = logging.getLogger("huisboek.worker")


def for_each(found: Iterable[Found], do: Callable[[Found], None], *, chore: str) -> None:
    """Do this with each. What fails is told by its kind, never by its words, and tried at the next turn."""
    for one in found:
        try:
            do(one)
        except Exception as trouble:  # noqa: BLE001 (the other houses go on, whatever it is)
            log.warning("%s: %s, for one house", chore, type(trouble).__name__)
