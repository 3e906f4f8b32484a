"""A signal as somebody who may see it sees it. Values only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from api.people.queries import Member
from api.push.queries import Progress
from api.safe_object.words import Face, Kind, Why


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldView:
    """Somebody who was told, how far that came on their devices."""

    person: Member
    at: datetime
    why: Why
    progress: Progress | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """What somebody answered; `person` is None for whom the reader may not know."""

    person: Member | None
    kind: Kind
    at: datetime
    to: Member | None
    text: str
    face: Face | None
    play: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalView:
    """A signal with who has it, who was told and what was answered.

    `by` is who saw the thing, when it was not the ward. `hand_to` are those to whom this reader may
    hand it over; `mine` says that this reader has it, `is_free` that it is for taking. `note_for` are who may read a note of it. `card` says that the ladder came to its end.
    """

    id: UUID
    ward: Member
    seen_by: Member | None
    made_at: datetime
    came_at: datetime
    again: Sequence[datetime]
    is_practice: bool
    owner: Member | None
    is_owned: bool
    is_free: bool
    mine: bool
    handed_to: Member | None
    handed_to_me: bool
    seen: bool
    card: bool
    closed_at: datetime | None
    told: Sequence[ToldView]
    answers: Sequence[AnswerView]
    hand_to: Sequence[Member]
    note_for: Sequence[Member]
    ward_reads: bool


@dataclass(frozen=True, slots=True)
class Lamp:
    """The quiet sign in the ward's own room: somebody has it. The faces only after unlocking."""

    on: bool
    faces: tuple[Member, ...] = ()
