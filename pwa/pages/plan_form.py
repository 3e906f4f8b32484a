"""Reads a part of the plan out of its form, and puts what stands there back into one."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, Final
from uuid import UUID

from werkzeug.datastructures import MultiDict

from api.core.errors import Invalid
from api.core.text import whole_number
from api.logbook.fields import Fields
from api.people.policy import Audience, Side
from api.plan import rules
from api.plan.words import (
    Agreement,
    Condition,
    Danger,
    Event,
    Floor,
    Goal,
    Kind,
    Part,
    People,
    Plan,
    Settled,
    Sketch,
    Words,
)
from i18n.marking import N_

# What the address calls them: a browser keeps addresses, so nothing there speaks of danger.
SORTS: Final[Mapping[str, Kind]] = {
    "afspraak": Kind.AGREEMENT,
    "zorg": Kind.DANGER,
    "doel": Kind.GOAL,
    "voorwaarde": Kind.CONDITION,
    "bodem": Kind.FLOOR,
    "eerder": Kind.EVENT,
}
SORT_OF: Final = {kind: sort for sort, kind in SORTS.items()}
NAMED: Final[Mapping[Kind, tuple[Part, ...]]] = {
    Kind.AGREEMENT: (Part.DOES, Part.LOOKS, Part.TOLD),
    Kind.FLOOR: (Part.GUARDS,),
}
WHEN_DAY: Final = N_("Kies een dag.")
LONG: Final = rules.LONGEST
MOST_TYPED: Final = 9999


def read_sketch(kind: Kind, form: MultiDict[str, str]) -> Sketch:
    """Return what somebody wrote; raises Invalid with the field."""
    asked = Fields(form.to_dict(flat=False))
    people = {part: asked.ids(part) for part in (*NAMED.get(kind, ()), Part.CHOSEN)}
    audience = asked.choice("audience", Audience) or Audience.CIRCLE
    if audience is not Audience.CHOSEN:
        people[Part.CHOSEN] = ()
    danger = asked.ids("danger_id")
    return Sketch(
        words=READ[kind](asked),
        people={part: found for part, found in people.items() if found},
        plan=asked.choice("plan", Plan) if kind is Kind.AGREEMENT else None,
        danger_id=danger[0] if danger else None,
        audience=audience,
        side=asked.choice("side", Side),
    )


def read_settled(form: MultiDict[str, str], today: date) -> Settled:
    """Return on which day something was agreed, and with whom."""
    asked = Fields(form.to_dict(flat=False))
    return Settled(
        on=asked.day("agreed_on") or today,
        people=asked.ids("with"),
        others=asked.text("others", LONG),
    )


def said_of(words: Words, people: People, **more: object) -> dict[str, Any]:
    """Return what stands in a version, as the form shows it."""
    shown: dict[str, Any] = {each.name: getattr(words, each.name) for each in fields(words)}
    shown |= {str(part): list(map(str, found)) for part, found in people.items()}
    return _plain(shown | more)


def said_in(form: MultiDict[str, str]) -> dict[str, Any]:
    """Return what somebody sent, right or wrong."""
    several = {*map(str, Part), "replaces", "circle"}
    return {name: form.getlist(name) if name in several else form.get(name, "") for name in form}


def _plain(shown: Mapping[str, Any]) -> dict[str, Any]:
    def plain(value: object) -> object:
        if isinstance(value, tuple):
            return list(map(str, value))
        if isinstance(value, bool):
            return "ja" if value else ""
        return "" if value is None else str(value) if not isinstance(value, list) else value

    return {name: plain(value) for name, value in shown.items()}


def _danger(asked: Fields) -> Danger:
    names = ("text", "who_worries", "what_happens", "worst", "for_whom")
    return Danger(**{name: asked.text(name, LONG) for name in names})


def _goal(asked: Fields) -> Goal:
    return Goal(
        text=asked.text("text", LONG),
        circle=asked.ids("circle"),
        reason_anyway=asked.text("reason_anyway", LONG),
    )


def _condition(asked: Fields) -> Condition:
    until = asked.day("until")
    if until is None:
        raise Invalid(WHEN_DAY, field="until")
    return Condition(text=asked.text("text", LONG), until=until, if_not=asked.text("if_not", LONG))


def _event(asked: Fields) -> Event:
    year = _number(asked, "year")
    return Event(text=asked.text("text", LONG), year=year or 0)


def _agreement(asked: Fields) -> Agreement:
    names = ("text", "when", "repeats", "trigger", "if_not", "child_words")
    pictured = asked.one("child_picture")
    return Agreement(
        **{name: asked.text(name, LONG) for name in names},
        planned_every=_number(asked, "planned_every"),
        unannounced_every=_number(asked, "unannounced_every"),
        child_picture=pictured if pictured in PICTURES else "",
        on_fridge=asked.one("on_fridge") == "ja",
        replaces=asked.ids("replaces"),
    )


def _number(asked: Fields, name: str) -> int | None:
    """Return whole digits; what is no number is a number that cannot be, for the rules to refuse."""
    typed = asked.one(name)
    if not typed:
        return None
    return whole_number(typed, most=MOST_TYPED) or 0


READ: Final[Mapping[Kind, Callable[[Fields], Words]]] = {
    Kind.AGREEMENT: _agreement,
    Kind.DANGER: _danger,
    Kind.GOAL: _goal,
    Kind.CONDITION: _condition,
    Kind.FLOOR: lambda asked: Floor(text=asked.text("text", LONG)),
    Kind.EVENT: _event,
}
# Each with what somebody hears who does not see it.
PICTURES: Final[Mapping[str, str]] = {
    "phone": N_("Telefoon"),
    "house": N_("Huis"),
    "sleep": N_("Slapen"),
    "run": N_("Rennen"),
    "talk": N_("Praten"),
    "hug": N_("Knuffel"),
    "calm": N_("Rustig"),
    "breathe": N_("Ademen"),
    "tree": N_("Boom"),
    "heart": N_("Hart"),
    "bike": N_("Fiets"),
    "ball": N_("Bal"),
    "book": N_("Boek"),
    "apple": N_("Appel"),
    "dog": N_("Hond"),
    "fish": N_("Vis"),
    "moon": N_("Maan"),
    "sun": N_("Zon"),
    "star": N_("Ster"),
}


def part_id_of(text: str) -> UUID | None:
    """Return the id in a field, when there is a good one."""
    try:
        return UUID(text)
    except ValueError:
        return None
