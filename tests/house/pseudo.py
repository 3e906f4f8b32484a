"""A made-up language: every sentence of the catalogues with accents and 40 % longer. Never offered to anybody.

What is still plain on a page in this language did not go through the catalogues; what does not fit
on a small screen will not fit in a longer language either.
"""

import re
from collections.abc import Callable
from gettext import NullTranslations

from babel import Locale

from i18n.dates import Calendar
from i18n.languages import ONE_AND_MORE, Language
from i18n.translator import Translator

KEPT = re.compile(r"%\(\w+\)[sd]|%%|</?[a-zA-Z][^>]*>|&#?\w+;|\{\w+\}")
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ODD = "åƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ"
ACCENTS = str.maketrans(PLAIN, ODD)
LONGER = 0.4


def odd(text: str) -> str:
    """The sentence, odd and longer; placeholders and tags stay as they are."""
    parts, end = [], 0
    for kept in KEPT.finditer(text):
        parts += [text[end : kept.start()].translate(ACCENTS), kept.group()]
        end = kept.end()
    parts.append(text[end:].translate(ACCENTS))
    bare = len(KEPT.sub("", text).strip())
    return "".join(parts) + longer(round(bare * LONGER))


def longer(letters: int) -> str:
    """This many letters more, in words of an ordinary length."""
    return "".join(" " if place % 7 == 0 else "ö" for place in range(letters))


class Odd(NullTranslations):
    """Speaks every sentence oddly, also one that no catalogue knows: what matters is that it was asked."""

    def gettext(self, message: str) -> str:
        return odd(message)

    def pgettext(self, _context: str, message: str) -> str:
        return odd(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return odd(msgid1 if n == 1 else msgid2)

    def npgettext(self, _context: str, msgid1: str, msgid2: str, n: int) -> str:
        return odd(msgid1 if n == 1 else msgid2)


def speaker() -> Callable[[str], Translator]:
    """What stands in for `i18n.translator.translator`: whatever is asked, it speaks oddly."""
    language = Language("en_XA", odd("Huisboek"), ONE_AND_MORE, listed=False)
    language.__dict__["locale"] = Locale("en")
    days = tuple(
        odd(day)
        for day in ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
    )
    months = tuple(odd(f"maand{'abcdefghijkl'[number]}") for number in range(12))
    found = Translator(language, Odd(), Calendar(days, months, ",", days))
    return lambda _code: found
