"""The pages of the plan, by their forms: what each person reads and may do there."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.people.policy import Audience
from api.people.queries import viewer as viewer_of
from api.plan import rules
from api.plan.words import Agreement, Condition, Danger, Event, Floor, Goal, Part, Plan
from i18n.dates import here
from tests.house.crawl import Answer, masked
from tests.plan.sheet import Sheet
from tests.world import World

SignIn = Callable[[UUID], FlaskClient]
AGREEMENT = "/plan/nieuw?soort=afspraak"


def form(does: UUID, **more: object) -> dict[str, object]:
    """The form of an agreement as a browser sends it."""
    return {
        "id": str(uuid4()),
        "text": "Ik loop een rondje.",
        "does": str(does),
        "plan": "direct",
        "audience": "circle",
        "do": "propose",
        **more,
    }


def page(answer: TestResponse) -> Answer:
    """An answer without what differs from one to the next."""
    return masked(answer.status_code, list(answer.headers), answer.data)


def full(sheet: Sheet, world: World) -> None:
    """A bit of everything."""
    danger = sheet.danger("Er wordt geslagen als er drank is.")
    sheet.agree(Goal(text="Els ziet dat iedereen rustig is."), danger_id=danger)
    soon = here(sheet.now) + timedelta(days=12)
    sheet.agree(Condition(text="Geen drank in huis.", until=soon, if_not="Tim belt."))
    sheet.agree(Floor(text="Niemand slaat."), people={Part.GUARDS: (world.els,)})
    sheet.agree(Event(text="Er ging een ruit stuk.", year=2024))
    sheet.agreement(
        "Mark slaapt bij Kees na ruzie.",
        world.mark,
        when="na ruzie",
        people={Part.LOOKS: (world.els,), Part.TOLD: (world.tim,)},
        planned_every=7,
        danger_id=danger,
        child_words="Papa slaapt soms bij Kees.",
        child_picture="sleep",
    )
    sheet.propose(
        world.sara,
        Agreement(text="Ik bel Els."),
        people={Part.DOES: (world.sara,)},
        plan=Plan.STABLE,
    )


def test_each_reads_the_plan_that_is_theirs(sheet: Sheet, world: World, client_of: SignIn) -> None:
    full(sheet, world)
    text = client_of(world.els).get("/plan").text
    for said in (
        "Jij kijkt of het lukt.",
        "Mark slaapt bij Kees na ruzie.",
        "Geen drank in huis.",
        "Nog 12 dagen.",
        "Niemand slaat.",
        "Er wordt geslagen als er drank is.",
        "Er ging een ruit stuk.",
        "Ik bel Els.",
    ):
        assert said in text
    assert "Dit doe ik" not in text
    assert text.index("Ik bel Els.") < text.index("Dit spraken we af voor nu")
    assert "Jij hoort het als het misgaat." in client_of(world.tim).get("/plan").text
    own = client_of(world.mark).get("/plan").text
    assert own.index("Dit doe ik") < own.index("Mark slaapt bij Kees na ruzie.")
    child = client_of(world.noor).get("/plan").text
    assert "Papa slaapt soms bij Kees." in child
    for hidden in ("geslagen", "drank", "ruit", "Ik bel Els", "na ruzie", "Voorstel"):
        assert hidden not in child
    assert client_of(world.amina).get("/plan").status_code == 404


def test_an_agreement_from_proposal_to_yes(sheet: Sheet, world: World, client_of: SignIn) -> None:
    mark, tim, sara = (client_of(each) for each in (world.mark, world.tim, world.sara))
    sent = mark.post(AGREEMENT, data=form(world.mark))
    assert sent.status_code == 303
    address = sent.headers["Location"]
    assert "Dit geldt nu" not in mark.get(address).text
    (proposal,) = sheet.plan(world.tim).proposals
    agreed = {
        "do": "agree",
        "version": str(proposal.version_id),
        "agreed_on": "2026-11-20",
        "with": [str(world.mark), str(world.sara)],
        "others": "de buurvrouw",
    }
    assert mark.post(address, data=agreed).status_code == 404
    assert tim.post(address, data=agreed).status_code == 303
    text = sara.get(address).text
    assert "Afgesproken op vrijdag 20 november met" in text
    assert "de buurvrouw" in text
    assert sara.post("/plan/ja", data={"id": str(uuid4()), "plan": "direct"}).status_code == 303
    assert "Zij vinden dit goed" in mark.get("/plan").text
    assert sheet.texts(world.sara) == ["Ik loop een rondje."]


@pytest.mark.parametrize(
    ("sort", "sent", "field"),
    [
        ("afspraak", {"text": "Ik bel.", "plan": "direct"}, "does"),
        ("afspraak", {"text": "", "plan": "direct"}, "text"),
        ("afspraak", {"text": "x", "plan": "direct", "does": "wie"}, "does"),
        ("afspraak", {"text": "x", "plan": "direct", "planned_every": "veel"}, "does"),
        ("voorwaarde", {"text": "Geen drank.", "until": "2027-03-25"}, "until"),
        ("voorwaarde", {"text": "Geen drank.", "until": ""}, "until"),
        ("voorwaarde", {"text": "Geen drank.", "until": "morgen"}, "until"),
        ("bodem", {"text": "Niemand slaat."}, "guards"),
        ("doel", {"text": "Rust."}, "danger_id"),
        ("eerder", {"text": "Ruzie.", "year": "vorig jaar"}, "year"),
        ("zorg", {"text": ""}, "text"),
        ("zorg", {"text": "Ruzie.", "audience": "chosen"}, "chosen"),
    ],
)
def test_what_cannot_be_comes_back_with_its_words(
    client_of: SignIn, world: World, sort: str, sent: dict[str, str], field: str
) -> None:
    answer = client_of(world.sara).post(f"/plan/nieuw?soort={sort}", data={"do": "propose", **sent})
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert sent["text"] in answer.text


def test_a_fifth_danger_comes_back_with_its_words(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    for number in range(4):
        sheet.agree(Danger(text=f"Zorg {number}."))
    sent = {"id": str(uuid4()), "text": "De vijfde zorg.", "do": "agree"}
    answer = client_of(world.tim).post("/plan/nieuw?soort=zorg", data=sent)
    assert answer.status_code == 422
    assert "De vijfde zorg." in answer.text
    assert "Er staan al 4 zorgen." in answer.text
    assert sheet.plan(world.tim).proposals == ()


def test_who_is_late_sees_what_changed_and_keeps_the_words(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    part = sheet.agreement("Mark belt Els.", world.mark)
    base = sheet.version_of(part)
    mark, tim = client_of(world.mark), client_of(world.tim)
    address = f"/plan/{part}/anders"
    assert str(base) in mark.get(address).text
    first = form(world.mark, text="Mark ziet Els.", do="agree", base=str(base))
    assert tim.post(address, data=first).status_code == 303
    late = form(world.mark, text="Mark appt Els.", base=str(base))
    answer = mark.post(address, data=late)
    assert answer.status_code == 409
    for said in ("Eerst:", "Mark belt Els.", "Mark ziet Els.", ">Mark appt Els.</textarea>"):
        assert said in answer.text
    again = {**late, "id": str(uuid4()), "base": str(sheet.version_of(part))}
    assert mark.post(address, data=again).status_code == 303
    (proposal,) = sheet.plan(world.tim).proposals
    assert proposal.text == "Mark appt Els."
    assert "Mark ziet Els." in tim.get(f"/plan/{part}").text


def test_what_is_hidden_is_as_unknown(sheet: Sheet, world: World, client_of: SignIn) -> None:
    chosen = {Part.CHOSEN: (world.sara,)}
    hidden = sheet.agreement("Els belt Sara.", world.els, people=chosen, audience=Audience.CHOSEN)
    for person in (world.mark, world.ben, world.noor):
        client = client_of(person)
        for address in ("/plan/{}", "/plan/{}/anders"):
            there, not_there = (client.get(address.format(id_)) for id_ in (hidden, uuid4()))
            assert there.status_code == 404
            assert page(there) == page(not_there)


def test_without_a_sort_one_chooses_and_a_made_up_one_is_none(
    world: World, client_of: SignIn
) -> None:
    sara = client_of(world.sara)
    assert "soort=afspraak" in sara.get("/plan/nieuw").text
    assert "soort=afspraak" in sara.get("/plan/nieuw?soort=gevaar").text
    assert sara.post("/plan/nieuw?soort=iets", data={"text": "x"}).status_code == 404


def test_the_keeper_ends_hands_over_and_orders(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    tim = client_of(world.tim)
    first, second = (sheet.agreement(f"Afspraak {n}.", world.els) for n in (1, 2))
    tim.post("/plan/volgorde", data={"which": str(second), "do": "up"})
    assert [each.id for each in sheet.agreements(world.sara)] == [second, first]
    hand = {"do": "hand", "person": str(world.els), "to": str(world.ben)}
    assert tim.post(f"/plan/{first}", data=hand).status_code == 303
    version = str(sheet.version_of(first))
    bare = tim.post(f"/plan/{first}", data={"do": "end", "version": version})
    assert bare.status_code == 422
    assert "Schrijf op waarom dit stopt." in bare.text
    done = {"do": "end", "version": version, "reason": "Het is niet meer nodig."}
    assert tim.post(f"/plan/{first}", data=done).status_code == 303
    assert "Het is niet meer nodig." in tim.get("/plan/vroeger").text
    assert client_of(world.els).get("/plan/volgorde").status_code == 404


def test_titles_and_addresses_say_plan_and_nothing_else(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    full(sheet, world)
    part = sheet.agreements(world.tim)[0].id
    tim = client_of(world.tim)
    addresses = (
        "/plan",
        "/plan/nieuw?soort=zorg",
        "/plan/vroeger",
        "/plan/volgorde",
        f"/plan/{part}",
    )
    for address in addresses:
        assert "<title>Plan</title>" in tim.get(address).text


def test_the_first_page_speaks_of_a_proposal_to_who_may_read_it(
    sheet: Sheet, world: World, client_of: SignIn
) -> None:
    """Nobody hears of their own, of a draft, or of what they may not read; there is no count."""
    news = "Er is een voorstel voor het plan"
    sheet.draft(
        world.sara, Agreement(text="Nog niet."), people={Part.DOES: (world.sara,)}, plan=Plan.DIRECT
    )
    everybody = (world.sara, world.tim, world.els, world.mark, world.noor, world.amina)
    told = {each: news in client_of(each).get("/").text for each in everybody}
    assert not any(told.values())
    sheet.propose(
        world.sara,
        Agreement(text="Ik bel Els."),
        people={Part.DOES: (world.sara,), Part.CHOSEN: (world.els,)},
        plan=Plan.DIRECT,
        audience=Audience.CHOSEN,
    )
    told = {each: news in client_of(each).get("/").text for each in everybody}
    assert {each for each, heard in told.items() if heard} == {world.els}
    page = client_of(world.els).get("/").text
    assert 'href="/plan#voorstellen"' in page
    assert page.index("Schrijf iets op") < page.index(news)  # what went well comes first
    assert 'id="voorstellen"' in client_of(world.els).get("/plan").text


@pytest.mark.parametrize(
    ("who", "days", "heard"),
    [("els", 6, True), ("els", 8, False), ("tim", 8, True), ("tim", 300, True)],
)
def test_a_proposal_is_news_for_a_week_and_work_for_who_keeps_the_plan(
    sheet: Sheet, world: World, who: str, days: int, *, heard: bool
) -> None:
    _, version = sheet.propose(
        world.sara,
        Agreement(text="Ik bel Els."),
        people={Part.DOES: (world.sara,)},
        plan=Plan.DIRECT,
    )
    reader = getattr(world, who)
    (found,) = sheet.plan(reader).proposals
    assert found.version_id == version
    viewer = sheet.ask(world.sara, lambda session, _by, _now: viewer_of(session, reader))
    assert rules.waits_for(viewer, found, found.at + timedelta(days=days)) is heard
