"""Who goes: what they do in the plan is handed over first, or told to who keeps it when it cannot wait."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from api.core.errors import Invalid
from api.people.actions import give_duty
from api.people.policy import Audience
from api.plan import queries
from api.plan.actions import hand_over
from api.plan.words import Floor, Part
from tests.plan.sheet import Sheet
from tests.world import World

SignIn = Callable[[UUID], FlaskClient]
OPEN = "deed iets in het plan"


def test_a_helper_hands_over_and_gets_it_back(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    part = sheet.agreement("Kees let op de fiets.", world.ben)
    ben = client_of(world.ben)
    page = ben.get("/instellingen/weggaan").text
    assert "Kees let op de fiets." in page
    bare = ben.post("/instellingen/weggaan", data={})
    assert bare.status_code == 422
    assert f'href="#f-part-{part}"' in bare.text
    done = ben.post("/instellingen/weggaan", data={f"part-{part}": str(world.els)})
    assert done.status_code == 303
    assert sheet.agreements(world.sara)[0].does == (world.els,)
    ben.post("/instellingen/weggaan", data={"do": "back"})
    assert sheet.agreements(world.sara)[0].does == (world.ben,)


def test_who_knows_nobody_lets_the_keeper_know(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    part = sheet.agreement("Ben komt op zondag.", world.ben)
    ben = client_of(world.ben)
    assert ben.post("/instellingen/weggaan", data={f"part-{part}": "none"}).status_code == 303
    assert OPEN in client_of(world.tim).get("/").text
    assert OPEN not in client_of(world.els).get("/").text
    assert sheet.agreements(world.sara)[0].does == (world.ben,)


def test_a_grown_up_of_the_house_gives_nothing_away(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    """What Mark does is not his to give to another: whoever keeps the plan hears that he goes."""
    part = sheet.agreement("Mark slaapt elders na ruzie.", world.mark)
    mark = client_of(world.mark)
    assert str(part) not in mark.get("/instellingen/weggaan").text
    sent = mark.post("/instellingen/weggaan", data={f"part-{part}": str(world.ben)})
    assert sent.status_code == 303
    assert sheet.agreements(world.sara)[0].does == (world.mark,)
    assert OPEN in client_of(world.tim).get("/").text


def test_an_ordinary_removal_waits_until_it_is_handed_over(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    part = sheet.agreement("Ben komt op zondag.", world.ben)
    els, tim = client_of(world.els), client_of(world.tim)
    address = f"/mensen/{world.ben}/meedoen"
    els.post(address, data={})
    refused = tim.post(address, data={"do": "agree"})
    assert refused.status_code == 422
    assert "Ben komt op zondag." in refused.text
    hand = {"do": "hand", "person": str(world.ben), "to": str(world.els)}
    tim.post(f"/plan/{part}", data=hand)
    assert tim.post(address, data={"do": "agree"}).status_code == 303
    assert "doet nog mee tot" in tim.get(address).text


def test_an_urgent_removal_never_waits_and_the_keeper_sees_who_is_missing(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    sheet.agreement("Mark belt Els.", world.mark)
    els, tim = client_of(world.els), client_of(world.tim)
    address = f"/mensen/{world.mark}/meedoen"
    els.post(address, data={"urgent": "ja"})
    assert tim.post(address, data={"do": "agree"}).status_code == 303
    assert "Wie doet dit nu?" in tim.get("/plan").text
    assert "Wie doet dit nu?" not in els.get("/plan").text
    assert OPEN in tim.get("/").text


def test_what_is_hidden_keeps_nobody_and_tells_nothing(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    """Els cannot read it, so for her Ben has nothing to hand over."""
    sheet.agreement(
        "Ben belt Sara.",
        world.ben,
        people={Part.CHOSEN: (world.sara,)},
        audience=Audience.CHOSEN,
    )
    with sheet.house.db.writing(world.household, by=None, now=sheet.now) as session:
        give_duty(session, person=world.els, kind="chair", now=sheet.now)
    assert sheet.ask(world.els, queries.duties_of, world.ben) == []
    tim, els = client_of(world.tim), client_of(world.els)
    address = f"/mensen/{world.ben}/meedoen"
    tim.post(address, data={})
    assert "in het plan" not in els.get(address).text
    assert els.post(address, data={"do": "agree"}).status_code == 303
    assert OPEN not in els.get("/").text
    assert OPEN in tim.get("/").text


def test_a_suspension_never_waits(sheet: Sheet, world: World, client_of: SignIn) -> None:
    sheet.agreement("Mark belt Els.", world.mark)
    tim = client_of(world.tim)
    assert tim.post(f"/mensen/{world.mark}/pauze", data={"days": "10"}).status_code == 303
    assert "Wie doet dit nu?" in tim.get("/plan").text


def test_the_only_keeper_can_be_removed_and_the_others_hear_that_nobody_keeps_the_plan(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    """Only who keeps the plan can hand over, so to wait for that would let one keeper stay for ever."""
    sheet.agreement("Tim komt op zondag.", world.tim)
    els, ben = client_of(world.els), client_of(world.ben)
    address = f"/mensen/{world.tim}/meedoen"
    els.post(address, data={})
    assert ben.post(address, data={"do": "agree"}).status_code == 303
    assert "doet nog mee tot" in ben.get(address).text
    for each in (els, ben):
        assert "Wie bewaart dan het plan?" in each.get("/").text
    assert "Wie bewaart dan het plan?" not in client_of(world.tim).get("/").text


def test_a_keeper_waits_as_everybody_while_another_keeps_the_plan_too(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    sheet.agreement("Tim komt op zondag.", world.tim)
    with sheet.house.db.writing(world.household, by=None, now=sheet.now) as session:
        give_duty(session, person=world.els, kind="chair", now=sheet.now)
    els, ben = client_of(world.els), client_of(world.ben)
    address = f"/mensen/{world.tim}/meedoen"
    ben.post(address, data={})
    assert els.post(address, data={"do": "agree"}).status_code == 422


def test_who_guards_the_least_hands_that_over_too(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    part = sheet.agree(Floor(text="Niemand slaat."), people={Part.GUARDS: (world.ben,)})
    ben = client_of(world.ben)
    assert "Niemand slaat." in ben.get("/instellingen/weggaan").text
    bare = ben.post("/instellingen/weggaan", data={})
    assert bare.status_code == 422
    assert f'href="#f-part-{part}"' in bare.text
    done = ben.post("/instellingen/weggaan", data={f"part-{part}": str(world.els)})
    assert done.status_code == 303
    assert [each.guards for each in sheet.plan(world.sara).floors] == [(world.els,)]
    ben.post("/instellingen/weggaan", data={"do": "back"})
    assert [each.guards for each in sheet.plan(world.sara).floors] == [(world.ben,)]


def test_a_guard_who_is_away_is_missed_by_who_keeps_the_plan_alone(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    sheet.agree(Floor(text="Niemand slaat."), people={Part.GUARDS: (world.mark,)})
    tim, els = client_of(world.tim), client_of(world.els)
    assert "Wie let hier nu op?" not in tim.get("/plan").text
    assert tim.post(f"/mensen/{world.mark}/pauze", data={"days": "10"}).status_code == 303
    assert "Wie let hier nu op?" in tim.get("/plan").text
    assert "Wie let hier nu op?" not in els.get("/plan").text
    assert OPEN in tim.get("/").text


def test_who_goes_hands_what_few_may_read_to_nobody_else(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    """Somebody new in it would read it; whom it is kept from may be on the list of names."""
    part = sheet.agreement(
        "Ben belt Sara elke avond.",
        world.ben,
        audience=Audience.CHOSEN,
        people={Part.CHOSEN: (world.sara, world.els)},
    )
    ben = client_of(world.ben)
    for other in (world.mark, world.noor, world.amina):
        refused = ben.post("/instellingen/weggaan", data={f"part-{part}": str(other)})
        assert refused.status_code == 422
        assert f'href="#f-part-{part}"' in refused.text
        assert sheet.texts(world.mark) == []
    taken = ben.post("/instellingen/weggaan", data={f"part-{part}": str(world.els)})
    assert taken.status_code == 303
    assert sheet.agreements(world.sara)[0].does == (world.els,)


def test_nothing_is_handed_to_a_child_or_who_only_reads_along(sheet: Sheet, world: World) -> None:
    part = sheet.agreement("Ben komt kijken.", world.sara, people={Part.LOOKS: (world.ben,)})
    for other in (world.noor, world.amina):
        with pytest.raises(Invalid):
            sheet.do(world.tim, hand_over, part_id=part, person=world.ben, to=other)
    assert sheet.agreements(world.sara)[0].looks == (world.ben,)
