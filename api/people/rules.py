"""Rules of coming in and staying in. Values in, values out: no database, no Flask, no clock."""

import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final
from uuid import UUID

from api.core.errors import Invalid
from api.people.policy import Ring, Role, Viewer
from i18n.marking import N_

INVITATION_HOURS: Final = 72
LINK_LENGTH: Final = 26
WRONG_TRIES: Final = 10
UNUSED: Final = timedelta(days=30)
# Longer than the 30 days that NIST advises: who is sent out in the middle of a bad week, with
# nobody near to help, stops writing. A stolen phone is ended from elsewhere, at once.
ABSOLUTE: Final = timedelta(days=180)

SHORTEST_PIN: Final = 6
LONGEST_PIN: Final = 12
PICTURES: Final = (
    "bear",
    "sun",
    "tree",
    "apple",
    "heart",
    "cat",
    "dog",
    "ball",
    "bike",
    "fish",
    "boat",
    "star",
    "flower",
    "moon",
    "rocket",
    "rainbow",
)
PICTURES_OF_A_YOUNG_CHILD: Final = 4
PICTURES_OF_AN_OLDER_CHILD: Final = 5
OLDER_CHILD: Final = 10

APPROVERS: Final = 2
SAFETY_PEOPLE: Final = 2
TWO_PEOPLE: Final = N_("Hier zijn 2 mensen voor nodig. Noem ze allebei.")
NOT_WHOM_IT_FEARS: Final = N_("Wie op deze lijst staat, beslist hier niet over.")
FROM_HERE: Final = N_("Kies volwassenen uit het huis of de kring die alles weten.")
FROM_OUTSIDE: Final = N_("Kies ook iemand uit de kring, van buiten het huis.")

# Years in which somebody's dear ones were born.
LIFETIMES: Final = range(1900, 2100)

# The keys of a phone as they lie. A code that only walks from a key to one beside it is a pattern.
KEYS: Final = {"1": (0, 0), "2": (1, 0), "3": (2, 0), "4": (0, 1), "5": (1, 1), "6": (2, 1),
               "7": (0, 2), "8": (1, 2), "9": (2, 2), "0": (1, 3)}  # fmt: skip

# Among the first that people choose, and no shape tells why: jumps over the keys, famous numbers,
# round ones, a word on the letters of the keys. The way back is refused as well.
FAVOURITES: Final = (
    "147369", "147896", "159357", "159753", "258147", "369147", "142536", "415263", "748596",
    "102030", "010203", "112358", "314159", "271828", "141592", "161803", "007007", "246810",
    "135790", "101112", "102938", "192837", "203040", "100200", "200300", "500500", "520131",
    "696969", "420420", "159951", "753159", "134679", "124578", "235689", "963147", "741369",
    "246135", "135246", "121314", "131415", "142857", "147963", "321987", "753357", "112911",
    "562783", "435556", "728379", "437435", "466453", "225563",
)  # fmt: skip


def check_pin(pin: str) -> str:
    """Return the PIN when it is long enough and not one of the first that anybody would try."""
    if not re.fullmatch(r"[0-9]+", pin) or not SHORTEST_PIN <= len(pin) <= LONGEST_PIN:
        raise Invalid(N_("Kies een code van 6 tot 12 cijfers."), field="code")
    if is_common(pin):
        raise Invalid(N_("Deze code is makkelijk te raden. Kies andere cijfers."), field="code")
    if is_date(pin):
        raise Invalid(N_("Kies geen datum. Die weten anderen ook."), field="code")
    return pin


def is_common(pin: str) -> bool:
    """The commonest thousand are nearly all shapes; each shape here is one that lists of them show."""
    half = len(pin) // 2
    return (
        len(set(pin)) <= 2  # noqa: PLR2004
        or _steps_evenly(pin)
        or (_steps_evenly(pin[:half]) and _steps_evenly(pin[half:]))
        or _climbs(pin)
        or _climbs(pin[::-1])
        or _repeats(pin)
        or pin == pin[::-1]
        or _goes_in_pairs(pin)
        or _walks(pin)
        or any(known in pin or known[::-1] in pin for known in FAVOURITES)
    )


def is_date(pin: str) -> bool:
    """Birthdays are the first thing that someone who knows you will try."""
    orders = {
        6: ("%d%m%y", "%y%m%d", "%m%Y", "%Y%m"),
        8: ("%d%m%Y", "%Y%m%d", "%m%d%Y"),
    }
    return any(_reads_as(pin, order) for order in orders.get(len(pin), ()))


def pictures_needed(born_year: int | None, now: datetime) -> int:
    """Return how many pictures a child chooses: from the year it turns ten one more."""
    if born_year is not None and now.year - born_year >= OLDER_CHILD:
        return PICTURES_OF_AN_OLDER_CHILD
    return PICTURES_OF_A_YOUNG_CHILD


def check_pictures(chosen: Sequence[str], needed: int) -> str:
    """Return the pictures in their order as one secret."""
    if len(chosen) != needed or not set(chosen) <= set(PICTURES):
        raise Invalid(N_("Kies je plaatjes nog een keer."), field="picture")
    if len(set(chosen)) == 1:
        raise Invalid(N_("Kies niet steeds hetzelfde plaatje."), field="picture")
    return " ".join(chosen)


def read_invitation(typed: str) -> str:
    """Return the secret of an invitation as it was made, however somebody typed it over."""
    bare = re.sub(r"[^a-z0-9]", "", typed.lower())
    return bare.translate(str.maketrans("018", "olb"))


def is_whole(typed: str) -> bool:
    """Say whether this is as long as a link, and not a code that is said."""
    return len(read_invitation(typed)) >= LINK_LENGTH


def is_over(*, began_at: datetime, used_at: datetime, now: datetime) -> bool:
    """A sign-in ends when it was not used for 30 days, and after 180 days whatever happens."""
    return now >= began_at + ABSOLUTE or now >= used_at + UNUSED


def day_of(moment: datetime) -> datetime:
    """Return the beginning of the day: nobody may read from a row when someone was last here."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def check_approvers(approvers: Collection[Viewer], *, ward: UUID, feared: UUID | None) -> None:
    """Two people decide who is on a ward's shield list, and who its safety people are.

    Both belong to the house or its circle and know all worries; one of them comes from outside the
    house. Nobody decides whom this ward may fear, and no child has to. Raises Invalid.
    Source: security.md, section 2, rule 8, and R17.
    """
    if len({each.person for each in approvers}) < APPROVERS:
        raise Invalid(TWO_PEOPLE)
    if any(each.person == feared or ward in each.feared_by for each in approvers):
        raise Invalid(NOT_WHOM_IT_FEARS)
    if not all(_may_approve(each) for each in approvers):
        raise Invalid(FROM_HERE)
    if not any(each.role is Role.CIRCLE for each in approvers):
        raise Invalid(FROM_OUTSIDE)


def _may_approve(someone: Viewer) -> bool:
    return (
        someone.role in {Role.ADULT, Role.CIRCLE}
        and someone.ring is Ring.ALL
        and someone.ended_at is None
    )


def _steps_evenly(pin: str) -> bool:
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    return len(steps) == 1


def _climbs(pin: str) -> bool:
    """112233, 122333 and 123344: each digit is the one before it or the next."""
    return all(int(b) - int(a) in {0, 1} for a, b in pairwise(pin))


def _walks(pin: str) -> bool:
    """Every key lies right above, below or beside the one before it, or is that same key."""
    return all(
        abs(KEYS[a][0] - KEYS[b][0]) + abs(KEYS[a][1] - KEYS[b][1]) <= 1 for a, b in pairwise(pin)
    )


def _repeats(pin: str) -> bool:
    return any(pin == (pin[:size] * len(pin))[: len(pin)] for size in range(1, len(pin) // 2 + 1))


def _goes_in_pairs(pin: str) -> bool:
    return len(pin) % 2 == 0 and pin[::2] == pin[1::2]


def _reads_as(pin: str, order: str) -> bool:
    try:
        found = datetime.strptime(pin, order).replace(tzinfo=UTC)
    except ValueError:
        return False
    return found.year in LIFETIMES
