"""All walks together, and a phone to walk them on."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser

from tests.browsing import Live, new_context
from tests.look import (
    walks_at_the_door,
    walks_of_a_child,
    walks_of_adults,
    walks_of_apart,
    walks_of_books,
    walks_of_fingers,
    walks_of_looking,
    walks_of_meetings,
    walks_of_messages,
    walks_of_quiet,
    walks_of_reading_along,
    walks_of_scores,
    walks_of_sharing,
    walks_of_signals,
    walks_of_staying,
    walks_of_the_child_world,
    walks_of_the_circle,
    walks_of_the_feed,
    walks_of_the_fridge,
    walks_of_the_organisation,
    walks_of_the_path,
    walks_of_the_plan,
    walks_of_the_room,
    walks_of_the_table,
    walks_of_the_week,
    walks_of_ticking,
    walks_of_work,
)
from tests.look.life import Life
from tests.look.walk import Stage

WALKS = (
    *walks_at_the_door.WALKS,
    *walks_of_adults.WALKS,
    *walks_of_a_child.WALKS,
    *walks_of_apart.WALKS,
    *walks_of_books.WALKS,
    *walks_of_fingers.WALKS,
    *walks_of_looking.WALKS,
    *walks_of_meetings.WALKS,
    *walks_of_messages.WALKS,
    *walks_of_staying.WALKS,
    *walks_of_the_child_world.WALKS,
    *walks_of_the_circle.WALKS,
    *walks_of_the_feed.WALKS,
    *walks_of_the_fridge.WALKS,
    *walks_of_the_organisation.WALKS,
    *walks_of_the_path.WALKS,
    *walks_of_the_plan.WALKS,
    *walks_of_quiet.WALKS,
    *walks_of_reading_along.WALKS,
    *walks_of_scores.WALKS,
    *walks_of_sharing.WALKS,
    *walks_of_signals.WALKS,
    *walks_of_the_room.WALKS,
    *walks_of_the_table.WALKS,
    *walks_of_the_week.WALKS,
    *walks_of_ticking.WALKS,
    *walks_of_work.WALKS,
)


@contextmanager
def staged(
    browser: Browser, live: Live, life: Life, *, who: str, language: str, **settings: object
) -> Iterator[Stage]:
    """A phone in somebody's hand, without motion and without a worker in between."""
    context = new_context(
        browser, live.url, service_workers="block", reduced_motion="reduce", **settings
    )
    context.add_cookies([{"name": "taal", "value": language, "url": live.url}])
    if who != "nobody":
        live.enter(context, getattr(live.world, who))
    try:
        yield Stage(context.new_page(), live, life)
    finally:
        context.close()
