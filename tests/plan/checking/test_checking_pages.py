"""The pages of looking, as somebody with a phone sees them."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from api.logbook.note import Kept
from api.people.policy import Audience
from api.plan.checking.queries import own_pauses
from api.plan.checking.rules import Kind
from api.plan.words import Part
from tests.house.crawl import masked
from tests.plan.checking.rounds import Rounds, Visit
from tests.world import World

ClientOf = Callable[[UUID], FlaskClient]
ALL = "/plan/kijken"


def same(text: str) -> str:
    """A page without what differs each time."""
    return masked(200, [], text.encode())[2].decode()


def form(given: UUID | None = None, **more: object) -> dict[str, object]:
    note = {"kind": "check", "kept": "yes", "audience": "circle", "when": "now"}
    return {"id": str(given or uuid4()), **note, **more}


def test_one_writes_a_check_and_reads_who_looked(
    rounds: Rounds, client_of: ClientOf, world: World
) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    els = client_of(world.els)
    page = els.get(f"/logboek/nieuw?soort=check&afspraak={tea}&bezoek=unannounced").text
    assert f'name="agreement_id" value="{tea}" checked' in page
    assert 'name="visit" value="unannounced" checked' in page
    answer = els.post(
        "/logboek/nieuw",
        data=form(agreement_id=str(tea), visit="unannounced", text="De thee stond klaar."),
    )
    assert answer.status_code == 303
    for who in (world.tim, world.sara):
        page = client_of(who).get(f"/plan/{tea}/kijken").text
        assert "oma Els" in page
        assert "De afspraak lukte." in page
    page = client_of(world.tim).get(ALL).text
    assert "oma Els</bdi> keek 1 keer." in page


def test_own_agreements_come_first_and_hidden_ones_are_not_offered(
    rounds: Rounds, client_of: ClientOf, world: World
) -> None:
    rounds.sheet.agreement("Om 8 uur naar bed.", world.sara)
    rounds.tea(world.els, does=world.sara)
    rounds.sheet.agreement(
        "Tim belt elke avond.",
        world.tim,
        audience=Audience.CHOSEN,
        people={Part.CHOSEN: (world.ben,)},
    )
    page = client_of(world.els).get("/logboek/nieuw?soort=check").text
    assert page.index("Om 4 uur drinken we thee.") < page.index("Om 8 uur naar bed.")
    assert "Tim belt elke avond." not in page


def test_a_check_in_the_future_keeps_what_was_typed(
    rounds: Rounds, client_of: ClientOf, world: World
) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    morgen = (rounds.today + timedelta(days=1)).isoformat()
    said = form(agreement_id=str(tea), text="De thee stond klaar.", when="earlier", on=morgen)
    answer = client_of(world.els).post("/logboek/nieuw", data=said)
    assert answer.status_code == 422
    assert "Dit moment komt nog. Kies een dag die al geweest is." in answer.text
    assert "De thee stond klaar." in answer.text
    assert f'value="{tea}" checked' in answer.text
    assert rounds.rows() == []


def test_an_agreement_that_is_gone_keeps_what_was_typed(client_of: ClientOf, world: World) -> None:
    said = form(agreement_id=str(uuid4()), text="De thee stond klaar.")
    answer = client_of(world.els).post("/logboek/nieuw", data=said)
    assert answer.status_code == 422
    assert "Kies een afspraak uit de lijst." in answer.text
    assert "De thee stond klaar." in answer.text


def test_better_words_stay_with_their_agreement(
    rounds: Rounds, client_of: ClientOf, world: World
) -> None:
    tea, els = rounds.tea(world.els, does=world.sara), client_of(world.els)
    made = rounds.looks(world.els, tea)
    page = els.get(f"/logboek/{made}/anders").text
    assert f'name="agreement_id" value="{tea}"' in page
    said = {"id": str(uuid4()), "kind": "check", "kept": "partly", "agreement_id": str(tea)}
    els.post(f"/logboek/{made}/anders", data=said)
    assert (
        "De afspraak lukte voor een deel." in client_of(world.tim).get(f"/plan/{tea}/kijken").text
    )


def test_taking_a_note_back_takes_the_check_away(
    rounds: Rounds, client_of: ClientOf, world: World
) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    made = rounds.looks(world.els, tea)
    assert client_of(world.els).post(f"/logboek/{made}/weghalen").status_code == 303
    assert rounds.rows() == []


def test_whose_turn_it_is_stands_on_the_first_page(
    rounds: Rounds, client_of: ClientOf, world: World
) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    link = f"/logboek/nieuw?soort=check&amp;afspraak={tea}&amp;bezoek=planned"
    assert link in client_of(world.els).get("/").text
    for who in (world.tim, world.sara, world.mark):
        page = client_of(who).get("/").text
        assert "Jij kijkt binnenkort" not in page
        assert "thee" not in page


def test_choosing_a_day_and_taking_it_away(
    rounds: Rounds, client_of: ClientOf, world: World
) -> None:
    tea, els = rounds.tea(world.els, does=world.sara), client_of(world.els)
    day = (rounds.today + timedelta(days=3)).isoformat()
    door = f"/plan/{tea}/kijken"
    answer = els.post(door, data={"do": "day", "id": str(uuid4()), "day": day, "kind": "planned"})
    assert (answer.status_code, answer.location) == (303, door)
    assert "oma Els</bdi> komt op dinsdag 24 november." in client_of(world.mark).get(door).text
    [visit] = rounds.visits(world.els)
    els.post(door, data={"do": "cancel", "id": str(visit.id)})
    assert rounds.visits(world.els) == []


@pytest.mark.parametrize("day", ["", "gisteren", "2026-11-20", "2036-11-20"])
def test_a_day_that_cannot_be_is_said_beside_the_field(
    rounds: Rounds, client_of: ClientOf, world: World, day: str
) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    said = {"do": "day", "id": str(uuid4()), "day": day, "kind": "unannounced"}
    answer = client_of(world.els).post(f"/plan/{tea}/kijken", data=said)
    assert answer.status_code == 422
    assert 'id="f-day-error"' in answer.text
    assert 'value="unannounced" checked' in answer.text


def test_no_page_tells_of_a_day_that_one_keeps_to_oneself(
    rounds: Rounds, client_of: ClientOf, world: World
) -> None:
    """The same bytes with the visit and without it, for everybody else."""
    tea = rounds.tea(world.els, world.tim, does=world.sara, unannounced_every=14)
    doors = (ALL, f"/plan/{tea}/kijken", "/")
    others = {who: client_of(who) for who in (world.tim, world.sara, world.mark, world.ben)}

    def all_pages() -> list[str]:
        return [same(each.get(door).text) for each in others.values() for door in doors]

    before = all_pages()
    rounds.chooses(world.els, tea, 4, kind=Kind.UNANNOUNCED)
    assert all_pages() == before
    assert "Alleen jij ziet deze dag." in client_of(world.els).get(doors[1]).text


def test_a_note_for_few_is_on_no_page_of_another(
    rounds: Rounds, client_of: ClientOf, world: World
) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    mark = client_of(world.mark)
    before = [same(mark.get(door).text) for door in (ALL, f"/plan/{tea}/kijken")]
    rounds.looks(
        world.els,
        tea,
        kept=Kept.NO,
        visit=Visit.UNANNOUNCED,
        audience=Audience.CHOSEN,
        chosen=frozenset({world.tim}),
    )
    assert [same(mark.get(door).text) for door in (ALL, f"/plan/{tea}/kijken")] == before
    assert "De afspraak lukte niet." in client_of(world.tim).get(ALL).text


def test_stepping_back_and_who_hears_it(rounds: Rounds, client_of: ClientOf, world: World) -> None:
    tea, els = rounds.tea(world.els, does=world.sara), client_of(world.els)
    last = (rounds.today + timedelta(days=9)).isoformat()
    days = {"first": rounds.today.isoformat(), "last": last}
    assert els.post(ALL, data={"do": "pause", "id": str(uuid4()), **days}).status_code == 303
    assert "Jij hoeft nu nergens te kijken." in els.get(ALL).text
    keeper, tim = client_of(world.tim).get(ALL).text, client_of(world.tim).get("/").text
    assert "Wie kijkt nu?" in keeper
    assert "oma Els</bdi> kijkt niet tot en met maandag 30 november." in keeper
    assert "kijkt een tijd niet mee. Wie kijkt nu?" in tim
    for who in (world.sara, world.mark):
        assert "Wie kijkt nu?" not in client_of(who).get(ALL).text
    [row] = rounds.sheet.ask(world.els, own_pauses)
    els.post(ALL, data={"do": "back", "id": str(row.id)})
    assert str(tea) in els.get(ALL).text


def test_days_of_a_pause_that_cannot_be_are_said_beside_the_field(
    client_of: ClientOf, world: World
) -> None:
    said = {"do": "pause", "id": str(uuid4()), "first": "2026-11-28", "last": "2026-11-27"}
    answer = client_of(world.els).post(ALL, data=said)
    assert answer.status_code == 422
    assert "Kies een eerste en een laatste dag. De laatste komt later." in answer.text
    assert 'value="2026-11-28"' in answer.text


def test_hidden_is_the_same_as_unknown(rounds: Rounds, client_of: ClientOf, world: World) -> None:
    hidden = rounds.sheet.agreement(
        "Tim belt elke avond.",
        world.tim,
        audience=Audience.CHOSEN,
        people={Part.CHOSEN: (world.els,)},
    )
    mark = client_of(world.mark)
    for said in ({"do": "chance"}, {"do": "day", "day": "2026-11-28"}, {"do": "cancel"}):
        answers = [mark.post(f"/plan/{each}/kijken", data=said) for each in (hidden, uuid4())]
        assert [each.status_code for each in answers] == [404, 404]
        assert same(answers[0].text) == same(answers[1].text)
    pages = [mark.get(f"/plan/{each}/kijken") for each in (hidden, uuid4())]
    assert [each.status_code for each in pages] == [404, 404]
    assert same(pages[0].text) == same(pages[1].text)


def test_stepping_back_is_near_and_what_nobody_told_of_is_folded(
    rounds: Rounds, client_of: ClientOf, world: World
) -> None:
    """Who is tired finds the way to step back below their own turn; twenty silent lines are one."""
    tea = rounds.tea(world.els, does=world.sara)
    rounds.sheet.agreement("Sara belt elke avond.", world.sara)
    rounds.looks(world.els, tea)
    page = client_of(world.els).get(ALL).text
    order = ("Jouw beurt", "Even niet kijken", "Wie komt wanneer", "Hier lees je nog niets over")
    places = [page.index(each) for each in order]
    assert places == sorted(places)
    assert page.index("Sara belt elke avond.") > places[-1]
    assert f"/plan/{tea}/kijken" not in page[places[-1] :]
