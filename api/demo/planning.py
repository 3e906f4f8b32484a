"""Lets the two households make their plans: who proposed what, when it was agreed, changed and ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID, uuid5

from api.demo.agreed import KEEPER, Agreed, Promise, Worded, Yes
from api.demo.cast import CAST
from api.demo.living import Deed, Filling, Step
from api.people.policy import Audience, Side
from api.plan.actions import draft, propose, put_in_force
from api.plan.changing import end, endorse
from api.plan.words import (
    Agreement,
    Condition,
    Danger,
    Event,
    Floor,
    Goal,
    Kind,
    Part,
    Plan,
    Settled,
    Sketch,
    Words,
)
from i18n.dates import here

NAMED: Final[Mapping[Part, str]] = {
    Part.DOES: "does",
    Part.LOOKS: "looks",
    Part.TOLD: "told",
    Part.GUARDS: "guards",
    Part.CHOSEN: "chosen",
    Part.WITH: "together",
}


def plan_steps(filling: Filling, plan: Agreed) -> Iterator[Step]:
    """Return each proposal, each yes that was said together, each end, and who found it good."""
    for place, part in enumerate(plan.parts):
        yield from _part_steps(filling, part, f"plan/{place:03}")
    for yes in plan.yes:
        yield Step(yes.at, f"yes/{yes.plan}/{yes.who}", yes.who, partial(_say_yes, filling, yes))


def part_id(filling: Filling, name: str) -> UUID:
    """Return the id of a part by its own name."""
    return uuid5(filling.home, f"plan/{name}")


def version_id(filling: Filling, part: Promise, number: int) -> UUID:
    """Return the id of one version of a part, counted from 1."""
    return uuid5(part_id(filling, part.id), str(number))


def _part_steps(filling: Filling, part: Promise, key: str) -> Iterator[Step]:
    keeper = KEEPER[CAST[part.versions[0].by].mode]
    for version in part.versions:
        write = partial(_write, filling, part, version)
        yield Step(version.at, f"{key}/{version.number}", version.by, write)
        if version.agreed:
            agree = partial(_agree, filling, part, version)
            yield Step(version.agreed, f"{key}/{version.number}/yes", keeper, agree)
    if part.ended:
        yield Step(part.ended, f"{key}/end", keeper, partial(_end, filling, part))


def _write(filling: Filling, part: Promise, version: Worded, deed: Deed) -> None:
    """Write it down; show it, unless it is still a draft."""
    before = version.number - 1
    row = version_id(filling, part, version.number)
    draft(
        deed.session,
        by=deed.by,
        part_id=part_id(filling, part.id),
        version_id=row,
        sketch=_sketch(filling, part, version),
        base=version_id(filling, part, before) if before else None,
        now=deed.now,
    )
    if not version.is_draft:
        propose(deed.session, by=deed.by, version_id=row, now=deed.now)


def _agree(filling: Filling, part: Promise, version: Worded, deed: Deed) -> None:
    fields, row = version.fields, version_id(filling, part, version.number)
    people = filling.them(fields.get("with", ()))
    agreed = Settled(on=here(deed.now), people=people, others=fields.get("with_others", ""))
    put_in_force(deed.session, by=deed.by, version_id=row, agreed=agreed, now=deed.now)


def _end(filling: Filling, part: Promise, deed: Deed) -> None:
    row = version_id(filling, part, part.versions[-1].number)
    end(deed.session, by=deed.by, version_id=row, reason=part.reason, now=deed.now)


def _say_yes(filling: Filling, yes: Yes, deed: Deed) -> None:
    row = uuid5(filling.home, f"yes/{yes.who}/{yes.at.isoformat()}")
    endorse(deed.session, by=deed.by, endorsement_id=row, plan=Plan(yes.plan), now=deed.now)


def _sketch(filling: Filling, part: Promise, version: Worded) -> Sketch:
    fields = version.fields
    danger = fields.get("danger")
    named = {role: filling.them(fields.get(name, ())) for role, name in NAMED.items()}
    return Sketch(
        words=_words(filling, Kind(part.kind), version),
        people={role: people for role, people in named.items() if people},
        plan=Plan(fields["plan"]) if "plan" in fields else None,
        danger_id=part_id(filling, danger) if danger else None,
        audience=Audience(fields.get("audience", "circle")),
        side=Side(fields["side"]) if "side" in fields else None,
    )


def _words(filling: Filling, kind: Kind, version: Worded) -> Words:
    fields = version.fields
    match kind:
        case Kind.GOAL:
            return Goal(text=fields["text"], circle=filling.them(fields["circle"]))
        case Kind.CONDITION:
            until = here(version.at) + timedelta(days=fields["days"])
            return Condition(text=fields["text"], until=until, if_not=fields["if_not"])
        case Kind.EVENT:
            return Event(year=fields["year"], text=fields["text"])
        case Kind.AGREEMENT:
            old = (part_id(filling, name) for name in fields.get("replaces", ()))
            return Agreement(**_given(Agreement, fields), replaces=tuple(old))
        case Kind.DANGER:
            return Danger(**_given(Danger, fields))
        case Kind.FLOOR:
            return Floor(**_given(Floor, fields))


def _given(words: type[Words], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the file says of these words."""
    names = set(words.__dataclass_fields__) - {"replaces"}
    return {name: value for name, value in fields.items() if name in names}
