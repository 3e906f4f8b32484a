"""A house stands still, goes on, goes away: what everybody sees, and that nothing is lost."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from api import worker
from api.core.db import EVERYWHERE
from api.core.errors import Gone
from api.core.house import House
from api.core.journal import JournalLine
from api.core.verify import findings
from api.logbook.model import Entry
from api.outbox import receiving
from api.people.actions import end_membership
from api.people.model import Household
from api.people.organisation import due
from api.people.organisation.actions import keep, stand_still
from api.people.organisation.codes import give_codes
from api.people.policy import Role
from api.people.queries import viewer
from tests.house.crawl import masked
from tests.logbook.book import Book
from tests.outbox.phone import Phone
from tests.people.doors import BREATH, Door, is_in
from tests.people.hosting import LIST, Hosting
from tests.world import World, prove_all, sign_in_client

STILL, CHILD = "Jullie boek staat nu stil", "Je boek staat nu stil"
DAY = timedelta(days=1)


@pytest.fixture
def hosting(house: House, app: Flask) -> Hosting:
    return Hosting(house, app)


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


def test_every_screen_of_the_house_stops_at_once_and_no_other(
    hosting: Hosting, app: Flask, world: World
) -> None:
    ours = [sign_in_client(app, who) for who in (world.sara, world.mark, world.els)]
    child, other = sign_in_client(app, world.noor), sign_in_client(app, world.lotte)
    host = hosting.arrive()
    hosting.suspend(host, world.household)
    for phone in ours:
        for place in ("/", "/logboek", "/mensen", "/instellingen", f"/logboek/{uuid4()}"):
            answer = phone.get(place)
            assert (answer.status_code, STILL in answer.text) == (401, True), place
            assert answer.headers["Clear-Site-Data"] == '"cache"'
            for number in ("tel:112", "tel:08002000", "tel:08000432"):
                assert number in answer.text
            assert "Er gaat niets weg" in answer.text
    page = child.get("/").text
    assert CHILD in page
    assert "Ook je ding niet" in page
    assert "tel:08000432" in page
    assert other.get("/").status_code == 200
    assert host.get(LIST).status_code == 200


def test_the_page_is_the_same_for_everybody_and_says_no_reason(
    hosting: Hosting, app: Flask, world: World
) -> None:
    phones = [sign_in_client(app, who) for who in (world.sara, world.mark, world.els)]
    hosting.suspend(hosting.arrive(), world.household)
    said = [phone.get("/logboek") for phone in phones]
    pages = {masked(each.status_code, list(each.headers), each.data) for each in said}
    assert len(pages) == 1
    assert "Bas" not in said[0].text


def test_everything_comes_back_when_it_goes_on(
    hosting: Hosting, app: Flask, house: House, world: World
) -> None:
    sara = sign_in_client(app, world.sara)
    host = hosting.arrive()
    hosting.suspend(host, world.household)
    assert not is_in(sara)
    hosting.later(timedelta(minutes=1))
    hosting.do(host, world.household, "on")
    assert is_in(sara)
    page = sara.get("/").text
    assert "Jullie boek stond stil vanaf" in page
    assert hosting.do(host, world.household, "on").status_code == 303
    (halt,) = hosting.halts()
    assert halt.by_id == halt.ended_by == hosting.person()
    assert list(findings(house)) == []


def test_what_was_written_waits_on_the_phone_and_arrives_once(
    hosting: Hosting, app: Flask, house: House, world: World
) -> None:
    phone = Phone(sign_in_client(app, world.noor), world.noor, house.clock.now())
    host = hosting.arrive()
    hosting.suspend(host, world.household)
    given = uuid4()
    body = phone.sealed(given, kind="good", audience="circle", text="Het was fijn.")
    for _ in range(2):
        kept = phone.put(given, body)
        assert (kept.status_code, kept.mimetype) == (503, "application/problem+json")
        assert int(kept.headers["Retry-After"]) <= 3600
    hosting.do(host, world.household, "on")
    assert [phone.put(given, body).status_code for _ in range(3)] == [201, 200, 200]
    with house.db.reading(world.household) as session:
        mine = select(func.count()).select_from(Entry).filter_by(author_id=world.noor)
        assert session.scalar(mine) == 1


def test_a_record_that_was_on_its_way_when_it_stopped_waits_too(
    app: Flask, house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = Phone(sign_in_client(app, world.sara), world.sara, house.clock.now())
    ready, now = receiving.make_ready, house.clock.now()
    give_codes(house, now)

    def slow(*args: object, **more: object) -> object:
        with house.db.writing(EVERYWHERE, by=None, now=now) as session:
            stand_still(session, by=None, household=world.household, called=True, now=now)
        return ready(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(receiving, "make_ready", slow)
    assert phone.note().status_code == 503


def test_what_was_typed_in_a_plain_form_is_shown_again(
    hosting: Hosting, app: Flask, world: World
) -> None:
    sara = sign_in_client(app, world.sara)
    hosting.suspend(hosting.arrive(), world.household)
    form = {"id": str(uuid4()), "kind": "good", "text": "Wij lachten veel.", "audience": "circle"}
    answer = sara.post("/logboek/nieuw", data=form)
    assert STILL in answer.text
    assert "Wij lachten veel." in answer.text


def test_the_door_says_nothing_until_the_right_code(
    hosting: Hosting, door: Door, world: World
) -> None:
    phone = door.arrive(world.els)
    phone.post("/binnen/uit")
    host = hosting.arrive()
    before = [_door(phone), _wrong(door, phone, world.els)]
    hosting.suspend(host, world.household)
    assert [_door(phone), _wrong(door, phone, world.els)] == before
    right = door.knock(phone, world.els)
    assert (right.status_code, STILL in right.text) == (401, True)
    assert not is_in(phone)
    hosting.do(host, world.household, "on")
    assert door.knock(phone, world.els).status_code == 303


def _door(phone: FlaskClient) -> object:
    answer = phone.get("/binnen")
    return masked(answer.status_code, list(answer.headers), answer.data)


def _wrong(door: Door, phone: FlaskClient, who: UUID) -> tuple[int, bool]:
    answer = door.knock(phone, who, "113355")
    return answer.status_code, STILL in answer.text


def test_a_locked_phone_asks_for_the_code_first(hosting: Hosting, app: Flask, world: World) -> None:
    """Whoever finds a locked phone does not learn from it that the house stands still."""
    noor = sign_in_client(app, world.noor)
    assert noor.post("/binnen/slot", data={"wat": "weg"}).status_code == 204
    hosting.suspend(hosting.arrive(), world.household)
    answer = noor.get("/")
    assert (answer.status_code, answer.location) == (303, "/binnen")


def test_a_cookie_that_ended_is_told_nothing(hosting: Hosting, app: Flask, world: World) -> None:
    sara = sign_in_client(app, world.sara)
    token = sara.get_cookie("hb")
    assert token
    sara.post("/binnen/uit")
    thief = app.test_client()
    thief.set_cookie("hb", token.value)
    hosting.suspend(hosting.arrive(), world.household)
    assert thief.get("/").location == "/binnen"


def test_links_of_a_house_that_stands_still_wait(
    hosting: Hosting, door: Door, world: World
) -> None:
    link, host, browser = door.link(world.ben), hosting.arrive(), door.app.test_client()
    hosting.suspend(host, world.household)
    refused = door.accept(browser, link)
    assert (refused.status_code, STILL in refused.text) == (410, False)
    hosting.do(host, world.household, "on")
    door.wait()
    assert door.accept(browser, link).status_code == 303


def test_somebody_of_two_houses_goes_on_in_the_other(
    hosting: Hosting, door: Door, world: World
) -> None:
    """One phone, two houses: each is its own."""
    phone = door.arrive(world.ben)
    phone.post("/binnen/uit")
    door.wait()
    phone = door.arrive(world.ria, phone)
    hosting.suspend(hosting.arrive(), world.household)
    assert is_in(phone)
    assert phone.get("/logboek").status_code == 200
    refused = door.say(phone, "Ben")
    assert STILL in refused.text
    assert is_in(phone), "a refusal at the door ends nobody's screen"


def test_pressed_twice_is_once(hosting: Hosting, house: House, world: World) -> None:
    host = hosting.arrive()
    hosting.suspend(host, world.household)
    hosting.suspend(host, world.household)
    assert len(hosting.halts()) == 1
    hosting.do(host, world.household, "on")
    for _ in range(2):
        assert hosting.close(host, world.household).status_code == 303
    assert [each.kind for each in hosting.halts()] == ["still", "closing"]


def test_standing_still_needs_the_word_that_they_were_called(
    hosting: Hosting, world: World
) -> None:
    host = hosting.arrive()
    answer = hosting.do(host, world.household, "still")
    assert answer.status_code == 422
    assert "Bel eerst" in answer.text
    assert hosting.halts() == []


def test_closing_needs_the_code_of_this_house(hosting: Hosting, world: World) -> None:
    host = hosting.arrive()
    place = f"{LIST}/{world.household}/sluiten"
    for typed in ("", "K7Q-4M2", hosting.code(world.apart)):
        answer = host.post(place, data={"code": typed})
        assert answer.status_code == 422, typed
        assert "Dit is een andere code" in answer.text
    assert hosting.halts() == []
    typed = hosting.code(world.household).lower().replace("-", " ")
    assert host.post(place, data={"code": typed, "called": "ja"}).status_code == 303


def test_closing_an_open_house_needs_the_word_that_they_were_called(
    hosting: Hosting, world: World
) -> None:
    """It too passes nothing on from that moment. Of a house that stands still it was said before."""
    host = hosting.arrive()
    place = f"{LIST}/{world.household}/sluiten"
    assert 'name="called"' in host.get(place).text
    answer = hosting.close(host, world.household, called="")
    assert answer.status_code == 422
    assert "Bel eerst" in answer.text
    assert hosting.halts() == []
    ticked = host.post(place, data={"code": "K7Q-4M2", "called": "ja"}).text
    assert "checked" in ticked.split('name="called"')[1].split(">")[0]
    hosting.suspend(host, world.household)
    assert 'name="called"' not in host.get(place).text
    assert hosting.close(host, world.household, called="").status_code == 303


def test_while_a_house_goes_away_everybody_takes_along_their_own_and_nothing_else(
    hosting: Hosting, door: Door, house: House, world: World
) -> None:
    book = Book(house, world.household, house.clock.now() - DAY)
    book.write(world.sara, "Van Sara zelf.")
    sara = door.arrive(world.sara)
    noor = sign_in_client(door.app, world.noor)
    host = hosting.arrive()
    hosting.close(host, world.household)
    for place in ("/", "/logboek", "/mensen", "/instellingen"):
        page = sara.get(place)
        assert (page.status_code, "/instellingen/meenemen" in page.text) == (401, True), place
        assert "maandag 21 december" in page.text
    assert sara.get("/bellen").status_code == 200
    assert "Mensen" not in sara.get("/bellen").text
    assert "/instellingen/meenemen" in noor.get("/").text
    prove_all(house)
    taken = sara.post("/instellingen/meenemen")
    assert (taken.status_code, taken.mimetype) == (200, "application/zip")
    phone = Phone(sara, world.sara, house.clock.now())
    assert phone.note().status_code == 503
    sara.post("/binnen/uit")
    assert door.knock(sara, world.sara).status_code == 303
    assert sara.get("/instellingen/meenemen").status_code == 200


def test_a_house_that_stood_still_lets_everybody_take_theirs_when_it_closes(
    hosting: Hosting, app: Flask, house: House, world: World
) -> None:
    sara, host = sign_in_client(app, world.sara), hosting.arrive()
    hosting.suspend(host, world.household)
    assert sara.get("/instellingen/meenemen").status_code == 401
    hosting.close(host, world.household)
    prove_all(house)
    assert sara.get("/instellingen/meenemen").status_code == 200
    assert hosting.do(host, world.household, "still", called="ja").status_code == 422


def test_after_thirty_days_the_worker_erases_it_and_nothing_else(
    hosting: Hosting, door: Door, house: House, world: World
) -> None:
    sara = door.arrive(world.sara)
    host = hosting.arrive()
    hosting.close(host, world.household)
    code = hosting.code(world.household)
    eraser = due.Eraser()
    hosting.later(29 * DAY)
    assert door.knock(sara, world.sara).status_code == 303
    noor = sign_in_client(door.app, world.noor)
    hosting.later(DAY - BREATH)
    eraser.erase_closed(house, house.clock.now())
    assert world.household in _households(house)
    for phone, said in ((sara, STILL), (noor, CHILD)):
        last = phone.get("/")
        assert (last.status_code, said in last.text) == (401, True)
        assert "/instellingen/meenemen" not in last.text
    hosting.later(timedelta(hours=1))
    eraser.erase_closed(house, house.clock.now())
    eraser.erase_closed(house, house.clock.now())
    assert world.household not in _households(house)
    assert world.apart in _households(house)
    with house.db.reading(EVERYWHERE) as session:
        lines = select(func.count()).select_from(JournalLine)
        erased = lines.filter_by(household_id=world.household, act="erase")
        assert session.scalar(erased) == 1
    again = hosting.arrive()
    assert code not in again.get(LIST).text
    assert again.get(f"{LIST}/{world.household}").status_code == 404
    assert sara.get("/").location == "/binnen"
    assert list(findings(house)) == []


def _households(house: House) -> set[UUID]:
    with house.db.reading(EVERYWHERE) as session:
        return set(session.scalars(select(Household.id)))


def test_a_closing_that_was_taken_back_erases_nothing(
    hosting: Hosting, app: Flask, house: House, world: World
) -> None:
    host = hosting.arrive()
    hosting.close(host, world.household)
    hosting.later(timedelta(minutes=1))
    for _ in range(2):
        assert hosting.do(host, world.household, "keep").status_code == 303
    sara = sign_in_client(app, world.sara)
    assert "Jullie boek gaat toch niet weg" in sara.get("/").text
    hosting.later(40 * DAY)
    due.Eraser().erase_closed(house, house.clock.now())
    assert world.household in _households(house)


def test_on_the_day_itself_it_cannot_be_taken_back(
    hosting: Hosting, house: House, world: World
) -> None:
    hosting.close(hosting.arrive(), world.household)
    hosting.later(30 * DAY)
    now = house.clock.now()
    with pytest.raises(Gone), house.db.writing(EVERYWHERE, by=None, now=now) as session:
        keep(session, by=None, household=world.household, now=now)


def test_old_bytes_that_somebody_held_are_wiped_at_the_next_turn(
    hosting: Hosting, house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the worker goes on meanwhile."""
    hosting.close(hosting.arrive(), world.household)
    hosting.later(31 * DAY)
    erase, tries = due.erase_household, list[UUID]()

    def held(house: House, household: UUID, now: object) -> int:
        tries.append(household)
        if len(tries) == 1:
            raise RuntimeError("held")
        return erase(house, household, now)  # type: ignore[arg-type]

    monkeypatch.setattr(due, "erase_household", held)
    eraser = due.Eraser()
    chores = [worker.Chore(timedelta(0), eraser.erase_closed)]
    for _ in range(3):
        worker.once(house, chores, house.clock.now())
    assert tries == [world.household] * 2
    assert eraser.again == set()


def test_the_worker_has_both_chores(house: House) -> None:
    names = {chore.do.__name__ for chore in worker.daily_round()}
    assert {"erase_closed", "give_codes"} <= names


def test_nobody_hears_of_anybody_else_in_a_notice(
    hosting: Hosting, app: Flask, house: House, world: World
) -> None:
    """Also on the two sides of an apart house, where a notice about one would name them to the other."""
    host = hosting.arrive()
    for household in (world.household, world.apart):
        hosting.suspend(host, household)
        hosting.later(timedelta(minutes=1))
        hosting.do(host, household, "on")
    told: Callable[[UUID], str] = lambda who: sign_in_client(app, who).get("/").text  # noqa: E731
    assert "Jullie boek stond stil" in told(world.lotte)
    assert "Daan" not in told(world.lotte)
    assert "Je boek stond even stil" in told(world.noor)


def test_a_feared_parent_sees_the_page_that_everybody_sees_while_away(
    hosting: Hosting, app: Flask, house: House, world: World
) -> None:
    """Somebody who is gone or away hears that, and not that the house stands still as well."""
    kees = sign_in_client(app, world.kees)
    with house.db.writing(world.household, by=world.tim, now=house.clock.now()) as session:
        end_membership(session, person=world.kees, now=house.clock.now())
    before = kees.get("/").text
    hosting.suspend(hosting.arrive(), world.household)
    after = kees.get("/").text
    assert "Je doet hier niet meer mee" in before
    assert STILL not in after


def test_the_host_is_not_a_member_of_any_house(
    hosting: Hosting, house: House, world: World
) -> None:
    hosting.arrive()
    with house.db.reading(EVERYWHERE) as session:
        host = viewer(session, hosting.person())
    assert host.role is Role.HOST
    assert host.household not in {world.household, world.apart}
