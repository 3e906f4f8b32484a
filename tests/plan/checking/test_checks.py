"""A note that is a check: once beside its note, and there for nobody who may not read the note."""

from datetime import timedelta
from uuid import uuid4

import pytest

from api.core.errors import Invalid, NotHere
from api.logbook import queries
from api.logbook.note import Kept
from api.logbook.note import Kind as NoteKind
from api.people.policy import Audience
from api.plan.checking.rules import Kind
from api.plan.words import Agreement, Part
from api.visits import looking
from tests.plan.checking.rounds import Rounds, Visit
from tests.world import World


def entry(rounds: Rounds, who, made):  # noqa: ANN001, ANN201
    return rounds.sheet.ask(who, lambda session, viewer, _now: queries.entry(session, viewer, made))


def test_a_check_is_a_note_and_its_agreement_says_who_looked(rounds: Rounds, world: World) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    made = rounds.looks(world.els, tea, visit=Visit.UNANNOUNCED, text="Ze zaten aan tafel.")
    note = entry(rounds, world.tim, made)
    assert (note.kind, note.kept, note.agreement_id) == (NoteKind.CHECK, Kept.YES, tea)
    assert note.agreement == "Om 4 uur drinken we thee."
    assert rounds.seen(world.tim, tea) == [made]
    [row] = rounds.rows()
    assert (row.entry_id, row.person_id, row.visit) == (made, world.els, "unannounced")


def test_it_is_there_for_whom_the_note_is(rounds: Rounds, world: World) -> None:
    """The checker may fear who it looks at: what it chose of its note holds for all that follows."""
    tea = rounds.tea(world.els, does=world.sara)
    open_one = rounds.looks(world.els, tea)
    for_tim = rounds.looks(world.els, tea, audience=Audience.CHOSEN, chosen=frozenset({world.tim}))
    own = rounds.looks(world.els, tea, audience=Audience.SELF)
    assert rounds.seen(world.els, tea) == [own, for_tim, open_one]
    assert rounds.seen(world.tim, tea) == [for_tim, open_one]
    assert rounds.seen(world.mark, tea) == [open_one]
    assert rounds.work(world.els) == {"Els": 3}
    assert rounds.work(world.tim) == {"Els": 2}
    assert rounds.work(world.mark) == {"Els": 1}


def test_a_hidden_check_moves_nothing_for_another(rounds: Rounds, world: World) -> None:
    tea = rounds.tea(world.els, world.tim, does=world.sara, unannounced_every=14)
    before = rounds.due(world.tim), rounds.days(world.tim), rounds.work(world.tim)
    rounds.looks(world.els, tea, audience=Audience.SELF)
    assert (rounds.due(world.tim), rounds.days(world.tim), rounds.work(world.tim)) == before


def test_hidden_checks_push_none_out_of_a_list_that_has_an_end(
    rounds: Rounds, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many a helper keeps to itself: the list of another is as long as it was."""
    monkeypatch.setattr(looking, "A_LIST", 2)
    tea = rounds.tea(world.els, world.tim, does=world.sara)
    shown = [rounds.looks(world.els, tea) for _ in range(3)]
    for _ in range(5):
        rounds.looks(world.els, tea, audience=Audience.SELF)
    assert rounds.seen(world.tim, tea) == shown[:0:-1]


def test_sent_twice_it_stands_once(rounds: Rounds, world: World) -> None:
    tea, given = rounds.tea(world.els, does=world.sara), uuid4()
    for _ in range(2):
        assert rounds.looks(world.els, tea, entry_id=given) == given
    assert [row.entry_id for row in rounds.rows()] == [given]


def test_what_is_taken_back_is_no_check_and_sending_it_again_makes_none(
    rounds: Rounds, world: World
) -> None:
    tea, given = rounds.tea(world.els, does=world.sara), uuid4()
    rounds.looks(world.els, tea, entry_id=given)
    rounds.takes_back(world.els, given)
    assert (rounds.rows(), rounds.seen(world.els, tea)) == ([], [])
    rounds.looks(world.els, tea, entry_id=given)
    assert (rounds.rows(), rounds.seen(world.els, tea)) == ([], [])


def test_a_correction_says_what_was_looked_at_now(rounds: Rounds, world: World) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    bed = rounds.sheet.agreement("Om 8 uur naar bed.", world.sara, planned_every=7)
    made = rounds.looks(world.els, tea, visit=Visit.PLANNED)
    rounds.corrects(world.els, made, agreement_id=tea, kept=Kept.NO, visit=Visit.UNANNOUNCED)
    assert [each.visit for each in rounds.rows()] == ["unannounced"]
    assert entry(rounds, world.tim, made).agreement == "Om 4 uur drinken we thee."
    rounds.corrects(world.els, made, agreement_id=bed)
    assert (rounds.seen(world.tim, tea), rounds.seen(world.tim, bed)) == ([], [made])
    rounds.corrects(world.els, made, text="Toch iets anders.", agreement="Geen afspraak.")
    assert (rounds.rows(), rounds.seen(world.tim, bed)) == ([], [])


def test_a_correction_keeps_the_words_that_held_then(rounds: Rounds, world: World) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    made = rounds.looks(world.els, tea)
    held = rounds.sheet.version_of(tea)
    _, version = rounds.sheet.draft(
        world.tim,
        Agreement(text="Om 5 uur eten we."),
        part=tea,
        base=held,
        plan="direct",
        people={Part.DOES: (world.sara,), Part.LOOKS: (world.els,)},
    )
    rounds.sheet.settle(version)
    rounds.corrects(world.els, made, agreement_id=tea, kept=Kept.PARTLY)
    assert entry(rounds, world.tim, made).agreement == "Om 4 uur drinken we thee."


def test_an_agreement_that_is_not_there_is_refused_with_a_sentence(
    rounds: Rounds, apart_rounds: Rounds, world: World
) -> None:
    hidden = rounds.sheet.agreement(
        "Tim belt elke avond.",
        world.tim,
        audience=Audience.CHOSEN,
        people={Part.CHOSEN: (world.els,)},
    )
    elsewhere = apart_rounds.tea(world.ria, does=world.lotte)
    for unknown in (uuid4(), hidden, elsewhere):
        with pytest.raises(Invalid) as refused:
            rounds.looks(world.sara, unknown)
        assert refused.value.field == "agreement_id"
    assert rounds.rows() == []


def test_what_waited_on_a_phone_keeps_its_words_without_what_is_not_there(
    rounds: Rounds, world: World
) -> None:
    made = rounds.looks(world.sara, uuid4(), late=True, text="De thee was klaar.")
    note = entry(rounds, world.tim, made)
    assert (note.text, note.agreement_id, note.kept) == ("De thee was klaar.", None, Kept.YES)
    assert rounds.rows() == []


def test_what_waited_on_a_phone_tells_of_the_words_that_held_then(
    rounds: Rounds, world: World
) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    then = rounds.sheet.now
    rounds.sheet.agree(
        Agreement(text="Om 5 uur eten we.", replaces=(tea,)),
        plan="stable",
        people={Part.DOES: (world.sara,)},
    )
    made = rounds.looks(world.els, tea, made_at=then, late=True)
    assert entry(rounds, world.tim, made).agreement == "Om 4 uur drinken we thee."
    assert [row.agreement_id for row in rounds.rows()] == [tea]


def test_the_words_of_what_few_may_read_do_not_go_along(rounds: Rounds, world: World) -> None:
    secret = rounds.sheet.agreement(
        "Tim belt elke avond.",
        world.tim,
        audience=Audience.CHOSEN,
        people={Part.CHOSEN: (world.els,), Part.LOOKS: (world.els,)},
    )
    made = rounds.looks(world.els, secret)
    assert entry(rounds, world.mark, made).agreement == ""
    assert rounds.seen(world.tim, secret) == [made]


def test_who_reads_the_note_and_not_the_plan_is_not_told_what_was_agreed(
    rounds: Rounds, world: World
) -> None:
    """Kees knows a part: a note that he is chosen for must not carry what the circle agreed."""
    tea = rounds.tea(world.els, does=world.sara)
    made = rounds.looks(
        world.els, tea, audience=Audience.CHOSEN, chosen=frozenset({world.kees, world.tim})
    )
    for_tim = rounds.looks(world.els, tea, audience=Audience.CHOSEN, chosen=frozenset({world.tim}))
    assert entry(rounds, world.kees, made).agreement == ""
    assert entry(rounds, world.tim, for_tim).agreement == "Om 4 uur drinken we thee."
    rounds.corrects(
        world.els,
        for_tim,
        agreement_id=tea,
        audience=Audience.CHOSEN,
        chosen=frozenset({world.kees}),
    )
    assert entry(rounds, world.kees, for_tim).agreement == ""


def test_more_readers_get_no_words_of_what_its_writer_can_not_read_any_more(
    rounds: Rounds, world: World
) -> None:
    people = {Part.CHOSEN: (world.els, world.tim)}
    secret = rounds.tea(world.els, does=world.tim, audience=Audience.CHOSEN, people=people)
    made = rounds.looks(world.els, secret, audience=Audience.CHOSEN, chosen=frozenset({world.tim}))
    assert entry(rounds, world.tim, made).agreement == "Om 4 uur drinken we thee."
    rounds.corrects(world.els, made, agreement_id=secret, audience=Audience.CIRCLE)
    assert entry(rounds, world.mark, made).agreement == ""


def test_a_check_of_what_one_side_agreed_is_on_that_side(
    apart_rounds: Rounds, world: World
) -> None:
    """Oma Ria stands on both: what she saw at Lotte's must not tell Daan that Lotte is here."""
    hers = apart_rounds.tea(world.ria, does=world.lotte)
    made = apart_rounds.looks(world.ria, hers, text="De thee stond klaar.")
    assert entry(apart_rounds, world.lotte, made).agreement == "Om 4 uur drinken we thee."
    assert apart_rounds.seen(world.ria, hers) == [made]
    with pytest.raises(NotHere):
        entry(apart_rounds, world.daan, made)


def test_a_note_for_both_sides_carries_no_words_of_one(apart_rounds: Rounds, world: World) -> None:
    hers = apart_rounds.tea(world.ria, does=world.lotte)
    made = apart_rounds.looks(world.ria, None, text="Iets anders.")
    apart_rounds.corrects(world.ria, made, agreement_id=hers)
    assert entry(apart_rounds, world.daan, made).agreement == ""


def test_a_check_in_the_future_is_refused_and_nothing_is_kept(rounds: Rounds, world: World) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    with pytest.raises(Invalid) as refused:
        rounds.looks(world.els, tea, on=rounds.today + timedelta(days=1))
    assert refused.value.message == "Dit moment komt nog. Kies een dag die al geweest is."
    assert rounds.rows() == []


def test_a_check_counts_on_the_day_that_it_tells_of(rounds: Rounds, world: World) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    rounds.looks(world.els, tea, on=rounds.today - timedelta(days=3))
    assert rounds.due(world.els) == [(4, Kind.PLANNED)]


def test_two_sides_look_and_neither_learns_of_the_other(apart_rounds: Rounds, world: World) -> None:
    hers = apart_rounds.tea(world.ria, does=world.lotte)
    made = apart_rounds.looks(world.lotte, hers)
    assert apart_rounds.seen(world.lotte, hers) == [made]
    assert apart_rounds.seen(world.daan, hers) == []
    with pytest.raises(Invalid):
        apart_rounds.looks(world.daan, hers)


def test_other_notes_are_no_checks(rounds: Rounds, world: World) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    rounds.looks(world.els, tea, kind=NoteKind.GOOD, text="Fijn.", kept=None)
    assert rounds.rows() == []
