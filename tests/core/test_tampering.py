"""A thousand changes behind the house's back, by chance: all are found, the first bad line by name (security R39)."""

import os
import random
from collections.abc import Iterator
from uuid import UUID, uuid4

from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.journal import JournalHead
from api.core.verify import findings
from api.people.model import Household
from tests.core.tampering import OF_TWO, WAYS, Found, Tamperer, Victim, Way
from tests.houses import NOW

TAMPERINGS = 1_000
UNTOUCHED = 50
MOST_LINES = 5


def fill(house: House, chance: random.Random, many: int) -> list[Victim]:
    """Households with 3 to 5 lines each; a quarter of them are marked in the other store."""
    homes = [
        Victim(uuid4(), chance.randint(3, MOST_LINES), chance.random() < 0.25) for _ in range(many)
    ]
    house.keys.put(house.vault._wrap(home.id, 1, chance.randbytes(32)) for home in homes)
    with house.db.writing(EVERYWHERE, by=uuid4(), now=NOW) as session:
        made = {
            home.id: Household(id=home.id, mode="together", opened_at=NOW, body=home.id.bytes)
            for home in homes
        }
        session.add_all(made.values())
        for line in range(2, MOST_LINES + 1):
            session.flush()
            for home in homes:
                if line <= home.lines:
                    made[home.id].body = home.id.bytes + bytes([line])
    mark(house, {home.id for home in homes if home.is_marked})
    return homes


def mark(house: House, homes: set[UUID]) -> None:
    with house.db.reading(EVERYWHERE) as session:
        heads = session.execute(select(JournalHead.household_id, JournalHead.seq, JournalHead.link))
        house.keys.mark({id: (seq, link) for id, seq, link in heads if id in homes}, NOW)


def tamper(
    house: House, chance: random.Random, ways: list[Way], homes: Iterator[Victim]
) -> dict[str, Found]:
    """Tamper in these ways, each time elsewhere; return what must be found, by what was done."""
    must: dict[str, Found] = {}
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        somebody = Tamperer(session.connection(), chance, lambda: next(homes))
        for number, way in enumerate(ways):
            must[f"{number} {way.__name__}"] = way(somebody)
    return must


def test_a_thousand_tamperings_are_all_found_and_the_first_bad_line_is_named(house: House) -> None:
    """Other ones in each run; ``HUISBOEK_SEED`` does again what failed."""
    seed = int(os.environ.get("HUISBOEK_SEED") or random.SystemRandom().getrandbits(32))
    chance = random.Random(seed)
    ways = chance.choices(WAYS, k=TAMPERINGS)
    victims = sum(2 if way in OF_TWO else 1 for way in ways)
    homes = fill(house, chance, victims + UNTOUCHED)
    must = tamper(house, chance, ways, iter(homes))

    first: Found = {}
    for finding in findings(house):
        first.setdefault(finding.household, finding.where)
    wrong = [
        f"{what}: {first.get(home)}, must be {where}"
        for what, found in must.items()
        for home, where in found.items()
        if first.get(home) != where
    ]
    assert not wrong, f"HUISBOEK_SEED={seed}\n" + "\n".join(wrong)
    touched = {home for found in must.values() for home in found}
    assert first.keys() == touched, f"HUISBOEK_SEED={seed}: found where nothing was touched"
    assert len(must) == TAMPERINGS
