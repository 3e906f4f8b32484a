"""Walks everything that one person can fetch, finding new routes by itself.

Every GET route of the application with every id we know, then every link on every page. What comes
back is compared byte for byte, so only what is new in every answer is masked: the nonce and the
fresh id in an empty form, the hour in a cookie's expiry, and the token of a fresh sign-in.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import product
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from api.core.db import EVERYWHERE
from api.core.http import house
from api.people.model import Person

LINK = re.compile(rb'(?:href|src|action)="([^"#]+)')
MASKS = (
    (re.compile(rb'nonce="[^"]+"'), b'nonce=""'),
    (re.compile(rb'(name="id" value=)"[^"]+"'), rb'\1""'),
    (re.compile(rb'data-mark="[0-9a-f]+"|"mark":"[0-9a-f]+"'), b"mark"),
)
NONCE = re.compile(r"'nonce-[^']+'|(?<=[Ee]xpires=)[^;]+|(?<=hb=)[\w-]{20,}|(?<=hbd=)[\w-]{20,}")
ENDS_SIGN_IN = ("/weg",)
MOST = 3000
# Every page, often in more than one world: a machine that has more to do needs minutes for it.
TAKES_LONG = pytest.mark.timeout(600)
PEOPLE = frozenset({"ward_id", "person_id", "whose"})

Answer = tuple[int, tuple[tuple[str, str], ...], bytes]


def crawl(
    app: Flask,
    client: FlaskClient,
    ids: Iterable[UUID],
    people: frozenset[UUID] | None = None,
) -> dict[str, Answer]:
    """Return every address that was asked, with what came back, masked. For ``people`` see ``addresses``."""
    known = list(ids)
    todo = deque(
        address for rule in app.url_map.iter_rules() for address in addresses(rule, known, people)
    )
    seen: dict[str, Answer] = {}
    while todo:
        address = todo.popleft()
        if address in seen or address.startswith((*ENDS_SIGN_IN, "/static/")):
            continue
        response = client.get(address)
        seen[address] = masked(response.status_code, list(response.headers), response.data)
        if response.mimetype == "text/html":
            todo.extend(links(response.data))
        assert len(seen) < MOST, "the crawl does not end"
    return seen


def people_in(*apps: Flask) -> frozenset[UUID]:
    """Everybody of every household, in all of these worlds."""
    found: set[UUID] = set()
    for app in apps:
        with app.app_context(), house().db.reading(EVERYWHERE) as session:
            found.update(session.scalars(select(Person.id)))
    return frozenset(found)


def addresses(rule: Rule, ids: list[UUID], people: frozenset[UUID] | None = None) -> Iterator[str]:
    """Every address of a GET route, with each known id in each place of an id.

    With ``people`` there is somebody in the place of a person where one more thing is asked for: all
    pairs would be a third of the crawl, and tell no more.
    """
    if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
        return
    names = sorted(rule.arguments)
    choices = [ids if f"<uuid:{name}>" in rule.rule else words(name) for name in names]
    if len(names) > 1 and people is not None:
        somebody = [each for each in ids if each in people]
        choices = [
            somebody if name in PEOPLE else values
            for name, values in zip(names, choices, strict=True)
        ]
    for values in product(*choices):
        built = rule.build(dict(zip(names, values, strict=True)))
        if built:
            yield built[1]


def words(name: str) -> list[str]:
    """Values for a place in an address that is not an id."""
    return {"who": ["noor", "mark"], "secret": ["x"], "day": ["2026-11-21"]}.get(name, ["x"])


def links(page: bytes) -> Iterator[str]:
    """Every address of our own that stands on a page."""
    for found in LINK.findall(page):
        address = unescape(found.decode())
        # A form with its day filled in is the form again.
        if address.startswith("?") or "?dag=" in address:
            continue
        if address.startswith("/") and not address.startswith("//"):
            yield address


def masked(status: int, headers: list[tuple[str, str]], body: bytes) -> Answer:
    """An answer without what differs each time."""
    for pattern, instead in MASKS:
        body = pattern.sub(instead, body)
    kept = sorted((name, NONCE.sub("", value)) for name, value in headers if name != "Date")
    return status, tuple(kept), body
