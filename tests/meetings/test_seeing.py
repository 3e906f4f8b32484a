"""For whom a sitting is there, and what each of them sees of it. On both databases."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from api.core.errors import Changed, Invalid, NotHere
from api.core.house import House
from api.meetings import actions, queries
from api.meetings.kinds import Mode, Phase, Says
from api.meetings.model import Meeting, MeetingInput, MeetingInvited
from api.meetings.sorting import sort_meetings
from api.people.actions import end_membership, give_duty
from api.people.apart import actions as apart_actions
from api.people.notices.queries import waiting
from api.people.policy import Side
from api.people.queries import viewed
from tests.houses import NOW
from tests.logbook.book import Book
from tests.meetings.sitting import Sitting, call, whole
from tests.world import World


def is_there(sitting: Sitting, who: UUID) -> bool:
    book = sitting.book
    listed = any(each.id == sitting.id for each in book.ask(who, queries.meetings, book.now))
    try:
        sitting.seen(who)
    except NotHere:
        assert not listed
        coming = book.ask(who, queries.next_meeting, book.now)
        assert coming is None or coming.id != sitting.id
        return False
    assert listed
    return True


def kinds(book: Book, who: UUID) -> list[str]:
    return [each.kind for each in book.ask(who, waiting)]


def test_it_is_there_for_the_invited_and_who_keeps_the_meetings(book: Book, world: World) -> None:
    sitting = call(book, world.tim, (world.els, world.kees))
    for who in (world.tim, world.els, world.kees):
        assert is_there(sitting, who)
    for who in (world.sara, world.mark, world.ben, world.noor, world.amina):
        assert not is_there(sitting, who)
    seen = sitting.seen(world.els)
    assert seen.place == "Bij Ben thuis"
    assert {each.id for each in seen.invited} == {world.tim, world.els, world.kees}
    sitting.do(actions.uninvite, people={world.els})
    assert not is_there(sitting, world.els)
    assert kinds(book, world.els) == []


def test_nobody_sees_it_while_another_reads_along(book: Book, world: World) -> None:
    sitting = call(book, world.tim, (world.sara,))
    with book.house.db.reading(book.household) as session:
        for who in (world.tim, world.sara):
            quiet = viewed(session, who, quiet=True)
            assert queries.meetings(session, quiet, book.now) == ()
            assert not queries.may_plan(quiet, book.now)
            with pytest.raises(NotHere):
                queries.meeting(session, quiet, sitting.id, book.now)


def test_a_child_reads_only_what_it_is_invited_to_and_no_input(book: Book, world: World) -> None:
    sitting = call(book, world.tim, (world.els,))
    sitting.bring(world.els, well="Noor sliep goed.")
    assert not is_there(sitting, world.noor)
    sitting.invite(world.noor)
    sitting.open()
    assert is_there(sitting, world.noor)
    assert sitting.seen(world.noor).inputs == ()
    assert kinds(book, world.noor) == []
    with pytest.raises(NotHere):
        sitting.bring(world.noor, well="Ik.")
    with pytest.raises(NotHere):
        sitting.answer(world.noor, Says.CAN, Says.CAN)


def test_only_who_leads_changes_it(book: Book, world: World) -> None:
    sitting = call(book, world.tim, (world.els, world.sara))
    day = sitting.seen(world.tim).days[0].id
    for who in (world.els, world.sara, world.ben):
        for action, values in (
            (actions.invite, {"people": {world.ben}}),
            (actions.choose_day, {"day_id": day}),
            (actions.call_off, {}),
            (actions.open_inputs, {}),
            (actions.set_chair, {"mode": Mode.CIRCLE, "person": who}),
        ):
            with pytest.raises(NotHere):
                sitting.do(action, by=who, **values)
        with pytest.raises(NotHere):
            call(book, who)
    sitting.do(actions.set_chair, mode=Mode.SHARED, person=world.els, name="Amina")
    assert sitting.seen(world.els).leads
    sitting.do(actions.choose_day, by=world.els, day_id=day)
    with pytest.raises(NotHere):
        call(book, world.els)
    with pytest.raises(Invalid):
        sitting.do(actions.set_chair, mode=Mode.CIRCLE, person=world.sara)
    sitting.do(actions.set_chair, mode=Mode.CIRCLE, person=world.tim)
    assert not sitting.seen(world.els).leads


def test_days_are_answered_and_one_is_chosen(book: Book, world: World) -> None:
    sitting = call(book, world.tim, (world.els, world.ben))
    sitting.answer(world.els, Says.CANNOT, Says.CAN)
    sitting.answer(world.ben, Says.CAN, Says.MAYBE)
    seen = sitting.seen(world.tim)
    assert [each.best for each in seen.days] == [False, True]
    assert [(who.id, says) for who, says in seen.days[0].answers] == [
        (world.ben, Says.CAN),
        (world.els, Says.CANNOT),
    ]
    assert [each.mine for each in sitting.seen(world.els).days] == [Says.CANNOT, Says.CAN]
    assert all(each.answers == () for each in sitting.seen(world.els).days)
    sitting.choose(1)
    sitting.choose(1)
    assert sitting.seen(world.els).day == sitting.seen(world.els).days[1]
    assert sitting.seen(world.els).number == 2
    assert kinds(book, world.els) == ["meeting_day"]
    sitting.do(actions.call_off)
    sitting.do(actions.call_off)
    assert kinds(book, world.els) == ["meeting_off"]
    assert sitting.seen(world.els).number == 3
    with pytest.raises(Invalid):
        sitting.choose(0)


def test_a_day_that_cannot_be_is_refused_and_nothing_is_kept(book: Book, world: World) -> None:
    for at in (book.now - timedelta(hours=1), book.now + timedelta(days=400), None):
        with pytest.raises(Invalid):
            book.do(
                world.tim,
                actions.plan_meeting,
                meeting_id=uuid4(),
                side=Side.BOTH,
                phase=Phase.DIRECT,
                days=[(at, 60)],
            )
    assert book.ask(world.tim, queries.meetings, book.now) == ()


def test_what_people_bring_is_their_own_until_it_opens(book: Book, world: World) -> None:
    sitting = call(book, world.tim, (world.els, world.sara))
    sitting.bring(world.els, well="Sara belde mij.", worry="De avonden.")
    sitting.bring(world.els, worry="")
    assert [each.text for each in sitting.seen(world.els).inputs] == ["Sara belde mij."]
    assert sitting.seen(world.sara).inputs == ()
    assert sitting.seen(world.sara).missing == ()
    assert [each.id for each in sitting.seen(world.tim).missing] == [world.tim, world.sara]
    sitting.open()
    sitting.open()
    for who in (world.tim, world.sara):
        seen = sitting.seen(who)
        assert [(each.by.id, each.text) for each in seen.inputs] == [(world.els, "Sara belde mij.")]
        assert {each.id for each in seen.missing} == {world.tim, world.sara}
    with pytest.raises(NotHere):
        sitting.bring(world.ben, well="Ik was er niet bij.")


def test_a_childs_words_come_only_through_its_safety_person(book: Book, world: World) -> None:
    sitting = call(book, world.tim, (world.els, world.sara))
    with pytest.raises(NotHere):
        sitting.bring(world.sara, ward=world.noor, worry="Noor is bang.")
    sitting.bring(world.els, ward=world.noor, worry="Het is soms hard.")
    assert world.els in {each.id for each in sitting.seen(world.tim).missing}
    sitting.open()
    said = [(each.ward and each.ward.id, each.text) for each in sitting.seen(world.sara).inputs]
    assert said == [(world.noor, "Het is soms hard.")]


def test_a_childs_words_stay_away_where_somebody_sits_whom_it_may_fear(
    book: Book, world: World
) -> None:
    sitting = call(book, world.tim, (world.els, world.sara))
    sitting.bring(world.els, ward=world.noor, worry="Ik slaap slecht als papa er is.")
    sitting.bring(world.els, well="Samen eten.")
    sitting.open()
    sitting.invite(world.mark)
    for who in (world.mark, world.sara, world.tim):
        assert [each.text for each in sitting.seen(who).inputs] == ["Samen eten."]
    assert len(sitting.seen(world.els).inputs) == 2
    before = sitting.seen(world.mark)
    sitting.bring(world.els, ward=world.noor, well="Wij zwemmen samen.")
    assert sitting.seen(world.mark) == before


def test_two_who_change_it_at_once_the_second_is_told(book: Book, world: World) -> None:
    sitting = call(book, world.tim, (world.els,))
    words = {"goal": "Rust.", "base": 1}
    sitting.do(actions.change_words, place="Bij Els", **words)
    sitting.do(actions.change_words, place="Bij Els", **words)
    with pytest.raises(Changed):
        sitting.do(actions.change_words, place="Bij Kees", **words)
    with pytest.raises(Changed):
        sitting.do(actions.choose_day, day_id=sitting.seen(world.tim).days[0].id, base=1)
    assert sitting.seen(world.els).place == "Bij Els"


def test_where_it_is_moved_is_told_once_there_is_a_day(book: Book, world: World) -> None:
    sitting = call(book, world.tim, (world.els,))
    sitting.choose()
    sitting.do(actions.change_words, place="Bij Els", goal="", base=2)
    assert kinds(book, world.els) == ["meeting_moved"]


def test_nobody_of_the_other_side_learns_of_a_sitting(apart: Book, world: World) -> None:
    with apart.house.db.writing(world.apart, by=None, now=NOW) as session:
        give_duty(session, person=world.ria, kind="chair", now=NOW)
    sitting = call(apart, world.ria, (world.lotte,), side=Side.A)
    assert is_there(sitting, world.lotte)
    for who in (world.daan, world.fem):
        assert not is_there(sitting, who)
        with pytest.raises(Invalid):
            sitting.invite(who)
    both = call(apart, world.ria, (world.fem,))
    assert not is_there(both, world.daan)
    with pytest.raises(Invalid):
        both.invite(world.lotte)
    assert kinds(apart, world.daan) == []


def test_a_house_put_apart_takes_joint_sittings_from_both(book: Book, world: World) -> None:
    joint = call(book, world.tim, (world.sara, world.mark, world.els, world.noor))
    hers = call(book, world.tim, (world.sara, world.els, world.noor), place="", goal="")
    named = call(book, world.tim, (world.mark,), place="Bij Sara", goal="")
    sides = {world.sara: Side.A, world.mark: Side.B} | dict.fromkeys(
        (world.noor, world.els, world.ben, world.tim, world.kees, world.amina), Side.BOTH
    )
    book.do(world.tim, apart_actions.freeze)
    book.do(world.tim, apart_actions.finish, sides=sides, follow=sort_meetings)
    assert [is_there(joint, who) for who in (world.sara, world.mark)] == [False, False]
    assert joint.seen(world.els).called_off_at is not None
    assert is_there(hers, world.sara)
    assert hers.seen(world.sara).side is Side.A
    assert not is_there(hers, world.noor)
    assert not is_there(hers, world.mark)
    assert not is_there(named, world.mark)
    assert "meeting_asked" not in kinds(book, world.mark)


def test_who_was_not_there_last_time_is_asked_about(house: House, book: Book, world: World) -> None:
    first = whole(book, world)
    with house.db.writing(world.household, by=world.tim, now=book.now) as session:
        row = session.get_one(Meeting, first.id)
        row.closed_at, row.closed_by = book.now, world.tim
    second = call(book, world.tim)
    seats = book.ask(world.tim, queries.seats, second.id)
    assert {each.id for each in seats.not_there} == {world.tim, world.sara, world.ben}
    with pytest.raises(NotHere):
        book.ask(world.els, queries.seats, second.id)


def test_each_action_twice_is_once(book: Book, world: World) -> None:
    sitting = call(book, world.tim, (world.els,))
    sitting.invite(world.els)
    sitting.bring(world.els, well="Goed.")
    sitting.bring(world.els, well="Goed.")
    assert book.count(MeetingInvited) == 2
    assert book.count(MeetingInput) == 1


@pytest.mark.parametrize("leaves", [False, True])
def test_what_somebody_brought_who_went_before_it_opened_stays_unread(
    book: Book, world: World, leaves: bool
) -> None:
    sitting = call(book, world.tim, (world.els, world.ben, world.sara))
    sitting.bring(world.ben, well="Sara belde mij.")
    sitting.bring(world.els, well="Wij aten taart.")
    go(sitting, world.ben, leaves=leaves)
    sitting.open()
    assert [each.text for each in sitting.seen(world.sara).inputs] == ["Wij aten taart."]
    assert world.ben not in {each.id for each in sitting.seen(world.tim).invited}
    assert world.ben not in {each.id for each in sitting.seen(world.tim).missing}
    go(sitting, world.els, leaves=leaves)
    assert [each.text for each in sitting.seen(world.sara).inputs] == ["Wij aten taart."]


def go(sitting: Sitting, who: UUID, *, leaves: bool) -> None:
    if leaves:
        sitting.book.change(end_membership, person=who)
    else:
        sitting.do(actions.uninvite, people={who})


@pytest.mark.only("sqlite")
def test_a_childs_words_are_heard_when_whom_it_fears_has_left(book: Book, world: World) -> None:
    sitting = call(book, world.tim, (world.els, world.mark, world.sara))
    sitting.bring(world.els, ward=world.noor, worry="Ik slaap slecht.")
    book.change(end_membership, person=world.mark)
    sitting.open()
    assert [each.text for each in sitting.seen(world.sara).inputs] == ["Ik slaap slecht."]


@pytest.mark.only("sqlite")
def test_who_left_after_a_talk_still_stands_at_it(book: Book, world: World) -> None:
    sitting = call(book, world.tim, (world.els, world.ben))
    sitting.do(actions.call_off)
    book.change(end_membership, person=world.ben)
    assert world.ben in {each.id for each in sitting.seen(world.els).invited}
