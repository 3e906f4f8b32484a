"""The books of Noor and Sam: kind, short enough for their age, and true on any day that they tell of."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from api.demo.agreed import Agreed, agreed
from api.demo.almanac import feast, window
from api.demo.bound import Bound, Leaf, Sheet, bound
from api.demo.cast import CAST
from api.demo.people import BIRTHDAYS
from api.demo.story import known
from api.words_and_pictures.hints import hints, most_words
from api.words_and_pictures.words import Kind
from tests.demo.reading import labels, lengths, passive
from tests.demo.test_story import MOMENTS
from tests.houses import NOW

BOOKS = {book.name: book for book in bound(known(NOW))}


@pytest.fixture(scope="module", params=sorted(BOOKS))
def book(request: pytest.FixtureRequest) -> Bound:
    return BOOKS[request.param]


def test_both_children_have_both_books() -> None:
    assert set(BOOKS) == {"noor-why", "noor-plan", "sam-why", "sam-plan"}


def test_a_book_has_six_pages_or_more_and_most_are_drawn(book: Bound) -> None:
    pages = [sheet.fields for _, sheet in book.on(book.shown[-1].at)]
    assert len(pages) >= 6
    assert all(bool(page.get("draw")) is bool(page.get("alt")) for page in pages)
    assert all(page.get("draw") or page.get("pictures") for page in pages)
    assert sum("draw" in page for page in pages) >= 6


def test_the_story_begins_with_who_loves_whom() -> None:
    for name in ("noor-why", "sam-why"):
        first, _ = BOOKS[name].on(NOW)[0]
        assert first.id == "houden-van"


def test_no_page_needs_a_hint(book: Bound) -> None:
    """No blame, no hard words, and no more words than a child of that age follows."""
    words = most_words(_born(book.ward), NOW)
    for place, (page, sheet) in enumerate(_versions(book)):
        said = hints(sheet.fields["text"], words=words, kind=Kind(book.kind), first=place == 0)
        assert said == (), (page.id, said)
        assert len(sheet.fields["text"]) <= 2


def test_sentences_are_plain(book: Bound) -> None:
    texts = [text for _, sheet in _versions(book) for text in sheet.fields["text"]]
    texts += [sheet.fields["alt"] for _, sheet in _versions(book) if "alt" in sheet.fields]
    assert max(lengths(texts)) <= 12
    assert passive(texts) == []
    assert labels(texts) == set()


def test_who_is_named_is_of_that_house(book: Bound) -> None:
    mine = {name for name, cast in CAST.items() if cast.mode == CAST[book.ward].mode}
    named = {book.keeper, *book.makers, *book.agrees}
    named |= {who for shown in book.shown for who in (shown.by, *shown.beside)}
    assert named <= mine
    assert {sheet.by for _, sheet in _versions(book)} <= set(book.makers)


def test_a_book_tells_of_nothing_that_one_of_its_people_may_not_read(book: Bound) -> None:
    plan = agreed("together", known(NOW))
    for page, sheet in _versions(book):
        name = sheet.fields.get("agreement")
        assert not name or plan.part(name).first.get("audience") is None, page.id


@pytest.mark.parametrize("now", MOMENTS[::4], ids=lambda now: now.strftime("%Y-%m-%d"))
def test_any_day_of_the_year_can_be_the_last(now: datetime) -> None:
    moments = known(now)
    plan = agreed("together", moments)
    for book in bound(moments):
        for page, sheet in _versions(book):
            assert book.at < sheet.at < now, page.id
            name = sheet.fields.get("agreement")
            assert not name or plan.part(name).on(sheet.at), (page.id, name)
        for shown in book.shown:
            assert shown.at < now
            for page, sheet in book.on(shown.at):
                name = sheet.fields.get("agreement")
                assert not name or _holds(plan, name, sheet, shown.at), (page.id, name)
                for who in book.agrees:
                    said = [each.at for each in book.yes if each.who == who]
                    assert any(sheet.at < at < shown.at for at in said), (page.id, who)


def test_one_page_is_left_behind_by_the_plan_and_one_waits_for_a_yes() -> None:
    plan = agreed("together", known(NOW))
    left = [
        page.id
        for book in BOOKS.values()
        for page, sheet in book.on(NOW)
        if (name := sheet.fields.get("agreement")) and not _holds(plan, name, sheet, NOW)
    ]
    assert left == ["stuk"]
    waiting = BOOKS["sam-why"].on(NOW)[-1][1]
    assert waiting.at > BOOKS["sam-why"].shown[-1].at
    assert "mark" not in {yes.who for yes in BOOKS["sam-why"].yes if yes.at > waiting.at}


def _holds(plan: Agreed, name: str, sheet: Sheet, at: datetime) -> bool:
    part = plan.part(name)
    until = plan.until(part)
    return part.on(at) is part.on(sheet.at) and (until is None or at < until)


def _versions(book: Bound) -> Iterator[tuple[Leaf, Sheet]]:
    return ((page, sheet) for page in book.pages for sheet in page.versions)


def _born(ward: str) -> int:
    turned = CAST[ward].turned
    assert turned
    return feast(BIRTHDAYS[ward], window(NOW.date())).year - turned
