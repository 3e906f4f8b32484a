"""The words of the week: elements, parts of a day, questions for a gap. The slice knows kinds, no words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final

from markupsafe import Markup

from api.people.queries import Member
from api.resilience.elements import DayPart, Element, Layer
from api.resilience.views import AskView
from i18n.marking import N_
from i18n.translator import _, day, npgettext, pgettext
from pwa.who_reads import joined

# The picture of each element and part, out of pictures.svg.
PICTURES: Final = {
    Element.CONTACT: "heart",
    Element.SLEEP: "sleep",
    Element.MOVE: "run",
    Element.OUTSIDE: "tree",
    Element.CALM: "breathe",
    Element.FOOD: "apple",
}
PARTS: Final = {
    DayPart.UP: N_("Opstaan"),
    DayPart.MORNING: N_("Ochtend"),
    DayPart.AFTERNOON: N_("Middag"),
    DayPart.EVENING: N_("Avond"),
    DayPart.NIGHT: N_("Naar bed"),
}
# As they stand in the address of a page.
LAYERS: Final = {
    "deden": (Layer.DONE, N_("Dit deden we")),
    "willen": (Layer.WANT, N_("Dit willen we")),
    "zo": (Layer.IS, N_("Zo is het")),
}
ASKED: Final = {
    Element.CONTACT: N_("Wie heeft op %(day)s tijd voor %(name)s?"),
    Element.SLEEP: N_("Wie helpt %(name)s op %(day)s met slapen?"),
    Element.MOVE: N_("Wie gaat op %(day)s sporten of spelen met %(name)s?"),
    Element.OUTSIDE: N_("Wie gaat op %(day)s naar buiten met %(name)s?"),
    Element.CALM: N_("Wie doet op %(day)s iets rustigs met %(name)s?"),
    Element.FOOD: N_("Wie eet of kookt op %(day)s met %(name)s?"),
}


def element(each: Element, *, child: bool = False) -> str:
    """Return an element as a grown-up or a child says it (language.md 9)."""
    words: dict[Element, Callable[[], str]] = CHILD if child else GROWN_UP
    return words[each]()


def elements(every: Iterable[Element], *, child: bool = False) -> str:
    """Return elements in one line."""
    return ", ".join(element(each, child=child) for each in every)


def part(each: DayPart) -> str:
    return _(PARTS[each])


def layer(word: str) -> str:
    return _(LAYERS[word][1])


def question(ask: AskView) -> Markup:
    """Return what is asked, as one question with a name."""
    return Markup(_(ASKED[ask.element], day=day(ask.day), name=_name(ask.whose)))  # noqa: S704


def childs_readers(safe: Sequence[Member]) -> Markup:
    """Return who sees a child's week. Who else was chosen stands on no screen of a child: it can ask."""
    if not safe:
        return Markup.escape(pgettext("kind", "Wil je weten wie dit ziet? Vraag het."))
    said = npgettext(
        "kind",
        "%(names)s ziet dit. Vraag wie nog meer.",
        "%(names)s zien dit. Vraag wie nog meer.",
        len(safe),
        names=joined(safe),
    )
    return Markup(said)  # noqa: S704


def weekday(when: date) -> str:
    """As in: dinsdag."""
    return day(when).split()[0]


def _name(someone: Member | None) -> Markup:
    if someone is None:
        return Markup(_("ons"))  # noqa: S704
    called = someone.called or someone.name
    return Markup('<bdi translate="no">{}</bdi>').format(called)


GROWN_UP: Final[dict[Element, Callable[[], str]]] = {
    Element.CONTACT: lambda: _("Fijn contact"),
    Element.SLEEP: lambda: _("Goed slapen"),
    Element.MOVE: lambda: _("Bewegen"),
    Element.OUTSIDE: lambda: _("Naar buiten"),
    Element.CALM: lambda: _("Even rust"),
    Element.FOOD: lambda: _("Gezond eten"),
}
CHILD: Final[dict[Element, Callable[[], str]]] = {
    Element.CONTACT: lambda: pgettext("kind", "Iemand die lief is"),
    Element.SLEEP: lambda: pgettext("kind", "Goed slapen"),
    Element.MOVE: lambda: pgettext("kind", "Rennen en spelen"),
    Element.OUTSIDE: lambda: pgettext("kind", "Buiten spelen"),
    Element.CALM: lambda: pgettext("kind", "Even rustig ademen"),
    Element.FOOD: lambda: pgettext("kind", "Lekker gezond eten"),
}
