"""The words of the week: six elements, five parts of a day, three layers. Values only."""

from enum import StrEnum


class Element(StrEnum):
    """What a good day has of everything (Family Finding); language.md 9 names them for people."""

    CONTACT = "contact"
    SLEEP = "sleep"
    MOVE = "move"
    OUTSIDE = "outside"
    CALM = "calm"
    FOOD = "food"


class DayPart(StrEnum):
    """From getting up to going to bed."""

    UP = "up"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Layer(StrEnum):
    """So it is, this we want, this we did. Only the first and the last are marks: a wish is an activity."""

    IS = "is"
    WANT = "want"
    DONE = "done"


class Act(StrEnum):
    """What somebody said of a cell. Taking a tick away is said too, so nothing is ever lost."""

    SET = "set"
    CLEAR = "clear"


class Repeats(StrEnum):
    """How often something that is wanted comes back."""

    ONCE = "once"
    WEEKLY = "weekly"


class Sticker(StrEnum):
    """What a child may stick on a tick. None of them is better than another."""

    STAR = "star"
    HEART = "heart"
    SUN = "sun"
    FLOWER = "flower"
    CAT = "cat"
    DOG = "dog"
    FISH = "fish"
    BALL = "ball"
    BIKE = "bike"
    APPLE = "apple"
    MOON = "moon"
    RAINBOW = "rainbow"
