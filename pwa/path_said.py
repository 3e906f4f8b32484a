"""What the pages of the path say: phases, sentences beside an outcome, kinds of parts. The room knows no people's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from markupsafe import Markup

from api.path.outcomes import BY_KEY, Outcome, Phase
from api.path.said import Months, Said, Typed
from api.people.queries import Member
from api.resilience.elements import Element
from i18n.marking import N_
from i18n.translator import day, gettext, ngettext
from pwa.week_said import elements
from pwa.who_reads import joined

Names = Mapping[UUID, Member]

PHASES: Final[Mapping[Phase, str]] = {
    Phase.TUNING: N_("Beginnen"),
    Phase.DIRECT: N_("Rust voor nu"),
    Phase.STABLE: N_("Rust die blijft"),
    Phase.RECOVERY: N_("Weer vooruit"),
    Phase.CLOSED: N_("Zelf verder"),
}
ABOUT: Final[Mapping[Phase, str]] = {
    Phase.TUNING: N_("Jullie spreken af wie wat doet."),
    Phase.DIRECT: N_("Jullie zorgen dat het nu goed gaat. Met mensen om jullie heen."),
    Phase.STABLE: N_("Jullie zorgen dat het goed blijft gaan. Dat kost tijd."),
    Phase.RECOVERY: N_("Jullie maken heel wat stuk ging. En je leeft weer gewoon."),
    Phase.CLOSED: N_("Jullie doen het zelf. Met de mensen om jullie heen."),
}
# As they stand in an address: nothing there says what it is about.
ADDRESSES: Final[Mapping[Phase, str]] = {
    Phase.TUNING: "begin",
    Phase.DIRECT: "nu",
    Phase.STABLE: "later",
    Phase.RECOVERY: "vooruit",
    Phase.CLOSED: "zelf",
}


def phase(each: Phase) -> str:
    """Return what a phase is called on the screen."""
    return gettext(PHASES[each])


def outcomes(keys: Iterable[str]) -> list[Outcome]:
    """Return what was missing when a phase was agreed on, as far as it is still one of ours."""
    return [BY_KEY[key] for key in keys if key in BY_KEY]


def named(people: Iterable[UUID], names: Names) -> Markup:
    """Return people in one line, as far as this viewer may know of them."""
    return joined([names[each] for each in people if each in names])


def sentence(said: Said, names: Names) -> Markup:
    """Return a sentence with its values as somebody reads it."""
    values = {name: _value(value, names) for name, value in said.values.items()}
    return Markup(gettext(said.text, **values))  # noqa: S704 (each value is escaped)


def _value(value: object, names: Names) -> object:
    if isinstance(value, Months):
        return ngettext("%(num)d maand", "%(num)d maanden", value.number)
    if isinstance(value, Typed):
        return Markup('<span class="typed" dir="auto" translate="no">{}</span>').format(value.words)
    if isinstance(value, date | datetime):
        return day(value)
    if isinstance(value, tuple):
        return _several(value, names)
    return Markup.escape(value)


def _several(values: tuple[object, ...], names: Names) -> object:
    if values and isinstance(values[0], Element):
        return elements(each for each in values if isinstance(each, Element))
    people = [names.get(each) if isinstance(each, UUID) else each for each in values]
    return joined([each for each in people if isinstance(each, Member)])
