"""Which languages there are. A language comes into the menu (`listed`) only when its catalogue is whole."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, cast

from babel import Locale

ONE_AND_MORE = "nplurals=2; plural=(n != 1);"
POLISH = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
ARABIC = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"


@dataclass(frozen=True)
class Language:
    code: str
    name: str
    plural_forms: str
    listed: bool

    @cached_property
    def locale(self) -> Locale:
        return Locale.parse(self.code)

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        return cast("Literal['ltr', 'rtl']", self.locale.text_direction)

    @property
    def tag(self) -> str:
        """As HTML and HTTP write it: en-GB."""
        return self.code.replace("_", "-")


DUTCH = Language("nl", "Nederlands", ONE_AND_MORE, listed=True)
LANGUAGES = (
    DUTCH,
    Language("en_GB", "English", ONE_AND_MORE, listed=True),
    Language("tr", "Türkçe", ONE_AND_MORE, listed=False),
    Language("ar", "العربية", ARABIC, listed=False),
    Language("pl", "Polski", POLISH, listed=False),
)
_BY_CODE = {language.code: language for language in LANGUAGES}


def listed() -> tuple[Language, ...]:
    """The languages a person may choose."""
    return tuple(language for language in LANGUAGES if language.listed)


def language(code: str) -> Language:
    """The language with this code, also when it is written as en-GB; Dutch when we do not know it."""
    return _BY_CODE.get(code.replace("-", "_"), DUTCH)
