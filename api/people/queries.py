"""Reading who is here. Everything for a screen goes through the viewer who asks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.once import once
from api.core.vault import Box, Tampered
from api.people.facts import STANDING_STILL, Facts, facts_of, people_of
from api.people.going.model import Going
from api.people.going.rules import Way, absence
from api.people.model import Household, Person, SafetyLink
from api.people.policy import Absence, Item, Ring, Role, Side, Verb, Viewer, may, sees_member
from api.people.quiet.rules import quietly
from api.people.rules import SAFETY_PEOPLE
from i18n.marking import N_
from i18n.translator import gettext

UNKNOWN: Final = N_("Deze pagina is er niet. Ga naar het begin.")
SOMEBODY: Final = N_("Iemand")
ORDER: Final = (Role.CHILD, Role.ADULT, Role.CIRCLE, Role.PROFESSIONAL, Role.HOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Someone as another may see them. `safety_of` holds only wards that this viewer may know of."""

    id: UUID
    name: str
    called: str
    face: str
    role: Role
    side: Side
    ring: Ring
    generation: int
    born_year: int | None
    is_chair: bool
    safety_of: tuple[UUID, ...]
    is_here: bool


def present(session: Session, person_id: UUID) -> Person:
    """Return the row of someone who belongs here now; raises NotHere."""
    found = session.get(Person, person_id)
    if found is None or found.ended_at is not None:
        raise NotHere(UNKNOWN)
    return found


def viewer(session: Session, person_id: UUID) -> Viewer:
    """Return a person as the policy sees them; raises NotHere."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotHere(UNKNOWN)
    return _viewer(person, facts_of(session, person.household_id))


def viewed(session: Session, person_id: UUID, *, quiet: bool) -> Viewer:
    """Return a person as the policy sees them, or as they look when another reads along; raises NotHere."""
    whole = viewer(session, person_id)
    if not quiet:
        return whole
    shields = facts_of(session, whole.household).shields
    return quietly(whole, guarded=frozenset(shield.ward_id for shield in shields))


def afresh(session: Session, by: Viewer) -> Viewer:
    """Return somebody as they are now, and no less quietly than they asked; raises NotHere."""
    return viewed(session, by.person, quiet=by.quiet)


def viewers(session: Session, household_id: UUID) -> list[Viewer]:
    """Return all who belong to the household now."""

    def ask() -> list[Viewer]:
        facts, people = facts_of(session, household_id), people_of(session, household_id)
        return [_viewer(each, facts) for each in people if not each.ended_at]

    return list(once(session, ("viewers", household_id), ask, still=STANDING_STILL))


def members(session: Session, viewer: Viewer) -> list[Member]:
    """Return who is here, as far as this viewer may know: children first, then by name."""
    return _in_order(each for each in _known(session, viewer) if each.is_here)


def names(session: Session, viewer: Viewer) -> Mapping[UUID, Member]:
    """Return the people by id, those who left included: what they wrote still bears their name."""
    return {each.id: each for each in _known(session, viewer)}


def safety_people(session: Session, ward_id: UUID, *, quiet: bool = False) -> list[Member]:
    """Return the safety people of a ward, the first one first. Show it only to the ward itself."""
    if quiet:
        return []
    ward = viewer(session, ward_id)
    facts = facts_of(session, ward.household)
    found = [link for link in facts.links if link.ward_id == ward_id]
    known = names(session, ward)
    in_order = dict.fromkeys(link.person_id for link in sorted(found, key=lambda link: link.place))
    return [known[each] for each in in_order if each in known and known[each].is_here]


def free_place(session: Session, ward_id: UUID) -> int:
    """Return the first place without a safety person; the last one when all are taken."""
    links = facts_of(session, present(session, ward_id).household_id).links
    taken = {link.place for link in links if link.ward_id == ward_id}
    return 1 if 1 not in taken else SAFETY_PEOPLE


def oneself(session: Session, person_id: UUID) -> Member:
    """Return someone as they see themselves; for the door, where nobody is signed in yet."""
    return names(session, viewer(session, person_id))[person_id]


def household_name(session: Session, household_id: UUID) -> str:
    """Return the name that the household gave itself."""
    household = session.get(Household, household_id)
    if household is None:
        raise NotHere(UNKNOWN)
    box = Box.of(session, household_id)
    return str(box.open_json("households", "body", household_id, household.body)["name"])


def lives_apart(session: Session, household_id: UUID) -> bool:
    """Say whether the adults of a household each have a side."""
    household = session.get(Household, household_id)
    return household is not None and household.mode == "apart"


def _known(session: Session, asking: Viewer) -> list[Member]:
    return once(
        session, ("known", asking), lambda: _ask_known(session, asking), still=STANDING_STILL
    )


def _ask_known(session: Session, asking: Viewer) -> list[Member]:
    facts = facts_of(session, asking.household)
    box = Box.of(session, asking.household)
    found = []
    for person in people_of(session, asking.household):
        seen = _viewer(person, facts)
        # What who left wrote still bears their name.
        then = replace(seen, ended_at=None) if seen.ended_at else seen
        if person.id == asking.person or sees_member(asking, then):
            found.append(_member(box, person, seen, asking))
    return found


def _viewer(person: Person, facts: Facts) -> Viewer:
    watched = [link for link in facts.links if link.person_id == person.id]
    first = {link.ward_id: link.since for link in watched if link.place == 1}
    return Viewer(
        person=person.id,
        household=person.household_id,
        role=Role(person.role),
        side=Side(person.side),
        ring=Ring(person.ring),
        joined_at=person.joined_at,
        ended_at=person.ended_at,
        duties=frozenset(duty.kind for duty in facts.duties if duty.person_id == person.id),
        wards={link.ward_id: link.since for link in sorted(watched, key=_newest_first)},
        second_for=frozenset(link.ward_id for link in watched).difference(first),
        first_since=first,
        absences=tuple(absences(person.id, facts.goings)),
        safety_people=frozenset(
            link.person_id for link in facts.links if link.ward_id == person.id
        ),
        feared_by=frozenset(
            shield.ward_id for shield in facts.shields if shield.feared_id == person.id
        ),
        fears=frozenset(
            shield.feared_id for shield in facts.shields if shield.ward_id == person.id
        ),
        held=facts.held,
        held_since=facts.held_since,
        not_told=facts.apart if person.role == Role.CHILD else frozenset(),
    )


def _newest_first(link: SafetyLink) -> float:
    """Who became the first keeps what was entrusted since they were the second."""
    return -link.since.timestamp()


def absences(person: UUID, goings: Iterable[Going]) -> Iterator[Absence]:
    """Yield when somebody is away by these plans."""
    for each in goings:
        found = absence(
            way=Way(each.kind),
            from_at=each.from_at,
            until=each.until,
            agreed_at=each.agreed_at,
            ended_at=each.ended_at,
        )
        if found and each.person_id == person:
            yield found


def _member(box: Box, person: Person, seen: Viewer, asking: Viewer) -> Member:
    body = _named(box, person)
    return Member(
        id=person.id,
        name=body["name"],
        called=_called(body["name"], body["called"], asking),
        face=body["face"],
        role=seen.role,
        side=seen.side,
        ring=seen.ring,
        generation=person.generation,
        born_year=person.born_year,
        is_chair="chair" in seen.duties,
        safety_of=tuple(ward for ward in seen.wards if _knows_link(asking, ward, seen.wards[ward])),
        is_here=person.ended_at is None,
    )


def _named(box: Box, person: Person) -> dict[str, str]:
    """A name that does not open must not take everybody's notes down with it; who was erased has none."""
    try:
        body = dict(box.open_json("people", "body", person.id, person.body))
    except Tampered:
        body = {"name": "", "called": "", "face": ""}
    return body if body["name"] else {**body, "name": gettext(SOMEBODY)}


def _called(name: str, called: str, asking: Viewer) -> str:
    """A child reads "mama"; a neighbour, whose mother she is not, reads her name."""
    if called and (asking.role is Role.CHILD or name in called):
        return called
    return name


def _knows_link(asking: Viewer, ward: UUID, since: datetime) -> bool:
    """A link counts as told to whoever joins later: it is about now, not about then."""
    link = Item(
        kind="safety_link",
        household=asking.household,
        author=ward,
        ward=ward,
        shared_at=max(since, asking.joined_at),
    )
    return (asking.person == ward and not asking.quiet) or may(asking, Verb.LIST, link)


def _in_order(people: Iterable[Member]) -> list[Member]:
    return sorted(people, key=lambda each: (ORDER.index(each.role), each.name.casefold()))
