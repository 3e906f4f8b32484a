"""Who reads along, beside a meeting: as far as somebody may see it anyway, and nothing of what anybody answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from api.people.policy import Side, Viewer, is_away
from api.people.queries import lives_apart
from api.sharing.queries import SeatView, seats_here


def beside_a_meeting(
    session: Any,  # noqa: ANN401
    viewer: Viewer,
    side: Side,
    now: datetime,
) -> Sequence[SeatView] | None:
    """Return who reads along or could on the side of a meeting: who sits there may look along.

    None where nothing is said of it: to who is away, and at a table of both sides, for each side has its
    own. Nobody while another reads along here.
    """
    if is_away(viewer, now) or (side is Side.BOTH and lives_apart(session, viewer.household)):
        return None
    return [each for each in seats_here(session, viewer, now) if each.side is side]
