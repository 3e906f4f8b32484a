"""A plan of which a part hangs on the fridge, for tests of the sheet."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from api.people.numbers import add_number
from api.people.policy import Side
from api.people.telephone import Bond, Call
from api.plan.words import Part
from tests.plan.sheet import Sheet
from tests.world import World

HANGING = (
    ("mark", "Ik loop een rondje als ik boos word.", "Meteen, ook als het regent.", "Papa gaat dan buiten lopen.", "run"),
    ("els", "Els haalt Noor op van school.", "Elke woensdag", "Oma haalt mij op van school.", "hug"),
    ("sara", "Om 8 uur is het licht uit bij Noor.", "Elke avond", "Om 8 uur ga ik slapen.", "sleep"),
    ("ben", "Noor mag altijd bij Ben naar binnen.", "Dag en nacht", "Ik mag altijd naar Ben.", "house"),
    ("els", "We eten samen, zonder telefoon.", "Elke avond", "We eten samen.", "apple"),
)  # fmt: skip
NOT_HANGING = "Tim kijkt op een onverwachte dag of het rustig is."


def hang_a_few(sheet: Sheet, world: World) -> None:
    """Agree what a household agrees; the last one is not for the wall."""
    for who, text, when, child_words, picture in HANGING:
        sheet.agreement(
            text,
            getattr(world, who),
            when=when,
            child_words=child_words,
            child_picture=picture,
            on_fridge=True,
            people={Part.LOOKS: (world.els, world.kees), Part.TOLD: (world.ben, world.els)},
        )
    sheet.agreement(NOT_HANGING, world.tim)


def hang_too_much(sheet: Sheet, home: Sequence[UUID], circle: Sequence[UUID]) -> None:
    """Agree more than fits, each of several lines, by everybody at home and in the circle."""
    for place in range(14):
        times = place % 5 + 1
        sheet.agreement(
            f"Afspraak {place}: " + "WIJ WANDELEN met mama Sara en buurman Ben. " * times,
            home[0],
            when="Elke zaterdagochtend en elke zondagochtend",
            child_words=f"{place} " + "Wij wandelen met mama. " * times,
            on_fridge=True,
            people={
                Part.DOES: (*home, *circle[:2]),
                Part.LOOKS: tuple(circle),
                Part.TOLD: tuple(circle),
            },
        )


def on_paper(sheet: Sheet, keeper: UUID, *names: str, side: Side = Side.BOTH) -> None:
    """Put numbers on the list that are for the sheet too."""
    for place, name in enumerate(names):
        call = Call(
            name=name,
            number=f"06 0000 00{place + 11}",
            when="Als je vragen hebt over ruzie.",
            bond=Bond.PROFESSIONAL if place % 2 else Bond.NEAR,
            on_paper=True,
        )
        sheet.do(keeper, add_number, number_id=uuid4(), call=call, side=side)
