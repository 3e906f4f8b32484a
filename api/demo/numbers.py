"""Whom the two invented households call, put on their lists by whoever keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from api.people.numbers import add_number
from api.people.policy import Side
from api.people.queries import viewer
from api.people.telephone import Bond, read_call


@dataclass(frozen=True)
class Known:
    """One line of a list, and who put it there."""

    by: str
    name: str
    number: str
    when: str
    bond: Bond = Bond.NEAR
    on_paper: bool = False
    side: Side = Side.BOTH


# The Netherlands has no numbers set apart for stories, as some countries have. Mobile numbers begin
# with 061 to 065 or 068; 060 is given to nobody, so these ring nowhere when someone taps them.
NUMBERS: Final = (
    Known(
        "tim",
        "Amina van het wijkteam",
        "06 0000 0011",
        "Heb je een vraag over ons plan? Op werkdagen tot 17:00.",
        Bond.PROFESSIONAL,
    ),
    Known(
        "tim",
        "oma Els",
        "06 0000 0012",
        "Wil je praten of even weg? Het mag ook laat.",
        on_paper=True,
    ),
    Known(
        "tim",
        "De huisarts",
        "06 0000 0013",
        "Is iemand ziek of heeft iemand pijn?",
        Bond.PROFESSIONAL,
        on_paper=True,
    ),
    Known(
        "ria",
        "oma Ria",
        "06 0000 0021",
        "Wil Fem praten of even ergens anders zijn?",
        on_paper=True,
    ),
    Known(
        "ria",
        "Juf Ans van school",
        "06 0000 0022",
        "Is er iets met school? Na 15:00.",
        Bond.PROFESSIONAL,
        on_paper=True,
    ),
    Known(
        "ria",
        "Mieke van de praatgroep",
        "06 0000 0023",
        "Wil Lotte een avond met anderen praten?",
        Bond.PROFESSIONAL,
        side=Side.A,
    ),
)


def list_numbers(session: Session, people: Mapping[str, UUID], then: datetime) -> None:
    """Put them on the list of this household, each as its keeper."""
    for known in NUMBERS:
        if known.by not in people:
            continue
        session.flush()
        by = viewer(session, people[known.by])
        session.info["by"] = by.person
        call = read_call(
            name=known.name,
            number=known.number,
            when=known.when,
            bond=known.bond,
            on_paper=known.on_paper,
        )
        row = uuid5(by.household, known.number)
        add_number(session, by=by, number_id=row, call=call, side=known.side, now=then)
