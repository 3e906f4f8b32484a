"""What a meeting is about, what people say of a day, what they bring along, and who leads."""

from enum import StrEnum


class Phase(StrEnum):
    """What it is about: safe now, safe for longer, or becoming whole (domain.md 3, netwerkberaad)."""

    DIRECT = "direct"
    STABLE = "stable"
    RECOVERY = "recovery"


class Says(StrEnum):
    """Whether somebody can on a day."""

    CAN = "can"
    MAYBE = "maybe"
    CANNOT = "cannot"


class What(StrEnum):
    """What somebody brings along, in the order in which it is asked: what went well first."""

    WELL = "well"
    SEEN = "seen"
    WORRY = "worry"
    UNKNOWN = "unknown"


class Mode(StrEnum):
    """Who leads: it goes from a professional, together, to the circle (domain.md 2)."""

    PROFESSIONAL = "professional"
    SHARED = "shared"
    CIRCLE = "network"
