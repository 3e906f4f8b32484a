"""To which addresses the house ever sends anything: those of the push services, and of nobody inside.

A subscription is what a browser says, so it may say anything: it must begin with an origin that is on
the list, letter by letter (security R28). Nothing of it is resolved, followed or cleaned up. Pure.
"""

import re
from collections.abc import Iterable
from typing import Final

MOST: Final = 1_000
EXACT: Final = (
    "https://fcm.googleapis.com",
    "https://jmt17.google.com",
    "https://updates.push.services.mozilla.com",
)
# Whoever owns the name owns all that stands before it.
BELOW: Final = re.compile(
    r"https://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}(?:push\.apple\.com|notify\.windows\.com)"
)
APPLE: Final = ".push.apple.com"
REST: Final = re.compile(r"/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]+")


def origin_of(endpoint: str, more: Iterable[str] = ()) -> str | None:
    """Return the origin of an address that may be sent to, None for every other.

    ``more`` are the origins that who runs the house added, as they are written.
    """
    if len(endpoint) > MOST:
        return None
    below = BELOW.match(endpoint)
    for origin in (*EXACT, *more, *([below.group()] if below else [])):
        rest = endpoint.removeprefix(origin)
        if rest != endpoint and REST.fullmatch(rest):
            return origin
    return None


def is_declarative(origin: str) -> bool:
    """Say whether phones behind this service may show the message themselves, without our script."""
    return origin.startswith("https://") and origin.endswith(APPLE)
