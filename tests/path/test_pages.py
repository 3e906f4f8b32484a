"""The pages of the path, by their forms: what each person reads and may do there."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.path.kinds import Says
from api.path.outcomes import BY_KEY, Phase, outcomes_of
from api.path.proof import PROOFS
from api.people.policy import Side
from tests.house.crawl import masked
from tests.path.walk import Walk
from tests.world import World

pytestmark = pytest.mark.only("sqlite")

SignIn = Callable[[UUID], FlaskClient]


def send(client: FlaskClient, address: str, **form: object) -> TestResponse:
    return client.post(address, data={"id": str(uuid4()), **form})


def test_every_outcome_has_its_proof() -> None:
    assert PROOFS.keys() == BY_KEY.keys()


def test_the_page_says_where_we_are_and_asks_each_for_their_own_word(
    walk: Walk, world: World, client_of: SignIn
) -> None:
    walk.on("Tim belt morgen.")
    sara = client_of(world.sara)
    page = sara.get("/pad").text
    assert "Rust voor nu" in page
    assert "Tim belt morgen." in page
    for each in outcomes_of(Phase.DIRECT):
        assert each.text in page
    sent = send(sara, "/pad", outcome="six", words="Al 3 weken rustig.")
    assert (sent.status_code, sent.location) == (303, "/pad/nu#six")
    page = client_of(world.mark).get("/pad").text
    assert "Al 3 weken rustig." in page
    assert send(sara, "/pad", outcome="six", do="back").status_code == 303
    assert "niet gehaald" in client_of(world.els).get("/pad/nu").text


def test_from_where_we_are_one_reads_how_it_goes(
    walk: Walk, apart: Walk, world: World, client_of: SignIn
) -> None:
    for person, address in (
        (world.sara, "/pad/zicht"),
        (world.tim, "/pad/zicht"),
        (world.lotte, "/pad/zicht"),
        (world.ria, "/pad/zicht?kant=b"),
    ):
        page = client_of(person).get("/pad?kant=b").text
        assert f'href="{address}"' in page
        assert client_of(person).get(address).status_code == 200


@pytest.mark.parametrize("phase", ["begin", "nu", "later", "vooruit", "zelf"])
def test_every_phase_can_be_read(walk: Walk, world: World, client_of: SignIn, phase: str) -> None:
    for person in (world.sara, world.mark, world.tim):
        assert client_of(person).get(f"/pad/{phase}").status_code == 200


def test_going_on_shows_what_is_missing_and_keeps_what_was_typed(
    walk: Walk, world: World, client_of: SignIn
) -> None:
    tim = client_of(world.tim)
    assert "Dit vindt nog niemand gehaald" in tim.get("/pad/verder").text
    refused = send(tim, "/pad/verder", seen="tuning", reason="")
    assert refused.status_code == 422
    assert "Schrijf op waarom jullie toch verder gaan." in refused.text
    assert send(tim, "/pad/verder", seen="tuning", reason="Het kan.").location == "/pad"
    late = send(tim, "/pad/verder", seen="tuning", reason="Nog een keer.")
    assert late.status_code == 409
    assert "Nog een keer." in late.text
    assert "blijft bewaard" in tim.get("/pad/terug").text
    assert send(tim, "/pad/terug", seen="direct").location == "/pad"
    assert walk.path(world.sara).phase is Phase.TUNING


def test_a_long_reason_for_a_tick_comes_back(walk: Walk, world: World, client_of: SignIn) -> None:
    why = "Al 3 weken rustig. " * 150
    refused = send(client_of(world.sara), "/pad", outcome="who_guards", words=why)
    assert refused.status_code == 422
    assert refused.text.count(why.strip()) == 1
    assert (refused.text.count('id="f-words"'), 'href="#f-words"' in refused.text) == (1, True)
    assert not walk.path(world.sara).ticks


def test_only_who_keeps_the_plan_moves_and_writes(
    walk: Walk, world: World, client_of: SignIn
) -> None:
    els, nothing = client_of(world.els), masked_of(client_of(world.els).get("/nergens"))
    for address in ("/pad/verder", "/pad/terug", "/pad/deel/nieuw?soort=stap"):
        assert masked_of(els.get(address)) == nothing
    assert send(els, "/pad/verder", seen="tuning", reason="Ja.").status_code == 404
    form = {"soort": "stap", "text": "Bellen", "does": str(world.els)}
    assert send(els, "/pad/deel/nieuw", **form).status_code == 404


def masked_of(answer: TestResponse) -> object:
    return masked(answer.status_code, list(answer.headers), answer.data)


def test_a_step_is_written_refused_changed_late_and_done(
    walk: Walk, world: World, client_of: SignIn
) -> None:
    tim, els = client_of(world.tim), client_of(world.els)
    form = {"soort": "stap", "text": "Els belt elke week.", "consequence": "Dan hoor je het."}
    refused = send(tim, "/pad/deel/nieuw", **form)
    assert (refused.status_code, "Els belt elke week." in refused.text) == (422, True)
    assert send(tim, "/pad/deel/nieuw", **form, does=str(world.els)).location == "/pad/stappen"
    step = walk.path(world.tim).steps[0]
    assert "Els belt elke week." in client_of(world.mark).get("/pad/stappen").text
    assert send(els, f"/pad/deel/{step.id}", do="done", version=step.version_id).status_code == 303
    change = {"text": "Els komt.", "does": str(world.els), "base": str(step.version_id)}
    at = f"/pad/deel/{step.id}/anders"
    assert "Els belt elke week." in tim.get(at).text
    assert send(tim, at, **change).status_code == 303
    late = send(tim, at, **{**change, "text": "Els appt."})
    assert late.status_code == 409
    assert ("Els appt." in late.text, "Els komt." in late.text) == (True, True)
    walk.step("Ben komt langs.", world.ben)
    kept = tim.get("/pad/stappen")
    assert (kept.status_code, kept.text.count("Eerder doen")) == (200, 1)
    last = walk.path(world.tim).steps[-1]
    assert send(tim, f"/pad/deel/{last.id}", do="up").location == "/pad/stappen"
    assert walk.path(world.els).steps[0].id == last.id
    page = els.get("/pad/stappen").text
    assert ("Gedaan." in page, "Wat er eerst stond" in page) == (True, True)


def test_a_step_whose_day_is_there_asks_nobody_how_a_test_went(
    walk: Walk, world: World, client_of: SignIn
) -> None:
    tim = client_of(world.tim)
    form = {"soort": "stap", "text": "Els belt.", "does": str(world.els), "day": walk.today}
    assert send(tim, "/pad/deel/nieuw", **form).status_code == 303
    assert walk.path(world.tim).steps[0].day
    assert "Wat leerden jullie?" not in tim.get("/pad/stappen").text


def test_a_test_says_that_a_signal_is_real_and_how_it_went(
    walk: Walk, world: World, client_of: SignIn
) -> None:
    form = {"soort": "proef", "text": "Papa komt te laat.", "stands_by": str(world.els)}
    more = {"time": "16:30", "stop_word": "Banaan", "informed": "Amina", "day": walk.today}
    tim = client_of(world.tim)
    assert send(tim, "/pad/deel/nieuw", **form, **more).location == "/pad/proef"
    test = walk.path(world.tim).tests[0]
    page = client_of(world.sara).get("/pad/proef").text
    for words in ("Dan is het echt.", "Banaan", "Amina", "Ik doe mee aan deze proef"):
        assert words in page
    at = f"/pad/deel/{test.id}"
    assert send(client_of(world.mark), at, do="held", version=test.version_id).status_code == 404
    told = {"do": "not_held", "words": "We belden te laat.", "version": test.version_id}
    assert send(client_of(world.els), at, **told).status_code == 303
    page = client_of(world.mark).get("/pad/proef").text
    assert ("Het ging niet goed" in page, "We belden te laat." in page) == (True, True)
    walk.to(Phase.STABLE)
    page = client_of(world.sara).get("/pad").text
    assert "Deze proef ging niet goed op" in page
    assert "Er staat nog geen proef die goed ging." in page


def test_the_closing_plan_says_who_calls_whom_in_order(
    walk: Walk, world: World, client_of: SignIn
) -> None:
    assert "Dit plan is er nog niet." in client_of(world.sara).get("/pad/weer").text
    form = {"soort": "weer", "text": "Als er drank is.", "calls": "Sara belt Els.\nEls belt Tim."}
    more = {"keeps": str(world.els), "day": walk.today + timedelta(days=300)}
    tim = client_of(world.tim)
    assert send(tim, "/pad/deel/nieuw", **form, **more).location == "/pad/weer"
    sara = client_of(world.sara)
    page = sara.get("/pad/weer").text
    assert page.index("Sara belt Els.") < page.index("Els belt Tim.")
    closing = walk.path(world.tim).closing
    assert closing is not None
    agreed = {"do": "yes", "version": closing.version_id}
    assert send(sara, f"/pad/deel/{closing.id}", **agreed).location == "/pad/weer"
    assert "Ja van" in client_of(world.mark).get("/pad/weer").text


def test_recovery_is_for_all_of_life(walk: Walk, world: World, client_of: SignIn) -> None:
    form = {"soort": "herstel", "text": "Weer zwemmen.", "area": "health"}
    tim = client_of(world.tim)
    assert send(tim, "/pad/deel/nieuw", **{**form, "area": "x"}).status_code == 422
    assert send(tim, "/pad/deel/nieuw", **form).location == "/pad/herstel"
    assert "Je lijf en je hoofd" in client_of(world.mark).get("/pad/herstel").text


def test_each_side_sees_its_own_sheet_by_whatever_address(
    apart: Walk, world: World, client_of: SignIn
) -> None:
    apart.on("Voor Lotte alleen.", sheet=Side.A)
    apart.step("Lotte belt.", world.lotte, sheet=Side.A)
    part = apart.test("Bij Daan thuis.", world.ria, sheet=Side.B)
    apart.say(world.ria, part, Says.HELD, sheet=Side.B)
    lotte, ria = client_of(world.lotte), client_of(world.ria)
    assert masked_of(lotte.get("/pad")) == masked_of(lotte.get("/pad?kant=b"))
    for address in ("/pad", "/pad/stappen?kant=b", "/pad/proef?kant=b", "/pad/weer", "/pad/later"):
        page = lotte.get(address).text
        assert "Daan" not in page
        assert "?kant=" not in page
    assert lotte.get(f"/pad/deel/{part}/anders?kant=b").status_code == 404
    for side, other, own in (
        ("a", "Bij Daan thuis.", "Rust voor nu"),
        ("b", "Lotte belt.", "Beginnen"),
    ):
        page = ria.get(f"/pad?kant={side}").text
        assert f"<h1>{own}</h1>" in page
        assert other not in ria.get(f"/pad/stappen?kant={side}").text
        assert other not in ria.get(f"/pad/proef?kant={side}").text
    sent = send(ria, "/pad?kant=b", outcome="who_looks")
    assert sent.location == "/pad/begin?kant=b#who_looks"
    assert not apart.path(world.lotte, Side.A).ticks


@pytest.mark.parametrize(
    "address", ["/pad", "/pad/nu", "/pad/stappen", "/pad/proef", "/pad/herstel", "/pad/weer"]
)
def test_who_knows_a_part_finds_nothing(
    walk: Walk, world: World, client_of: SignIn, address: str
) -> None:
    kees = client_of(world.kees)
    assert masked_of(kees.get(address)) == masked_of(kees.get("/nergens"))
