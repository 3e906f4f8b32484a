"""From a draft to what a child reads: agreed by all, shown, and never anything else."""

from functools import partial
from uuid import UUID, uuid4

import pytest

from api.core.errors import Changed, Invalid, NotHere
from api.core.house import House
from api.people.notices.queries import waiting
from api.plan.queries import in_force_versions as holds
from api.plan.words import Agreement as PlanAgreement
from api.plan.words import Part
from api.words_and_pictures import actions, rules, showing, writing
from api.words_and_pictures.words import Agreement, Kind, PageDraft
from tests.houses import NOW
from tests.plan.sheet import Sheet, keep_plan
from tests.words_and_pictures.tale import Tale
from tests.world import World


def said(tale: Tale, who: UUID) -> list[str]:
    return [" ".join(page.sentences) for page in tale.read(who).pages]


def test_a_child_reads_what_was_shown_and_nothing_before_or_after(tale: Tale, world: World) -> None:
    page = tale.page("Mama houdt van jou.", by=world.sara)
    assert tale.listed(world.noor) == []
    with pytest.raises(NotHere):
        tale.read(world.noor)
    tale.yes(world.sara, world.mark)
    with pytest.raises(NotHere):
        tale.read(world.noor)
    tale.show(world.sara, beside={world.sara, world.els})
    assert said(tale, world.noor) == ["Mama houdt van jou."]
    assert {each.name for each in tale.read(world.noor).shown.people} == {"Sara", "Els"}
    tale.change(page, "Mama is boos.", by=world.sara)
    tale.page("Nog een blad.")
    assert said(tale, world.noor) == ["Mama houdt van jou."]
    with pytest.raises(NotHere):
        tale.seen(world.noor)
    tale.book.do(world.els, showing.hide, book_id=tale.id)
    assert tale.listed(world.noor) == []
    with pytest.raises(NotHere):
        tale.read(world.noor)


def test_showing_names_the_page_and_who_did_not_agree(tale: Tale, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        tale.show()
    assert refused.value.message == rules.NO_PAGES
    tale.page("Een.")
    second = tale.page("Twee.")
    tale.yes(world.sara)
    tale.yes(world.mark)
    tale.change(second, "Twee en een half.", by=world.tim)
    with pytest.raises(Invalid) as refused:
        tale.show()
    assert refused.value.message == rules.WAITS_FOR
    assert refused.value.values["page"] == "2"
    assert [each.name for each in tale.seen(world.tim).pages[0].waits_for] == []
    tale.yes(world.sara, world.mark)
    tale.show()
    assert len(tale.read(world.noor).pages) == 2


@pytest.mark.only("sqlite")
def test_a_page_without_picture_or_words_is_a_draft(tale: Tale, world: World) -> None:
    tale.page("Geen plaatje.", pictures=())
    with pytest.raises(Invalid) as refused:
        tale.yes(world.sara)
    assert refused.value.message == rules.NOT_WHOLE
    with pytest.raises(Invalid) as refused:
        tale.show()
    assert refused.value.message == rules.NOT_YET_WHOLE


@pytest.mark.only("sqlite")
def test_who_was_asked_and_whose_yes_a_change_took_away_hear_it(tale: Tale, world: World) -> None:
    def heard(who: UUID) -> list[str]:
        return sorted(each.kind for each in tale.book.ask(who, waiting))

    assert (heard(world.sara), heard(world.mark), heard(world.tim)) == (["book_asked"],) * 2 + ([],)
    page = tale.page()
    tale.yes(world.mark)
    tale.change(page, "Anders.", by=world.sara)
    assert (heard(world.sara), heard(world.mark)) == (["book_asked"], ["book_again"])
    tale.change(page, "Nog anders.", by=world.sara)
    assert heard(world.mark) == ["book_again"]


@pytest.mark.only("sqlite")
def test_who_says_the_last_yes_is_asked_for_it_no_longer(tale: Tale, world: World) -> None:
    def heard(who: UUID) -> list[str]:
        return [each.kind for each in tale.book.ask(who, waiting)]

    first, second = tale.page(), tale.page()
    say = partial(tale.book.do, world.mark, actions.say_yes)
    say(version_id=tale.version(first))
    assert heard(world.mark) == ["book_asked"]
    say(version_id=tale.version(second))
    assert (heard(world.mark), heard(world.sara)) == ([], ["book_asked"])


@pytest.mark.only("sqlite")
def test_taking_a_yes_back_holds_the_next_showing_and_not_the_last(
    tale: Tale, world: World
) -> None:
    page = tale.page()
    tale.yes(world.sara, world.mark)
    tale.show()
    tale.book.do(world.sara, actions.take_back_yes, version_id=tale.version(page))
    assert len(tale.read(world.noor).pages) == 1
    with pytest.raises(Invalid):
        tale.show()
    tale.yes(world.sara)
    tale.show()


def test_a_page_whose_agreement_moved_on_is_gone_without_a_gap(
    house: House, world: World, tale: Tale
) -> None:
    keep_plan(house, world.household, world.tim, NOW)
    sheet = Sheet(house, world.household, world.tim, NOW)
    part = sheet.agreement("Els belt elke avond.", world.els)
    told = Agreement(id=part, version_id=sheet.version_of(part))
    tale.page("Een.")
    tale.page("Oma belt.", of=told)
    tale.page("Drie.")
    tale.yes(world.sara, world.mark)
    tale.holds = tale.book.ask(world.tim, lambda session, by: holds(session, by.household))
    assert tale.holds == {told.version_id}
    tale.show()
    assert said(tale, world.noor) == ["Een.", "Oma belt.", "Drie."]
    base = sheet.version_of(part)
    words = PlanAgreement(text="Els belt op zondag.")
    _, other = sheet.draft(world.tim, words, part=part, base=base, people={Part.DOES: (world.els,)})
    sheet.settle(other)
    tale.holds = tale.book.ask(world.tim, lambda session, by: holds(session, by.household))
    assert said(tale, world.noor) == ["Een.", "Drie."]
    assert [each.place for each in tale.read(world.noor).pages] == [1, 2]
    assert [each.still_true for each in tale.seen(world.sara).pages] == [True, False, True]
    with pytest.raises(Invalid) as refused:
        tale.show()
    assert (refused.value.message, refused.value.values) == (rules.PLAN_MOVED_ON, {"page": "2"})


@pytest.mark.only("sqlite")
def test_of_two_makers_at_once_the_second_keeps_the_words_and_looks(
    tale: Tale, world: World
) -> None:
    page = tale.page("Eerst.")
    both_looked_at = tale.version(page)
    tale.change(page, "Van Sara.", by=world.sara, base=both_looked_at)
    with pytest.raises(Changed):
        tale.change(page, "Van Tim.", by=world.tim, base=both_looked_at)
    assert [each.sentences for each in tale.seen(world.tim).pages] == [("Van Sara.",)]


def test_what_is_sent_twice_stands_once(tale: Tale, world: World) -> None:
    draft = PageDraft(sentences=("Een.",), pictures=("house",))
    once = {"book_id": tale.id, "page_id": uuid4(), "version_id": uuid4(), "draft": draft}
    for _ in range(2):
        tale.book.do(world.sara, writing.add_page, **once)
    tale.yes(world.sara, world.sara, world.mark)
    shown = uuid4()
    for _ in range(2):
        tale.show(showing_id=shown)
    tale.begin(makes={world.sara}, agrees={world.sara, world.mark})
    assert len(tale.seen(world.sara).pages) == len(tale.read(world.noor).pages) == 1
    other = Tale(tale.book, world.els, world.noor)
    with pytest.raises(Invalid) as refused:
        other.begin()
    assert refused.value.message == rules.THERE_IS_ONE
    Tale(tale.book, world.els, world.noor, Kind.PLAN).begin()


@pytest.mark.only("sqlite")
def test_pages_have_an_order_and_what_was_shown_keeps_its_own(tale: Tale, world: World) -> None:
    pages = [tale.page(f"Blad {number}.") for number in range(1, 4)]
    tale.yes(world.sara, world.mark)
    tale.show()
    tale.book.do(world.sara, writing.move_page, page_id=pages[2], to=1)
    tale.book.do(world.sara, writing.end_page, page_id=pages[0])
    assert [each.page_id for each in tale.seen(world.sara).pages] == [pages[2], pages[1]]
    assert said(tale, world.noor) == ["Blad 1.", "Blad 2.", "Blad 3."]
