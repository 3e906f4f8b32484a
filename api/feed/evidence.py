"""What is seen of how it goes, as a program reads it: a sheet for each seat, of what is shared with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.feed import sheets
from api.feed.notes import consent_of
from api.path.evidence import facts_of_checks as checks
from api.path.evidence.facts import Facts
from api.path.evidence.queries import facts
from api.people.consenting.kinds import Kind
from api.people.professionals.queries import Reader
from api.people.queries import household_name

# Of which kinds there is something on the sheet; each that is shared is written down as read.
KINDS: Final = (Kind.LOG, Kind.SCORES, Kind.PLAN, Kind.WEEK)


def evidence_sheet(
    session: Session, readers: Sequence[Reader], now: datetime
) -> sheets.EvidenceSheet:
    """Return what each of these seats sees."""
    household = readers[0].seat.household
    titles = {household: household_name(session, household)}
    return sheets.EvidenceSheet(
        household=household,
        household_name=titles[household],
        sheets=tuple(_sheet(facts(session, each.viewer, now), each, titles) for each in readers),
    )


def _sheet(found: Facts, reader: Reader, titles: Mapping[UUID, str]) -> sheets.Evidence:
    log = found.log
    last = (log.good, log.near, log.wrong, log.how, log.check)
    return sheets.Evidence(
        consent=consent_of(reader, titles),
        numbers=tuple(_numbers(found)),
        checks=tuple(_checked(each) for each in found.checks),
        notes=tuple(
            sheets.LastNote(kind=each.kind, by=each.by.name, on=each.on) for each in last if each
        ),
        # Since what went wrong: that it never did nobody can say of what is shared for a while only.
        calm_months=log.calm_months if log.wrong else None,
        weeks=tuple(
            sheets.WeekSeen(
                whose=each.whose.name if each.whose else None,
                monday=each.monday,
                came_back=tuple(map(str, each.came_back)),
                every_day=tuple(map(str, each.every_day)),
            )
            for each in found.weeks
        ),
        took_part=tuple(
            sheets.TookPart(by=each.person.name, did=tuple(map(str, each.did)), last=each.last)
            for each in found.people.active
        ),
        tests=tuple(
            sheets.Tried(text=each.text, day=each.day, result=each.result, told_on=each.told_on)
            for each in found.tests
        ),
    )


def _numbers(found: Facts) -> Iterable[sheets.LastNumber]:
    """Only what was given for the whole circle: a sheet goes from hand to hand."""
    for scale in found.scores:
        for each in scale.scorers:
            if each.for_all:
                yield sheets.LastNumber(
                    danger=scale.danger.id,
                    text=scale.danger.text,
                    by=each.by.name,
                    value=each.value,
                    on=each.on,
                    months_at_six=each.months_at_six,
                    months_at_seven=each.months_at_seven,
                )


def _checked(each: checks.AgreementChecks) -> sheets.Checked:
    return sheets.Checked(
        agreement=each.agreement.id,
        text=each.agreement.text,
        last=_look(each.last),
        planned=_look(each.planned),
        unannounced=_look(each.unannounced),
    )


def _look(look: checks.Look | None) -> sheets.Look | None:
    if look is None:
        return None
    return sheets.Look(by=look.by.name, on=look.on, visit=look.visit, kept=look.kept)
