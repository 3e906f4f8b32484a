"""A danger that ends while somebody gives a number, and an old form with other words: nothing goes away."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core.errors import NotHere
from api.people.queries import viewer
from api.plan import actions, queries
from api.plan.words import Danger, Part
from api.scales.model import ScaleWords, Score
from tests.house.crawl import masked
from tests.houses import NOW
from tests.logbook.book import Book
from tests.outbox.phone import Phone
from tests.plan.sheet import Sheet
from tests.scales.marks import SEEN, agree_on_danger, score
from tests.world import World, sign_in_client

ClientOf = Callable[[UUID], FlaskClient]
TOLD = {"record": "score", "value": 6, "seen": SEEN, "audience": "circle"}


def version_of(book: Book, world: World, danger: UUID) -> UUID:
    """How this danger reads now."""
    with book.house.db.reading(book.household) as session:
        found = queries.dangers(session, viewer(session, world.tim), book.now)
    (version,) = (each.version_id for each in found if each.id == danger)
    return version


def ends(book: Book, world: World, danger: UUID) -> None:
    """Oom Tim says that this worry is over."""
    version = version_of(book, world, danger)
    book.do(world.tim, actions.end, version_id=version, reason="Dit is voorbij.")


def test_a_number_that_was_under_way_when_the_danger_ended_is_kept(
    book: Book, world: World, danger: UUID, app: Flask
) -> None:
    ends(book, world, danger)
    phone = Phone(sign_in_client(app, world.sara), world.sara, NOW)
    made = book.now - timedelta(days=2)
    assert phone.send(target=danger, made=made, **TOLD).status_code == 201
    assert book.count(Score) == 1


def test_a_form_that_was_open_when_the_danger_ended_is_kept_and_can_be_read(
    book: Book, world: World, danger: UUID, client_of: ClientOf
) -> None:
    sara, form = client_of(world.sara), {"value": "6", "seen": SEEN, "audience": "circle"}
    ends(book, world, danger)
    assert sara.post(f"/cijfers/{danger}", data={**form, "value": "11"}).status_code == 422
    assert sara.post(f"/cijfers/{danger}", data=form).status_code == 303
    assert SEEN in sara.get(f"/cijfers/{danger}/verloop").text


def test_of_a_worry_that_is_over_each_reads_their_own_numbers_alone(
    book: Book, world: World, danger: UUID, client_of: ClientOf
) -> None:
    """It may go on for some: what they give since then is not for who no longer reads it."""
    score(book, world.sara, danger, seen="Sara zag rust.")
    score(book, world.els, danger, seen="Els zag rust.")
    address = f"/cijfers/{danger}/verloop"
    assert "Els zag rust." in client_of(world.sara).get(address).text
    ends(book, world, danger)
    page = client_of(world.sara).get(address).text
    assert "Sara zag rust." in page
    assert "Els zag rust." not in page
    never, unknown = (
        client_of(world.ben).get(f"/cijfers/{each}/verloop") for each in (danger, uuid4())
    )
    assert never.status_code == 404
    same = (masked(each.status_code, list(each.headers), each.data) for each in (never, unknown))
    assert len(set(same)) == 1


def test_a_worry_that_goes_on_for_fewer_tells_the_rest_neither_its_new_words_nor_a_number(
    book: Book, world: World, client_of: ClientOf
) -> None:
    danger = agree_on_danger(book, world.tim, "Het wordt luid.", chosen=(world.sara, world.els))
    score(book, world.sara, danger, seen="Sara zag rust.")
    score(book, world.els, danger, seen="Els zag rust.")
    sheet = Sheet(book.house, book.household, world.tim, book.now)
    base, fewer = version_of(book, world, danger), {Part.CHOSEN: (world.els,)}
    sheet.agree(Danger(text="Voor Els."), part=danger, base=base, people=fewer)
    book.now = sheet.now
    score(book, world.els, danger, seen="Els hoorde geroep.")
    address = f"/cijfers/{danger}/verloop"
    assert "Els hoorde geroep." in client_of(world.els).get(address).text
    page = client_of(world.sara).get(address).text
    assert "Het wordt luid." in page
    assert "Sara zag rust." in page
    for hidden in ("Voor Els.", "Els hoorde geroep.", "Els zag rust."):
        assert hidden not in page


def test_a_danger_that_ended_long_ago_has_no_scale_any_more(
    book: Book, world: World, danger: UUID
) -> None:
    ends(book, world, danger)
    book.now += timedelta(days=2)
    with pytest.raises(NotHere):
        score(book, world.sara, danger)


def test_who_never_saw_the_danger_gives_no_number_when_it_ended(
    book: Book, world: World, danger: UUID
) -> None:
    ends(book, world, danger)
    with pytest.raises(NotHere):
        score(book, world.kees, danger)


def test_other_words_at_both_ends_by_an_old_form_are_kept(
    book: Book, world: World, danger: UUID, client_of: ClientOf
) -> None:
    tim, given = client_of(world.tim), str(uuid4())
    for zero in ("Er is ruzie.", "Er is elke dag ruzie.", "Er is elke dag ruzie."):
        sent = {"id": given, "zero": zero, "ten": "Het is rustig."}
        assert tim.post(f"/cijfers/{danger}/woorden", data=sent).status_code == 303
    assert "Er is elke dag ruzie." in tim.get(f"/cijfers/{danger}/woorden").text
    assert book.count(ScaleWords) == 2
