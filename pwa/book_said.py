"""At which page of a book something was told, for who may read both."""

from typing import Any
from uuid import UUID

from api.core.http import house
from api.people.policy import Viewer
from api.plan.queries import in_force_versions
from api.words_and_pictures.finding import Found, page_of


def told_at(session: Any, viewer: Viewer, page_id: UUID | None) -> Found | None:  # noqa: ANN401
    """Return the page, as it is now; None for who may not read it, as when there is none."""
    if page_id is None:
        return None
    in_force, now = in_force_versions(session, viewer.household), house().clock.now()
    return page_of(session, viewer, page_id, in_force=in_force, now=now)
