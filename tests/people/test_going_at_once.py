"""Going out, with real threads: two presses at once are one, and nobody is told half of it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from api.core.house import House
from api.people.going.actions import agree_to_removal, propose_removal, take_back
from api.people.going.leaving import leave
from api.people.queries import viewer
from api.worker import carry_out_goings
from tests.people.notices import told
from tests.people.test_ending_race import HALF_A_MINUTE, until_it_waits
from tests.people.test_going import ask, later
from tests.world import World

Deed = Callable[[Session], None]
DAY = timedelta(days=1)


def at_once(house: House, world: World, first: Deed, second: Deed) -> None:
    """Do the second while the first is done and not yet kept."""

    def do(deed: Deed) -> None:
        with house.db.writing(world.household, by=None, now=house.clock.now()) as session:
            deed(session)

    with ThreadPoolExecutor(1) as other:
        with house.db.writing(world.household, by=None, now=house.clock.now()) as session:
            first(session)
            late = other.submit(do, second)
            until_it_waits(house, late)  # type: ignore[arg-type]
        late.result(HALF_A_MINUTE)


def is_here(house: House, world: World, person: UUID) -> bool:
    later(house, 2 * DAY)
    carry_out_goings(house, house.clock.now())
    with house.db.reading(world.household) as session:
        return viewer(session, person).ended_at is None


def test_leaving_pressed_twice_at_once_is_taken_back_by_one_press(
    house: House, world: World
) -> None:
    now = house.clock.now()

    def leaves(session: Session) -> None:
        leave(session, by=viewer(session, world.kees), duties={}, stand_ins={}, now=now)

    at_once(house, world, leaves, leaves)
    with house.db.writing(world.household, by=world.kees, now=now) as session:
        take_back(session, by=viewer(session, world.kees), person=world.kees, now=now)
    assert is_here(house, world, world.kees)


def test_a_proposal_pressed_twice_at_once_is_taken_back_by_one_press(
    house: House, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    now = house.clock.now()

    def proposes(session: Session) -> None:
        by = viewer(session, world.sara)
        propose_removal(session, by=by, person=world.kees, urgent=False, now=now)

    at_once(house, world, proposes, proposes)
    assert ask(client_of(world.sara), world.kees, "back").status_code == 303
    assert ask(client_of(world.tim), world.kees, "agree").status_code == 404


def test_who_was_told_that_somebody_goes_is_told_that_they_stay(
    house: House, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    now = house.clock.now()
    ask(client_of(world.sara), world.kees)
    at_once(
        house,
        world,
        lambda session: agree_to_removal(
            session, by=viewer(session, world.tim), person=world.kees, now=now
        ),
        lambda session: take_back(
            session, by=viewer(session, world.sara), person=world.kees, now=now
        ),
    )
    assert sorted(told(house, world.household, world.kees)) == ["removal", "stays"]
    assert is_here(house, world, world.kees)
