"""``huisboek feed-token``: which programs read with a key, and ending one from here.

It shows whose a key is and until when it works, never the key itself: that stands nowhere.
"""

import argparse
from contextlib import closing
from typing import TYPE_CHECKING
from uuid import UUID

from api.people.finding_commands import open_house
from i18n.terminal import pgettext

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 (it has no public name)


def register(words: "Words") -> None:
    """Add the words for keys to the command line."""
    tells = pgettext("beheer", "Laat zien welke sleutels nu werken.")
    words.add_parser("list", help=tells, description=tells).set_defaults(do=_list)
    tells = pgettext("beheer", "Laat een sleutel niet meer werken.")
    ends = words.add_parser("end", help=tells, description=tells)
    ends.add_argument("key", type=UUID)
    ends.set_defaults(do=_end)


def _list(_chosen: argparse.Namespace) -> None:
    from sqlalchemy import select

    from api.core.db import EVERYWHERE
    from api.people.professionals.keys import name_of
    from api.people.professionals.model import FeedKey
    from api.people.queries import oneself

    with closing(open_house()) as house, house.db.reading(EVERYWHERE) as session:
        now = house.clock.now()
        works = select(FeedKey).where(FeedKey.ended_at.is_(None), FeedKey.expires_at > now)
        for row in session.scalars(works.order_by(FeedKey.made_at, FeedKey.id)):
            who = oneself(session, row.account_id).name
            print(f"{row.id}  {row.expires_at:%Y-%m-%d}  {who}: {name_of(session, row)}")


def _end(chosen: argparse.Namespace) -> None:
    from api.core.db import EVERYWHERE
    from api.core.errors import NotHere
    from api.people.professionals.model import FeedKey
    from api.people.queries import UNKNOWN

    with closing(open_house()) as house:
        now = house.clock.now()
        with house.db.writing(EVERYWHERE, by=None, now=now) as session:
            row = session.get(FeedKey, chosen.key)
            if row is None:
                raise NotHere(UNKNOWN)
            row.ended_at = row.ended_at or now
    print(pgettext("beheer", "Deze sleutel werkt niet meer."))
