"""Walks everything that one person can fetch, finding new routes by itself.

Every GET route of the application with every id we know, then every link on every page. What comes
back is compared byte for byte, so only what is new in every answer is masked: the nonce and the
fresh id in an empty form, the hour in a cookie's expiry, and the token of a fresh sign-in.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import product
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Uuid, select
from werkzeug.routing import Rule

from api.core.columns import Base
from api.core.db import EVERYWHERE
from api.core.http import house

LINK = re.compile(rb'(?:href|src|action)="([^"#]+)')
# Each begins with what it always begins with: so a page is walked by it 20 times as fast.
MASKS = (
    (re.compile(rb'nonce="[^"]+"'), b'nonce=""'),
    (re.compile(rb'name="id" value="[^"]+"'), b'name="id" value=""'),
    (re.compile(rb'data-mark="[0-9a-f]+"'), b"mark"),
    (re.compile(rb'"mark":"[0-9a-f]+"'), b"mark"),
)
HEADER_MASKS = (
    (re.compile(r"'nonce-[^']+'"), ""),
    (re.compile(r"(xpires=)[^;]+"), r"\1"),
    (re.compile(r"(hbd?=)[\w-]{20,}"), r"\1"),
)
ENDS_SIGN_IN = ("/weg",)
MOST = 3000
# Every page, often in more than one world: a machine that has more to do needs minutes for it.
TAKES_LONG = pytest.mark.timeout(600)
# What an id in an address can be, by the name of its place: the tables that have such an id.
PEOPLE = frozenset({"people"})
PARTS = frozenset({"plan_parts", "part_versions", "path_parts", "path_versions"})
PLACES = {
    "account_id": PEOPLE,
    "about": frozenset({"plan_parts", "scales", "people"}),
    "agreement_id": PARTS,
    "ask_id": frozenset({"week_asks"}),
    "book_id": frozenset({"books"}),
    "device_id": frozenset({"devices"}),
    "entry_id": frozenset({"entries", "entry_versions"}),
    "home_id": frozenset({"homes"}),
    "key_id": frozenset({"feed_keys"}),
    "household_id": frozenset({"households"}),
    "meeting_id": frozenset({"meetings"}),
    "medium_id": frozenset({"media", "page_media"}),
    "notice_id": frozenset({"notices"}),
    "number_id": frozenset({"own_numbers"}),
    "page_id": frozenset({"book_pages", "page_versions"}),
    "part_id": PARTS,
    "person_id": PEOPLE,
    "possible_id": frozenset({"possible_people"}),
    "seat_id": frozenset({"seats"}),
    "signal_id": frozenset({"signals"}),
    "thing_id": frozenset({"own_things"}),
    "ward_id": PEOPLE,
    "whose": frozenset({"people", "households"}),
    "wish_id": frozenset({"talk_wishes", "person_wishes"}),
}
# A phone makes these up: each id that we know may stand there.
MADE_UP = frozenset({"given"})

Kinds = Mapping[UUID, frozenset[str]]
Answer = tuple[int, tuple[tuple[str, str], ...], bytes]


def crawl(
    app: Flask, client: FlaskClient, ids: Iterable[UUID], kinds: Kinds | None = None
) -> dict[str, Answer]:
    """Return every address that was asked, with what came back, masked. For ``kinds`` see ``addresses``."""
    known = list(ids)
    found = kinds_in(known, app) if kinds is None else kinds
    todo = deque(
        address for rule in app.url_map.iter_rules() for address in addresses(rule, known, found)
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


def kinds_in(ids: Iterable[UUID], *apps: Flask) -> Kinds:
    """What each of these is, in any of these worlds: the tables where it is the id of something."""
    wanted = list(ids)
    found: dict[UUID, set[str]] = {each: set() for each in wanted}
    tables = [table for table in Base.metadata.tables.values() if "id" in table.c]
    for app in apps:
        with app.app_context(), house().db.reading(EVERYWHERE) as session:
            for table in tables:
                if isinstance(table.c.id.type, Uuid):
                    for each in session.scalars(select(table.c.id).where(table.c.id.in_(wanted))):
                        found[each].add(table.name)
    return {each: frozenset(tables) for each, tables in found.items()}


def addresses(rule: Rule, ids: list[UUID], kinds: Kinds) -> Iterator[str]:
    """Every address of a GET route, with each id in each place where something of its kind can stand.

    An id that is of nothing stands everywhere. A note in the place of a person would be four of five
    questions, all with one answer.
    """
    if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
        return
    names = sorted(rule.arguments)
    choices = [
        [each for each in ids if fits(name, kinds.get(each, frozenset()))]
        if f"<uuid:{name}>" in rule.rule
        else words(name)
        for name in names
    ]
    for values in product(*choices):
        built = rule.build(dict(zip(names, values, strict=True)))
        if built:
            yield built[1]


def fits(name: str, kinds: frozenset[str]) -> bool:
    """Say whether something of this kind can stand in a place of this name; ``KeyError``: give it a kind."""
    return name in MADE_UP or not kinds or bool(PLACES[name] & kinds)


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
    kept = sorted((name, _bare(value)) for name, value in headers if name != "Date")
    return status, tuple(kept), body


def _bare(header: str) -> str:
    for pattern, instead in HEADER_MASKS:
        header = pattern.sub(instead, header)
    return header
