"""What the pages of the path say: phases, sentences beside an outcome, kinds of parts. The room knows no people's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from markupsafe import Markup

from api.path.outcomes import BY_KEY, Outcome, Phase
from api.path.said import Months, Said, Typed
from api.path.words import Area, Kind, Named, Says
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
SORTS: Final[Mapping[str, Kind]] = {
    "stap": Kind.STEP,
    "proef": Kind.TEST,
    "herstel": Kind.RECOVERY,
    "weer": Kind.CLOSING,
}
SORT_OF: Final = {kind: sort for sort, kind in SORTS.items()}
LISTS: Final[Mapping[Kind, str]] = {
    Kind.STEP: "/pad/stappen",
    Kind.TEST: "/pad/proef",
    Kind.RECOVERY: "/pad/herstel",
    Kind.CLOSING: "/pad/weer",
}
TITLES: Final[Mapping[Kind, str]] = {
    Kind.STEP: N_("De stappen"),
    Kind.TEST: N_("Een proef"),
    Kind.RECOVERY: N_("Weer vooruit"),
    Kind.CLOSING: N_("Als het weer misgaat"),
}
ASKED: Final[Mapping[Kind, str]] = {
    Kind.STEP: N_("Wat gaan jullie doen?"),
    Kind.TEST: N_("Wat spelen jullie na?"),
    Kind.RECOVERY: N_("Wat willen jullie weer goed maken?"),
    Kind.CLOSING: N_("Waaraan merk je dat het weer misgaat?"),
}
AREAS: Final[Mapping[Area, str]] = {
    Area.HEALTH: N_("Je lijf en je hoofd"),
    Area.GROWTH: N_("Leren en groeien"),
    Area.TAKING_PART: N_("School, werk en vrienden"),
    Area.FEELING_SAFE: N_("Rustig slapen en je veilig voelen"),
}
NAMED: Final[Mapping[Named, str]] = {
    Named.DOES: N_("Wie doet dit?"),
    Named.STANDS_BY: N_("Wie staat erbij en kan helpen?"),
    Named.KEEPS: N_("Wie bewaart dit plan?"),
}
RESULTS: Final[Mapping[Says, str]] = {
    Says.HELD: N_("Het ging goed"),
    Says.NOT_HELD: N_("Het ging niet goed"),
    Says.STOPPED: N_("We stopten"),
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
