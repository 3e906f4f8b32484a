"""How a sentence leaves the house by the second way, as the worker hands it over."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.house import House
from api.core.vault import Box, Tampered
from api.push.claiming import Knock
from api.push.rules import Answer, Word
from api.push.second.carrying import Letter, send
from api.push.second.model import SecondWay
from api.push.second.rules import Kind

TAKEN = 202
GONE = 410


def carry(house: House) -> Callable[[Knock], Answer]:
    """Return what sends one knock by mail or SMS, for the worker of this house."""

    def one(knock: Knock) -> Answer:
        with house.db.reading(knock.household) as session:
            letter = _letter(session, knock)
        if letter is None:
            return Answer(status=GONE)
        return Answer(status=TAKEN if send(house, letter) else None)

    return one


def _letter(session: Session, knock: Knock) -> Letter | None:
    """Look the address up at the last moment: it may have been put off since."""
    mine = select(SecondWay).filter_by(person_id=knock.person, kind=knock.lane)
    way = session.scalars(mine.where(SecondWay.confirmed_at.is_not(None))).first()
    if way is None:
        return None
    try:
        told = Box.of(session, knock.household).open_json("second_ways", "body", way.id, way.body)
    except Tampered:
        return None
    return Letter(Kind(way.kind), told["address"], told["language"], test=knock.word is Word.TEST)
