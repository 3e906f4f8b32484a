"""Who asks, and about what: the two values that the policy decides over. No rule stands here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from api.people.access import OBJECTS
from api.people.roles import Audience, Ring, Role, Side

# From when until when somebody is away; without an end: for good.
Absence = tuple[datetime, datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Someone who asks, with everything the policy must know about them.

    `wards` are the people whose safety person this viewer is, since when; of those in `second_for`
    the second one. `safety_people` are the viewer's own. `feared_by` are the people
    on whose shield list this viewer stands, `fears` those on the viewer's own. `consents` are the objects
    shared with a professional, but for the own things of who is `withheld`; with `only_of` nothing else
    than what these made themselves, and nobody else by name.
    `absences` are the times in which the viewer was sent away, and the end that is planned.
    `first_since` says since when a second safety person took the first one's place.
    `proven` says that whoever holds the phone gave the own code or pictures a moment ago.
    `held` are the adults of a house that stands still, since `held_since`, until it is apart. Of whom
    the viewer is `not_told`, nothing is there: a child's tablet must not name its parents apart.
    `quiet`: another may read along; `guarded` are those of the house who have a shield list.
    """

    person: UUID
    household: UUID
    role: Role
    joined_at: datetime
    side: Side = Side.BOTH
    ring: Ring = Ring.ALL
    ended_at: datetime | None = None
    duties: frozenset[str] = frozenset()
    wards: Mapping[UUID, datetime] = field(default_factory=dict, hash=False)
    second_for: frozenset[UUID] = frozenset()
    safety_people: frozenset[UUID] = frozenset()
    feared_by: frozenset[UUID] = frozenset()
    fears: frozenset[UUID] = frozenset()
    consents: frozenset[str] = frozenset()
    withheld: frozenset[UUID] = frozenset()
    only_of: frozenset[UUID] | None = None
    absences: tuple[Absence, ...] = ()
    first_since: Mapping[UUID, datetime] = field(default_factory=dict, hash=False)
    proven: bool = True
    held: frozenset[UUID] = frozenset()
    held_since: datetime | None = None
    not_told: frozenset[UUID] = frozenset()
    quiet: bool = False
    guarded: frozenset[UUID] = frozenset()

    @property
    def stands_apart(self) -> bool:
        """Somebody on one side, or on the way to it."""
        return self.side is not Side.BOTH or self.person in self.held


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something of the house. `kind` is an object of access.toml, without its audience.

    `ward` is the person whose own it is: the child of a private note or a message, also when the
    safety person wrote the answer. `child_good` says that a child may read it in its own view.
    """

    kind: str
    household: UUID
    author: UUID
    shared_at: datetime
    audience: Audience = Audience.CIRCLE
    chosen: frozenset[UUID] = frozenset()
    ward: UUID | None = None
    side: Side = Side.BOTH
    child_good: bool = False

    @property
    def row(self) -> str:
        """The table of access.toml: entries have one for each audience."""
        return self.kind if self.kind in OBJECTS else f"{self.kind}_{self.audience}"
