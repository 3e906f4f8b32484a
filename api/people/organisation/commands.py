"""``huisboek household list|suspend|resume|close|reopen`` and ``huisboek organisation invite|end``.

The same acts as on /beheer, for whoever keeps the machine. A house is named by its code or its id.
"""

import argparse
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any
from uuid import UUID

from api.core.errors import Invalid
from api.people.finding_commands import open_house
from api.people.rules import INVITATION_HOURS
from i18n.marking import N_
from i18n.terminal import pgettext

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 (it has no public name)

NO_HOUSE = N_("Geen huis heeft de code %(code)s.")


def register(groups: Mapping[str, "Words"]) -> None:
    """Add these words to ``household`` and ``organisation``."""
    _houses(groups["household"])
    hosts = groups["organisation"]
    tells = pgettext("beheer", "Laat iemand binnen die de huizen beheert.")
    _word(hosts, "invite", _invite, tells).add_argument("--name", required=True)
    tells = pgettext("beheer", "Iemand beheert de huizen niet meer.")
    _word(hosts, "end", _end, tells).add_argument("--name", required=True)


def _houses(words: "Words") -> None:
    _word(words, "list", _list, pgettext("beheer", "Alle huizen, met hun code."))
    still = _about(words, "suspend", _suspend, pgettext("beheer", "Zet een huis stil."))
    called = pgettext("beheer", "Ik belde de veilige personen en de voorzitter.")
    still.add_argument("--called", action="store_true", help=called)
    _about(words, "resume", _resume, pgettext("beheer", "Laat een huis weer verder gaan."))
    ends = _about(words, "close", _close, pgettext("beheer", "Sluit een huis."))
    sure = pgettext("beheer", "Typ de code van het huis nog een keer.")
    ends.add_argument("--code", required=True, help=sure)
    ends.add_argument("--called", action="store_true", help=called)
    months = pgettext("beheer", "Zoveel maanden blijft het boek nog: 0 tot 24.")
    ends.add_argument("--months", default="0", help=months)
    _about(words, "reopen", _reopen, pgettext("beheer", "Sluit een huis toch niet."))


def _word(
    words: "Words", name: str, do: Callable[[argparse.Namespace], None], tells: str
) -> argparse.ArgumentParser:
    word = words.add_parser(name, help=tells, description=tells)
    word.set_defaults(do=do)
    return word


def _about(
    words: "Words", name: str, do: Callable[[argparse.Namespace], None], tells: str
) -> argparse.ArgumentParser:
    word = _word(words, name, do, tells)
    word.add_argument("household", help=pgettext("beheer", "De code of de id van het huis."))
    return word


def _list(_chosen: argparse.Namespace) -> None:
    from api.core.db import EVERYWHERE
    from api.people.organisation.codes import give_codes
    from api.people.organisation.queries import listed

    with closing(open_house()) as house:
        give_codes(house, house.clock.now())
        with house.db.reading(EVERYWHERE) as session:
            for each in listed(session):
                print(each.code, each.id, each.state, sep="  ")


def _suspend(chosen: argparse.Namespace) -> None:
    from api.people.organisation.actions import stand_still

    _do(chosen, stand_still, called=chosen.called)
    print(pgettext("beheer", "Dit huis staat nu stil."))


def _resume(chosen: argparse.Namespace) -> None:
    from api.people.organisation.actions import go_on

    _do(chosen, go_on)
    print(pgettext("beheer", "Dit huis gaat weer verder."))


def _close(chosen: argparse.Namespace) -> None:
    from api.people.organisation.actions import close
    from api.people.organisation.rules import read_months

    months = read_months(chosen.months)
    _do(chosen, close, code=chosen.code, called=chosen.called, months=months)
    if months:
        said = (
            "Dit huis gaat over %(months)s maanden en 30 dagen weg. Ieder neemt nu zijn boek mee."
        )
        print(pgettext("beheer", said, months=months))
    else:
        print(pgettext("beheer", "Dit huis gaat over 30 dagen weg. Ieder neemt nu zijn boek mee."))


def _reopen(chosen: argparse.Namespace) -> None:
    from api.people.organisation.actions import keep

    _do(chosen, keep)
    print(pgettext("beheer", "Dit huis blijft."))


def _do(chosen: argparse.Namespace, deed: Callable[..., None], **values: Any) -> None:  # noqa: ANN401
    from api.core.db import EVERYWHERE

    with closing(open_house()) as house:
        now = house.clock.now()
        with house.db.writing(EVERYWHERE, by=None, now=now) as session:
            household = _find(session, chosen.household)
            deed(session, by=None, household=household, now=now, **values)


def _find(session: "Session", named: str) -> UUID:
    from api.people.organisation.queries import listed
    from api.people.organisation.rules import plain_code

    for each in listed(session):
        if named.lower() == str(each.id) or plain_code(named) == each.code:
            return each.id
    raise Invalid(NO_HOUSE, values={"code": named})


def _invite(chosen: argparse.Namespace) -> None:
    from api.people.organisation.opening import invite_host

    with closing(open_house()) as house:
        secret = invite_host(house, name=chosen.name, now=house.clock.now())
        print(f"{house.settings.base_url}/kom#{secret}")
    said = pgettext(
        "beheer",
        "Deze link werkt 1 keer, en %(hours)s uur lang. Geef hem zelf aan diegene.",
        hours=INVITATION_HOURS,
    )
    print(said)


def _end(chosen: argparse.Namespace) -> None:
    from api.people.organisation.opening import end_host

    with closing(open_house()) as house:
        end_host(house, name=chosen.name, now=house.clock.now())
    print(pgettext("beheer", "%(name)s komt nergens meer binnen.", name=chosen.name))
