"""Writing down that a page was looked at, before it goes out: nothing written down, nothing shown.

That looking through the app is written down is what people are told (security.md section 1). A page
that could be had while the writing fails, by filling the disk, would make that untrue.
"""

from collections.abc import Iterable

from flask import g, request

from api.core.errors import Busy, Full, Refusal
from api.core.http import house
from api.people import signed_in
from api.people.looking.actions import write_down
from api.people.looking.rules import Seen, counts
from i18n.marking import N_

LATER = N_("We konden niet opschrijven dat je keek. Wacht even en kijk opnieuw.")


class NotWrittenDown(Refusal):
    """It could not be written down that somebody looks, or they do not look yet."""

    status = 503
    retry_after = 2


def shows(seen: Iterable[Seen]) -> None:
    """Write down that the person who asks sees this now; raises NotWrittenDown.

    Asking for the head of a page shows nothing. What a browser fetches ahead may be looked at never,
    or later without a word to us: it is refused, and fetched again by who does look. What comes back
    after a hold-up is asked anew. Such a page is never kept on the phone, where nobody counts.
    """
    viewer = signed_in.current_viewer()
    looked = counts(viewer, seen)
    if not looked or request.method == "HEAD":
        return
    if signed_in.is_fetched_ahead(request):
        raise NotWrittenDown(LATER)
    try:
        write_down(house(), by=viewer, seen=looked, now=house().clock.now())
    except (Busy, Full):
        raise NotWrittenDown(LATER) from None
    g.looked = True


def is_told_in_private() -> None:
    """Say that the answer of this request holds what one person told another alone: no phone keeps it."""
    g.private = True


def stays_off_the_phone() -> bool:
    """Say whether the answer of this request shows what is somebody else's own."""
    return bool(g.get("looked") or g.get("private"))
