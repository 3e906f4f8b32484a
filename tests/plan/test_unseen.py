"""What few do with the plan moves no byte on the pages of the rest: no name, count, order, date or gap."""

from collections.abc import Callable, Iterable
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from api.people.policy import Audience, Side
from api.plan import actions
from api.plan.checking.rules import Kind
from api.plan.words import Agreement, Danger, Part, Plan
from tests.house.crawl import Answer, masked
from tests.logbook.book import Book
from tests.plan.checking.rounds import Rounds
from tests.plan.sheet import Sheet
from tests.scales.marks import score
from tests.world import World, prove_all

# What a page tells is decided above the database.
pytestmark = pytest.mark.only("sqlite")

ClientOf = Callable[[UUID], FlaskClient]
PAGES = (
    "/",
    "/logboek",
    "/logboek/nieuw?soort=check",
    "/plan",
    "/plan/vroeger",
    "/plan/volgorde",
    "/plan/kijken",
    "/plan/koelkast",
    "/plan/nieuw",
    "/plan/nieuw?soort=afspraak",
    "/plan/nieuw?soort=doel",
    "/cijfers",
    "/instellingen/weggaan",
)
OF_ONE = ("/plan/{}", "/plan/{}/anders", "/plan/{}/kijken", "/plan/koelkast?voor={}")
OF_ONE += ("/cijfers/{}", "/cijfers/{}/verloop", "/cijfers/{}/woorden", "/mensen/{}/meedoen")
OF_ONE += ("/logboek/nieuw?soort=check&afspraak={}", "/plan/nieuw?soort=doel&bij={}")


@pytest.fixture
def rounds(sheet: Sheet) -> Rounds:
    """Looking in the house of Noor, of which oom Tim keeps the plan."""
    return Rounds(sheet)


@pytest.fixture
def apart_rounds(apart: Sheet) -> Rounds:
    """Looking in the house of Fem, where Lotte and Daan do not meet."""
    return Rounds(apart)


def look(client: FlaskClient, ids: Iterable[UUID]) -> dict[str, Answer]:
    """Every page of the plan and what hangs on it, with each id in each place."""
    every = [*PAGES, *(address.format(each) for each in ids for address in OF_ONE)]
    return {address: _looked(client, address) for address in every}


def _looked(client: FlaskClient, address: str) -> Answer:
    answer = client.get(address)
    return masked(answer.status_code, list(answer.headers), answer.data)


def moved(before: dict[str, Answer], after: dict[str, Answer]) -> list[str]:
    return [address for address in before if before[address] != after[address]]


def share(rounds: Rounds, world: World) -> list[UUID]:
    """What all read: a danger, what is looked at, and numbers."""
    sheet = rounds.sheet
    danger = sheet.danger()
    tea = rounds.tea(world.els, world.ben, does=world.mark, child_words="Papa zet thee.")
    walk = sheet.agreement("Mark loopt een rondje.", world.mark, on_fridge=True, danger_id=danger)
    rounds.looks(world.ben, tea)
    rounds.chooses(world.els, tea, 2)
    book = Book(sheet.house, sheet.household, sheet.now)
    for person in (world.mark, world.ben, world.els):
        score(book, person, danger, 5)
    return [danger, tea, walk]


def live_on(rounds: Rounds, world: World, shared: list[UUID]) -> list[UUID]:
    """What a few do apart from the rest."""
    sheet, (danger, tea, walk) = rounds.sheet, shared
    few = {"audience": Audience.CHOSEN, "people": {Part.CHOSEN: (world.sara, world.tim)}}
    hidden = [
        sheet.agree(Danger(text="Sara is bang."), **few),
        rounds.tea(world.els, does=world.sara, on_fridge=True, child_words="Mama belt.", **few),
    ]
    over = sheet.agreement("Sara slaapt bij Els.", world.els, **few)
    sheet.do(world.tim, actions.end, version_id=sheet.version_of(over), reason="Het is klaar.")
    people = {Part.DOES: (world.els,), **few["people"]}
    hidden.append(
        sheet.propose(
            world.sara,
            Agreement(text="Sara gaat weg."),
            people=people,
            plan=Plan.STABLE,
            audience=Audience.CHOSEN,
        )[0]
    )
    sheet.draft(
        world.els,
        Agreement(text="Els weet het nog niet."),
        part=tea,
        base=sheet.version_of(tea),
        people={Part.DOES: (world.mark,)},
        plan=Plan.DIRECT,
    )
    rounds.chooses(world.els, tea, 1, kind=Kind.UNANNOUNCED)
    rounds.looks(world.els, tea, audience=Audience.SELF)
    rounds.looks(world.els, hidden[1], audience=Audience.CHOSEN, chosen=frozenset({world.tim}))
    order = [hidden[1], tea, walk]
    sheet.do(world.tim, actions.reorder, order=order)
    rounds.steps_back(world.els, 20, 30)
    book = Book(sheet.house, sheet.household, sheet.now)
    score(book, world.sara, danger, 1, audience="chosen", chosen=[world.els])
    score(book, world.noor, world.noor, 1, audience="circle")
    score(book, world.sara, hidden[0], 2)
    return [*hidden, over]


@pytest.mark.parametrize("who", ["mark", "ben", "kees", "noor", "amina"])
def test_what_few_do_moves_no_byte_for_the_rest(
    rounds: Rounds, world: World, client_of: ClientOf, who: str
) -> None:
    shared = share(rounds, world)
    client = client_of(getattr(world, who))
    prove_all(rounds.sheet.house)
    ids = [*shared, world.noor, world.sara, world.els]
    before = look(client, ids)
    hidden = live_on(rounds, world, shared)
    prove_all(rounds.sheet.house)
    own = {f"/cijfers/{world.noor}/verloop"} if who in {"ben", "noor"} else set()
    assert (
        set(moved(before, look(client, ids))) == own
    )  # her number is for her and who keeps her safe
    unknown = look(client, [uuid4() for _ in hidden])
    assert [each[0] for each in look(client, hidden).values()] == [
        each[0] for each in unknown.values()
    ]


@pytest.mark.parametrize("who", ["lotte", "daan"])
def test_what_one_side_does_moves_no_byte_on_the_other(
    apart_rounds: Rounds, world: World, client_of: ClientOf, who: str
) -> None:
    sheet, other = apart_rounds.sheet, world.daan if who == "lotte" else world.lotte
    danger = sheet.danger()
    both = apart_rounds.tea(world.ria, does=world.ria, child_words="Oma zet thee.")
    client = client_of(getattr(world, who))
    ids = [danger, both, world.fem, world.ria, other]
    before = look(client, ids)
    theirs = sheet.danger("Het gaat daar mis.", side=Side.B if who == "lotte" else Side.A)
    hers = apart_rounds.tea(world.ria, does=other, on_fridge=True, child_words="Oma komt.")
    apart_rounds.looks(world.ria, hers, text="Het was rustig.")
    apart_rounds.looks(other, hers)
    apart_rounds.chooses(world.ria, hers, 2)
    sheet.propose(
        other,
        Agreement(text="Ik bel Ria."),
        people={Part.DOES: (other,)},
        plan=Plan.DIRECT,
    )
    sheet.do(other, actions.endorse, endorsement_id=uuid4(), plan=Plan.DIRECT)
    book = Book(sheet.house, sheet.household, sheet.now)
    for person, about in ((other, theirs), (other, danger), (world.ria, theirs)):
        score(book, person, about, 3)
    sheet.do(world.ria, actions.reorder, order=[hers, both])
    assert moved(before, look(client, ids)) == []
    found = look(client, [theirs, hers])
    unknown = look(client, [uuid4(), uuid4()])
    assert [each[0] for each in found.values()] == [each[0] for each in unknown.values()]
