"""What somebody who keeps the machine reads in a terminal. Dutch is the source here too.

The language is that of `HUISBOEK_LANGUAGE`, else of the terminal itself, else Dutch. Nothing heavy is
loaded for Dutch, so that `huisboek --help` answers at once.
"""

import os
import re
from collections.abc import Mapping
from typing import Final

CHOSEN_BY: Final = ("HUISBOEK_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
NO_LANGUAGE: Final = {"", "c", "posix"}
DUTCH: Final = "nl"


def tongue(environment: Mapping[str, str]) -> str:
    """Return the code of the language to speak: the first one that is set, if we speak it whole."""
    set_to = next(filter(None, (environment.get(name) for name in CHOSEN_BY)), "")
    short = re.split(r"[_.@-]", set_to)[0].lower()
    if short in {DUTCH, *NO_LANGUAGE}:
        return DUTCH
    from i18n.languages import listed  # noqa: PLC0415 (loads the names of all months)

    return next((each.code for each in listed() if each.code.startswith(short)), DUTCH)


def gettext(message: str, **values: object) -> str:
    """Say a sentence that stands on a page too."""
    code = tongue(os.environ)
    if code != DUTCH:
        from i18n.catalogues import catalogue  # noqa: PLC0415

        message = catalogue(code).gettext(message)
    return message % values if values else message


def pgettext(context: str, message: str, **values: object) -> str:
    """Say a sentence for the terminal alone; its context is always `beheer`."""
    code = tongue(os.environ)
    if code != DUTCH:
        from i18n.catalogues import catalogue  # noqa: PLC0415

        message = catalogue(code).pgettext(context, message)
    return message % values if values else message
