"""Rules of inviting. Values in, values out."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from api.core.errors import Invalid
from api.core.text import whole_number
from api.people.policy import Audience, Duty, Item, Ring, Role, Side, Verb, Viewer, may
from api.people.rules import INVITATION_HOURS
from i18n.marking import N_

# The version of the sentences in pwa/templates/arrival/rules.html.
RULES_VERSION: Final = 1
WRONG_TRIES: Final = 10
# Without letters and digits that sound or look alike: whoever says it need not spell.
SPOKEN: Final = "acdefghkmnprtuwxyz245679"
SPOKEN_LENGTH: Final = 10
OLDEST_CHILD: Final = 20


class Form(StrEnum):
    """How a way in travels."""

    LINK = "link"
    QR = "qr"
    CODE = "code"


class Why(StrEnum):
    """For what a way in was made; it decides which code or pictures are asked."""

    INVITED = "invited"
    OWN = "own"
    HELPED = "helped"
    RECOVERED = "recovered"


LASTS: Final = {
    Form.LINK: timedelta(hours=INVITATION_HOURS),
    Form.QR: timedelta(minutes=10),
    Form.CODE: timedelta(minutes=10),
}


def asks_own_secret(why: Why, *, has_secret: bool) -> bool:
    """Say whether somebody must give the code or pictures that they have, instead of choosing.

    Whoever invites could otherwise become anybody who is here already: that takes two people.
    """
    return has_secret and why in {Why.INVITED, Why.OWN}


def spoken() -> str:
    """Return a fresh code to say aloud: 45 bits, for ten minutes, with a throttle before it."""
    return "".join(secrets.choice(SPOKEN) for _ in range(SPOKEN_LENGTH))


def groups(code: str) -> Sequence[str]:
    """Return a code in the groups in which it is said."""
    return code[:3], code[3:6], code[6:]


def item_for(viewer: Viewer, side: Side, now: datetime) -> Item:
    """Return an invitation for somebody of this side as the policy sees it."""
    return Item(
        kind="invitation",
        household=viewer.household,
        author=viewer.person,
        side=side,
        audience=Audience.CIRCLE,
        shared_at=now,
    )


def may_invite(viewer: Viewer, side: Side, now: datetime) -> bool:
    """Say whether this viewer may bring in somebody of this side.

    While a house stands still its adults bring in nobody: as somebody new they would read on.
    """
    return (
        bool(viewer.duties & {Duty.CHAIR, Duty.PLAN_HOLDER})
        and viewer.person not in viewer.held
        and may(viewer, Verb.WRITE, item_for(viewer, side, now))
    )


def may_help(viewer: Viewer, ward: Viewer, now: datetime) -> bool:
    """Say whether this viewer may help a child into another device: its safety person alone."""
    item = Item(
        kind="device",
        household=ward.household,
        author=ward.person,
        ward=ward.person,
        side=ward.side,
        audience=Audience.SAFETY_PERSON,
        shared_at=now,
    )
    return (
        ward.role is Role.CHILD
        and ward.ended_at is None
        and viewer.person != ward.person
        and may(viewer, Verb.WRITE, item)
    )


def read_role(value: str) -> Role:
    """Return the role that was chosen; a professional comes in through the host."""
    if value not in {Role.CHILD, Role.ADULT, Role.CIRCLE}:
        raise Invalid(N_("Kies wie dit is."), field="role")
    return Role(value)


def read_ring(value: str, role: Role) -> Ring:
    """Return what somebody may know; who lives here knows all."""
    if role is not Role.CIRCLE:
        return Ring.ALL
    if value not in {Ring.ALL, Ring.PART}:
        raise Invalid(N_("Kies wat diegene mag weten."), field="ring")
    return Ring(value)


def read_side(value: str, role: Role) -> Side:
    """Return the side; a child is with both."""
    if role is Role.CHILD or not value:
        return Side.BOTH
    if value not in set(Side):
        raise Invalid(N_("Kies bij wie diegene hoort."), field="side")
    return Side(value)


def read_generation(value: str, role: Role) -> int:
    if role is Role.CHILD:
        return 3
    if value not in {"1", "2", "3"}:
        raise Invalid(N_("Kies hoe oud diegene is."), field="generation")
    return int(value)


def read_born(value: str, role: Role, now: datetime) -> int | None:
    """Return the year in which a child was born: from ten on it chooses one picture more."""
    if role is not Role.CHILD:
        return None
    born = whole_number(value, most=now.year)
    if born is None or born < now.year - OLDEST_CHILD:
        raise Invalid(N_("Vul het jaar in waarin het kind is geboren."), field="born")
    return born
