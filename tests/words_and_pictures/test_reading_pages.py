"""Reading a book on its pages: what a child has, what a trial is, and what is told at a page."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.logbook.note import Feeling, Kind
from api.people.policy import Audience
from api.words_and_pictures.showing import hide
from tests.house.crawl import Answer, masked
from tests.words_and_pictures.tale import Tale
from tests.world import World

pytestmark = pytest.mark.only("sqlite")
SignIn = Callable[[UUID], FlaskClient]
KEEP = "Huisboek-Keep"


def shown(tale: Tale, world: World, *sentences: str) -> list[UUID]:
    """Make pages of these sentences and show them."""
    pages = [tale.page(each) for each in sentences]
    tale.yes(world.sara, world.mark)
    tale.show()
    return pages


def test_a_child_reads_page_by_page_what_was_shown_and_nobody_else_learns_of_it(
    tale: Tale, world: World, client_of: SignIn
) -> None:
    at = f"/boek/{tale.id}/lezen"
    noor, ben, tim = client_of(world.noor), client_of(world.ben), client_of(world.tim)
    tale.page("Mama houdt van jou.")
    assert "Dit is een proef" in tim.get(at).text
    unknown = f"/boek/{uuid4()}/lezen"
    nothing = refused(noor.get(unknown))
    for address in (at, f"{at}?proef=ja", f"{at}?blad=2"):
        assert refused(noor.get(address)) == nothing
    shown(tale, world, "Papa houdt van jou.", "Oma komt op zondag.")
    first = noor.get(at).text
    assert "Mama houdt van jou." in first
    assert "Papa houdt van jou." not in first
    assert "blad 1 van 3" in first
    assert "?blad=2" in first
    assert "Oma komt op zondag." in noor.get(f"{at}?blad=99").text
    assert "Mama houdt van jou." in noor.get(f"{at}?blad=x").text
    tale.page("Nog niet klaar.")
    assert "Nog niet klaar." not in noor.get(f"{at}?blad=4&proef=ja").text
    assert "Nog niet klaar." in tim.get(f"{at}?blad=4&proef=ja").text
    assert ben.get(at).status_code == 200, "a safety person of the child may always"
    kees = client_of(world.kees)
    assert refused(kees.get(at)) == refused(kees.get(unknown))


def refused(answer: TestResponse) -> Answer:
    assert answer.status_code == 404
    return masked(answer.status_code, list(answer.headers), answer.data)


def test_what_is_told_at_a_page_shows_that_page_to_who_may_read_both(
    tale: Tale, world: World, client_of: SignIn
) -> None:
    (page,) = shown(tale, world, "Mama houdt van jou.")
    noor, at = client_of(world.noor), f"/boek/{tale.id}/lezen"
    assert f"/logboek/nieuw?soort=tell&amp;blad={page}" in noor.get(at).text
    form = noor.get(f"/logboek/nieuw?soort=tell&blad={page}").text
    assert f'name="page_id" value="{page}"' in form
    given = str(uuid4())
    said = {"id": given, "kind": "tell", "feeling": "happy", "page_id": str(page)}
    answer = noor.post("/logboek/nieuw", data=said, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 303
    assert f"{at}?blad=1" in noor.get(answer.location).text
    told = {"kind": Kind.TELL, "feeling": Feeling.SAD, "page_id": page}
    private = tale.book.write(world.noor, "", audience=Audience.SAFETY_PERSON, **told)
    assert f"{at}?blad=1" in client_of(world.els).get(f"/logboek/{private}").text
    assert client_of(world.sara).get(f"/logboek/{private}").status_code == 404
    open_to_all = tale.book.write(world.noor, "", audience=Audience.CIRCLE, **told)
    for reader in (world.els, world.noor):
        assert f"{at}?blad=1" in client_of(reader).get(f"/logboek/{open_to_all}").text
    tale.book.do(world.tim, hide, book_id=tale.id)
    assert at not in client_of(world.noor).get(f"/logboek/{open_to_all}").text


def test_a_booklet_has_a_cover_and_every_page_once(
    tale: Tale, world: World, client_of: SignIn
) -> None:
    shown(tale, world, *(f"Dit is blad {number}." for number in range(1, 6)))
    paper = client_of(world.sara).get(f"/boek/{tale.id}/boekje").text
    assert paper.count('class="side"') == 4
    for number in range(1, 6):
        assert paper.count(f"Dit is blad {number}.") == 1


def test_only_a_childs_own_phone_may_keep_its_book(
    tale: Tale, world: World, client_of: SignIn
) -> None:
    shown(tale, world, "Mama houdt van jou.", "Papa ook.")
    at = f"/boek/{tale.id}/lezen"
    noor, sara = client_of(world.noor), client_of(world.sara)
    assert noor.get(at).headers[KEEP] == "no"
    for client in (noor, sara):
        client.post("/instellingen/bewaren", data={"bewaren": "ja"})
    said = noor.get(f"{at}?blad=2").headers[KEEP]
    assert said.startswith("book 2 ")
    assert KEEP not in noor.get("/mensen").headers
    assert KEEP not in sara.get(at).headers
    tale.page("Oma ook.")
    assert noor.get(at).headers[KEEP] == said, "until it is shown"
    tale.yes(world.sara, world.mark)
    tale.show()
    assert noor.get(at).headers[KEEP].startswith("book 3 ")


def test_a_shelf_names_the_books_that_are_shown_and_otherwise_nothing(
    tale: Tale, world: World, client_of: SignIn
) -> None:
    noor = client_of(world.noor)
    tale.page("Mama houdt van jou.")
    empty = noor.get("/boek").text
    assert "Hier komt jouw boek." in empty
    assert "Het verhaal" not in empty
    tale.yes(world.sara, world.mark)
    tale.show()
    noor.post("/instellingen/bewaren", data={"bewaren": "ja"})
    shelf = noor.get("/boek")
    assert shelf.headers[KEEP] == "book"
    edition = noor.get(f"/boek/{tale.id}/lezen").headers[KEEP]
    assert f'href="/boek/{tale.id}/lezen" data-edition="{edition}"' in shelf.text
    tale.book.do(world.tim, hide, book_id=tale.id)
    assert "Het verhaal" not in noor.get("/boek").text
