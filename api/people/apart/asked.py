"""The answers to the question with which a house begins. Values only: the terminal starts fast."""

from dataclasses import dataclass
from typing import Final

NOT: Final = "not"
UNSAID: Final = "unsaid"
ASKED_WITH: Final = ("case-lead", "veilig-thuis", "child-protection", "local-team", "other", UNSAID)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who answered the question, and which professional sat beside them."""

    by: str = ""
    asked_with: str = UNSAID
