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
    if not keeps(session) and not (still and session.info.get(still)):
        return ask()
    kept = _kept(session)
    if key not in kept:
        kept[key] = ask()
    found: Found = kept[key]
    return found


def keep(session: Session, key: tuple[str, Hashable], found: object) -> None:
    """Keep what was found of many in one go, as if it had been asked of this one."""
    if keeps(session):
        _kept(session)[key] = found


def is_kept(session: Session, key: tuple[str, Hashable]) -> bool:
    """Say whether this was asked in this look already."""
    return keeps(session) and key in _kept(session)


def keeps(session: Session) -> bool:
    """Say whether a session only looks: nothing changes in it, so what was found is kept."""
    return "by" not in session.info


def _kept(session: Session) -> dict[tuple[str, Hashable], Any]:
    kept: dict[tuple[str, Hashable], Any] = session.info.setdefault(KEPT, {})
    return kept
