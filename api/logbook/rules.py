"""Rules of the logbook. Values in, values out: no database, no Flask, no clock.

Who writes which kind, for whom a note may be meant, when it happened, who may answer and thank.
Who may *see* is not decided here but in `api.people.policy`.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from api.core.errors import Invalid, NotHere
from api.logbook.fields import CHOOSE, NO_DAY
from api.logbook.note import Kind, Note, read_note
from api.people.policy import Audience, Role
from i18n.dates import AMSTERDAM
from i18n.marking import N_

__all__ = [
    "Note",
    "audience_of",
    "check_kind",
    "clock_skew",
    "from_cursor",
    "is_late",
    "made_at",
    "may_answer",
    "may_thank",
    "needs_good_news",
    "read_note",
    "row_id",
    "to_cursor",
    "when_did_it_happen",
]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
OLDEST_DAY = date(1900, 1, 1)
NOON = time(12)
LATE = timedelta(hours=24)
SENDING_TAKES = timedelta(minutes=2)
LONGEST_ON_A_PHONE = timedelta(days=400)
BAD_NEWS_IN_A_ROW = 3
MEDIA_A_DAY = 200

NOTHING_YET = N_("Schrijf, teken of vertel eerst iets.")
NOT_YET = N_("Dit moment komt nog. Kies een dag die al geweest is.")
WHO_READS = N_("Kies wie dit mag lezen.")
NO_SAFETY_PERSON = N_("Je hebt nog geen veilige persoon. Kies iemand anders.")
NOT_HERE = N_("Dit is er niet.")

CHILDS_KINDS = frozenset({Kind.GOOD, Kind.NEAR, Kind.WRONG, Kind.HOW, Kind.TELL})
ADULTS_KINDS = frozenset({Kind.GOOD, Kind.NEAR, Kind.WRONG, Kind.HOW, Kind.CHECK})
KINDS = {Role.CHILD: CHILDS_KINDS, Role.ADULT: ADULTS_KINDS, Role.CIRCLE: ADULTS_KINDS}
GOOD_NEWS = frozenset({Kind.GOOD, Kind.HOW, Kind.CHECK, Kind.TELL})
FOR_CHILDREN = frozenset({Kind.GOOD, Kind.HOW})
PRIVATE = frozenset({Audience.SAFETY_PERSON, Audience.SELF})

MOST_SIDES: Final = 10


def check_kind(note: Note, role: Role, *, shows_something: bool = False) -> None:
    """A child never checks others, a professional has no pen (domain 8), an empty note is no note.

    ``shows_something``: the note that is corrected has a drawing, photo or voice already.
    """
    if role not in KINDS:
        raise NotHere(NOT_HERE)
    if note.kind not in KINDS[role]:
        raise Invalid(CHOOSE, field="kind")
    if not (note.says_something() or shows_something):
        raise Invalid(NOTHING_YET, field="text")


def audience_of(
    note: Note, role: Role, *, choosable: Collection[UUID], has_safety_person: bool
) -> Audience:
    """Return for whom the note is meant.

    A child that chose nothing means its safety person, also when there is none yet: its words are
    never sent back. An adult must choose; nobody is ticked beforehand.
    """
    audience = note.audience or (Audience.SAFETY_PERSON if role is Role.CHILD else None)
    if audience is None:
        raise Invalid(WHO_READS, field="audience")
    if audience is Audience.CHOSEN and not (note.chosen and note.chosen <= set(choosable)):
        raise Invalid(WHO_READS, field="chosen")
    if audience is Audience.SAFETY_PERSON and role is not Role.CHILD and not has_safety_person:
        raise Invalid(NO_SAFETY_PERSON, field="audience")
    return audience


def clock_skew(phone: datetime | None, now: datetime) -> timedelta:
    """Return how far the phone's clock runs ahead of ours, by what it said while sending.

    A little is the time that sending takes, not the clock.
    """
    skew = phone - now if phone is not None else timedelta()
    return skew if abs(skew) > SENDING_TAKES else timedelta()


def made_at(said: datetime, skew: timedelta, now: datetime) -> datetime:
    """Return when the note was made, by our clock: never later than now.

    A moment longer ago than a phone can have kept a note comes from a clock that was not set; then
    the moment of arrival is the only one that we know.
    """
    ago = now - said + skew
    return now - ago if timedelta() <= ago <= LONGEST_ON_A_PHONE else now


def when_did_it_happen(note: Note, made_at: datetime) -> datetime:
    """Return when it happened: the day and time that were filled in, else when the note was made."""
    if note.on is None:
        return made_at
    if note.on > made_at.astimezone(AMSTERDAM).date():
        raise Invalid(NOT_YET, field="on")
    if note.on < OLDEST_DAY:
        raise Invalid(NO_DAY, field="on")
    at = datetime.combine(note.on, note.at or NOON, AMSTERDAM).astimezone(UTC)
    if at > made_at and note.at is not None:
        raise Invalid(NOT_YET, field="at")
    return min(at, made_at)


def is_late(happened_at: datetime, written_at: datetime) -> bool:
    """Written down more than a day afterwards: memory has had time to change it."""
    return written_at - happened_at > LATE


def needs_good_news(kinds: Sequence[Kind]) -> bool:
    """Say whether somebody's latest notes, newest first, hold bad news only.

    Successes are asked for and written first (domain 1), so the screen then asks for one.
    """
    latest = kinds[:BAD_NEWS_IN_A_ROW]
    return len(latest) == BAD_NEWS_IN_A_ROW and GOOD_NEWS.isdisjoint(latest)


def may_answer(
    *,
    audience: Audience,
    withdrawn: bool,
    answers_given: int,
    in_thread: bool,
    about_me: bool = False,
) -> bool:
    """One answer each, so that no quarrel grows; a ward and its safety person may go on talking.

    Whoever a note of the circle is about gives their side of it, and may put that right: the right to
    have something corrected (GDPR 16), by adding and never in place.
    """
    if withdrawn or audience is Audience.SELF:
        return False
    if about_me and audience is Audience.CIRCLE:
        return answers_given < MOST_SIDES
    return in_thread or (audience is not Audience.SAFETY_PERSON and answers_given == 0)


def may_thank(*, audience: Audience, withdrawn: bool, mine: bool, thanked: bool) -> bool:
    """Somebody else's note, once."""
    return not (withdrawn or mine or thanked or audience is Audience.SELF)


def row_id(pepper: bytes, person: UUID, given: UUID, what: str = "entry") -> UUID:
    """Turn the id that a phone made up into ours.

    It belongs to the person: somebody else's id is just another id, and reveals nothing.
    """
    mac = hmac.digest(pepper, b"|".join((what.encode(), person.bytes, given.bytes)), "sha256")
    return UUID(bytes=mac[:16], version=4)


def to_cursor(happened_at: datetime, entry_id: UUID) -> str:
    """Return where a page ended, as a word for a link."""
    micros = (happened_at - EPOCH) // timedelta(microseconds=1)
    raw = micros.to_bytes(8, "big", signed=True) + entry_id.bytes
    return base64.urlsafe_b64encode(raw).decode()


def from_cursor(cursor: str) -> tuple[datetime, UUID]:
    """Read a cursor back; raises NotHere when it is not one of ours."""
    try:
        raw = base64.b64decode(cursor.encode("ascii"), altchars=b"-_", validate=True)
        micros, entry = int.from_bytes(raw[:8], "big", signed=True), UUID(bytes=raw[8:])
        return EPOCH + timedelta(microseconds=micros), entry
    except (ValueError, OverflowError):
        raise NotHere(NOT_HERE) from None
