"""All that a knock ever says. No name, no kind, no count: whoever looks over a shoulder learns nothing."""

from typing import Final

from i18n import translator
from i18n.marking import N_

SENTENCES: Final = (N_("Er is iets nieuws."), N_("Dit is een proef."))


def sentence(number: int, language: str) -> str:
    """Say one of them in a language."""
    with translator.speaking(language):
        return translator.gettext(SENTENCES[number])
