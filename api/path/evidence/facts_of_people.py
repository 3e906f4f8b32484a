"""What this viewer sees of the people around the house: who took part, and everybody by generation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.people.queries import Member


class Did(StrEnum):
    """What makes somebody of the circle take part."""

    WROTE = "wrote"
    ANSWERED = "answered"
    LOOKED = "looked"
    WENT_ALONG = "went_along"
    SCORED = "scored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Active:
    """Somebody of the circle who took part in the last 30 days, how, and when last."""

    person: Member
    did: tuple[Did, ...]
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFacts:
    """Who is around the house: `active` of the circle in the last 30 days, `circle` all of it.

    `generations` are the people of house and circle by generation, oldest first; the empty ones are left out.
    """

    active: tuple[Active, ...]
    circle: tuple[Member, ...]
    generations: tuple[tuple[int, tuple[Member, ...]], ...]
