"""The life of a part: changed, replaced, handed over, ended, ordered, found good."""

import random
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from api.core.errors import Changed, Invalid, NotHere, Refusal
from api.core.verify import findings
from api.people.actions import end_membership
from api.people.policy import Side
from api.plan import actions, queries
from api.plan.model import PartVersion
from api.plan.words import Agreement, Condition, Danger, Goal, Part, Plan
from i18n.dates import here
from tests.plan.sheet import Sheet
from tests.world import World


def change(sheet: Sheet, part: UUID, text: str, does: UUID, *, by: UUID) -> UUID:
    """Propose other words for an agreement in force."""
    _, version = sheet.propose(
        by,
        Agreement(text=text),
        part=part,
        base=sheet.version_of(part),
        people={Part.DOES: (does,)},
        plan=Plan.DIRECT,
    )
    return version


def test_a_change_ends_what_was_and_can_be_read_back(sheet: Sheet, world: World) -> None:
    part = sheet.agreement("Mark belt Els.", world.mark)
    version = change(sheet, part, "Mark appt Els.", world.mark, by=world.mark)
    assert [each.is_change for each in sheet.plan(world.sara).proposals] == [True]
    sheet.settle(version)
    found = sheet.ask(world.sara, queries.history, part)
    assert [each.words.text for each in found.versions] == ["Mark belt Els.", "Mark appt Els."]
    assert [each.in_force for each in found.versions] == [False, True]
    (difference,) = found.versions[1].differences
    assert (difference.field, difference.before, difference.after) == (
        "text",
        "Mark belt Els.",
        "Mark appt Els.",
    )


def test_a_fifth_danger_is_refused_and_stays_a_proposal(sheet: Sheet, world: World) -> None:
    for number in range(4):
        sheet.danger(f"Gevaar {number}.")
    _, version = sheet.propose(world.sara, Danger(text="Nog een."))
    with pytest.raises(Invalid):
        sheet.settle(version)
    assert [each.text for each in sheet.plan(world.tim).proposals] == ["Nog een."]
    assert len(sheet.plan(world.tim).dangers) == 4


def test_a_term_that_passed_while_it_was_proposed_does_not_come_into_force(
    sheet: Sheet, world: World
) -> None:
    until = here(sheet.now) + timedelta(days=20)
    _, version = sheet.propose(world.sara, Condition(text="Geen drank in huis.", until=until))
    sheet.now += timedelta(days=21)
    with pytest.raises(Invalid) as refused:
        sheet.settle(version)
    assert refused.value.field == "until"
    assert [each.text for each in sheet.plan(world.tim).proposals] == ["Geen drank in huis."]
    sheet.now -= timedelta(days=1)
    sheet.settle(version)
    assert [each.until for each in sheet.plan(world.tim).conditions] == [until]


def test_each_side_has_four_dangers(apart: Sheet, world: World) -> None:
    for number in range(4):
        apart.agree(Danger(text=f"Gevaar {number}."), side=Side.A)
    apart.agree(Danger(text="Een gevaar aan de andere kant."), side=Side.B)
    with pytest.raises(Invalid):
        apart.agree(Danger(text="Voor allebei."), side=Side.BOTH)
    assert len(apart.plan(world.daan).dangers) == 1


def test_a_sixth_condition_and_a_term_of_four_months_are_refused(
    sheet: Sheet, world: World
) -> None:
    soon = here(sheet.now) + timedelta(days=60)
    for number in range(5):
        sheet.agree(Condition(text=f"Voorwaarde {number}.", until=soon))
    with pytest.raises(Invalid):
        sheet.agree(Condition(text="Nog een.", until=soon))
    with pytest.raises(Invalid) as refused:
        sheet.draft(
            world.sara, Condition(text="Te lang.", until=here(sheet.now) + timedelta(days=122))
        )
    assert refused.value.field == "until"
    assert sheet.plan(world.sara).conditions[0].days_left == 60


def test_a_goal_with_help_in_it_needs_a_reason(sheet: Sheet, world: World) -> None:
    danger = sheet.danger()
    with pytest.raises(Invalid) as refused:
        sheet.agree(Goal(text="Mark gaat naar therapie."), danger_id=danger)
    assert refused.value.field == "reason_anyway"
    reason = "Zo zegt Noor het."
    sheet.agree(Goal(text="Mark gaat naar therapie.", reason_anyway=reason), danger_id=danger)
    assert sheet.ask(world.sara, queries.dangers)[0].goal_text == "Mark gaat naar therapie."


def test_the_direct_plan_stays_until_each_agreement_is_replaced(sheet: Sheet, world: World) -> None:
    """domain.md 8.2, stabiel veiligheidsplan."""
    first = sheet.agreement("Mark slaapt bij Kees.", world.mark)
    sheet.agreement("Els komt op zondag.", world.els)
    sheet.agreement("Sara belt Tim.", world.sara, plan=Plan.STABLE)
    assert len(sheet.plan(world.sara).direct) == 2

    new = sheet.agreement("Mark loopt.", world.mark, plan=Plan.STABLE, replaces=(first,))
    seen = sheet.plan(world.sara)
    assert [each.text for each in seen.direct] == ["Els komt op zondag."]
    assert [each.text for each in seen.stable] == ["Sara belt Tim.", "Mark loopt."]
    (past,) = sheet.ask(world.sara, queries.past)
    assert (past.id, past.replaced_by) == (first, new)


def test_an_agreement_ends_with_a_reason_alone(sheet: Sheet, world: World) -> None:
    part = sheet.agreement("Els komt op zondag.", world.els)
    version = sheet.version_of(part)
    with pytest.raises(Invalid):
        sheet.do(world.tim, actions.end, version_id=version)
    for person in (world.els, world.sara, world.mark):
        with pytest.raises(NotHere):
            sheet.do(person, actions.end, version_id=version, reason="Daarom.")
    sheet.do(world.tim, actions.end, version_id=version, reason="Els is verhuisd.")
    assert sheet.texts(world.sara) == []
    assert [each.reason for each in sheet.ask(world.sara, queries.past)] == ["Els is verhuisd."]
    assert sheet.ask(world.noor, queries.past) == []


def test_ones_own_proposal_may_simply_go(sheet: Sheet, world: World) -> None:
    words, people = Agreement(text="Iets."), {Part.DOES: (world.sara,)}
    _, version = sheet.propose(world.sara, words, people=people, plan=Plan.DIRECT)
    sheet.do(world.sara, actions.end, version_id=version)
    assert sheet.plan(world.sara).proposals == ()
    with pytest.raises(NotHere):
        sheet.settle(version)


def test_handing_over_keeps_the_words(sheet: Sheet, world: World) -> None:
    part = sheet.agreement("Iemand komt kijken.", world.els, people={Part.LOOKS: (world.els,)})
    with pytest.raises(NotHere):
        sheet.do(world.els, actions.hand_over, part_id=part, person=world.els, to=world.ben)
    sheet.do(world.tim, actions.hand_over, part_id=part, person=world.els, to=world.ben)
    view = sheet.agreements(world.sara)[0]
    assert (view.text, view.does, view.looks) == (
        "Iemand komt kijken.",
        (world.ben,),
        (world.ben,),
    )
    assert sheet.ask(world.sara, queries.duties_of, world.els) == []


def test_who_goes_hands_over_their_own_and_gets_it_back(sheet: Sheet, world: World) -> None:
    part = sheet.agreement("Els komt op zondag.", world.els)
    when = sheet.now + timedelta(minutes=5)
    sheet.do(
        world.els,
        actions.hand_over,
        part_id=part,
        person=world.els,
        to=world.ben,
        going=True,
        now=when,
    )
    assert sheet.agreements(world.sara)[0].does == (world.ben,)
    sheet.now = when
    sheet.do(world.els, actions.give_back, person=world.els, since=when)
    assert sheet.agreements(world.sara)[0].does == (world.els,)
    with pytest.raises(NotHere):
        sheet.do(
            world.mark,
            actions.hand_over,
            part_id=part,
            person=world.els,
            to=world.ben,
            going=True,
        )


def test_an_agreement_whose_people_are_gone_is_told_to_who_keeps_the_plan(
    sheet: Sheet, world: World
) -> None:
    sheet.agreement("Ben komt op zondag.", world.ben)
    assert not sheet.agreements(world.tim)[0].orphaned
    with sheet.house.db.writing(world.household, by=None, now=sheet.now) as session:
        end_membership(session, person=world.ben, now=sheet.now)
    assert sheet.agreements(world.tim)[0].orphaned
    assert not sheet.agreements(world.mark)[0].orphaned


def test_the_order_is_kept_by_who_keeps_the_plan(sheet: Sheet, world: World) -> None:
    parts = [sheet.agreement(f"Afspraak {number}.", world.els) for number in range(3)]
    with pytest.raises(NotHere):
        sheet.do(world.sara, actions.reorder, order=parts[::-1])
    sheet.do(world.tim, actions.reorder, order=[*parts[::-1], uuid4()])
    assert [each.id for each in sheet.agreements(world.noor)] == []
    assert [each.id for each in sheet.agreements(world.sara)] == parts[::-1]


def test_a_yes_is_for_what_one_saw_then(sheet: Sheet, world: World) -> None:
    first = sheet.agreement("Els komt op zondag.", world.els)
    mark = uuid4()
    sheet.do(world.sara, actions.endorse, endorsement_id=mark, plan=Plan.DIRECT)
    sheet.do(world.sara, actions.endorse, endorsement_id=mark, plan=Plan.DIRECT)
    (yes,) = sheet.plan(world.mark).endorsements
    assert (yes.person, yes.newer) == (world.sara, ())
    second = sheet.agreement("Ben komt op woensdag.", world.ben)
    (yes,) = sheet.plan(world.mark).endorsements
    assert yes.newer == (second,)
    assert first not in yes.newer
    with pytest.raises(NotHere):
        sheet.do(world.amina, actions.endorse, endorsement_id=uuid4(), plan=Plan.DIRECT)


def test_a_side_learns_nothing_of_the_others_yes_or_changes(apart: Sheet, world: World) -> None:
    apart.agreement("Ria haalt Fem op.", world.ria)
    apart.do(world.lotte, actions.endorse, endorsement_id=uuid4(), plan=Plan.DIRECT)
    apart.do(world.ria, actions.endorse, endorsement_id=uuid4(), plan=Plan.DIRECT)
    before = apart.plan(world.daan)
    apart.agreement("Lotte belt Ria.", world.lotte)
    assert apart.plan(world.daan) == before
    assert [each.person for each in before.endorsements] == [world.ria]


def test_twice_sent_is_once_and_other_words_are_not_lost(sheet: Sheet, world: World) -> None:
    words, people = Agreement(text="Iets."), {Part.DOES: (world.sara,)}
    more = {"people": people, "plan": Plan.DIRECT}
    part, version = sheet.draft(world.sara, words, **more)
    sheet.draft(world.sara, words, part=part, version=version, **more)
    assert len(sheet.plan(world.sara).proposals) == 1
    with pytest.raises(Invalid):
        sheet.draft(world.sara, Agreement(text="Anders."), part=part, version=version, **more)
    with pytest.raises(NotHere):
        sheet.draft(world.mark, words, part=part, version=version, **more)


def versions(sheet: Sheet) -> list[PartVersion]:
    with sheet.house.db.reading(sheet.household) as session:
        return list(session.scalars(select(PartVersion)))


@pytest.mark.parametrize("seed", range(6))
def test_under_any_order_one_version_holds_and_nothing_is_lost(
    sheet: Sheet, world: World, seed: int
) -> None:
    """Whatever people do in whatever order: at most one version of a part in force, no words gone."""
    chance = random.Random(seed)
    parts = [sheet.agreement(f"Afspraak {number}.", world.mark) for number in range(2)]
    direct = set(parts)
    replaced: set[UUID] = set()
    people = [world.sara, world.mark, world.els, world.tim]
    written = {f"Afspraak {number}." for number in range(2)}

    def propose() -> None:
        text = f"Woorden {chance.random()}"
        base = chance.choice([each for each in versions(sheet) if each.part_id in parts])
        sheet.propose(
            chance.choice(people),
            Agreement(text=text),
            part=base.part_id,
            base=base.id,
            people={Part.DOES: (world.mark,)},
            plan=Plan.DIRECT,
        )
        written.add(text)

    def settle() -> None:
        sheet.settle(chance.choice(versions(sheet)).id)

    def hand() -> None:
        part, to = chance.choice(parts), chance.choice(people)
        sheet.do(world.tim, actions.hand_over, part_id=part, person=world.mark, to=to)

    def stable() -> None:
        which = tuple(chance.sample(parts, chance.randint(0, 1)))
        sheet.agreement("Stabiel.", world.sara, plan=Plan.STABLE, replaces=which)
        replaced.update(which)
        written.add("Stabiel.")

    def take_back() -> None:
        waiting = [each for each in versions(sheet) if each.in_force_at is None]
        if waiting:
            row = chance.choice(waiting)
            sheet.do(row.by_id, actions.end, version_id=row.id)

    acts: list[Callable[[], None]] = [propose, propose, settle, settle, hand, stable, take_back]
    for _ in range(25):
        try:
            chance.choice(acts)()
        except Refusal:
            continue
        finally:
            rows = versions(sheet)
            held = [each.part_id for each in rows if each.in_force_at and not each.ended_at]
            assert len(held) == len(set(held))
            assert direct - replaced <= set(held)
    kept = set()
    for row in versions(sheet):
        found = sheet.ask(row.by_id, queries.history, row.part_id)
        kept |= {each.words.text for each in found.versions}
    assert written == kept
    assert not list(findings(sheet.house))


def test_two_at_once_and_one_version_holds(sheet: Sheet, world: World) -> None:
    part = sheet.agreement("Mark belt Els.", world.mark)
    proposed = [
        change(sheet, part, f"Mark belt {name}.", world.mark, by=world.sara)
        for name in ("Ben", "Tim", "Kees")
    ]
    start, ends = Barrier(len(proposed)), []

    def enter(version: UUID) -> None:
        start.wait()
        try:
            sheet.settle(version)
            ends.append("held")
        except Changed:
            ends.append("changed")

    threads = [Thread(target=enter, args=(version,)) for version in proposed]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["changed", "changed", "held"]
    held = [each for each in versions(sheet) if each.in_force_at and not each.ended_at]
    assert len(held) == 1
    assert len(sheet.plan(world.sara).proposals) == 2
