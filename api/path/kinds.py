"""What a part of the path can be, as what somebody is named in it, and what can be said of it."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a part of the path is."""

    STEP = "step"
    TEST = "test"
    RECOVERY = "recovery"
    CLOSING = "closing"


class Named(StrEnum):
    """As what somebody is named."""

    DOES = "does"
    STANDS_BY = "stands_by"
    KEEPS = "keeps"


class Says(StrEnum):
    """What somebody says of a part."""

    DONE = "done"
    UNDONE = "undone"
    YES = "yes"
    HELD = "held"
    NOT_HELD = "not_held"
    STOPPED = "stopped"
    ENDED = "ended"


class Area(StrEnum):
    """What recovery is about (herstelplan; domain.md 3)."""

    HEALTH = "health"
    GROWTH = "growth"
    TAKING_PART = "taking_part"
    FEELING_SAFE = "feeling_safe"
