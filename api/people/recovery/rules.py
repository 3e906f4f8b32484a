"""Who may let somebody in again, and when two voices are enough. Values in, values out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
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


def is_enough(voices: Iterable[Said], lost: Viewer, now: datetime) -> bool:
    """Two people, on two phones, within a day, at least one of them from outside the household."""
    counting = [voice for voice in voices if _counts(voice, lost, now)]
    return any(_are_two(one, other) for one, other in combinations(counting, 2))


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
