"""Every answer carries the same exact headers, whoever asks and whatever comes back. New routes are found by themselves."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from api.core.house import House
from api.logbook.model import Entry, Medium
from pwa import create_app
from tests.house.crawl import addresses, kinds_in
from tests.world import World, sign_in_client

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'nonce-…'; img-src 'self' blob:;"
    " media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self';"
    " worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none';"
    " require-trusted-types-for 'script'; trusted-types huisboek"
)
EVERYWHERE = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
        " magnetometer=(), microphone=(self), payment=(), serial=(), usb=()"
    ),
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
}
# Where an answer that went well differs, and why it may.
SHUT_IN = {"Content-Security-Policy": "sandbox; default-src 'none'"}
OTHERWISE = {
    "shell.worker": {"Cache-Control": "no-cache"},  # a browser must see a new one at once
    "media.whole": SHUT_IN,  # a picture opened by itself runs nothing
    "media.small": SHUT_IN,
    "book_media.whole": SHUT_IN,
    "book_media.small": SHUT_IN,
    "media.strokes": SHUT_IN,
}
# Held where there is such a file: tests/making, tests/words_and_pictures.
ELSEWHERE = {"media.strokes", "book_media.whole", "book_media.small"}
# Says 503 in a house without ballast, as here.
TELLS_OF_ILLNESS = {"health.health"}
MAY_COME_ALONG = {
    "Content-Type", "Content-Length", "Content-Language", "Content-Encoding", "Content-Disposition",
    "Vary", "Set-Cookie", "Location", "Allow", "Retry-After", "Huisboek-Keep", "Service-Worker-Allowed",
    "Accept-Ranges", "Last-Modified", "Date", "ETag", "WWW-Authenticate",
}  # fmt: skip
ON_WIPING = {"Clear-Site-Data"}
PEOPLE = ("noor", "sara", "mark", "els", "kees", "tim", "amina")


def found(answer: TestResponse) -> dict[str, str]:
    values = {name: answer.headers[name] for name in EVERYWHERE if name in answer.headers}
    values["Content-Security-Policy"] = re.sub(
        r"'nonce-[\w-]{20,}'", "'nonce-…'", values.get("Content-Security-Policy", "")
    )
    return values


def wanted(endpoint: str, answer: TestResponse) -> dict[str, str]:
    went_well = answer.status_code in {200, 304}
    return {**EVERYWHERE, **(OTHERWISE.get(endpoint, {}) if went_well else {})}


def all_addresses(app: Flask, ids: list[UUID]) -> Iterator[tuple[str, str]]:
    kinds = kinds_in(ids, app)
    for rule in app.url_map.iter_rules():
        for address in addresses(rule, ids, kinds):
            yield rule.endpoint, address


@pytest.fixture
def askers(
    app: Flask, world: World, client_of: Callable[[UUID], FlaskClient]
) -> dict[str, FlaskClient]:
    return {"nobody": app.test_client(), **{who: client_of(getattr(world, who)) for who in PEOPLE}}


@pytest.fixture
def written(house: House, world: World, client_of: Callable[[UUID], FlaskClient]) -> list[UUID]:
    """A note with a photo, and everybody's own: ids that lead somewhere for some and nowhere for others."""
    picture = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "JPEG")
    picture.seek(0)
    note = {
        "id": str(uuid4()), "kind": "good", "text": "Samen gekookt.", "source": "saw",
        "audience": "chosen", "chosen": [str(world.els)], "photo": (picture, "x.jpg", "image/jpeg"),
    }  # fmt: skip
    assert client_of(world.sara).post("/logboek/nieuw", data=note).status_code == 303
    with house.db.reading(world.household) as session:
        return [world.noor, *session.scalars(select(Entry.id)), *session.scalars(select(Medium.id))]


@pytest.mark.only("sqlite")
def test_every_page_for_everybody_carries_exactly_these(
    app: Flask, written: list[UUID], askers: dict[str, FlaskClient]
) -> None:
    odd, well = [], set()
    for who, client in askers.items():
        for endpoint, address in all_addresses(app, written):
            answer = client.get(address)
            answer.close()
            if answer.status_code == 200:
                well.add(endpoint)
            if answer.status_code >= 500 and endpoint not in TELLS_OF_ILLNESS:
                odd.append(f"{who} {address}: {answer.status_code}")
            if found(answer) != wanted(endpoint, answer):
                differs = set(found(answer).items()) ^ set(wanted(endpoint, answer).items())
                odd.append(f"{who} {address} {answer.status_code}: {sorted(differs)}")
            strange = set(answer.headers.keys()) - EVERYWHERE.keys() - MAY_COME_ALONG
            if strange:
                odd.append(f"{who} {address}: {strange}")
    assert not odd, "\n".join(odd)
    assert OTHERWISE.keys() - ELSEWHERE <= well


METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("language", ["nl", "en_GB"])
def test_every_method_on_every_door_for_everybody_in_each_language(
    app: Flask, world: World, language: str
) -> None:
    """Empty writes and methods that a door does not know: a page, a no, or nothing, the same headers."""
    odd, seen = [], set()
    for who in ("nobody", "noor", "sara", "tim", "amina"):
        for rule in app.url_map.iter_rules():
            given = {
                name: world.noor if f"uuid:{name}" in rule.rule else "x" for name in rule.arguments
            }
            address = rule.build(given)[1]
            client = asker(app, world, who, language)
            for method in METHODS:
                answer = client.open(address, method=method)
                seen.add((method, answer.status_code))
                answer.close()
                reads = method in {"GET", "HEAD"}
                exact = wanted(rule.endpoint, answer) if reads else EVERYWHERE
                broken = answer.status_code >= 500 and rule.endpoint not in TELLS_OF_ILLNESS
                strange = (
                    set(answer.headers.keys()) - EVERYWHERE.keys() - MAY_COME_ALONG - ON_WIPING
                )
                if broken or strange or found(answer) != exact:
                    odd.append(
                        f"{who} {method} {address}: {answer.status_code} {strange} {found(answer)}"
                    )
    assert not odd, "\n".join(odd)
    assert seen >= {("GET", 200), ("HEAD", 200), ("OPTIONS", 200), ("POST", 422), ("DELETE", 405)}


def asker(app: Flask, world: World, who: str, language: str) -> FlaskClient:
    """A browser of its own: some doors end the sign-in."""
    client = app.test_client() if who == "nobody" else sign_in_client(app, getattr(world, who))
    client.set_cookie("taal", language)
    return client


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [("GET", "/nergens", 404), ("DELETE", "/bellen", 405), ("GET", "/static/v-x/no.js", 404)],
)
def test_a_no_carries_them_too(app: Flask, method: str, address: str, status: int) -> None:
    answer = app.test_client().open(address, method=method)
    assert answer.status_code == status
    assert found(answer) == EVERYWHERE


def test_that_nothing_is_new_says_nothing_about_a_page(app: Flask) -> None:
    with app.test_request_context("/bellen"):
        headers = app.process_response(app.response_class(status=304)).headers
    page = {"Permissions-Policy", "Content-Security-Policy"}
    assert {name: headers.get(name) for name in EVERYWHERE} == {
        name: None if name in page else value for name, value in EVERYWHERE.items()
    }


def test_a_write_from_elsewhere_is_refused(
    app: Flask, world: World, askers: dict[str, FlaskClient]
) -> None:
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ):
        answer = askers["sara"].post("/logboek/nieuw", headers=headers, data={"text": "x"})
        assert answer.status_code == 403, headers
        assert found(answer) == EVERYWHERE


def test_a_file_may_be_kept_for_a_year_at_its_own_address(app: Flask) -> None:
    from pwa.assets import static_url  # noqa: PLC0415

    with app.test_client().get(static_url("js/leave.js")) as answer:
        assert answer.status_code == 200
        assert found(answer) == EVERYWHERE | {
            "Cache-Control": "public, max-age=31536000, immutable"
        }
    with app.test_client().get("/static/v-old/js/leave.js") as stale:
        assert stale.headers["Cache-Control"] == "no-cache"


def test_each_answer_has_a_nonce_of_its_own(app: Flask) -> None:
    client = app.test_client()
    nonces = {client.get("/bellen").headers["Content-Security-Policy"] for _ in range(5)}
    assert len(nonces) == 5


def test_over_tls_the_browser_is_told_to_stay_there(house: House) -> None:
    safe = replace(house, settings=replace(house.settings, base_url="https://boek.example.nl"))
    client = create_app(safe).test_client()
    answer = client.get("/bellen", base_url="https://boek.example.nl")
    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    assert found(answer) == EVERYWHERE
    assert "Strict-Transport-Security" not in create_app(house).test_client().get("/bellen").headers
