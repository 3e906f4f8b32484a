"""A house of its own for one walk, so that what happens in it happens on no other walk."""

from dataclasses import dataclass
from uuid import UUID

from playwright.sync_api import Page

from api.people.actions import add_person, give_duty, link_safety_person, open_household
from api.people.devices import ThisDevice
from api.people.entering import accept_invitation, invite
from api.people.invitations import house_rules
from api.people.policy import Role
from tests.logbook.book import Book
from tests.look.walk import Stage
from tests.people.doors import PICTURES, PIN
from tests.world import JOINED

ROLES = {
    "Hanna": Role.ADULT,
    "Rob": Role.ADULT,
    "Jo": Role.CIRCLE,
    "Piet": Role.CIRCLE,
    "Isa": Role.CHILD,
}


@dataclass(frozen=True)
class OwnHouse:
    """Hanna and Rob live here with Isa; Jo is Isa's safety person, Piet keeps the plan."""

    stage: Stage
    book: Book
    people: dict[str, UUID]

    def enters(self, name: str) -> Page:
        """This person comes in on this phone with the own code or pictures, as one new here does."""
        person, house, now = self.people[name], self.book.house, self.book.house.clock.now()
        with house.db.writing(self.book.household, by=None, now=now) as session:
            secret = invite(session, person=person, now=now)
        opened = accept_invitation(
            house,
            secret=secret,
            chosen=PICTURES if ROLES[name] is Role.CHILD else [PIN],
            device=ThisDevice(token=None),
            now=now,
        )
        self.book.do(person, house_rules.say_yes)
        self.stage.page.context.clear_cookies(name="hb")
        self.stage.live.take_in(self.stage.page.context, opened)
        return self.stage.page


def open_house(stage: Stage) -> OwnHouse:
    """Open the house and let its people be there."""
    house = stage.live.house
    then = house.clock.now() - JOINED
    home = open_household(house, name="Huis van Hanna", mode="together", now=then)
    book = Book(house, home, then)
    people = {
        name: book.change(add_person, household=home, role=role, name=name)
        for name, role in ROLES.items()
    }
    book.change(give_duty, person=people["Piet"], kind="plan_holder")
    book.change(link_safety_person, ward=people["Isa"], person=people["Jo"], place=1)
    return OwnHouse(stage, book, people)
