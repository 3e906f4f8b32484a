"""What waits for the second way leaves by it, in the words that the person chose, and only where they still want it."""

from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.push.due import deliver
from api.push.model import Fault
from api.push.rules import SECOND
from api.push.second.actions import Given, give, put_off
from api.push.second.leaving import carry
from api.push.second.rules import Kind
from tests.houses import NOW
from tests.push.catcher import Caught
from tests.push.knocking import knock
from tests.push.test_second_due import by_second
from tests.push.test_second_way import ADDRESS, code_of, device_of, prove, viewer
from tests.world import World

pytest_plugins = ["tests.push.catching"]


def with_a_way(house: House, world: World, caught: Caught, language: str = "nl") -> House:
    """Els gave an address and proved it."""
    house = caught.house(house)
    device = device_of(house, world.els)
    given = Given(kind=Kind.MAIL, address=ADDRESS, device=device, language=language)
    give(house, by=viewer(house, world.els), given=given, now=NOW)
    prove(house, world.els, code_of(caught))
    caught.mails.clear()
    return house


def send(house: House) -> None:
    deliver(house, NOW, {SECOND: carry(house)})


def test_a_signal_without_a_phone_is_mailed_once(
    house: House, world: World, catcher: Caught
) -> None:
    house = with_a_way(house, world, catcher, "en_GB")
    knock(house, world.els)
    send(house)
    send(house)
    assert [to for to, _ in catcher.mails] == [ADDRESS]
    assert catcher.texts() == ["There is something new."]
    (row,) = by_second(house, world.els)
    assert row.accepted_at == NOW


def test_what_the_mail_server_does_not_take_waits(
    house: House, world: World, catcher: Caught
) -> None:
    house = with_a_way(house, world, catcher)
    catcher.answer = "451 later"
    knock(house, world.els)
    send(house)
    (row,) = by_second(house, world.els)
    assert (row.accepted_at, row.given_up_at) == (None, None)
    assert row.due_at > NOW


def test_an_address_that_was_put_off_gets_nothing_and_is_nobodys_fault(
    house: House, world: World, catcher: Caught
) -> None:
    house = with_a_way(house, world, catcher)
    knock(house, world.els)
    put_off(house, by=viewer(house, world.els), kind=Kind.MAIL, now=NOW)
    send(house)
    assert catcher.mails == []
    (row,) = by_second(house, world.els)
    assert row.given_up_at == NOW
    with house.db.reading(EVERYWHERE) as session:
        assert session.scalars(select(Fault)).all() == []
