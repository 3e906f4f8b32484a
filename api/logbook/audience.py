"""Who will read it: the names beside the button, who can be chosen, and what was chosen last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid
from api.logbook.fields import NO_PERSON
from api.logbook.finding import latest_words
from api.logbook.items import new_item
from api.logbook.model import Entry
from api.logbook.note import Kind, Note
from api.logbook.rules import audience_of, when_did_it_happen
from api.logbook.views import AudienceNames, LastAudience
from api.people.policy import Audience, Ring, Role, Viewer, readers
from api.people.professionals.along import reading_along
from api.people.queries import Member, members, names, safety_people, viewers

CANNOT_BE_CHOSEN = frozenset({Role.PROFESSIONAL, Role.HOST})


def audience_names(session: Session, viewer: Viewer, kind: Kind = Kind.GOOD) -> AudienceNames:
    """Return for each choice who will read it, as far as this viewer may know them."""
    here = members(session, viewer)
    me = tuple(each for each in here if each.id == viewer.person)
    return AudienceNames(
        names={
            Audience.CIRCLE: _circle(session, viewer, kind, here),
            Audience.CHOSEN: None,
            Audience.SAFETY_PERSON: tuple(
                safety_people(session, viewer.person, quiet=viewer.quiet)
            ),
            Audience.SELF: me,
        },
        may_choose=tuple(each for each in here if _is_offered(each, viewer)),
    )


def also_reading(session: Session, viewer: Viewer, now: datetime) -> Sequence[Member]:
    """Return which professionals read what this viewer writes now for the whole circle."""
    item = new_item(viewer, Audience.CIRCLE, now, chosen=frozenset(), kind=Kind.GOOD)
    return reading_along(session, viewer, item, now)


def choosable(session: Session, viewer: Viewer) -> frozenset[UUID]:
    """Return who this viewer can choose by name: more than is offered, for what waited on a phone."""
    return frozenset(each.id for each in members(session, viewer) if _can_be_chosen(each, viewer))


def check_named(session: Session, viewer: Viewer, people: Iterable[UUID]) -> None:
    """Raise Invalid when a note names somebody whom its writer does not know to be here.

    A child whose parents are apart may name them: that its screen does not, must not stop its words.
    """
    named = set(people) - viewer.not_told
    if named and not names(session, viewer).keys() >= named:
        raise Invalid(NO_PERSON, field="about")


def as_it_can_be(session: Session, viewer: Viewer, note: Note, made_at: datetime) -> Note:
    """Return a note that waited on a phone without what cannot be: nobody can mend it there any more.

    It is never for more people than its writer meant; where nobody is left, for its writer alone.
    """
    here = names(session, viewer).keys() | viewer.not_told
    offered = choosable(session, viewer)
    note = replace(
        note,
        chosen=note.chosen & offered,
        about=tuple(each for each in note.about if each in here),
        helped_by=tuple(each for each in note.helped_by if each in here),
    )
    if not _goes(
        audience_of,
        note,
        viewer.role,
        choosable=offered,
        has_safety_person=bool(viewer.safety_people),
    ):
        note = replace(note, audience=Audience.SELF)
    if not _goes(when_did_it_happen, note, made_at):
        note = replace(note, on=None, at=None)
    return note


def last_audience(session: Session, viewer: Viewer) -> LastAudience | None:
    """Return what somebody chose the last time, as far as that can still be chosen.

    For whom that was tells something, so it is not told when another reads along.
    """
    mine = select(Entry).filter_by(household_id=viewer.household, author_id=viewer.person)
    entry = session.scalars(mine.order_by(Entry.written_at.desc()).limit(1)).first()
    if entry is None or viewer.role is Role.CHILD or viewer.quiet:
        return None
    here = audience_names(session, viewer).may_choose
    chosen = latest_words(session, entry).chosen
    still = tuple(each for each in here if each.id in chosen)
    if entry.audience == Audience.CHOSEN and not still:
        return None
    return LastAudience(Audience(entry.audience), still)


def _goes(rule: Callable[..., object], *values: object, **more: object) -> bool:
    try:
        rule(*values, **more)
    except Invalid:
        return False
    return True


def _can_be_chosen(member: Member, viewer: Viewer) -> bool:
    """Whom a child may fear would never be heard by it, and could try that out. So for all grown-ups
    it is the same: only the child's safety people may speak to it apart.
    """
    return (
        member.id != viewer.person
        and member.role not in CANNOT_BE_CHOSEN
        and member.ring is not Ring.NONE
        and (
            member.role is not Role.CHILD or viewer.role is Role.CHILD or member.id in viewer.wards
        )
    )


def _is_offered(member: Member, viewer: Viewer) -> bool:
    """A child is offered its safety people and other children, shield or not.

    Whoever it may fear would never read it, and leaving out only him would tell him why, over the
    child's shoulder. The circle hears both.
    """
    if not _can_be_chosen(member, viewer):
        return False
    return (
        viewer.role is not Role.CHILD
        or member.role is Role.CHILD
        or member.id in viewer.safety_people
    )


def _circle(
    session: Session, viewer: Viewer, kind: Kind, here: Iterable[Member]
) -> tuple[Member, ...] | None:
    """Return who hears the circle; None for the people of the house, who may have a shield list.

    Over their shoulder a watcher would look for his own name. And if the names were gone only for
    whom has such a list, two phones side by side would tell that there is one.
    """
    if viewer.role is not Role.CIRCLE:
        return None
    people = viewers(session, viewer.household)
    now = max(each.joined_at for each in people)
    item = new_item(viewer, Audience.CIRCLE, now, chosen=frozenset(), kind=kind)
    hear = readers(item, people)
    return tuple(each for each in here if each.id in hear and each.id != viewer.person)
