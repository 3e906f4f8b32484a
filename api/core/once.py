"""Asks the same once per look: a page asks four times who is here, and in one look nothing changes."""

from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

from sqlalchemy.orm import Session

Found = TypeVar("Found")
KEPT: Final = "asked once"


def once(
    session: Session,
    key: tuple[str, Hashable],
    ask: Callable[[], Found],
    *,
    still: str | None = None,
) -> Found:
    """Return what was found before in this look, or ask. Whoever changes what comes back takes a copy.

    A session that can write sees the house change, so it asks anew each time: unless it says in its
    ``info``, under the name ``still``, that this does not change meanwhile.
    """
    if "by" in session.info and not (still and session.info.get(still)):
        return ask()
    kept: dict[tuple[str, Hashable], Any] = session.info.setdefault(KEPT, {})
    if key not in kept:
        kept[key] = ask()
    found: Found = kept[key]
    return found
