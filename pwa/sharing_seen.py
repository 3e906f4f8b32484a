"""Who reads along, beside a meeting: as far as somebody may see it anyway, and nothing of what anybody answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from api.people.policy import Viewer, is_away
from api.sharing.queries import SeatView, seats_here


def beside_a_meeting(session: Any, viewer: Viewer, now: datetime) -> Sequence[SeatView]:  # noqa: ANN401
    """Return who reads along or could; nobody for who is away, and while another reads along here."""
    return () if is_away(viewer, now) else seats_here(session, viewer, now)
