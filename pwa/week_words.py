"""What the stickers are called, for who does not see them. The other words of the week: pwa/week_said.py."""

from api.resilience.elements import Sticker
from i18n.translator import pgettext


def sticker_word(sticker: Sticker) -> str:
    """Return what a sticker is called."""
    return {
        Sticker.STAR: pgettext("kind", "Ster"),
        Sticker.HEART: pgettext("kind", "Hart"),
        Sticker.SUN: pgettext("kind", "Zon"),
        Sticker.FLOWER: pgettext("kind", "Bloem"),
        Sticker.CAT: pgettext("kind", "Kat"),
        Sticker.DOG: pgettext("kind", "Hond"),
        Sticker.FISH: pgettext("kind", "Vis"),
        Sticker.BALL: pgettext("kind", "Bal"),
        Sticker.BIKE: pgettext("kind", "Fiets"),
        Sticker.APPLE: pgettext("kind", "Appel"),
        Sticker.MOON: pgettext("kind", "Maan"),
        Sticker.RAINBOW: pgettext("kind", "Regenboog"),
    }[sticker]
