"""Rules of the plan. Values in, values out: no database, no Flask, no clock.

Sources: domain.md section 3 (gevaarsomschrijving, veiligheidsdoel, veiligheidsplan) and the rows of
section 8.2 on danger, goal, direct and stable plan. Who may *see* is decided in `api.people.policy`.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from api.core.errors import Invalid
from api.people.policy import Audience, Duty, Role, Side, Viewer
from api.plan.hints import Hint
from api.plan.views import ProposalView
from api.plan.words import Condition, Goal, Kind, Part, People, Plan, Sketch
from i18n.marking import N_

MOST_DANGERS: Final = 4
CONDITIONS: Final = (3, 5)
LONGEST_TERM: Final = 3  # months
PROPOSAL_IS_NEWS: Final = timedelta(days=7)
LONGEST: Final = 2000
OLDEST_YEAR: Final = 1900
EVERY: Final = range(1, 367)  # days

SAY_IT: Final = N_("Schrijf eerst op waar het over gaat.")
TOO_LONG: Final = N_("Dit is te lang. Gebruik minder dan 2000 letters.")
NOBODY: Final = N_("Kies wie dit doet. Zonder iemand is het geen afspraak.")
NO_GUARD: Final = N_("Kies wie hierop let.")
WHICH_PLAN: Final = N_("Kies bij welk plan dit hoort.")
WHICH_DANGER: Final = N_("Kies bij welke zorg dit doel hoort.")
LONG_TERM: Final = N_("Kies een dag binnen 3 maanden.")
PAST_TERM: Final = N_("Deze dag is al geweest. Kies een latere dag.")
NO_YEAR: Final = N_("Dit jaar kan niet. Schrijf het jaar met 4 cijfers.")
NO_RHYTHM: Final = N_("Schrijf een aantal dagen, van 1 tot 366.")
FOUR_DANGERS: Final = N_("Er staan al 4 zorgen. Haal er eerst een weg.")
FIVE_CONDITIONS: Final = N_("Er staan al 5 voorwaarden. Haal er eerst een weg.")
TWO_SIDES: Final = N_("Kies mensen van een kant.")
GOAL_HELP: Final = N_("Hier staat hulp in. Wat zien jullie thuis? Schrijf anders waarom.")
GOAL_NOBODY: Final = N_("Wie uit de kring hoort hierbij? Schrijf anders waarom niet.")
WHO_READS: Final = N_("Kies wie dit mag lezen.")
NOT_YET: Final = N_("Deze dag komt nog. Kies een dag die al geweest is.")


def may_agree(viewer: Viewer) -> bool:
    """Say whether somebody enters what was agreed: who leads or keeps the plan, from outside the house.

    No grown-up of the household has that pen alone (domain 9, "abuser is a user").
    """
    duties = {Duty.CHAIR, Duty.PLAN_HOLDER}
    return viewer.role is Role.CIRCLE and bool(viewer.duties & duties)


def waits_for(viewer: Viewer, proposal: ProposalView, now: datetime) -> bool:
    """Say whether the first page of somebody speaks of a proposal.

    To who keeps the plan as long as it waits, to the others in its first week; never of one's own.
    """
    if proposal.is_draft or proposal.by == viewer.person:
        return False
    return may_agree(viewer) or now - proposal.at < PROPOSAL_IS_NEWS


def may_hand_over_own(by: Viewer, person: UUID) -> bool:
    """Say whether somebody who goes hands their own part over: only from outside the house.

    What a grown-up of the household does is for whoever keeps the plan to give to another.
    """
    return by.person == person and by.role is Role.CIRCLE


def may_take_over(role: Role) -> bool:
    """Say whether something is handed to somebody: a grown-up of the house or its circle."""
    return role in {Role.ADULT, Role.CIRCLE}


def reads_it_already(audience: str, person: UUID, named: Collection[UUID]) -> bool:
    """Say whether somebody may take over from who goes: what few may read gets no new reader by that."""
    return audience == Audience.CIRCLE or person in named


def swapped(named: Iterable[UUID], person: UUID, to: UUID) -> tuple[UUID, ...]:
    """Return the same people with one in the place of another, each once."""
    return tuple(dict.fromkeys(to if each == person else each for each in named))


def check_sketch(sketch: Sketch, today: date) -> None:
    """Raise Invalid, with the field, for what cannot be as it was written."""
    words = sketch.words
    if not words.text.strip():
        raise Invalid(SAY_IT, field="text")
    for name in getattr(words, "__dataclass_fields__", ()):
        said = getattr(words, name)
        if isinstance(said, str) and len(said) > LONGEST:
            raise Invalid(TOO_LONG, field=name)
    check = CHECKS.get(sketch.kind)
    if check is not None:
        check(sketch, today)


def _check_agreement(sketch: Sketch, _today: date) -> None:
    """Who, what, when (domain 8.2, direct veiligheidsplan)."""
    words = sketch.words
    if sketch.plan is None:
        raise Invalid(WHICH_PLAN, field="plan")
    if not sketch.people.get(Part.DOES):
        raise Invalid(NOBODY, field="does")
    for name in ("planned_every", "unannounced_every"):
        every = getattr(words, name)
        if every is not None and every not in EVERY:
            raise Invalid(NO_RHYTHM, field=name)


def _check_condition(sketch: Sketch, today: date) -> None:
    """Terms are at most three months (domain 3, veiligheidsplan; 8.2)."""
    assert isinstance(sketch.words, Condition)  # noqa: S101 (the kind says so)
    check_term(sketch.words.until, today)


def check_term(until: date, today: date) -> None:
    """Raise Invalid for a term that is over or longer than three months."""
    if until < today:
        raise Invalid(PAST_TERM, field="until")
    if until > months_later(today, LONGEST_TERM):
        raise Invalid(LONG_TERM, field="until")


def _check_floor(sketch: Sketch, _today: date) -> None:
    """A floor has its guard (domain 3, bodemeis)."""
    if not sketch.people.get(Part.GUARDS):
        raise Invalid(NO_GUARD, field="guards")


def _check_goal(sketch: Sketch, _today: date) -> None:
    """Each danger has its goal (domain 8.2, gevaarsomschrijving)."""
    if sketch.danger_id is None:
        raise Invalid(WHICH_DANGER, field="danger_id")


def _check_event(sketch: Sketch, today: date) -> None:
    """An unsafe event has its year (domain 8.2, direct veiligheidsplan)."""
    year = getattr(sketch.words, "year", 0)
    if not OLDEST_YEAR <= year <= today.year:
        raise Invalid(NO_YEAR, field="year")


CHECKS: Final[Mapping[Kind, Callable[[Sketch, date], None]]] = {
    Kind.AGREEMENT: _check_agreement,
    Kind.CONDITION: _check_condition,
    Kind.FLOOR: _check_floor,
    Kind.GOAL: _check_goal,
    Kind.EVENT: _check_event,
}


def check_room(kind: Kind, already: int) -> None:
    """Raise Invalid when one more of a kind would be too many: four dangers, five conditions."""
    if kind is Kind.DANGER and already >= MOST_DANGERS:
        raise Invalid(FOUR_DANGERS, field="text")
    if kind is Kind.CONDITION and already >= CONDITIONS[1]:
        raise Invalid(FIVE_CONDITIONS, field="text")


def side_of(by: Viewer, wanted: Side | None, named: Mapping[UUID, Side]) -> Side:
    """Return the side of a new part: the writer's own, or that of who is named in it.

    A part that names somebody of one side is not there for the other. Raises Invalid for both.
    """
    sides = {side for side in named.values() if side is not Side.BOTH}
    sides |= {side for side in (by.side, wanted) if side not in {None, Side.BOTH}}
    if len(sides) > 1:
        raise Invalid(TWO_SIDES, field="does")
    return next(iter(sides), Side.BOTH)


def check_goal(goal: Goal, found: Collection[Hint]) -> None:
    """A goal with a hint is only agreed with a reason (domain 8.2, veiligheidsdoel)."""
    if goal.reason_anyway.strip():
        return
    for hint, sentence in ((Hint.HELP, GOAL_HELP), (Hint.NOBODY, GOAL_NOBODY)):
        if hint in found:
            raise Invalid(sentence, field="reason_anyway")


def named_in(people: People) -> frozenset[UUID]:
    """Return everybody who is named, as whatever."""
    return frozenset(person for persons in people.values() for person in persons)


def plan_of(sketch: Sketch) -> Plan | None:
    """Return the plan of a part: agreements have one, the rest belongs to both."""
    return sketch.plan if sketch.kind is Kind.AGREEMENT else None


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
