"""What the rooms show of a child: who met it, who it can always talk with, its books and its week. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from api.path.said import Beside, Said
from api.words_and_pictures.words import Kind
from i18n.marking import N_

MET = N_("%(with)s zag of sprak %(people)s op %(day)s.")
NOT_MET = N_("Je leest hier niet wie %(people)s zag of sprak.")
SAFE = N_("%(people)s kan altijd praten met %(with)s.")
NOBODY = N_("%(people)s heeft nog geen veilige persoon.")
READ: Final[Mapping[Kind, str]] = {
    Kind.WHY: N_("%(people)s las op %(day)s wat er gebeurd is."),
    Kind.PLAN: N_("%(people)s las op %(day)s wat jullie doen."),
}
NOT_READ: Final[Mapping[Kind, str]] = {
    Kind.WHY: N_("Je ziet hier niet of %(people)s weet wat er gebeurd is."),
    Kind.PLAN: N_("Je ziet hier niet of %(people)s het plan kent."),
}
CAME_BACK = N_("In de week van %(people)s kwam terug: %(elements)s.")
OPEN = N_("In de week van %(people)s kwam niet terug: %(elements)s.")
HOUSE_BACK = N_("In de week van het huis kwam terug: %(elements)s.")
HOUSE_OPEN = N_("In de week van het huis kwam niet terug: %(elements)s.")
NO_WEEK = N_("Je ziet hier nog geen week.")


def met(beside: Beside) -> Iterator[Said]:
    """When the safety person last met who they are for, to who may know."""
    for each in beside.facts.safety:
        if each.last_contact is not None and each.met_with is not None:
            values = {"with": (each.met_with,), "people": (each.ward,), "day": each.last_contact}
            yield Said(MET, values)


def not_met(beside: Beside) -> Iterator[Said]:
    """Only to who may know it: for all others there is nothing to miss."""
    for each in beside.facts.safety:
        if each.knows_contact and each.last_contact is None:
            yield Said(NOT_MET, {"people": (each.ward,)})


def safe(beside: Beside) -> Iterator[Said]:
    """Whose safety person somebody is, to who may know."""
    for each in beside.facts.safety:
        if each.safety_people:
            yield Said(SAFE, {"people": (each.ward,), "with": each.safety_people})


def nobody_safe(beside: Beside) -> Iterator[Said]:
    """Only to who would see one: who keeps the plan, and the one it is about."""
    for each in beside.facts.safety:
        if each.knows_contact and not each.safety_people:
            yield Said(NOBODY, {"people": (each.ward,)})


def books(beside: Beside) -> Iterator[Said]:
    """On which day a child read its books."""
    for each in beside.facts.books:
        if each.shown_on is not None:
            yield Said(READ[each.kind], {"people": (each.ward,), "day": each.shown_on})


def no_books(beside: Beside) -> Iterator[Said]:
    """Which book this viewer does not see read."""
    for each in beside.facts.books:
        if each.shown_on is None:
            yield Said(NOT_READ[each.kind], {"people": (each.ward,)})


def weeks(beside: Beside) -> Iterator[Said]:
    """What came back in the last whole week."""
    for each in beside.facts.weeks:
        if each.came_back and each.whose:
            yield Said(CAME_BACK, {"people": (each.whose,), "elements": each.came_back})
        elif each.came_back:
            yield Said(HOUSE_BACK, {"elements": each.came_back})


def no_weeks(beside: Beside) -> Iterator[Said]:
    """What did not."""
    for each in beside.facts.weeks:
        if each.still_open and each.whose:
            yield Said(OPEN, {"people": (each.whose,), "elements": each.still_open})
        elif each.still_open:
            yield Said(HOUSE_OPEN, {"elements": each.still_open})
    if not beside.facts.weeks:
        yield Said(NO_WEEK)
