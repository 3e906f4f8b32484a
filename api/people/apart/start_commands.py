"""``huisboek household open``: first the question, together with the professional who knows the house.

Where nothing is opened nothing is kept: without a house there is no key to keep a name under, and
nobody needs a list of people who are not here.
"""

import argparse
from contextlib import closing
from typing import TYPE_CHECKING, Final

from api.core.errors import Invalid
from api.people.apart.asked import ASKED_WITH, NOT, Asked
from api.people.finding_commands import open_house
from i18n.marking import N_
from i18n.terminal import pgettext

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 (it has no public name)

MODES: Final = ("together", "apart", NOT)
NO_ANSWER: Final = N_("Kies samen, apart of niet. Doe dat met iemand die jullie helpt.")


def register(words: "Words") -> None:
    """Add the word ``open``."""
    tells = pgettext("beheer", "Begin een nieuw huis.")
    opening = words.add_parser("open", help=tells, description=tells)
    opening.add_argument("--name", required=True)
    asked = pgettext("beheer", "Samen, apart of niet. Zonder dit woord stelt Huisboek de vraag.")
    opening.add_argument("--mode", choices=MODES, help=asked)
    by = pgettext("beheer", "Wie gaf het antwoord?")
    opening.add_argument("--answered-by", default="", help=by)
    beside = pgettext("beheer", "Wie hielp daarbij vanuit het werk?")
    opening.add_argument("--asked-with", choices=ASKED_WITH, default="unsaid", help=beside)
    opening.set_defaults(do=_open_household)


def _open_household(chosen: argparse.Namespace) -> None:
    from api.people.actions import open_household
    from api.people.organisation.codes import give_codes

    asked = Asked(chosen.answered_by, chosen.asked_with)
    if chosen.mode is None:
        chosen.mode, asked = _ask(asked)
    if chosen.mode == NOT:
        print(_why_not())
        return
    with closing(open_house()) as house:
        now = house.clock.now()
        print(open_household(house, name=chosen.name, mode=chosen.mode, now=now, asked=asked))
        give_codes(house, now)


def _ask(asked: Asked) -> tuple[str, Asked]:
    """Ask it aloud in the terminal."""
    print(_question())
    mode = _answer(dict(enumerate(MODES, start=1)))
    if mode == NOT:
        return mode, asked
    by = asked.by or _line(pgettext("beheer", "Wie gaf het antwoord?"))
    print(pgettext("beheer", "Wie hielp daarbij vanuit het werk?"))
    for number, role in enumerate(ASKED_WITH, start=1):
        print(f"  {number}  {role}")
    return mode, Asked(by, _answer(dict(enumerate(ASKED_WITH, start=1))))


def _answer(choices: dict[int, str]) -> str:
    typed = _line("")
    if not typed.isdecimal() or int(typed) not in choices:
        raise Invalid(NO_ANSWER)
    return choices[int(typed)]


def _line(asked: str) -> str:
    try:
        return input(f"{asked} > ").strip()
    except EOFError:
        raise Invalid(NO_ANSWER) from None


def _question() -> str:
    return "\n".join(
        (
            pgettext(
                "beheer", "Beantwoord dit samen met iemand die het gezin vanuit het werk helpt."
            ),
            "  1  " + pgettext("beheer", "Samen: iedereen in het huis leest hetzelfde boek."),
            "  2  " + pgettext("beheer", "Apart: de volwassenen zien nooit iets van elkaar."),
            "  3  " + pgettext("beheer", "Niet: dit boek maakt het nu gevaarlijker."),
        )
    )


def _why_not() -> str:
    """Say in plain words why not, and what else. Source: domain.md, sections 1 and 7."""
    return "\n".join(
        (
            pgettext("beheer", "Er is geen huis begonnen. Er is niets bewaard."),
            pgettext("beheer", "Soms kijkt iemand mee op de telefoon van een ander."),
            pgettext("beheer", "Soms wordt iemand boos om wat de ander schrijft."),
            pgettext("beheer", "Dan is een boek op een telefoon niet goed. Schrijf dan niets op."),
            pgettext(
                "beheer", "Dit kan wel: spreek met mensen af wie je belt en waar je heen gaat."
            ),
            pgettext("beheer", "Praat met Veilig Thuis: 0800 2000. Dat kan dag en nacht."),
            pgettext("beheer", "Is er nu gevaar? Bel 112."),
        )
    )
