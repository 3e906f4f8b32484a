"""Who plays in the demo. Nobody in here exists.

Together: Noor and Sam with Sara and Mark, whom the children may fear, and the people round them.
Apart: Fem between Lotte and Daan, who each write on a side of their own.
Stopped: Bo with Iris and oma Joke, who shared something for a while and took it back.

Amina works for the organisation and reads along; she is in no house, but has a seat in each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from api.people.policy import Ring, Role, Side

HOUSEHOLDS: Final[Mapping[str, str]] = {
    "together": "Huis van Noor en Sam",
    "apart": "Huis van Fem",
    "stopped": "Huis van Bo",
}
# The two whose story of eighteen months is told.
TOLD: Final = ("together", "apart")


@dataclass(frozen=True)
class Cast:
    """One person of the demo; `turned` is how old somebody is since their last birthday."""

    name: str
    role: Role
    mode: str = "together"
    called: str = ""
    face: str = ""
    side: Side = Side.BOTH
    ring: Ring = Ring.ALL
    generation: int = 2
    turned: int | None = None


CAST: Final[Mapping[str, Cast]] = {
    "noor": Cast("Noor", Role.CHILD, face="bear", generation=3, turned=9),
    "sam": Cast("Sam", Role.CHILD, face="rocket", generation=3, turned=5),
    "sara": Cast("Sara", Role.ADULT, face="flower"),
    "mark": Cast("Mark", Role.ADULT, face="bike"),
    "els": Cast("Els", Role.CIRCLE, called="oma Els", face="sun", generation=1, turned=70),
    "piet": Cast("Piet", Role.CIRCLE, called="opa Piet", face="fish", generation=1),
    "ben": Cast("Ben", Role.CIRCLE, called="oom Ben", face="dog"),
    "tim": Cast("Tim", Role.CIRCLE, called="Tim van de voetbal", face="ball"),
    "fatma": Cast("Fatma", Role.CIRCLE, called="buurvrouw Fatma", face="moon", ring=Ring.PART),
    "fem": Cast("Fem", Role.CHILD, "apart", face="cat", generation=3, turned=12),
    "lotte": Cast("Lotte", Role.ADULT, "apart", face="tree", side=Side.A),
    "daan": Cast("Daan", Role.ADULT, "apart", face="boat", side=Side.B),
    "ria": Cast("Ria", Role.CIRCLE, "apart", face="apple", generation=1),
    "joost": Cast("Joost", Role.CIRCLE, "apart", called="oom Joost", face="ball", side=Side.B),
    "bo": Cast("Bo", Role.CHILD, "stopped", face="cat", generation=3, turned=6),
    "iris": Cast("Iris", Role.ADULT, "stopped", face="sun"),
    "joke": Cast("Joke", Role.CIRCLE, "stopped", called="oma Joke", face="flower", generation=1),
}
READS_ALONG: Final = "amina"
DEMO_HANDLES: Final = (*CAST, READS_ALONG)
