"""What all pages of who reads along share: the seat, what is shared with it now, and writing down the look.

Asked anew for every answer: what somebody took back a second ago is not there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from flask import g, request

from api.core.db import EVERYWHERE
from api.core.errors import Busy, Full, NotHere
from api.core.http import house
from api.people import signed_in
from api.people.consenting.kinds import Kind
from api.people.policy import Viewer
from api.people.professionals.queries import Reader, Seated, reader, seat_of
from api.people.professionals.readings import How, write_readings
from api.people.queries import UNKNOWN
from i18n.marking import N_
from pwa.looking import LATER, NotWrittenDown

ADDRESS: Final = "/meekijken"
# What a family calls the task of who reads along (professionals/rules.py).
TASKS: Final[Mapping[str, str]] = {
    "casusregisseur": N_("Vaste hulp"),
    "veiligheidsplanner": N_("Helpt met het plan"),
    "behandelaar": N_("Behandelt iemand"),
    "veilig_thuis": N_("Veilig Thuis"),
}
KINDS: Final[Mapping[str, str]] = {
    Kind.LOG: N_("Logboek"),
    Kind.SCORES: N_("Cijfers"),
    Kind.PLAN: N_("Plan en pad"),
    Kind.WEEK: N_("Week"),
    Kind.BOOKS: N_("Woord en Beeld"),
    Kind.MEETINGS: N_("Samen praten"),
    Kind.SIGNALS: N_("Dat er een signaal was"),
    "overview": N_("Of er iets nieuws is"),
}


@dataclass(frozen=True, slots=True)
class Open:
    """A house that is open to who reads along now, with a session of that house."""

    session: Any
    reader: Reader
    now: datetime

    @property
    def viewer(self) -> Viewer:
        """The professional as the policy sees them in this house."""
        return self.reader.viewer

    @property
    def address(self) -> str:
        """Where this house stands."""
        return f"{ADDRESS}/{self.reader.seat.id}"

    def has(self, *kinds: Kind) -> bool:
        """Say whether all of these are shared."""
        return self.reader.kinds.issuperset(kinds)


def seated(seat: UUID) -> Seated:
    """Return a seat of who is signed in; raises NotHere for another's."""
    account = signed_in.current_viewer().person
    with house().db.reading(EVERYWHERE) as session:
        return seat_of(session, account, seat)


@contextmanager
def opened(seat: UUID, *, one_of: Collection[Kind] = ()) -> Iterator[Open]:
    """Open a house in which at least one of these kinds is shared now; raises NotHere, the same for all."""
    place, now = seated(seat), house().clock.now()
    with house().db.reading(place.household) as session:
        found = reader(session, place, now)
        if found is None or (one_of and found.kinds.isdisjoint(one_of)):
            raise NotHere(UNKNOWN)
        yield Open(session, found, now)


def writes_down(given: Iterable[tuple[Reader, str]], *, how: How = "page") -> None:
    """Write down who reads what, before it goes out; raises NotWrittenDown, and then nothing may be shown.

    As in pwa/looking.py: the head of a page shows nothing, and what a browser fetches ahead may be looked
    at never.
    """
    if request.method == "HEAD":
        return
    if signed_in.is_fetched_ahead(request):
        raise NotWrittenDown(LATER)
    try:
        write_readings(house(), given, how=how, now=house().clock.now())
    except (Busy, Full):
        raise NotWrittenDown(LATER) from None
    g.looked = True


def wrote(found: Open, *kinds: Kind) -> None:
    """Write down those of these kinds that are shared here."""
    writes_down([(found.reader, kind) for kind in kinds if found.has(kind)])
