"""The second way: the person's own address, proved by a code, and neutral words that tell of nobody."""

import sys
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text

from api.core.db import EVERYWHERE
from api.core.errors import Invalid, NotHere
from api.core.house import House
from api.people import queries
from api.people.devices import known_device
from api.people.ending import end_all, end_places
from api.people.policy import Viewer
from api.push.second import rules
from api.push.second.actions import Given, confirm, give, put_off
from api.push.second.carrying import MODULES, Letter, _service, check_patterns, send
from api.push.second.model import SecondWay
from api.push.second.queries import ready
from api.push.second.rules import Kind
from tests.houses import NOW
from tests.push.catcher import Caught
from tests.push.knocking import give_device
from tests.world import World

pytest_plugins = ["tests.push.catching"]
ADDRESS = "els.jansen+boek@example.org"


def viewer(house: House, person: UUID) -> Viewer:
    with house.db.reading(EVERYWHERE) as session:
        return queries.viewer(session, person)


def device_of(house: House, person: UUID) -> UUID:
    """A phone on which this person has a place."""
    opened = give_device(house, person)
    with house.db.reading(EVERYWHERE) as session:
        device = known_device(session, opened.device_token)
    assert device is not None
    return device.id


def code_of(caught: Caught) -> str:
    return "".join(sign for sign in caught.texts()[-1] if sign.isdigit())


def ask(
    house: House,
    person: UUID,
    device: UUID,
    *,
    at: timedelta = timedelta(0),
    address: str = ADDRESS,
) -> None:
    given = Given(kind=Kind.MAIL, address=address, device=device, language="nl")
    give(house, by=viewer(house, person), given=given, now=NOW + at)


def prove(house: House, person: UUID, code: str, *, at: timedelta = timedelta(0)) -> None:
    confirm(house, by=viewer(house, person), kind=Kind.MAIL, code=code, now=NOW + at)


def is_ready(house: House, person: UUID) -> bool:
    with house.db.reading(EVERYWHERE) as session:
        return ready(session, person)


def test_it_is_used_only_after_the_code_that_was_sent_there(
    house: House, world: World, catcher: Caught
) -> None:
    house = catcher.house(house)
    ask(house, world.els, device_of(house, world.els))
    ((to, mail),) = catcher.mails
    assert to == ADDRESS
    assert not is_ready(house, world.els)
    code = code_of(catcher)
    assert len(code) == 6
    with pytest.raises(Invalid):
        prove(house, world.els, f"{(int(code) + 1) % 10**6:06}")
    assert not is_ready(house, world.els)
    prove(house, world.els, code)
    assert is_ready(house, world.els)
    assert not is_ready(house, world.ben)
    assert (mail["Subject"], mail.get_content().strip()) == ("Je code", f"Je code is {code}.")


def test_the_address_lies_sealed(house: House, world: World, catcher: Caught) -> None:
    house = catcher.house(house)
    ask(house, world.els, device_of(house, world.els))
    with house.db.reading(EVERYWHERE) as session:
        rows = session.execute(text("SELECT * FROM second_ways")).all()
    assert len(rows) == 1
    assert "els.jansen" not in repr(
        [bytes(each) if isinstance(each, memoryview) else each for each in rows[0]]
    )
    assert code_of(catcher) not in repr(rows)


def test_five_wrong_codes_or_fifteen_minutes_end_it(
    house: House, world: World, catcher: Caught
) -> None:
    house = catcher.house(house)
    device = device_of(house, world.els)
    ask(house, world.els, device)
    right = code_of(catcher)
    with pytest.raises(Invalid, match="werkt niet meer"):
        prove(house, world.els, right, at=timedelta(minutes=15))
    for _ in range(5):
        with pytest.raises(Invalid, match="klopt niet"):
            prove(house, world.els, "x")
    with pytest.raises(Invalid, match="werkt niet meer"):
        prove(house, world.els, right)
    assert not is_ready(house, world.els)


def test_nobody_is_sent_more_than_one_code_a_minute(
    house: House, world: World, catcher: Caught
) -> None:
    house = catcher.house(house)
    device = device_of(house, world.els)
    ask(house, world.els, device)
    with pytest.raises(Invalid, match="Wacht 1 minuut"):
        ask(house, world.els, device, at=timedelta(seconds=59), address="ander@example.org")
    ask(house, world.els, device, at=timedelta(minutes=1))
    assert [to for to, _ in catcher.mails] == [ADDRESS, ADDRESS]


def test_what_does_not_go_out_is_said_and_leaves_nothing(
    house: House, world: World, catcher: Caught
) -> None:
    house = catcher.house(house)
    catcher.answer = "550 no"
    with pytest.raises(Invalid, match="ging niet weg"):
        ask(house, world.els, device_of(house, world.els))
    with house.db.reading(EVERYWHERE) as session:
        assert session.scalars(select(SecondWay)).all() == []


def test_it_ends_with_the_place_on_the_device_where_it_was_given(
    house: House, world: World, catcher: Caught
) -> None:
    """Whoever came in as somebody else gave their own address: "this is not me" takes it away."""
    house = catcher.house(house)
    device = device_of(house, world.els)
    ask(house, world.els, device)
    prove(house, world.els, code_of(catcher))
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        end_places(session, person=world.els, but=device)
    assert is_ready(house, world.els)
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        end_all(session, person=world.els, now=NOW)
    with house.db.reading(EVERYWHERE) as session:
        assert session.scalars(select(SecondWay)).all() == []


def test_off_is_gone_at_once_and_may_be_said_twice(
    house: House, world: World, catcher: Caught
) -> None:
    house = catcher.house(house)
    ask(house, world.els, device_of(house, world.els))
    prove(house, world.els, code_of(catcher))
    for _ in range(2):
        put_off(house, by=viewer(house, world.els), kind=Kind.MAIL, now=NOW)
        assert not is_ready(house, world.els)


def test_who_reads_along_neither_gives_nor_takes(
    house: House, world: World, catcher: Caught
) -> None:
    house = catcher.house(house)
    device = device_of(house, world.els)
    quiet = replace(viewer(house, world.els), quiet=True)
    given = Given(kind=Kind.MAIL, address=ADDRESS, device=device, language="nl")
    with pytest.raises(Invalid, match="ging niet weg"):
        give(house, by=quiet, given=given, now=NOW)
    with pytest.raises(NotHere):
        put_off(house, by=quiet, kind=Kind.MAIL, now=NOW)
    with pytest.raises(NotHere):
        confirm(house, by=quiet, kind=Kind.MAIL, code="123456", now=NOW)
    assert catcher.mails == []


def test_where_no_way_is_set_up_there_is_none(house: House, world: World) -> None:
    with pytest.raises(NotHere):
        ask(house, world.els, device_of(house, world.els))


@pytest.mark.only("sqlite")
def test_a_mail_is_one_sentence_and_tells_of_nobody(house: House, catcher: Caught) -> None:
    house = catcher.house(house)
    assert send(house, Letter(Kind.MAIL, ADDRESS, "nl"))
    assert send(house, Letter(Kind.MAIL, ADDRESS, "en_GB", test=True))
    assert catcher.texts() == ["Er is iets nieuws.", "This is a test."]
    (_, mail), _ = catcher.mails
    assert mail["From"] == "Weekboek <post@boek.example>"
    assert (mail["Subject"], mail.get_content_type()) == ("Er is iets nieuws.", "text/plain")
    assert not list(mail.iter_attachments())
    for whole in catcher.raw:
        for word in (b"apprise", b"huisboek", b"veilig", b"signaal"):
            assert word not in whole.lower()


@pytest.mark.only("sqlite")
def test_an_address_cannot_add_a_reader_or_a_server(house: House, catcher: Caught) -> None:
    house = catcher.house(house)
    for odd in (
        "a@example.org,b@example.org",
        "a@example.org&smtp=evil.example",
        "a@b.nl\nBcc: c@d.nl",
    ):
        with pytest.raises(Invalid):
            rules.address(Kind.MAIL, odd)
    assert send(house, Letter(Kind.MAIL, "a&to=b@example.org", "nl")) in {True, False}
    assert {to for to, _ in catcher.mails} <= {"a&to=b@example.org"}


@pytest.mark.parametrize(
    ("typed", "used"),
    [
        ("06 1234 5678", "+31612345678"),
        ("+31 6 12345678", "+31612345678"),
        ("0032 470 12 34 56", "+32470123456"),
        ("112", None),
        ("020 123 4567", None),
        ("06-1234", None),
        ("*21*0612345678#", None),
    ],
)
def test_a_number_is_written_as_the_world_writes_it(typed: str, used: str | None) -> None:
    if used is None:
        with pytest.raises(Invalid):
            rules.address(Kind.SMS, typed)
    else:
        assert rules.address(Kind.SMS, typed) == used


@pytest.mark.only("sqlite")
@pytest.mark.parametrize(
    "way",
    [
        "mailto://127.0.0.1?to=els@example.org",
        "nonsense",
        "slack://a/b/c/{address}",
        "file:///{address}",
    ],
)
def test_the_house_does_not_start_with_a_way_that_could_send_nothing(
    house: House, way: str
) -> None:
    with pytest.raises(RuntimeError, match="HUISBOEK_SECOND_MAIL"):
        check_patterns(replace(house, settings=replace(house.settings, second_mail=way)))


@pytest.mark.only("sqlite")
def test_a_good_way_starts_and_loads_its_own_module_alone(house: House, catcher: Caught) -> None:
    check_patterns(catcher.house(house))
    loaded = [name for name in sys.modules if name.startswith("apprise.plugins.")]
    assert "apprise.plugins.email" in loaded
    assert "apprise.plugins.slack" not in loaded


@pytest.mark.only("sqlite")
@pytest.mark.parametrize(
    ("scheme", "module"), [*MODULES[Kind.SMS].items(), *MODULES[Kind.MAIL].items()]
)
def test_each_gateway_on_the_list_is_there(scheme: str, module: str) -> None:
    assert _service(module, scheme).service_name
