"""The words with which a person is placed in the house. Values only."""

from enum import StrEnum


class Role(StrEnum):
    """What someone is to this household. An adult of the household is a parent or lives in it."""

    CHILD = "child"
    ADULT = "adult"
    CIRCLE = "circle"
    PROFESSIONAL = "professional"
    HOST = "host"


class Side(StrEnum):
    """In an apart household each adult has a side; children and neutral people are on both."""

    A = "a"
    B = "b"
    BOTH = "both"

    def meets(self, other: "Side") -> bool:
        """Two sides overlap when they are the same, or one of them is both."""
        return self == other or Side.BOTH in {self, other}

    def holds(self, other: "Side") -> bool:
        """Whoever stands on this side may speak for the other: both for each, each for itself."""
        return self in {Side.BOTH, other}


class Ring(StrEnum):
    """The safe circles (veilige cirkels): who knows all worries, who part, who nothing."""

    ALL = "all"
    PART = "part"
    NONE = "none"


class Duty(StrEnum):
    """Extra tasks on top of a role."""

    CHAIR = "chair"
    PLAN_HOLDER = "plan_holder"


class Audience(StrEnum):
    """For whom an item is meant."""

    CIRCLE = "circle"
    CHOSEN = "chosen"
    SAFETY_PERSON = "safety_person"
    SELF = "self"


class Verb(StrEnum):
    """What may be done with an item. Listing is knowing that it exists."""

    SEE = "see"
    LIST = "list"
    WRITE = "write"
    EXPORT = "export"
