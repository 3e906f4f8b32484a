"""The words with which a signal, its telling and its answers are named. Values only."""

from enum import StrEnum


class How(StrEnum):
    """How a signal came: the ward moved its thing, or somebody saw that it was moved."""

    MOVED = "moved"
    SEEN = "seen"


class Why(StrEnum):
    """Why somebody was told; `card` is the end of the ladder and is told to nobody in particular."""

    TURN = "turn"
    STAND_IN = "stand_in"
    HAND_OVER = "hand_over"
    REMIND = "remind"
    CARD = "card"


class Kind(StrEnum):
    """What somebody answers to a signal."""

    GO = "go"
    CALL = "call"
    HAND_OVER = "hand_over"
    TAKE = "take"
    SEEN = "seen"
    SPOKE = "spoke"
    DONE = "done"
    CLOSE = "close"
    REAL = "real"
    KEEP = "keep"


class Face(StrEnum):
    """How the ward is, as a face."""

    HAPPY = "happy"
    CALM = "calm"
    OKAY = "okay"
    WORRIED = "worried"
    SAD = "sad"
    ANGRY = "angry"
    SCARED = "scared"


OWNS = frozenset({Kind.GO, Kind.CALL, Kind.TAKE})
SAW = frozenset({Kind.SEEN, Kind.SPOKE})
