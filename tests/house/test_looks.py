"""Security R9, for every page that there is or will be: what is private is never shown unwritten.

And the other way round: a page that shows nothing private writes down no look.
"""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import delete, select
from werkzeug.test import TestResponse

from api.core.db import EVERYWHERE
from api.core.house import House
from api.logbook.note import Kind
from api.people.looking.model import Look
from api.people.policy import Audience
from tests.house.crawl import ENDS_SIGN_IN, addresses, kinds_in, links
from tests.house.test_two_worlds import DRAWING
from tests.houses import NOW
from tests.logbook.book import Book
from tests.people.doors import Door
from tests.world import World, prove_all, sign_in_client

CANARY = "kanarie voor oma"
OWN = "/instellingen/"


def looked(house: House) -> bool:
    """Say whether something was written down since the last time that somebody asked."""
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        found = session.scalars(select(Look.id)).first() is not None
        session.execute(delete(Look))
    return found


def telling(house: House, world: World) -> tuple[list[UUID], set[str]]:
    """What is for the safety people alone and what is for all; and the addresses of private drawings."""
    book = Book(house, world.household, NOW)
    private = Audience.SAFETY_PERSON
    told = book.write(world.noor, CANARY, kind=Kind.TELL, audience=private, strokes=DRAWING)
    book.reply(world.noor, told, CANARY)
    was = book.write(world.noor, CANARY, kind=Kind.TELL, audience=private)
    book.correct(world.noor, was, "Nu voor iedereen.", audience=Audience.CIRCLE)
    shared = book.write(world.noor, "Soep.", strokes=DRAWING)
    [drawn], [public] = (book.entry(world.noor, note).media for note in (told, shared))
    ids = [told, was, shared, drawn.id, public.id, world.noor, world.sara]
    return ids, {f"/media/{drawn.id}{end}" for end in ("", "/klein", "/lijnen")}


def shows_private(answer: TestResponse, address: str, private: set[str]) -> bool:
    """Say whether this answer shows what is between Noor and her safety people."""
    if answer.status_code != 200:
        return False
    if address in private or (address.endswith("/toestellen") and not address.startswith(OWN)):
        return True
    return CANARY.encode() in answer.data


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("who", ["els", "ben", "tim", "mark", "noor"])
def test_a_page_shows_what_is_private_if_and_only_if_that_is_written_down(
    house: House, app: Flask, world: World, who: str
) -> None:
    ids, private = telling(house, world)
    tablet = app.test_client()
    Door(house, app).place(tablet, world.noor)
    client = sign_in_client(app, getattr(world, who))
    prove_all(house)
    kinds = kinds_in(ids, app)
    todo = [each for rule in app.url_map.iter_rules() for each in addresses(rule, ids, kinds)]
    seen, odd, shown = set(todo), [], 0
    looked(house)
    while todo:
        address = todo.pop()
        if address.startswith((*ENDS_SIGN_IN, "/static/")):
            continue
        answer = client.get(address)
        its_own = who != "noor" and shows_private(answer, address, private)
        shown += its_own
        if looked(house) is not its_own:
            odd.append(f"{address}: {'shown' if its_own else 'not shown'}")
        found = set(links(answer.data)) if answer.mimetype == "text/html" else set()
        todo += found - seen
        seen |= found
    assert not odd, "\n".join(odd)
    assert shown >= (8 if who in {"els", "ben"} else 0)
    assert (shown > 0) is (who in {"els", "ben"})
