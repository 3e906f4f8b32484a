"""Gathering what the rooms show. Everything goes through the viewer who asks; nothing hidden is counted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from api.path.evidence.facts import Facts
from api.people.policy import Viewer


def facts(session: Session, viewer: Viewer, now: datetime) -> Facts:
    """Return what this viewer sees of how it goes, asked of every room."""
    raise NotImplementedError
