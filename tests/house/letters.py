"""What is sent to every door that takes something in. A new door fails until its words stand here.

`{id}` is the id that is asked about, `{new}` one that the sender made up, `{words}` what it says.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from api.core.http import KEY
from api.people.throttle.actions import sweep
from tests.house.crawl import Answer, Kinds, fits, masked
from tests.outbox.phone import Phone

Form = Mapping[str, str]
READS = {"GET", "HEAD", "OPTIONS"}
OUTBOX = "PUT /api/v1/outbox/<uuid:given>"
ROOM = "PUT /api/v1/room/<uuid:given>"
NOTE = {"id": "{new}", "kind": "good", "text": "Een gewone dag.", "audience": "circle"}
WORKS = {"bond": "professional", "on_paper": "ja", "side": "both"}
NUMBER = {"name": "{words}", "number": "06 0000 0012", "when": "{words}", **WORKS}
PART = {
    "id": "{new}",
    "soort": "afspraak",
    "text": "{words}",
    "plan": "direct",
    "audience": "circle",
    "do": "propose",
}
WISH = {
    "id": "{new}",
    "element": "outside",
    "day": "2026-11-28",
    "part": "afternoon",
    "text": "{words}",
}
HOME = {"name": "{words}", "side": "a"}
# Of a browser: any point of the curve is a key.
KEYS = {
    "p256dh": "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",
    "auth": "AAAAAAAAAAAAAAAAAAAAAA",
}

FORMS: dict[str, tuple[Form, ...]] = {
    "POST /meekijken/sleutels": (
        {"id": "{new}", "name": "{words}", "days": "30"},
        # Each new key is another one, and shown: of somebody else's id only a form that lacks something.
        {"id": "{id}", "name": "", "days": "90"},
    ),
    "POST /meekijken/sleutels/<uuid:key_id>/weg": ({},),
    "POST /beheer/nieuw": (
        {"id": "{new}", "mode": "together", "keeper": "{words}"},
        {"id": "{id}", "mode": "not"},
    ),
    "POST /beheer/<uuid:household_id>": (
        {"do": "still", "called": "ja"},
        {"do": "on"},
        {"do": "keep"},
        {"do": "link"},
    ),
    "POST /beheer/<uuid:household_id>/sluiten": ({"code": "{words}", "called": "ja"}, {}),
    "POST /beheer/werk": ({"id": "{new}", "name": "{words}", "works_at": "{words}"}, {}),
    "POST /beheer/werk/<uuid:account_id>": ({"do": "link"}, {"do": "end"}, {}),
    "POST /instellingen/meelezen/mensen": (
        {"id": "{new}", "name": "{words}", "works_as": "behandelaar", "side": "a"},
        {},
    ),
    "POST /instellingen/meelezen/mensen/<uuid:seat_id>": (
        {"do": "programs"},
        {"do": "no-programs"},
        {"do": "end"},
        {},
    ),
    "POST /meekijken/kom": ({"link": "{words}"}, {"link": "{id}", "ja": "ja"}),
    "POST /bellen/eigen": ({**NUMBER, "id": "{new}"}, {}),
    "POST /bellen/eigen/<uuid:number_id>": (NUMBER, {"do": "first"}, {"do": "end"}),
    "POST /berichten/<uuid:notice_id>/gezien": ({},),
    "POST /berichten/<uuid:notice_id>/niet-ik": ({},),
    "POST /binnen": (
        {"wie": "{id}", "code": "492817"},
        {"wie": "iemand", "naam": "{words}", "code": "492817"},
        {"wie": "{id}", "vinger": "vraag"},
        {"wie": "{id}", "vinger": "{words}"},
    ),
    "POST /binnen/nog-eens": (
        {"naar": "/logboek/{id}", "code": "492817"},
        {"naar": "/logboek/{id}", "vinger": "vraag"},
    ),
    "POST /binnen/slot": ({"wat": "terug"}, {"wat": "terug", "wie": "{id}"}),
    "POST /binnen/uit": ({},),
    "POST /boek/nieuw": ({"id": "{new}", "ward": "{id}", "kind": "why"}, {}),
    "POST /boek/<uuid:book_id>": (
        {"do": "up", "page": "{id}"},
        {"do": "end", "page": "{id}"},
        {"do": "hide"},
        {"do": "away"},
    ),
    "POST /boek/<uuid:book_id>/wie": ({"makes": "{id}", "agrees": "{id}"}, {}),
    "POST /boek/<uuid:book_id>/blad/nieuw": (
        {"id": "{new}", "sentence-1": "{words}", "pictures": "house", "agreement": "{id}"},
        {"strokes": "{words}"},
    ),
    "POST /boek/blad/<uuid:page_id>": (
        {"id": "{new}", "base": "{id}", "sentence-1": "{words}"},
        {},
    ),
    "POST /boek/<uuid:book_id>/eens": ({"version": "{id}"}, {"version": "{id}", "do": "back"}),
    "POST /boek/<uuid:book_id>/laten-zien": (
        {"id": "{new}", "day": "2026-11-20", "beside": "{id}"},
        {},
    ),
    "POST /cijfers/<uuid:about>": (
        {"id": "{new}", "value": "6", "seen": "{words}", "audience": "circle"},
        {"value": "6", "seen": "{words}", "audience": "chosen", "chosen": "{id}"},
        {"value": "{words}"},
    ),
    "POST /cijfers/<uuid:about>/woorden": (
        {"id": "{new}", "zero": "{words}", "ten": "{words}"},
        {},
    ),
    "POST /demo/<who>": ({},),
    "POST /huisregels": ({}, {"daarna": "scherm"}),
    "POST /instellingen/bereikbaar": (
        {
            "id": "{new}",
            "kind": "days",
            "first": "2026-11-28",
            "last": "2026-11-30",
            "stand_in": "{id}",
        },
        {"do": "end", "id": "{id}"},
        {},
    ),
    "POST /instellingen/bewaren": ({"bewaren": "ja"}, {"bewaren": "nee"}),
    "POST /instellingen/code": ({"code": "1"},),
    "POST /instellingen/meelezen/<uuid:seat_id>": (
        {
            "id": "{new}",
            "kinds": "log",
            "purpose": "{words}",
            "since": "now",
            "days": "30",
        },
        {"do": "end"},
        {},
    ),
    "POST /instellingen/meelezen/<uuid:seat_id>/antwoord": (
        {"says": "ja", "sharing": "{id}"},
        {"says": "nee"},
        {},
    ),
    "POST /instellingen/meelezen/<uuid:seat_id>/zonder": (
        {"id": "{new}", "ground": "danger", "day": "2026-11-20"},
        {},
    ),
    "POST /instellingen/meenemen": ({},),
    "POST /instellingen/berichten/proef": ({"id": "{new}"},),
    "POST /instellingen/berichten/tweede": (
        {"kind": "mail", "do": "give", "address": "iemand@example.org"},
        {"kind": "mail", "do": "code", "code": "492817"},
        {"kind": "sms", "do": "off"},
        {},
    ),
    "POST /instellingen/nieuwe-telefoon": ({"code": "492817"}, {"picture": "bear"}),
    "POST /instellingen/rustig": (
        {"code": "492817", "again": "492817"},
        {"code": "1"},
        {"do": "uit"},
    ),
    "POST /instellingen/taal": ({"taal": "nl"}, {"taal": "{words}"}),
    "POST /instellingen/toestellen/<uuid:device_id>/weg": ({},),
    "POST /instellingen/toestellen/anderen": ({},),
    "POST /instellingen/toestellen/overal": ({},),
    "POST /instellingen/vinger": ({"vinger": "vraag"}, {"vinger": "{words}"}),
    "POST /instellingen/vinger/uit": ({},),
    "POST /instellingen/weggaan": (
        {"chair": "{id}", "plan_holder": "{id}", "ward-{id}": "{id}"},
        {"do": "back"},
    ),
    "POST /instellingen/weggaan/wissen": (
        {"name": "{words}", "chair": "{id}", "plan_holder": "{id}", "ward-{id}": "{id}"},
        {"name": "Sara"},
        {"do": "back"},
    ),
    "POST /instellingen/wissen": ({"leeg": "ja"},),
    "POST /kamer/<uuid:ward_id>": ({"id": "{new}", "thing": "bear", "spot": "window"}, {}),
    "POST /kamer/<uuid:ward_id>/oefenen": ({"id": "{new}", "thing": "bear", "spot": "rug"},),
    "POST /kamer/<uuid:ward_id>/kiezen": ({"thing": "bear", "spot": "window"}, {"thing": "{id}"}),
    "POST /kamer/<uuid:ward_id>/kiezen/ding": ({"strokes": "{words}"}, {}),
    "POST /kamer/<uuid:ward_id>/kiezen/ding/<uuid:thing_id>/weg": ({},),
    "POST /kom": (
        {"link": "{words}"},
        {"link": "{id}", "eigen": "ja", "code": "492817", "again": "492817"},
    ),
    "POST /logboek/<uuid:entry_id>/anders": (NOTE,),
    "POST /logboek/<uuid:entry_id>/antwoord": ({"id": "{new}", "text": "Ik zie je."},),
    "POST /logboek/<uuid:entry_id>/dank": ({},),
    "POST /logboek/<uuid:entry_id>/weghalen": ({},),
    "POST /logboek/nieuw": (
        NOTE,
        {**NOTE, "about": "{id}"},
        {**NOTE, "helped_by": "{id}"},
        {**NOTE, "audience": "chosen", "chosen": "{id}"},
        {**NOTE, "id": "{id}"},
        {**NOTE, "kind": "check", "agreement_id": "{id}", "text": "{words}"},
    ),
    "POST /logboek/zoeken": ({"words": "{words}"},),
    "POST /nu/<uuid:signal_id>": (
        {"do": "go"},
        {"do": "call"},
        {"do": "take"},
        {"do": "real"},
        {"do": "hand", "to": "{id}"},
        {"do": "seen", "how": "seen", "face": "calm", "text": "{words}"},
        {"do": "close", "text": "{words}", "note": "ward", "keep": "ja"},
    ),
    "POST /plan/kijken": (
        {"do": "pause", "id": "{new}", "first": "2026-11-28", "last": "2026-11-30"},
        {"do": "back", "id": "{id}"},
        {"do": "pause"},
    ),
    "POST /plan/<uuid:agreement_id>/kijken": (
        {"do": "day", "id": "{new}", "day": "2026-11-28", "kind": "unannounced"},
        {"do": "day", "id": "{new}", "day": "2026-11-28", "kind": "planned", "person": "{id}"},
        {"do": "chance", "id": "{new}"},
        {"do": "cancel", "id": "{id}"},
        {},
    ),
    "POST /mensen/<uuid:person_id>/oefenen": ({"do": "begin"}, {"do": "end"}),
    "POST /mensen/<uuid:person_id>/verplaatst": ({"id": "{new}"}, {}),
    "POST /mensen/<uuid:person_id>/wie-komt": (
        {"do": "yes"},
        {"person-1": "{id}", "after-1": "0", "card": "30"},
        {},
    ),
    "POST /mensen/<uuid:person_id>/gezien": ({"day": "2026-11-20"}, {"do": "back"}),
    "POST /mensen/<uuid:person_id>/ja": ({},),
    "POST /mensen/<uuid:person_id>/meedoen": ({"urgent": "ja"}, {"do": "agree"}, {"do": "back"}),
    "POST /mensen/<uuid:person_id>/pauze": (
        {"days": "10"},
        {"do": "agree"},
        {"do": "tell", "ward": "{id}"},
        {"do": "back"},
    ),
    "POST /mensen/<uuid:person_id>/kring": ({"ring": "none"}, {"ring": "all"}),
    "POST /mensen/vinden": ({"id": "{new}", "question": "1", "name": "{words}"}, {}),
    "POST /mensen/vinden/<uuid:possible_id>": ({},),
    "POST /mensen/huizen": ({**HOME, "id": "{new}"}, {**HOME, "people": "{id}"}, {}),
    "POST /mensen/huizen/<uuid:home_id>": (HOME, {"do": "end"}),
    "POST /mensen/kan": ({"can": "car"}, {}),
    "POST /mensen/<uuid:person_id>/toestellen/<uuid:device_id>/weg": ({},),
    "POST /mensen/erbij": (
        {"id": "{new}", "name": "{words}", "role": "circle", "generation": "2", "ring": "all"},
        {"name": "{words}"},
        {},
    ),
    "POST /mensen/erbij/<uuid:person_id>": ({"vorm": "link"}, {"vorm": "qr"}, {"vorm": "code"}),
    "POST /mensen/helpen/<uuid:person_id>": ({"code": "492817"}, {}),
    "POST /mensen/kwijt": ({"wie": "{id}", "code": "492817"}, {}),
    "POST /mensen/apart": ({"do": "freeze"}, {"do": "sort"}),
    "POST /pad": (
        {"id": "{new}", "outcome": "week", "do": "set", "words": "{words}"},
        {"id": "{new}", "outcome": "week", "do": "back"},
        {"outcome": "{words}"},
    ),
    "POST /pad/verder": ({"id": "{new}", "seen": "tuning", "reason": "{words}"}, {}),
    "POST /pad/terug": ({"id": "{new}", "seen": "direct"}, {}),
    "POST /pad/deel/nieuw": (
        {"id": "{new}", "soort": "stap", "text": "{words}", "does": "{id}"},
        {
            "id": "{new}",
            "soort": "proef",
            "text": "{words}",
            "stands_by": "{id}",
            "time": "16:30",
            "stop_word": "{words}",
            "informed": "{words}",
            "day": "2026-11-28",
        },
        {"id": "{new}", "soort": "herstel", "text": "{words}", "area": "health"},
        {},
    ),
    "POST /pad/deel/<uuid:part_id>": (
        {"id": "{new}", "do": "done", "version": "{id}", "words": "{words}"},
        {"id": "{new}", "do": "ended"},
        {"do": "up"},
        {},
    ),
    "POST /pad/deel/<uuid:part_id>/anders": (
        {"id": "{new}", "text": "{words}", "does": "{id}", "base": "{id}"},
        {},
    ),
    "POST /plan/ja": ({"id": "{new}", "plan": "direct"}, {"plan": "{words}"}),
    "POST /plan/nieuw": (
        PART,
        {**PART, "does": "{id}"},
        {**PART, "do": "agree", "with": "{id}"},
    ),
    "POST /plan/volgorde": ({"which": "{id}", "do": "up"},),
    "POST /plan/<uuid:part_id>": (
        {"do": "propose", "version": "{id}"},
        {"do": "agree", "version": "{id}"},
        {"do": "end", "version": "{id}", "reason": "{words}"},
        {"do": "hand", "person": "{id}", "to": "{id}"},
        {},
    ),
    "POST /plan/<uuid:part_id>/anders": ({**PART, "base": "{id}"}, {}),
    "POST /samen/nieuw": (
        {
            "id": "{new}",
            "day-1": "2026-11-28",
            "time-1": "14:00",
            "minutes": "90",
            "place": "{words}",
            "phase": "direct",
            "danger": "{id}",
            "side": "a",
        },
        {"phase": "{words}"},
    ),
    "POST /samen/<uuid:meeting_id>": (
        {"do": "words", "place": "{words}", "goal": "{words}", "base": "1"},
        {"do": "open"},
        {"do": "off"},
    ),
    "POST /samen/<uuid:meeting_id>/dagen": (
        {"says-{id}": "can"},
        {"do": "offer", "day-1": "2026-11-28", "time-1": "14:00"},
        {"do": "choose", "day": "{id}", "base": "1"},
        {"do": "end", "day": "{id}"},
    ),
    "POST /samen/<uuid:meeting_id>/sluiten": (
        {"id": "{new}", "day": "2026-12-20", "at": "19:30", "story": "{words}"},
        {},
    ),
    "POST /samen/<uuid:meeting_id>/tafel": (
        {"do": "begin"},
        {"do": "here", "person": "{id}"},
        {"do": "idea", "id": "{new}", "text": "{words}"},
        {"do": "step", "step": "decide"},
        {"do": "pin", "entry": "{id}"},
        {"do": "decide", "id": "{new}", "text": "{words}", "does": "{id}"},
        {"do": "undo", "which": "{id}"},
    ),
    "POST /samen/<uuid:meeting_id>/verslag": (
        {"do": "write", "id": "{new}", "base": "", "text": "{words}"},
        {"do": "read", "version": "{id}"},
    ),
    "POST /samen/<uuid:meeting_id>/vooraf": (
        {"well": "{words}", "worry": "{words}"},
        {"well": "{words}", "worry-{id}": "{words}"},
    ),
    "POST /samen/<uuid:meeting_id>/wie": (
        {"do": "people", "people-2": "{id}", "was": "{id}"},
        {"do": "chair", "mode": "shared", "person": "{id}", "name": "{words}"},
    ),
    "POST /week/<uuid:whose>": (
        {"id": "{new}", "set": "2026-11-21.outside"},
        {"id": "{new}", "clear": "2026-11-21.outside", "laag": "zo"},
        {"set": "{words}"},
    ),
    "POST /week/<uuid:whose>/dag/<day>": (
        {"id": "{new}", "cell": "afternoon.food", "with": "{id}", "text": "{words}"},
        {"was": "afternoon.outside"},
        {"cell": "{words}"},
    ),
    "POST /week/<uuid:whose>/plannen": (
        {**WISH, "do": "plan", "with": "{id}"},
        {"do": "along", "which": "{id}", "day": "2026-11-28"},
        {"do": "home", "which": "{id}", "day": "2026-11-28"},
        {"do": "end", "which": "{id}", "day": "2026-11-28"},
        {"do": "copy", "day": "2026-11-28"},
        {},
    ),
    "POST /week/<uuid:whose>/vragen": (
        {**WISH, "do": "ask", "whom": "circle"},
        {**WISH, "do": "ask", "whom": "chosen", "chosen": "{id}"},
        {"do": "back", "which": "{id}"},
        {},
    ),
    "POST /week/<uuid:whose>/vrij": (
        {"id": "{new}", "first": "2026-11-28", "until": "2026-11-30", "name": "{words}"},
        {"do": "end", "which": "{id}"},
        {},
    ),
    "POST /week/<uuid:whose>/waar": ({"home": "{id}", "day-1": "every"}, {}),
    "POST /week/<uuid:whose>/wie": ({"people": "{id}"}, {"do": "begin"}, {}),
    "POST /week/vraag/<uuid:ask_id>": ({"do": "go"}, {"do": "back"}, {}),
    "POST /ik/kleur": ({"id": "{new}", "colour": "plum", "face": "boat"}, {"colour": "{words}"}),
    "POST /mijn-mens": ({"id": "{new}", "wished": "{id}"}, {"do": "back"}, {}),
    "POST /mijn-mens/<uuid:wish_id>": ({"do": "yes"}, {"do": "not"}, {"do": "confirm"}, {}),
    "POST /praten": ({"id": "{new}", "asked": "{id}"}, {}),
    "POST /praten/<uuid:wish_id>": (
        {"id": "{new}", "says": "calls"},
        {"id": "{new}", "says": "later", "later": "tomorrow"},
        {"says": "{words}"},
        {},
    ),
    "POST /week/tikken": (
        {"id": "{new}", "set": "2026-11-20.outside", "sticker": "cat"},
        {"id": "{new}", "clear": "2026-11-20.outside"},
        {},
    ),
    "POST /weg": ({},),
    # As a browser tells it: its own keys stand beside the address.
    "PUT /api/v1/push/subscription": (
        {"endpoint": "https://fcm.googleapis.com/fcm/send/{id}"},
        {"endpoint": "{words}"},
    ),
    "DELETE /api/v1/push/subscription": ({},),
    "POST /api/v1/push/receipt/<uuid:given>": ({"what": "shown"}, {"what": "{words}"}),
    # Sealed as a phone does: `record` and `target` stand beside the fields of the form.
    ROOM: ({"id": "{new}", "thing": "bear", "spot": "window"}, {"id": "{new}", "thing": "{id}"}),
    OUTBOX: (
        {**NOTE, "id": "", "record": "entry"},
        {**NOTE, "id": "", "record": "entry", "about": "{id}"},
        {**NOTE, "id": "", "record": "entry", "audience": "chosen", "chosen": "{id}"},
        {**NOTE, "record": "correction", "target": "{id}"},
        {"id": "{new}", "record": "reply", "target": "{id}", "text": "Ik zie je."},
        {"id": "{new}", "record": "thanks", "target": "{id}"},
        {"id": "{new}", "record": "withdrawal", "target": "{id}"},
        {"id": "{new}", "record": "talk", "asked": "{id}"},
        {
            "id": "{new}",
            "record": "score",
            "target": "{id}",
            "value": "6",
            "seen": "{words}",
            "audience": "circle",
        },
        {"id": "{new}", "record": "week", "target": "{id}", "set": "2026-11-20.sleep"},
        {"id": "{new}", "record": "week", "day": "2026-11-20", "cell": "up.sleep", "with": "{id}"},
        {"id": "{new}", "record": "claim", "target": "{id}"},
        {"id": "{new}", "record": "idea", "target": "{id}", "text": "{words}"},
    ),
}
# After these nobody is signed in any more, or somebody else is: each is sent from a browser of its own.
LAST = {
    "POST /binnen/uit",
    "POST /demo/<who>",
    "POST /instellingen/toestellen/overal",
    "POST /instellingen/wissen",
    "POST /weg",
}
AT = re.compile(rb"/(logboek|plan|boek)/[0-9a-f-]{36}")


@dataclass(frozen=True)
class Letter:
    """One write: to which door, with which of its forms, about which id."""

    door: str
    nth: int
    address: str
    about: UUID
    new: UUID
    form: Form
    names_it: bool

    def send(self, client: FlaskClient, person: UUID, now: Any) -> TestResponse:  # noqa: ANN401
        """Send it from this browser; a sealed record from this person's phone.

        The clock stands still here, so each letter gets a minute of its own.
        """
        sweep(client.application.extensions[KEY], now + timedelta(days=1))
        if self.door == ROOM:
            return self._move(client, now)
        if self.door != OUTBOX:
            method = self.door.split()[0]
            told = {"json": {**self.form, "keys": KEYS}} if "/push/" in self.door else {}
            return client.open(self.address, method=method, **(told or {"data": dict(self.form)}))
        fields: dict[str, Any] = dict(self.form)
        given = UUID(fields.pop("id") or str(self.about))
        target = fields.pop("target", None)
        return Phone(client, person, now).send(
            given, target=target and UUID(target), made=now, **fields
        )

    def _move(self, client: FlaskClient, now: Any) -> TestResponse:  # noqa: ANN401
        """A move is sealed for a room: as if it were the one that is asked about."""
        phone = Phone(client, self.about, now)
        fields = {name: self.form[name] for name in ("thing", "spot") if name in self.form}
        body = phone.sealed(self.new, record="move", made=now, **fields)
        return client.put(f"/api/v1/room/{self.new}", data=body)

    def same(self, answer: TestResponse) -> Answer:
        """The answer, without the ids that stood in the question or came out of them."""
        status, headers, body = masked(answer.status_code, list(answer.headers), answer.data)
        kept = tuple((name, self._bare(value.encode()).decode()) for name, value in headers)
        return status, kept, self._bare(body)

    def _bare(self, text: bytes) -> bytes:
        for name, known in (("about", self.about), ("new", self.new)):
            text = text.replace(str(known).encode(), f"#{name}".encode())
        return AT.sub(rb"/\1/#at", text)


def doors_for_writing(app: Flask) -> dict[str, Rule]:
    """Every route that takes something in."""
    return {
        f"{method} {rule.rule}": rule
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - READS
    }


# What stands in a place that is of no id: a day that can be, else somebody's name.
OTHER = {"day": "2026-11-21"}


def letters(
    app: Flask, about: UUID, words: str, *, new: UUID | None = None, kinds: Kinds | None = None
) -> Iterator[Letter]:
    """Every write to every door, those that end the sign-in at the end; raises KeyError for a new door.

    With ``kinds`` an id stands in an address only where something of its kind can stand; in a form
    it stands everywhere, and so does an id of nothing.
    """
    doors = doors_for_writing(app)
    kind = (kinds or {}).get(about, frozenset())
    for door in sorted(doors, key=lambda each: (each in LAST, each)):
        rule = doors[door]
        for nth, form in enumerate(FORMS[door]):
            made_up = new or uuid4()
            place = {
                name: (form.get("id") and made_up) or about if door == OUTBOX else about
                for name in rule.arguments
                if f"uuid:{name}" in rule.rule
            }
            address = rule.build(
                {**{name: OTHER.get(name, "mark") for name in rule.arguments}, **place}
            )[1]
            filled = {name: _filled(value, about, made_up, words) for name, value in form.items()}
            names_it = "{id}" in form.values() or about in place.values()
            if (
                place
                and "{id}" not in form.values()
                and not any(value != about or fits(name, kind) for name, value in place.items())
            ):
                continue
            yield Letter(door, nth, address, about, made_up, filled, names_it)


def _filled(value: str, about: UUID, new: UUID, words: str) -> str:
    for place, instead in (("{id}", about), ("{new}", new), ("{words}", words)):
        value = value.replace(place, str(instead))
    return value
