"""When the plan moves on: the child reads nothing false, and who makes its book hears it once."""

from collections.abc import Callable
from uuid import UUID

from flask.testing import FlaskClient

from api.core.house import House
from api.people.notices.queries import waiting
from api.plan.queries import in_force_versions
from api.plan.words import Agreement as PlanAgreement
from api.telling.moved import tell_makers
from api.words_and_pictures import words
from tests.plan.sheet import Sheet, keep_plan
from tests.words_and_pictures.tale import Tale
from tests.world import World

SignIn = Callable[[UUID], FlaskClient]


def test_a_page_that_the_plan_left_behind_is_gone_without_a_gap_and_its_makers_hear_it_once(
    house: House, tale: Tale, world: World, client_of: SignIn
) -> None:
    keep_plan(house, world.household, world.tim, tale.book.now)
    sheet = Sheet(house, world.household, world.tim, tale.book.now)
    part = sheet.agreement("Els komt op zondag.", world.els)
    told = words.Agreement(id=part, version_id=sheet.version_of(part))
    tale.holds = {told.version_id}
    pages = [tale.page("Mama houdt van jou."), tale.page("Oma komt.", of=told), tale.page("Dag!")]
    tale.yes(world.sara, world.mark)
    tale.show()
    noor, at = client_of(world.noor), f"/boek/{tale.id}/lezen"
    assert "Oma komt." in noor.get(f"{at}?blad=2").text
    tell_makers(house, sheet.now)
    assert not news(tale, world.sara)
    sheet.now = tale.book.now
    _, version = sheet.draft(
        world.tim,
        PlanAgreement(text="Els komt op zaterdag."),
        part=part,
        base=told.version_id,
        people={"does": (world.els,)},
        plan="direct",
    )
    sheet.settle(version)
    assert "Dag!" in noor.get(f"{at}?blad=2").text
    assert "van 2" in noor.get(at).text
    for _ in range(2):
        tell_makers(house, sheet.now)
    assert news(tale, world.sara) == news(tale, world.tim) == [("book_moved", "2")]
    assert not news(tale, world.mark), "he agrees, and does not make it"
    line = client_of(world.sara).get("/").text
    assert "Kijk naar bladzijde 2 van het boek van" in line
    assert f'href="/boek/{tale.id}"' in line
    with house.db.reading(world.household) as session:
        tale.holds = set(in_force_versions(session, world.household))
    tale.change(pages[1], "Oma komt op zaterdag.", by=world.sara)
    tell_makers(house, sheet.now)
    assert len(news(tale, world.sara)) == 1


def news(tale: Tale, who: UUID) -> list[tuple[str, str]]:
    told = tale.book.ask(who, waiting)
    return [(each.kind, each.values["page"]) for each in told if each.kind == "book_moved"]
