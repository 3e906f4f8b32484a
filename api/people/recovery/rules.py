"""Who may let somebody in again, and when two voices are enough. Values in, values out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from api.people.going.rules import is_too_new
from api.people.policy import Audience, Item, Role, Verb, Viewer, is_away, may

LASTS: Final = timedelta(hours=24)
GROWN_UP: Final = frozenset({Role.ADULT, Role.CIRCLE})


@dataclass(frozen=True, slots=True)
class Said:
    """One voice: who, on which device, when."""

    by: Viewer
    device: UUID
    at: datetime


def may_speak_for(viewer: Viewer, lost: Viewer, now: datetime) -> bool:
    """Say whether this viewer may say "I spoke them". A child is helped by its safety person."""
    item = Item(
        kind="recovery",
        household=lost.household,
        author=lost.person,
        ward=lost.person,
        side=lost.side,
        audience=Audience.CIRCLE,
        shared_at=now,
    )
    return (
        lost.role in GROWN_UP
        and viewer.role in GROWN_UP
        and lost.ended_at is None
        and viewer.person != lost.person
        and may(viewer, Verb.WRITE, item)
    )


def may_say(viewer: Viewer, lost: Viewer, now: datetime) -> bool:
    """Say whether this viewer can press "I spoke them". Whoever is feared can too, and it counts nothing.

    Otherwise one name less on the page would tell them that they are feared, and by whom.
    """
    return may_speak_for(replace(viewer, feared_by=frozenset()), lost, now)


def with_whom(mine: Said, voices: Iterable[Said], lost: Viewer, now: datetime) -> Sequence[Said]:
    """Return the voices of which each is enough together with this one.

    Two people, on two phones, within a day, at least one of them from outside the household.
    """
    if not _counts(mine, lost, now):
        return ()
    return [each for each in voices if _are_two(mine, each) and _counts(each, lost, now)]


def gets_the_link(viewer: Viewer) -> bool:
    """Only who is not of the household hands the link over: whoever took the phone may live there."""
    return viewer.role is Role.CIRCLE


def _counts(voice: Said, lost: Viewer, now: datetime) -> bool:
    """For a safety person nobody on any shield list is a voice: it would open what a child told them.

    They may say it, or the list would tell who is whose safety person. Nor is one who was sent away,
    or who came only just.
    """
    return (
        voice.at > now - LASTS
        and may_speak_for(voice.by, lost, voice.at)
        and not (lost.wards and voice.by.feared_by)
        and not is_away(voice.by, now)
        and not is_too_new(voice.by, lost, now)
    )


def _are_two(one: Said, other: Said) -> bool:
    return (
        one.by.person != other.by.person
        and one.device != other.device
        and Role.CIRCLE in {one.by.role, other.by.role}
    )
