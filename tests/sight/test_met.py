"""Who led the last talks, and how a test of the plan went: beside the outcome that it shows, and on the sheet."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from api.core.house import House
from api.meetings.actions import set_chair
from api.meetings.kinds import Mode
from api.meetings.table import closing
from api.meetings.table.closing import Ending
from api.path.kinds import Says
from api.people.policy import Side
from tests.houses import NOW
from tests.logbook.book import Book
from tests.meetings.table import Table, call
from tests.path.walk import Walk
from tests.plan.sheet import keep_plan
from tests.sight.test_sheet import on_paper, page, words
from tests.world import World

pytestmark = pytest.mark.only("sqlite")
ClientOf = Callable[[UUID], FlaskClient]
DAY = "zaterdag 21 november"


def hold(table: Table, **chair: object) -> None:
    """Let it be led by somebody, and end."""
    book, by = table.book, table.chair
    book.do(by, set_chair, meeting_id=table.id, **chair)
    table.begin()
    ending = Ending(next_at=book.now + timedelta(days=30))
    values = {"act_id": uuid4(), "next_id": uuid4(), "ending": ending}
    book.do(by, closing.close, meeting_id=table.id, **values)


def test_who_led_goes_from_a_helper_to_the_circle(
    house: House, world: World, client_of: ClientOf
) -> None:
    book, els, nobody = (
        Book(house, world.household, NOW),
        client_of(world.els),
        "de kring het zelf leidde",
    )
    asked = (world.sara, world.els)
    hold(call(book, world.tim, asked), mode=Mode.PROFESSIONAL, name="Amina")
    assert nobody in words(page(els, "/pad/later"))
    hold(call(book, world.tim, asked), mode=Mode.SHARED, person=world.els, name="Amina")
    hold(call(book, world.tim, asked), mode=Mode.CIRCLE, person=world.tim)
    told = (
        f"oom Tim leidde het samen praten op {DAY}.",
        f"oma Els leidde het op {DAY} met hulp.",
        f"Iemand van de hulp leidde het op {DAY}.",
    )
    beside, sheet = (words(page(els, each)) for each in ("/pad/later", "/pad/zicht"))
    for each in told:
        assert each in beside
        assert each in sheet
        assert each not in words(on_paper(page(els)))
    assert nobody not in beside
    ben = client_of(world.ben)
    for address in ("/pad/later", "/pad/zicht"):
        assert "leidde" not in words(page(ben, address)).replace(nobody, "")


def test_neither_side_reads_who_led_on_the_other(
    house: House, world: World, client_of: ClientOf
) -> None:
    book = Book(house, world.apart, NOW)
    keep_plan(house, world.apart, world.ria, NOW)
    hold(
        call(book, world.ria, [world.lotte], side=Side.A),
        mode=Mode.CIRCLE,
        person=world.ria,
    )
    ria = client_of(world.ria)
    assert "leidde het samen" in words(page(ria, "/pad/zicht?kant=a"))
    assert "leidde het samen" in words(page(client_of(world.lotte)))
    for found in (page(ria, "/pad/zicht?kant=b"), page(client_of(world.daan))):
        assert "leidde het samen" not in words(found)


def test_how_a_test_of_the_plan_went(house: House, world: World, client_of: ClientOf) -> None:
    walk = Walk(house, world.household, world.tim, NOW)
    sara, none = client_of(world.sara), "Er staat nog geen proef die goed ging."
    walk.test("De bus komt te laat.", world.els, day=walk.today + timedelta(days=3))
    told = words(page(sara))
    assert (none in told, "Deze proef staat op dinsdag 24 november." in told) == (True, True)
    walk.say(
        world.els, walk.test("Mark komt te laat.", world.els), Says.NOT_HELD, "We belden laat."
    )
    walk.say(world.els, walk.test("Het geld is op.", world.els), Says.HELD)
    told = words(on_paper(page(sara)))
    for found in (
        f"Mark komt te laat. Het ging niet goed op {DAY}. We belden laat.",
        f"Het geld is op. Het ging goed op {DAY}.",
    ):
        assert found in told
    assert none not in told
