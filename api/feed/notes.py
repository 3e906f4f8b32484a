"""A page of notes as a feed: the same values for JSON and for Atom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from api.feed.shapes import Author, Consent, Feed, FeedFacts, Item, NoteFacts
from api.feed.walking import Given, Page
from api.logbook.note import Kind
from api.logbook.views import EntryView
from api.people.consenting.kinds import Kind as Shared
from api.people.professionals.queries import Reader
from i18n.marking import N_
from i18n.translator import gettext

VERSION: Final = "https://jsonfeed.org/version/1.1"
SAID: Final[Mapping[Kind, str]] = {
    Kind.GOOD: N_("Wat goed ging"),
    Kind.NEAR: N_("Het ging bijna mis"),
    Kind.WRONG: N_("Het ging mis"),
    Kind.HOW: N_("Hoe het met iedereen gaat"),
    Kind.CHECK: N_("Wie er keek"),
    Kind.TELL: N_("Iemand vertelt iets"),
}
ALL: Final = N_("Alle huizen")
NOBODY_WATCHES: Final = N_("Hier kijkt niet de hele dag iemand. Is er nu gevaar? Bel 112.")
GONE: Final = N_("Dit is weg.")
DAMAGED: Final = N_("We kunnen dit niet laten zien. De beheerder weet het.")
ON_THE_PAGE: Final = N_("Er hoort beeld of geluid bij. Dat staat op de pagina.")


def feed_of(
    page: Page, *, base: str, path: str, cursor: str | None, language: str, household: UUID | None
) -> Feed:
    """Return a page as a feed. ``base`` is the address of the house, ``cursor`` that of the next page."""
    home, views = f"{base}/meekijken", page.views()
    if household is not None:
        home += f"/{page.readers[0].seat.id}"
    return Feed(
        version=VERSION,
        title=gettext(ALL) if household is None else page.titles[household],
        description=gettext(NOBODY_WATCHES),
        home_page_url=home,
        feed_url=f"{base}{path}",
        next_url=f"{base}{path}?cursor={cursor}" if cursor else None,
        language=language,
        items=tuple(
            _item(views[each.line.entry], each, page, base, alone=household is not None)
            for each in page.given
        ),
        facts=FeedFacts(read_by=tuple(consent_of(each, page.titles) for each in page.readers)),
    )


def consent_of(reader: Reader, titles: Mapping[UUID, str]) -> Consent:
    """Return by which consent somebody reads."""
    return Consent(
        household=reader.seat.household,
        household_name=titles[reader.seat.household],
        seat=reader.seat.id,
        works_as=reader.seat.works_as,
        kinds=tuple(str(each) for each in Shared if each in reader.kinds),
        until=reader.shared.until,
    )


def _item(view: EntryView, given: Given, page: Page, base: str, *, alone: bool) -> Item:
    seat = given.readers[0].seat
    house = page.titles[seat.household]
    gone = view.withdrawn is not None
    title = gettext(GONE) if gone else gettext(SAID[view.kind])
    return Item(
        id=view.id.urn,
        url=f"{base}/meekijken/{seat.id}/log#{view.id}",
        title=title if alone else f"{house}: {title}",
        content_text=_content(view),
        date_published=view.written_at,
        date_modified=view.withdrawn.at if view.withdrawn else view.changed_at,
        authors=(Author(name=view.author.name),),
        tags=() if gone else (str(view.kind),),
        facts=NoteFacts(
            household=seat.household,
            household_name=house,
            kind=None if gone else str(view.kind),
            happened_at=view.happened_at,
            withdrawn=gone,
            late=view.late,
            source=view.source and str(view.source),
            feeling=view.feeling and str(view.feeling),
            about=tuple(each.name for each in view.about),
            helped=view.helped or None,
            helped_by=_helpers(view),
            agreement=view.agreement or None,
            kept=view.kept and str(view.kept),
            visit=view.visit and str(view.visit),
            media=tuple(each.kind for each in view.media),
        ),
    )


def _helpers(view: EntryView) -> tuple[str, ...]:
    named = (*(each.name for each in view.helped_by), view.helped_by_name)
    return tuple(filter(None, named))


def _content(view: EntryView) -> str:
    if view.withdrawn is not None:
        return gettext(GONE)
    if view.damaged:
        return gettext(DAMAGED)
    said = [view.text, view.helped, view.trigger, view.alt, view.agreement]
    if view.media:
        said.append(gettext(ON_THE_PAGE))
    return "\n".join(filter(None, said)) or gettext(SAID[view.kind])
