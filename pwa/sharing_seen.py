"""Who reads along, beside a meeting: as far as somebody may see it anyway, and nothing of what anybody answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from api.people.policy import Side, Viewer, is_away
from api.sharing.queries import SeatView, seats_here


def beside_a_meeting(
    session: Any,  # noqa: ANN401
    viewer: Viewer,
    side: Side,
    now: datetime,
) -> Sequence[SeatView]:
    """Return who reads along or could on the side of a meeting: who sits there may look along.

    Nobody for who is away, and while another reads along here.
    """
    if is_away(viewer, now):
        return ()
    return [each for each in seats_here(session, viewer, now) if each.side is side]
