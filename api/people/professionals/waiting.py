"""A new link or device of an account lets its seats wait: the organisation cannot say for a house who it is.

Whoever hands out links could open one themselves. So what is read on a seat stops at once, and goes on in
each house when who keeps its plan says that it is really them.
"""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core import journal
from api.core.vault import Tampered
from api.people.notices.actions import put_aside_done, tell
from api.people.policy import Side, Verb, Viewer, may
from api.people.professionals.ending import end_keys
from api.people.professionals.items import kept_by, seat_item
from api.people.professionals.model import Seat
from api.people.queries import viewers

NEW_DEVICE = "along_device"


def let_seats_wait(session: Session, *, account: UUID, now: datetime) -> None:
    """Nothing is read on the seats of this account any more, and no program of it reads.

    In a session of everywhere. Who can vouch for them is told once for as long as a seat waits; what
    was vouched for before no longer counts.
    """
    end_keys(session, account=account, now=now)
    mine = select(Seat).filter_by(account_id=account, ended_at=None).order_by(Seat.id)
    rows = session.scalars(mine.with_for_update().execution_options(populate_existing=True)).all()
    # Somebody with many houses may be looking at their list: that writes in them all as well.
    journal.hold(session, {row.household_id for row in rows})
    new = [(row, row.person_id) for row in rows if row.waits_since is None]
    for row in rows:
        row.waits_since = now
    session.flush()
    for row, person in new:
        if person is not None:
            # One house of which no key opens must not keep a link from who lost a device.
            with suppress(Tampered):
                _tell(session, row, person, now)


def vouch_for(
    session: Session, *, by: Viewer, seat: UUID, since: datetime | None, now: datetime
) -> None:
    """Say that it is really them: the seat waits no more. Raises NotHere; twice is once.

    ``since`` is what the page said. Of what became new after that nobody was asked, so it waits on.
    """
    row = kept_by(session, by, seat, now)
    if row.waits_since is None or row.waits_since != since:
        return
    row.waits_since = None
    session.flush()
    put_aside_done(session, by=by, kinds={NEW_DEVICE}, values={"seat": str(seat)}, now=now)


def _tell(session: Session, row: Seat, person: UUID, now: datetime) -> None:
    item = seat_item(row.household_id, person, Side(row.side), now)
    here = viewers(session, row.household_id)
    to = {each.person for each in here if may(each, Verb.WRITE, item)}
    values = {"seat": str(row.id)}
    tell(session, to=to, kind=NEW_DEVICE, about=person, now=now, values=values)
