"""The pages of the shell: the same for everybody, neutral, and honest about what a phone may keep."""

import json
import re
from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core.house import House
from pwa.assets import STATIC
from pwa.pages.shell import APP_NAMES
from tests.people.doors import Door
from tests.world import World

ClientOf = Callable[[UUID], FlaskClient]
OURS = re.compile(
    r"logboek|veilig|kring|huisboek|weekboek|geweld|\bkind|\bhulp|alarm|data-person|shell\.js",
    re.IGNORECASE,
)
TELLING = re.compile(r"veilig|geweld|\bkind|\bhulp|alarm|noor|sara", re.IGNORECASE)


def shell_of(client: FlaskClient) -> dict[str, object]:
    first = client.get("/sw.js").get_data(as_text=True).splitlines()[0]
    found: dict[str, object] = json.loads(first.removeprefix("const SHELL = ").removesuffix(";"))
    return found


@pytest.mark.parametrize("name", [each.key for each in APP_NAMES])
def test_each_name_has_a_whole_and_neutral_manifest(app: Flask, name: str) -> None:
    answer = app.test_client().get(f"/manifest.webmanifest?naam={name}")
    assert answer.mimetype == "application/manifest+json"
    manifest = json.loads(answer.data)
    assert (manifest["id"], manifest["scope"], manifest["start_url"]) == ("/", "/", "/")
    assert manifest["display"] == "standalone"
    assert not TELLING.search(answer.get_data(as_text=True))
    sizes = {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]}
    assert sizes == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    for icon in manifest["icons"]:
        assert app.test_client().get(icon["src"]).mimetype == "image/png"
    assert (STATIC / "img" / "app" / f"{name}-180.png").is_file()


def test_an_unknown_name_gives_the_first_one(app: Flask) -> None:
    for asked in ("", "?naam=", "?naam=../x"):
        assert b"Weekboek" in app.test_client().get(f"/manifest.webmanifest{asked}").data


def test_the_chosen_name_stays_for_this_phone(client_of: ClientOf, world: World) -> None:
    client = client_of(world.sara)
    client.get("/installeren?naam=lijstjes")
    assert b"/manifest.webmanifest?naam=lijstjes" in client.get("/installeren").data


def test_all_that_the_worker_keeps_is_there_for_anybody(app: Flask) -> None:
    shell = shell_of(app.test_client())
    for address in [*shell["pages"], *shell["files"]]:  # type: ignore[misc]
        with app.test_client().get(address) as answer:
            assert answer.status_code == 200, address
    assert "/weg" in shell["pages"]  # type: ignore[operator]


def test_the_kept_pages_are_the_same_for_everybody(
    app: Flask, client_of: ClientOf, world: World
) -> None:
    """The worker asks without cookies, so nobody's name can come into them."""
    names = re.compile(r"Noor|Sara|Mark|Els|mama|papa")
    for address in shell_of(client_of(world.noor))["pages"]:  # type: ignore[attr-defined]
        assert not names.search(app.test_client().get(address).get_data(as_text=True))


def test_leaving_ends_the_sign_in_and_keeps_the_phone_known(
    client_of: ClientOf, world: World
) -> None:
    client = client_of(world.sara)
    token = client.get_cookie("hb")
    answer = client.get("/weg")
    assert answer.status_code == 200
    assert "Clear-Site-Data" not in answer.headers
    assert client.get_cookie("hb") is None
    assert client.get_cookie("hbd") is not None
    assert token is not None
    client.set_cookie("hb", token.value)
    assert client.get("/instellingen").status_code == 303, "the copied cookie is dead too"


def test_leaving_says_nothing_of_the_app(app: Flask, client_of: ClientOf, world: World) -> None:
    for client in (app.test_client(), client_of(world.noor)):
        page = client.get("/weg").get_data(as_text=True)
        words = re.sub(r"<style.*?</style>", "", page, flags=re.DOTALL)
        assert not OURS.search(words)
        assert "<script" not in page
        assert client.post("/weg").status_code == 200


def test_a_guessing_browser_does_not_leave_for_you(client_of: ClientOf, world: World) -> None:
    client = client_of(world.sara)
    client.get("/weg", headers={"Sec-Purpose": "prefetch;prerender"})
    assert client.get("/instellingen").status_code == 200


def test_only_an_own_phone_may_keep_pages(client_of: ClientOf, world: World) -> None:
    client = client_of(world.sara)
    assert client.get("/mensen").headers["Huisboek-Keep"] == "no"
    assert _who(client) == (str(world.sara), False)
    client.post("/instellingen/bewaren", data={"bewaren": "ja"})
    assert client.get("/mensen").headers["Huisboek-Keep"] == "yes"
    assert _who(client) == (str(world.sara), True)
    for address in ("/instellingen", "/logboek/nieuw", "/instellingen/wissen", "/weg"):
        assert client.get(address).headers.get("Huisboek-Keep") != "yes"
    client = client_of(world.sara)
    client.post("/instellingen/bewaren", data={"bewaren": "ja"})
    client.post("/instellingen/bewaren", data={"bewaren": "nee"})
    assert client.get("/mensen").headers["Huisboek-Keep"] == "no"


def test_the_sheet_on_the_fridge_is_read_without_a_net_too(
    client_of: ClientOf, world: World
) -> None:
    for person, said in ((world.sara, "yes"), (world.els, "yes"), (world.noor, None)):
        client = client_of(person)
        assert client.get("/plan/koelkast").headers["Huisboek-Keep"] == "no"
        client.post("/instellingen/bewaren", data={"bewaren": "ja"})
        for address in ("/plan/koelkast", f"/plan/koelkast?voor={world.noor}"):
            assert client.get(address).headers.get("Huisboek-Keep") == said


def test_the_week_of_the_house_is_read_without_a_net_too(client_of: ClientOf, world: World) -> None:
    """What one plans or asks needs the others, so those pages are never kept; nor is anything of a child's phone."""
    week = f"/week/{world.household}"
    for person, said in ((world.sara, "yes"), (world.noor, None)):
        client = client_of(person)
        client.post("/instellingen/bewaren", data={"bewaren": "ja"})
        for address in ("/week", week, f"{week}?laag=willen", f"{week}/maanden", f"{week}/afdruk"):
            assert client.get(address).headers.get("Huisboek-Keep") == said, address
    for address in (f"{week}/plannen", f"{week}/vragen", f"{week}/vrij"):
        assert client_of(world.sara).get(address).headers.get("Huisboek-Keep") != "yes"


def test_where_two_people_come_in_neither_makes_it_keep_the_pages_of_the_other(
    house: House, app: Flask, world: World
) -> None:
    """Else one of them switches it on, and later reads the other's pages without a net or a code."""
    door = Door(house, app)
    tablet = door.arrive(world.sara)
    assert tablet.get("/logboek").headers["Huisboek-Keep"] == "yes"
    door.arrive(world.mark, tablet)
    tablet.post("/instellingen/bewaren", data={"bewaren": "ja"})
    assert tablet.get("/logboek").headers["Huisboek-Keep"] == "no"
    assert 'name="bewaren"' not in tablet.get("/instellingen").text
    door.knock(tablet, world.sara)
    assert tablet.get("/logboek").headers["Huisboek-Keep"] == "no"


def test_a_childs_pages_are_never_kept(client_of: ClientOf, world: World) -> None:
    """On its own phone only its books are, and those stay when it reads something else."""
    client = client_of(world.noor)
    for address in ("/", "/logboek", "/mensen", "/bellen"):
        assert client.get(address).headers["Huisboek-Keep"] == "no"
    client.post("/instellingen/bewaren", data={"bewaren": "ja"})
    for address in ("/", "/logboek", "/mensen", "/bellen"):
        assert "Huisboek-Keep" not in client.get(address).headers


def test_public_pages_say_nothing_about_keeping(app: Flask) -> None:
    for address in ("/bellen", "/schrijf", "/weg", "/zonder-net"):
        assert "Huisboek-Keep" not in app.test_client().get(address).headers


def test_wiping_ends_this_phone_and_no_other(client_of: ClientOf, world: World) -> None:
    client, other = client_of(world.sara), client_of(world.sara)
    device = client.get_cookie("hbd")
    assert device is not None
    answer = client.post("/instellingen/wissen", data={"leeg": "ja"})
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "<script" not in answer.get_data(as_text=True)
    assert client.get("/instellingen").status_code == 303
    assert other.get("/instellingen").status_code == 200


def test_a_phone_that_did_not_say_it_is_empty_is_not_emptied(
    client_of: ClientOf, world: World
) -> None:
    answer = client_of(world.sara).post("/instellingen/wissen")
    assert answer.status_code == 200
    assert "Clear-Site-Data" not in answer.headers


def test_a_write_from_elsewhere_does_not_wipe(client_of: ClientOf, world: World) -> None:
    client = client_of(world.sara)
    answer = client.post("/instellingen/wissen", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert client.get("/instellingen").status_code == 200


def _who(client: FlaskClient) -> tuple[str, bool]:
    said = client.get("/ik").json
    return said["who"], said["own"]  # type: ignore[index]
