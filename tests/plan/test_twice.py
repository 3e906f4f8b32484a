"""An old form, the button back, a second tap: nothing that somebody typed or chose goes without a word."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from api.plan import actions, queries
from api.plan.words import Agreement, Part, Plan
from tests.plan.sheet import Sheet
from tests.plan.test_pages import AGREEMENT, form
from tests.world import World

SignIn = Callable[[UUID], FlaskClient]
NOWHERE = UUID("00000000-0000-4000-8000-000000000000")


def test_what_was_kept_for_oneself_can_still_be_proposed_with_the_same_form(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    mark, sent = client_of(world.mark), form(world.mark, do="draft")
    assert mark.post(AGREEMENT, data=sent).status_code == 303
    assert sheet.plan(world.tim).proposals == ()
    for _ in "12":
        assert mark.post(AGREEMENT, data={**sent, "do": "propose"}).status_code == 303
    assert [each.text for each in sheet.plan(world.tim).proposals] == ["Ik loop een rondje."]


@pytest.mark.parametrize("other", ["does", "looks", "plan", "audience", "text"])
def test_the_same_form_with_something_else_is_told_and_can_be_sent_again(
    sheet: Sheet, world: World, client_of: SignIn, other: str
) -> None:
    mark, sent = client_of(world.mark), form(world.mark)
    assert mark.post(AGREEMENT, data=sent).status_code == 303
    others = {
        "does": {"does": str(world.sara)},
        "looks": {"looks": str(world.els)},
        "plan": {"plan": "stable"},
        "audience": {"audience": "chosen", "chosen": str(world.tim)},
        "text": {"text": "Ik loop 2 rondjes."},
    }
    changed = {**sent, **others[other]}
    answer = mark.post(AGREEMENT, data=changed)
    assert answer.status_code == 422
    assert str(changed["text"]) in answer.text
    given = answer.text.split('name="id" value="')[1].split('"')[0]
    assert mark.post(AGREEMENT, data={**changed, "id": given}).status_code == 303
    assert len(sheet.plan(world.tim).proposals) == 2


def test_a_yes_to_both_plans_from_one_page_is_two(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    sheet.agreement("Mark belt Els.", world.mark)
    sheet.agreement("Mark gaat elke week naar Kees.", world.mark, plan=Plan.STABLE)
    sara, given = client_of(world.sara), str(uuid4())
    for plan in ("direct", "stable", "direct"):
        assert sara.post("/plan/ja", data={"id": given, "plan": plan}).status_code == 303
    said = [each.plan for each in sheet.plan(world.tim).endorsements]
    assert sorted(said) == [Plan.DIRECT, Plan.STABLE]


def test_a_reason_of_10000_letters_is_told_and_stays(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    part = sheet.agreement("Mark belt Els.", world.mark)
    sent = {"do": "end", "version": str(sheet.version_of(part)), "reason": "a" * 9_999 + "z"}
    answer = client_of(world.tim).post(f"/plan/{part}", data=sent)
    assert answer.status_code == 422
    assert sent["reason"] in answer.text
    assert sheet.texts(world.tim) == ["Mark belt Els."]


def test_what_belongs_to_a_worry_that_ended_can_still_be_changed(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    danger = sheet.danger()
    part = sheet.agreement("Mark belt Els.", world.mark, danger_id=danger)
    ended = sheet.ask(world.tim, queries.dangers)[0].version_id
    sheet.do(world.tim, actions.end, version_id=ended, reason="Dit is voorbij.")
    sent = form(world.mark, text="Mark appt Els.", base=str(sheet.version_of(part)), do="agree")
    assert client_of(world.tim).post(f"/plan/{part}/anders", data=sent).status_code == 303
    assert sheet.texts(world.tim) == ["Mark appt Els."]


def test_a_worry_that_ended_while_somebody_wrote_is_told_as_one_that_never_was(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    danger = sheet.danger()
    ended = sheet.ask(world.tim, queries.dangers)[0].version_id
    sheet.do(world.tim, actions.end, version_id=ended, reason="Dit is voorbij.")
    for each in (danger, uuid4()):
        sent = form(world.mark, danger_id=str(each), text="Mark appt Els.")
        answer = client_of(world.tim).post(AGREEMENT, data=sent)
        assert (answer.status_code, "Mark appt Els." in answer.text) == (422, True)


def test_a_new_agreement_may_come_instead_of_very_many(sheet: Sheet, world: World) -> None:
    old = tuple(uuid4() for _ in range(60))
    words = Agreement(text="Eén afspraak voor alles.", replaces=old)
    sheet.agree(words, people={Part.DOES: (world.mark,)}, plan=Plan.STABLE)
    assert sheet.texts(world.tim) == ["Eén afspraak voor alles."]


@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize(
    ("where", "typed"),
    [
        ("/plan/nieuw?soort=niets", {"text": "Ik bel eerst Els.", "if_not": "Dan belt Els."}),
        (f"/plan/{NOWHERE}/anders", {"text": "Ik bel eerst Els.", "child_words": "Papa belt."}),
        (f"/plan/{NOWHERE}", {"do": "end", "reason": "Dit lukte niet."}),
        (f"/cijfers/{NOWHERE}", {"value": "6", "seen": "Tim zong."}),
        (f"/cijfers/{NOWHERE}/woorden", {"zero": "Er is ruzie.", "ten": "Het is rustig."}),
    ],
)
def test_words_that_cannot_be_kept_stand_on_the_page_that_says_so(
    world: World, client_of: SignIn, where: str, typed: dict[str, str], *, signed_in: bool
) -> None:
    """That page takes the place of the form, and the browser does not keep the page before."""
    client = client_of(world.tim)
    if not signed_in:
        client.delete_cookie("hb")
    answer = client.post(where, data=typed)
    assert answer.status_code == (404 if signed_in else 401)
    for words in (each for name, each in typed.items() if name != "do"):
        assert words in answer.text
