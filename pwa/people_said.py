"""What is said of people on their pages: what they can do, know, and when they met. Words only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from markupsafe import Markup

from api.people.homes.contacts import Met
from api.people.homes.rings import Asked
from api.people.homes.rules import Can
from api.people.policy import Ring
from api.people.queries import Member
from api.push.reach.queries import Helper
from i18n.translator import _, current, ngettext, pgettext
from pwa.who_reads import BARE_NAME, joined

A_WEEK: Final = 7


@dataclass(frozen=True)
class TakingPart:
    """How many people of the circle took part, as far as the reader sees, and who they are."""

    title: str
    names: Markup


def abilities() -> Mapping[Can, str]:
    """Return what people can do, as they say it of themselves, in the order of the form."""
    return {
        Can.NEAR: _("Woont dichtbij"),
        Can.NIGHT_PHONE: _("Neemt ’s nachts de telefoon op"),
        Can.CAR: _("Heeft een auto"),
        Can.MEAL: _("Kan komen eten"),
        Can.NIGHT: _("Heeft een bed voor een nacht"),
    }


def rings() -> Mapping[Ring, str]:
    """Return the names of the rings, from the middle outward."""
    return {
        Ring.ALL: _("Weet alles"),
        Ring.PART: _("Weet een deel"),
        Ring.NONE: _("Weet nog niets"),
    }


def taking_part(people: Sequence[Member]) -> TakingPart | None:
    """Say who took part; nothing when nobody did."""
    if not people:
        return None
    number = len(people)
    title = ngettext("%(num)s mens doet mee", "%(num)s mensen doen mee", number)
    return TakingPart(title, joined(people))


def asks(asked: Asked) -> Markup:
    """Say what somebody asks a second person's yes for."""
    if asked.ring is Ring.ALL:
        said = _("%(by)s wil dat %(name)s alles mag weten.", **_names(asked))
    else:
        said = _("%(by)s wil dat %(name)s een deel mag weten.", **_names(asked))
    return Markup(said)  # noqa: S704


def met(told: Iterable[Met], ward: Member) -> Sequence[Markup]:
    """Say to the grown-ups who may know it when each safety person met their ward."""
    return [Markup(_met(each, BARE_NAME.format(ward.called))) for each in told]  # noqa: S704


def met_you(told: Met, today: date) -> Markup:
    """Say to a child when its safety person last saw it; just who it is when nothing was told."""
    name = BARE_NAME.format(told.person.called)
    if told.day is None:
        return Markup(pgettext("kind", "%(name)s is er voor jou.", name=name))  # noqa: S704
    when = {
        today: pgettext("kind", "%(name)s zag of sprak jou vandaag.", name=name),
        today - timedelta(days=1): pgettext(
            "kind", "%(name)s zag of sprak jou gisteren.", name=name
        ),
    }
    return Markup(when.get(told.day) or _on_a_day(name, told.day, today))  # noqa: S704


def _on_a_day(name: Markup, day: date, today: date) -> str:
    """A day of this week is its name alone: a child knows no dates."""
    calendar = current().calendar
    close = today - day < timedelta(days=A_WEEK)
    said = calendar.days[day.weekday()] if close else calendar.day(day)
    return pgettext("kind", "%(name)s zag of sprak jou op %(day)s.", name=name, day=said)


def _met(told: Met, ward: Markup) -> str:
    name = BARE_NAME.format(told.person.called)
    if told.day is None:
        return _("%(name)s noemde nog geen dag.", name=name)
    day = current().calendar.day(told.day)
    return _("%(name)s zag of sprak %(ward)s op %(day)s.", name=name, ward=ward, day=day)


def _names(asked: Asked) -> Mapping[str, Markup]:
    return {
        "by": BARE_NAME.format(asked.by.called),
        "name": BARE_NAME.format(asked.person.called),
    }


def reach(helper: Helper) -> tuple[Markup, bool]:
    """Say of one helper whether messages arrive, and since which day not."""
    name = BARE_NAME.format(helper.member.called or helper.member.name)
    if helper.can:
        said = _("Bij %(name)s komen berichten aan.", name=name)
    elif helper.lost_on:
        day = current().calendar.day(helper.lost_on)
        said = _("Bij %(name)s komt niets aan sinds %(day)s.", name=name, day=day)
    else:
        said = _("Bij %(name)s staan berichten nog uit.", name=name)
    return Markup(said), helper.can  # noqa: S704
