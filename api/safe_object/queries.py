"""Reading signals: those that are open, those of before, and the lamp of the ward itself."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.vault import Box, Tampered
from api.people.policy import Viewer
from api.people.queries import UNKNOWN, Member, names
from api.push.queries import progress
from api.safe_object.answering import can_take_over
from api.safe_object.gathering import Known, known
from api.safe_object.model import Again, Answer, Signal, Told
from api.safe_object.seeing import may_look_back, sees
from api.safe_object.standing import standing
from api.safe_object.views import AnswerView, Lamp, SignalView, ToldView
from api.safe_object.words import Face, Kind, Why

MOST = 30


def open_for(session: Session, viewer: Viewer, now: datetime) -> list[SignalView]:
    """Return the open signals that this viewer may see, the newest first, real ones before practice."""
    found = _those(session, viewer, now, is_open=True)
    return sorted(
        (_view(session, viewer, each) for each in found if sees(viewer, each)),
        key=lambda view: (view.is_practice, -view.came_at.timestamp()),
    )


def one(session: Session, viewer: Viewer, signal_id: UUID, now: datetime) -> SignalView:
    """Return one open signal; raises NotHere for one that is not open, hidden or unknown."""
    signal = session.get(Signal, signal_id)
    if signal is None or signal.household_id != viewer.household or signal.closed_at is not None:
        raise NotHere(UNKNOWN)
    found = known(session, signal, now)
    if found is None or not sees(viewer, found):
        raise NotHere(UNKNOWN)
    return _view(session, viewer, found)


def history(session: Session, viewer: Viewer, now: datetime) -> list[SignalView]:
    """Return the closed signals that this viewer may look back on, the newest first."""
    found = _those(session, viewer, now, is_open=False)
    mine = islice((each for each in found if may_look_back(viewer, each)), MOST)
    return [_view(session, viewer, each) for each in mine]


def lamp(session: Session, viewer: Viewer, now: datetime) -> Lamp:
    """Return the quiet sign for a ward: on while somebody has its signal, and whose face that is.

    Not of whoever may not come any more: a ward would wait for somebody who was sent away.
    """
    mine = select(Signal).filter_by(ward_id=viewer.person, closed_at=None)
    people = names(session, viewer)
    faces: dict[UUID, Member] = {}
    if viewer.quiet:
        return Lamp(on=False)
    on = False
    for signal in session.scalars(mine.order_by(Signal.came_at)):
        found = known(session, signal, now)
        owner = standing(found.answers, found.may).owner if found is not None else None
        on = on or owner is not None
        if owner is not None and owner in people:
            faces[owner] = people[owner]
    return Lamp(on=on, faces=tuple(faces.values()))


def _those(session: Session, viewer: Viewer, now: datetime, *, is_open: bool) -> Iterator[Known]:
    """Only those that could be this viewer's: for everybody else it asks the same, whatever is open.

    Not cut off here: how many are hidden would show in how many are left.
    """
    told = select(Told.signal_id).filter_by(person_id=viewer.person)
    near = or_(Signal.ward_id.in_({viewer.person, *viewer.wards}), Signal.id.in_(told))
    mine = select(Signal).filter_by(household_id=viewer.household).where(near)
    wanted = Signal.closed_at.is_(None) if is_open else Signal.closed_at.is_not(None)
    rows = session.scalars(mine.where(wanted).order_by(Signal.came_at.desc())).all()
    return (found for row in rows if (found := known(session, row, now)) is not None)


def _view(session: Session, viewer: Viewer, found: Known) -> SignalView:
    """Whom the reader may not know to be here is in it without a name."""
    signal, people = found.signal, names(session, viewer)
    stands = standing(found.answers, found.may)
    again = select(Again.came_at).filter_by(signal_id=signal.id).order_by(Again.came_at)
    hand_to = {each.person for each in can_take_over(found, viewer)}
    return SignalView(
        id=signal.id,
        ward=people[found.ward.person],
        seen_by=_named(people, signal.by_id) if signal.how == "seen" else None,
        made_at=signal.made_at,
        came_at=signal.came_at,
        again=session.scalars(again).all(),
        is_practice=signal.practice_since is not None and signal.real_since is None,
        owner=_named(people, stands.owner),
        is_owned=stands.owner is not None,
        is_free=stands.is_free(found.now),
        mine=stands.owner == viewer.person,
        handed_to=_named(people, stands.handed_to),
        handed_to_me=stands.handed_to == viewer.person,
        seen=stands.seen,
        card=any(each.why is Why.CARD for each in found.told),
        closed_at=signal.closed_at,
        told=_told(session, found, people),
        answers=_answers(session, signal, people),
        hand_to=[people[each] for each in people if each in hand_to],
        note_for=[people[each] for each in people if each in _note_for(viewer, found)],
        ward_reads=found.ward.person in viewer.wards,
    )


def _note_for(viewer: Viewer, found: Known) -> frozenset[UUID]:
    """Its safety people, as far as this reader knows that they are: they are one, or saw them told."""
    safety = found.ward.safety_people - {viewer.person}
    told = {each.person for each in found.told}
    knows_all = found.ward.person in viewer.wards
    return frozenset(each for each in safety & found.may if knows_all or each in told)


def _told(session: Session, found: Known, people: Mapping[UUID, Member]) -> list[ToldView]:
    came = progress(session, found.signal.id)
    return [
        ToldView(
            person=people[each.person],
            at=each.at,
            why=each.why,
            progress=came.get(each.person),
        )
        for each in found.told
        if each.person is not None and each.person in people and each.why is not Why.REMIND
    ]


def _answers(session: Session, signal: Signal, people: Mapping[UUID, Member]) -> list[AnswerView]:
    box = Box.of(session, signal.household_id)
    mine = select(Answer).filter_by(signal_id=signal.id).order_by(Answer.number)
    return [_answer(box, row, people) for row in session.scalars(mine)]


def _answer(box: Box, row: Answer, people: Mapping[UUID, Member]) -> AnswerView:
    """Words would tell who wrote them, so they go with the name."""
    words = _words(box, row) if row.person_id in people else {}
    return AnswerView(
        person=_named(people, row.person_id),
        kind=Kind(row.kind),
        at=row.at,
        to=_named(people, row.to_id),
        text=words.get("text", ""),
        face=Face(words["face"]) if words.get("face") else None,
        play=bool(words.get("play")),
    )


def _words(box: Box, row: Answer) -> Mapping[str, Any]:
    """Words that do not open must not take a signal's page down with them."""
    if row.body is None:
        return {}
    try:
        return dict(box.open_json("signals_answered", "body", row.id, row.body))
    except Tampered:
        return {}


def _named(people: Mapping[UUID, Member], person: UUID | None) -> Member | None:
    return None if person is None else people.get(person)
