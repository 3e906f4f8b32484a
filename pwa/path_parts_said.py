"""What the pages call the parts of the path, what they ask for in each, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.path.kinds import Area, Kind, Named, Says
from i18n.marking import N_

SORTS: Final[Mapping[str, Kind]] = {
    "stap": Kind.STEP,
    "proef": Kind.TEST,
    "herstel": Kind.RECOVERY,
    "weer": Kind.CLOSING,
}
SORT_OF: Final = {kind: sort for sort, kind in SORTS.items()}
LISTS: Final[Mapping[Kind, str]] = {
    Kind.STEP: "/pad/stappen",
    Kind.TEST: "/pad/proef",
    Kind.RECOVERY: "/pad/herstel",
    Kind.CLOSING: "/pad/weer",
}
TITLES: Final[Mapping[Kind, str]] = {
    Kind.STEP: N_("De stappen"),
    Kind.TEST: N_("Een proef"),
    Kind.RECOVERY: N_("Wat jullie opbouwen"),
    Kind.CLOSING: N_("Als het weer misgaat"),
}
ASKED: Final[Mapping[Kind, str]] = {
    Kind.STEP: N_("Wat gaan jullie doen?"),
    Kind.TEST: N_("Wat spelen jullie na?"),
    Kind.RECOVERY: N_("Wat willen jullie weer goed maken?"),
    Kind.CLOSING: N_("Waaraan merk je dat het weer misgaat?"),
}
AREAS: Final[Mapping[Area, str]] = {
    Area.HEALTH: N_("Je lijf en je hoofd"),
    Area.GROWTH: N_("Leren en groeien"),
    Area.TAKING_PART: N_("School, werk en vrienden"),
    Area.FEELING_SAFE: N_("Rustig slapen en je veilig voelen"),
}
NAMED: Final[Mapping[Named, str]] = {
    Named.DOES: N_("Wie doet dit?"),
    Named.STANDS_BY: N_("Wie staat erbij en kan helpen?"),
    Named.KEEPS: N_("Wie bewaart dit plan?"),
}
RESULTS: Final[Mapping[Says, str]] = {
    Says.HELD: N_("Het ging goed"),
    Says.NOT_HELD: N_("Het ging niet goed"),
    Says.STOPPED: N_("We stopten"),
}
