"""Refusals: every "no" of the house is a sentence that says what to do. Nothing here knows about HTTP pages.

``message`` is a Dutch msgid (mark it with ``i18n.marking.N_``); it is translated where it is shown.
"""

from collections.abc import Mapping


class Refusal(Exception):
    """The house says no. ``status`` is what HTTP would call it, ``message`` what a person reads."""

    status = 422

    def __init__(self, message: str, *, values: Mapping[str, str] | None = None) -> None:
        """Keep the sentence and the values of its placeholders."""
        super().__init__(message)
        self.message = message
        self.values: Mapping[str, str] = values or {}


class NotHere(Refusal):
    """Hidden and unknown are the same answer, to the byte (security R3)."""

    status = 404


class SignInFirst(Refusal):
    """Nobody is signed in, or no longer."""

    status = 401


class ProveFirst(SignInFirst):
    """Somebody is signed in, and must give their own code or pictures once more."""


class Changed(Refusal):
    """Somebody else changed it meanwhile. What was typed is kept; look at both and choose."""

    status = 409


class Gone(Refusal):
    """It was here and can never be used again: a spent invitation."""

    status = 410


class TooBig(Refusal):
    """More bytes or pixels than we take."""

    status = 413


class WrongKind(Refusal):
    """Not a picture or sound that we take."""

    status = 415


class Invalid(Refusal):
    """An answer is missing or cannot be. ``field`` names the form field it belongs to."""

    def __init__(
        self, message: str, *, field: str | None = None, values: Mapping[str, str] | None = None
    ) -> None:
        """Keep the field beside the sentence, so that the page can put both together."""
        super().__init__(message, values=values)
        self.field = field


class TooMany(Refusal):
    """Too often. ``retry_after`` is in seconds."""

    status = 429

    def __init__(self, message: str, *, retry_after: int) -> None:
        """Say when it may be tried again."""
        super().__init__(message)
        self.retry_after = retry_after


class Damaged(Refusal):
    """What was asked does not open any more. The alarm has rung; nothing of it is shown."""

    status = 503


class Shut(Refusal):
    """What was asked is kept shut, for the database cannot promise that it is only looked at."""

    status = 503


class Busy(Refusal):
    """The house is busy for a moment; the same request may be sent again."""

    status = 503
    retry_after = 5


class Full(Refusal):
    """The disk is full. What is on the phone must stay there."""

    status = 507
    retry_after = 60
