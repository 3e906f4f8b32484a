"""Who gives a number on what, and who may know it. On both databases."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from api.core.errors import Invalid, NotHere
from api.outbox import scoring
from api.people.policy import Side
from api.people.queries import viewed
from api.scales import queries
from api.scales.answer import Anchors
from api.scales.model import Scale, Score
from api.scales.rules import Asked
from tests.houses import NOW
from tests.logbook.book import Book
from tests.scales.marks import SEEN, agree_on_danger, keeper_of, score
from tests.world import World

LATER = NOW + timedelta(hours=1)


def this_month(book: Book, who: UUID, danger: UUID, now: datetime = LATER) -> queries.Round:
    return book.ask(who, queries.rounds, [danger], now)[danger]


def others(book: Book, who: UUID, danger: UUID) -> list[tuple[UUID, int]]:
    return [(each.by.id, each.value) for each in this_month(book, who, danger).others]


def voices(book: Book, who: UUID, about: UUID, now: datetime = LATER) -> dict[UUID, list[int]]:
    found = book.ask(who, queries.history, about, now)
    return {voice.by.id: [each.value for each in voice.every] for voice in found}


def test_own_first_then_what_others_gave(book: Book, world: World, danger: UUID) -> None:
    score(book, world.els, danger, 4)
    assert this_month(book, world.sara, danger) == queries.Round(None)
    assert voices(book, world.sara, danger) == {}
    score(book, world.sara, danger, 6)
    assert others(book, world.sara, danger) == [(world.els, 4)]
    assert others(book, world.els, danger) == [(world.sara, 6)]
    assert others(book, world.mark, danger) == []
    mine = this_month(book, world.sara, danger).mine
    assert mine is not None
    assert (mine.value, mine.words) == (6, {"seen": SEEN})


def test_a_month_that_is_over_is_open(book: Book, world: World, danger: UUID) -> None:
    score(book, world.els, danger, 4)
    december = NOW + timedelta(days=12)
    assert voices(book, world.sara, danger, december) == {world.els: [4]}
    score(book, world.els, danger, 5, now=december)
    assert voices(book, world.sara, danger, december) == {world.els: [4]}


def test_a_later_number_stands_beside_and_the_newest_counts(
    book: Book, world: World, danger: UUID
) -> None:
    for value in (7, 5):
        score(book, world.sara, danger, value)
    voice = book.ask(world.sara, queries.history, danger, LATER)[0]
    assert [each.value for each in voice.every] == [7, 5]
    assert [each.value for each in voice.counts] == [5]
    assert this_month(book, world.sara, danger).mine.value == 5  # type: ignore[union-attr]
    assert book.count(Score) == 2
    assert book.count(Scale) == 1


def test_what_is_for_chosen_people_is_there_for_no_other(
    book: Book, world: World, danger: UUID
) -> None:
    score(book, world.sara, danger, 2, audience="chosen", chosen=[world.els])
    for each in (world.els, world.mark, world.tim):
        score(book, each, danger, 6)
    assert (world.sara, 2) in others(book, world.els, danger)
    for each in (world.mark, world.tim):
        assert world.sara not in dict(others(book, each, danger))
        assert world.sara not in voices(book, each, danger)


def test_two_numbers_for_different_people_are_each_true_for_their_own(
    book: Book, world: World, danger: UUID
) -> None:
    """Whoever is pressed to give a 7 may tell oma Els what they really find."""
    score(book, world.sara, danger, 3, audience="chosen", chosen=[world.els])
    score(book, world.sara, danger, 7)
    for each in (world.els, world.mark):
        score(book, each, danger, 6)
    assert voices(book, world.els, danger)[world.sara] == [3, 7]
    assert voices(book, world.mark, danger)[world.sara] == [7]


@pytest.mark.parametrize(
    "told", [{"audience": ""}, {"audience": "chosen"}, {"audience": "safety_person"}]
)
def test_a_grown_up_chooses_who_reads_it(
    book: Book, world: World, danger: UUID, told: dict[str, object]
) -> None:
    with pytest.raises(Invalid):
        score(book, world.sara, danger, **told)
    assert book.count(Score) == 0


def test_a_child_cannot_be_chosen_and_of_a_late_number_it_is_left_out(
    book: Book, world: World, danger: UUID
) -> None:
    told = {"audience": "chosen", "chosen": [world.noor]}
    with pytest.raises(Invalid):
        score(book, world.els, danger, **told)
    score(book, world.els, danger, late=True, **told)
    score(book, world.sara, danger)
    assert others(book, world.sara, danger) == []
    assert voices(book, world.els, danger)[world.els] == [6]


def test_who_knows_a_part_finds_no_scale(book: Book, world: World, danger: UUID) -> None:
    for what in (danger, uuid4()):
        with pytest.raises(NotHere) as refused:
            score(book, world.kees, what)
        assert refused.value.message == "Deze pagina is er niet. Ga naar het begin."


def test_a_childs_number_is_for_its_safety_people_alone(book: Book, world: World) -> None:
    score(book, world.noor, world.noor, 3, audience="", seen="Het was hard.")
    for who in (world.noor, world.els, world.ben):
        voice = book.ask(who, queries.history, world.noor, LATER)[0]
        assert (voice.asked, voice.at_six) == (Asked.LADDER, None)
        assert voice.every[0].words == {"seen": "Het was hard."}
    for who in (world.sara, world.mark, world.tim, world.kees):
        assert book.ask(who, queries.history, world.noor, LATER) == []
        assert book.ask(who, queries.children_heard, LATER) == ()


def test_a_child_lets_the_grown_ups_of_the_plan_see_the_number_and_no_word(
    book: Book, world: World
) -> None:
    """access.toml, child_score: parents and who leads, when named. Whom it may fear is never one of them."""
    score(book, world.noor, world.noor, 3, audience="circle", seen="Het was hard.")
    for who in (world.sara, world.tim):
        voice = book.ask(who, queries.history, world.noor, LATER)[0]
        assert (voice.every[0].value, voice.every[0].words) == (3, None)
        assert [each.id for each in book.ask(who, queries.children_heard, LATER)] == [world.noor]
    assert book.ask(world.mark, queries.history, world.noor, LATER) == []
    assert book.ask(world.mark, queries.children_heard, LATER) == ()


def test_a_childs_number_opens_behind_the_code(book: Book, world: World) -> None:
    score(book, world.noor, world.noor, 3, audience="circle")

    def shut(who: UUID) -> list[object]:
        with book.house.db.reading(book.household) as session:
            viewer = replace(viewed(session, who, quiet=False), proven=False)
            return list(queries.history(session, viewer, world.noor, LATER))

    assert [shut(who) for who in (world.els, world.ben, world.noor)] == [[], [], []]
    assert len(shut(world.sara)) == 1


def test_nobody_gives_a_number_for_another(book: Book, world: World, danger: UUID) -> None:
    for who, what in ((world.noor, danger), (world.noor, world.sara), (world.els, world.noor)):
        with pytest.raises(NotHere):
            score(book, who, what, 3)
    assert book.count(Score) == 0


def test_sent_twice_it_stands_once_and_other_words_are_refused(
    book: Book, world: World, danger: UUID
) -> None:
    given = uuid4()
    for _ in "12":
        assert score(book, world.sara, danger, 6, score_id=given) == given
    with pytest.raises(Invalid):
        score(book, world.sara, danger, 7, score_id=given)
    with pytest.raises(NotHere):
        score(book, world.els, danger, 6, score_id=given)
    assert book.count(Score) == 1


def test_what_waited_on_a_phone_counts_in_its_own_month(
    book: Book, world: World, danger: UUID
) -> None:
    december = datetime(2026, 12, 2, 9, tzinfo=NOW.tzinfo)
    score(book, world.sara, danger, 6, made_at=december - timedelta(days=3), now=december)
    score(book, world.els, danger, 4, made_at=december - timedelta(days=20), now=december)
    found = book.ask(world.sara, queries.history, danger, december + timedelta(days=40))
    months = {voice.by.id: voice.counts[0].month.month for voice in found}
    assert months == {world.sara: 11, world.els: 12}


def test_apart_each_side_has_its_own_numbers(apart: Book, world: World) -> None:
    """Of what is for both sides each sees its own and what people of both sides gave."""
    ria = keeper_of(apart, world)
    danger = agree_on_danger(apart, ria, side=Side.BOTH)
    for person, value in ((world.lotte, 6), (world.daan, 2), (ria, 5)):
        score(apart, person, danger, value)
    assert others(apart, world.lotte, danger) == [(ria, 5)]
    assert others(apart, world.daan, danger) == [(ria, 5)]
    assert set(others(apart, ria, danger)) == {(world.lotte, 6), (world.daan, 2)}


def test_of_the_danger_of_the_other_side_there_is_no_scale(apart: Book, world: World) -> None:
    ria = keeper_of(apart, world)
    danger = agree_on_danger(apart, ria, side=Side.A)
    score(apart, world.lotte, danger)
    with pytest.raises(NotHere):
        score(apart, world.daan, danger)


def test_when_another_reads_along_nothing_was_ever_given(
    book: Book, world: World, danger: UUID
) -> None:
    """What is given then is kept as always."""
    for who in (world.els, world.sara):
        score(book, who, danger)
    with book.house.db.reading(book.household) as session:
        quiet = viewed(session, world.sara, quiet=True)
        assert queries.rounds(session, quiet, [danger], LATER)[danger] == queries.Round(None)
        assert queries.history(session, quiet, danger, LATER) == []
    with book.house.db.writing(book.household, by=world.sara, now=LATER) as session:
        fields = {"value": ["8"], "seen": ["Rustig."], "audience": ["circle"]}
        values = {"what": danger, "score_id": uuid4(), "fields": fields, "now": LATER}
        scoring.give(session, by=quiet, **values)  # type: ignore[arg-type]
    assert dict(others(book, world.els, danger))[world.sara] == 8


def test_who_leads_from_outside_puts_both_ends_into_words(
    book: Book, world: World, danger: UUID
) -> None:
    values = {"what": danger, "anchors": Anchors("Het is hard.", "Het is stil.")}
    for who in (world.sara, world.els, world.noor, world.kees):
        with pytest.raises(NotHere):
            book.do(who, scoring.word, words_id=uuid4(), **values)
    given = uuid4()
    for _ in "12":
        book.do(world.tim, scoring.word, words_id=given, **values)
    values["anchors"] = Anchors("Iedereen roept.", "Iedereen praat.")
    book.do(world.tim, scoring.word, words_id=uuid4(), **values)
    assert book.ask(world.els, queries.anchors, [danger]) == {danger: values["anchors"]}


def test_every_number_stands_in_the_journal_and_its_words_under_seal(
    book: Book, world: World, danger: UUID
) -> None:
    given = score(book, world.sara, danger, seen="Een kanarie zong.")
    assert ("add", "scores") in book.journal()
    with book.house.db.reading(book.household) as session:
        row = session.get(Score, given)
        assert row is not None
        assert b"kanarie" not in row.body
