"""``/api/v1/…``: what a house shares, for a program with a key. No cookie opens it, and no page leads here.

A key that does not work, whatever is wrong with it, is one answer to the byte; so is a house of which
nothing is shared now. What is given is written down before it goes out; "nothing new" gives nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Flask, Response, g, jsonify, request

from api.core.db import EVERYWHERE
from api.core.errors import Refusal
from api.core.http import house, keyed, problem, public, reads_along
from api.core.ids import is_token
from api.feed import described, shapes
from api.feed.atom import TYPE as ATOM
from api.feed.atom import feed_id, to_atom
from api.feed.cursors import EPOCH, from_cursor, to_cursor
from api.feed.evidence import KINDS, evidence_sheet
from api.feed.notes import feed_of
from api.feed.numbers import scales_sheet
from api.feed.plans import plan_sheet
from api.feed.walking import Page, page_of_all, page_of_house, readers_of
from api.people.consenting.kinds import Kind
from api.people.professionals.fetching import count_fetch
from api.people.professionals.keys import Key, find
from api.people.professionals.queries import Reader, seats_with_feed
from api.people.professionals.readings import write_readings
from i18n import translator
from i18n.marking import N_

pages = Blueprint("feed", __name__)
ASKS: Final = 'Bearer realm="feed", Basic realm="feed", charset="UTF-8"'
NO_KEY: Final = N_("Hier hoort een sleutel bij. Maak een sleutel op de pagina Sleutels.")
# How people put a key in an address, where it stays in logs and histories.
IN_AN_ADDRESS: Final = frozenset(
    {"token", "access_token", "auth", "authorization", "bearer", "key", "api_key", "apikey"}
    | {"password", "secret", "sleutel"}
)
Given = tuple[Reader, str]


class KeyFirst(Refusal):
    """No key that works now."""

    status = 401


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer: its mark, and its body unless the program has that already."""

    mark: str
    media_type: str
    body: bytes | None
    given: Iterable[Given]
    changed: datetime | None = None


@pages.before_request
def ask_key() -> None:
    """Ask for a key at each of these doors but the description's; raises KeyFirst.

    Whose key it is the house itself looks up. All that is read for it after that is read along.
    """
    if request.endpoint != f"{pages.name}.description":
        g.feed_key = _key()
        reads_along()


@pages.errorhandler(KeyFirst)
def no_key(refusal: KeyFirst) -> Response:
    """Say in which ways a key can be given."""
    answer = problem(refusal)
    answer.headers["WWW-Authenticate"] = ASKS
    return answer


@pages.get("/api/v1/openapi.json")
@public
def description() -> Response:
    """Describe what can be asked; it says nothing of anybody."""
    return jsonify(described.described(house().settings.base_url))


def feed_of_house(asked: described.Asked, household_id: UUID) -> Response:
    """Give a page of one house."""
    key, now = _counted(asked, household_id)
    before = _cursor(key, household_id)
    with house().db.reading(EVERYWHERE) as session:
        page = page_of_house(session, key.account, household_id, before, now)
        answer = _notes(asked, key, page, household_id)
    return _give(answer, now)


def feed_of_all(asked: described.Asked) -> Response:
    """Give a page of all houses."""
    key, now = _counted(asked, None)
    before = _cursor(key, None)
    with house().db.reading(EVERYWHERE) as session:
        page = page_of_all(session, key.account, before, now)
        answer = _notes(asked, key, page, None)
    return _give(answer, now)


def sheet(asked: described.Asked, household_id: UUID) -> Response:
    """Give the plan, the numbers, or what is seen of how it goes."""
    key, now = _counted(asked, household_id)
    kind, build = SHEETS[asked.name]
    with house().db.reading(EVERYWHERE) as session:
        readers = readers_of(session, key.account, household_id, kind, now)
        body = _packed(shapes.to_json(build(session, readers, now)))
    mark = _mark(key, hashlib.sha256(body).hexdigest())
    kinds = (kind,) if kind else KINDS
    given = [(each, str(one)) for each in readers for one in kinds if one in each.kinds]
    answer = Answer(
        mark=mark, media_type=asked.media_type, body=None if _has(mark) else body, given=given
    )
    return _give(answer, now)


Build = Callable[[Any, Any, datetime], object]
SHEETS: Final[dict[str, tuple[Kind | None, Build]]] = {
    "plan": (Kind.PLAN, plan_sheet),
    "scales": (Kind.SCORES, scales_sheet),
    "evidence": (None, evidence_sheet),
}


def _door(asked: described.Asked) -> Callable[..., Response]:
    """Return the view of an address. It is open to a key alone."""
    if asked.name in SHEETS:
        return keyed(partial(sheet, asked))
    return keyed(partial(feed_of_house if asked.of_one_house else feed_of_all, asked))


for _each in described.EVERY:
    _rule = _each.path.replace("{household_id}", "<uuid:household_id>")
    pages.add_url_rule(_rule, _each.name, _door(_each), methods=["GET"])


def install(app: Flask) -> None:
    """Put the mark on an answer after it is packed: one page has one mark, however it is sent."""
    app.after_request(_marked)


def _marked(answer: Response) -> Response:
    mark, changed = g.pop("feed_mark", (None, None))
    if mark and answer.status_code in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
        answer.set_etag(mark)
        if changed:
            answer.last_modified = changed
    return answer


def _key() -> Key:
    for name, values in request.args.lists():
        if name.lower() in IN_AN_ADDRESS or any(is_token(each) for each in values):
            raise KeyFirst(NO_KEY)
    given = request.authorization
    secret = (given.token if given.type == "bearer" else given.password) if given else None
    household = (request.view_args or {}).get("household_id")
    with house().db.reading(EVERYWHERE) as session:
        key = find(session, secret or "", house().clock.now())
        if key is None:
            raise KeyFirst(NO_KEY)
        g.feed_sits = not household or bool(seats_with_feed(session, key.account, [household]))
    return key


def _counted(asked: described.Asked, household: UUID | None) -> tuple[Key, datetime]:
    """Count this fetch. All houses in which the account has no seat count as one: there are too many."""
    key: Key = g.feed_key
    now = house().clock.now()
    feed = f"{asked.name} {household or ''}" if g.feed_sits else "elsewhere"
    count_fetch(house(), key=key.id, feed=feed, now=now)
    return key, now


def _bound(key: Key, household: UUID | None) -> str:
    return f"{key.id} {household or 'all'}"


def _cursor(key: Key, household: UUID | None) -> tuple[datetime, UUID] | None:
    given = request.args.get("cursor")
    if given is None:
        return None
    return from_cursor(house().secrets.pepper, _bound(key, household), given)


def _notes(asked: described.Asked, key: Key, page: Page, household: UUID | None) -> Answer:
    """Say "nothing new" without opening a note, or make the page; while the session is open."""
    mark = _mark(key, page.state)
    newest = max((each.line.changed_at for each in page.given), default=None)
    body = None if _has(mark) else _feed(asked, key, page, household, newest)
    given = [(each, str(Kind.LOG)) for each in page.read_by()]
    return Answer(mark=mark, media_type=asked.media_type, body=body, given=given, changed=newest)


def _feed(
    asked: described.Asked, key: Key, page: Page, household: UUID | None, newest: datetime | None
) -> bytes:
    pepper, bound = house().secrets.pepper, _bound(key, household)
    feed = feed_of(
        page,
        base=house().settings.base_url,
        path=request.path,
        cursor=to_cursor(pepper, bound, page.after) if page.after else None,
        language=translator.current().language.tag,
        household=household,
    )
    if asked.media_type != ATOM:
        return _packed(shapes.to_json(feed))
    since = max((each.shared.made_at for each in page.readers), default=EPOCH)
    return to_atom(feed, feed_id=feed_id(household, key.account), updated=newest or since)


def _mark(key: Key, state: str) -> str:
    """Return the mark of an answer: of this state, to this key, in this language, at this address."""
    spoken = translator.current().language.tag
    scope = "\n".join((state, str(key.id), spoken, request.full_path))
    return hashlib.sha256(scope.encode()).hexdigest()[:32]


def _has(mark: str) -> bool:
    """Say whether the program has this answer. "Whatever there is" it has not: it would see what is new unread."""
    return not request.if_none_match.star_tag and request.if_none_match.contains_weak(mark)


def _give(answer: Answer, now: datetime) -> Response:
    """Write down who is given what, and give it; what says "nothing new" gives nothing."""
    g.feed_mark = (answer.mark, answer.changed)
    if answer.body is None:
        sent = Response(status=HTTPStatus.NOT_MODIFIED)
        del sent.headers["Content-Type"]
    else:
        write_readings(house(), answer.given, how="feed", now=now)
        sent = Response(answer.body, content_type=f"{answer.media_type}; charset=utf-8")
    sent.headers["Vary"] = "Authorization, Accept-Language, Cookie"
    return sent


def _packed(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
