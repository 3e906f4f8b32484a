"""What is said of a signal on its pages. The room knows kinds and moments, no words."""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from api.people.queries import Member
from api.safe_object.views import AnswerView, SignalView, ToldView
from api.safe_object.words import OWNS, Face, Kind, Why
from i18n.marking import N_
from i18n.translator import _, time
from pwa.who_reads import BARE_NAME, joined

CHOOSE: Final = N_("Kies wat je doet.")


def title(signal: SignalView) -> Markup:
    """Say whose it is, and who saw it when it was not the ward."""
    ward = _name(signal.ward)
    if signal.seen_by is not None:
        by = _name(signal.seen_by)
        return Markup(_("%(by)s zag het ding van %(name)s op de andere plek.", by=by, name=ward))  # noqa: S704
    return Markup(_("%(name)s gaf een teken", name=ward))  # noqa: S704


def who_has_it(signal: SignalView) -> Markup:
    """Say who goes, or that nobody does yet."""
    if signal.mine and signal.handed_to is not None:
        name = _name(signal.handed_to)
        return Markup(_("Je vroeg %(name)s om het over te nemen. Tot dan ben jij het.", name=name))  # noqa: S704
    if signal.mine:
        return Markup(_("Jij belt.") if _calls(signal) else _("Jij gaat."))  # noqa: S704
    if signal.handed_to_me:
        return Markup(_("%(name)s vraagt of jij het overneemt.", name=_name(signal.owner)))  # noqa: S704
    if signal.is_owned:
        name = _name(signal.owner)
        said = _("%(name)s belt.", name=name) if _calls(signal) else _("%(name)s gaat.", name=name)
        return Markup(said)  # noqa: S704
    return Markup(_("Er gaat nog niemand."))  # noqa: S704


def told_line(told: ToldView, *, is_over: bool) -> Markup:
    """Say when somebody heard it, and how far that came on their phone; what never came is past when it is over."""
    name, at = _name(told.person), time(told.at)
    if told.why is Why.STAND_IN:
        said = _("%(at)s: %(name)s hoort het, in de plaats van een ander.", at=at, name=name)
    elif told.why is Why.HAND_OVER:
        said = _("%(at)s: de vraag ging naar %(name)s.", at=at, name=name)
    elif told.progress is not None and told.progress.shown is not None:
        said = _("%(at)s: %(name)s hoort het.", at=at, name=name)
    else:
        said = _("%(at)s: %(name)s kwam aan de beurt.", at=at, name=name)
    came = told.progress is not None and told.progress.sent is not None
    return Markup(said if is_over and not came else f"{said} {_progress(told)}")  # noqa: S704


def answer_line(answer: AnswerView) -> Markup:
    """Say what somebody answered, and when."""
    name, at = _name(answer.person), time(answer.at)
    said = {
        Kind.GO: _("%(at)s: %(name)s gaat.", at=at, name=name),
        Kind.CALL: _("%(at)s: %(name)s belt.", at=at, name=name),
        Kind.TAKE: _("%(at)s: %(name)s neemt het over.", at=at, name=name),
        Kind.HAND_OVER: _("%(at)s: %(name)s vraagt een ander.", at=at, name=name),
        Kind.SEEN: _("%(at)s: %(name)s was erbij en zag hoe het gaat.", at=at, name=name),
        Kind.SPOKE: _("%(at)s: %(name)s sprak en hoorde hoe het gaat.", at=at, name=name),
        Kind.DONE: _("%(at)s: %(name)s schreef wat er gedaan is.", at=at, name=name),
        Kind.CLOSE: _("%(at)s: %(name)s is klaar.", at=at, name=name),
        Kind.REAL: _("%(at)s: %(name)s zegt: dit is echt.", at=at, name=name),
        Kind.KEEP: _(
            "%(at)s: %(name)s bewaart dit voor als jullie samen praten.", at=at, name=name
        ),
    }
    return Markup(said[answer.kind])  # noqa: S704


def faces() -> Sequence[tuple[Face, str, str]]:
    """Return the faces with their words and pictures."""
    return (
        (Face.HAPPY, _("Blij"), "happy"),
        (Face.CALM, _("Rustig"), "calm"),
        (Face.OKAY, _("Gewoon"), "okay"),
        (Face.WORRIED, _("Bezorgd"), "worried"),
        (Face.SAD, _("Verdrietig"), "sad"),
        (Face.ANGRY, _("Boos"), "angry"),
        (Face.SCARED, _("Bang"), "scared"),
    )


def face_word(face: Face) -> str:
    """Return the word of one face."""
    return next(word for each, word, _picture in faces() if each is face)


def hows(signal: SignalView) -> Sequence[tuple[Kind, Markup]]:
    """Return the two ways in which somebody knows how it is."""
    name = _name(signal.ward)
    return (
        (Kind.SEEN, Markup(_("Ik heb %(name)s gezien", name=name))),  # noqa: S704
        (Kind.SPOKE, Markup(_("Ik heb %(name)s gesproken", name=name))),  # noqa: S704
    )


def readers(signal: SignalView) -> Sequence[tuple[str, Markup]]:
    """Return for whom a note may be; the first one is chosen beforehand."""
    safety = joined(signal.note_for)
    found = []
    if signal.ward_reads:
        people = [*signal.note_for, signal.ward]
        found.append(("ward", Markup(_("Ja, voor %(names)s", names=joined(people)))))  # noqa: S704
    if safety:
        found.append(("safety", Markup(_("Ja, alleen voor %(names)s", names=safety))))  # noqa: S704
    return (*found, ("", Markup(_("Nee, schrijf niets in het logboek"))))  # noqa: S704


def _calls(signal: SignalView) -> bool:
    """Say whether who has it said that they call: nobody is on the way then."""
    said = [each for each in signal.answers if each.kind in OWNS and each.person == signal.owner]
    return bool(said) and said[-1].kind is Kind.CALL


def _progress(told: ToldView) -> str:
    if told.progress is None or told.progress.sent is None:
        return _("Nog niet op de telefoon.")
    if told.progress.opened is not None:
        return _("Open om %(at)s.", at=time(told.progress.opened))
    if told.progress.shown is not None:
        return _("Op het scherm om %(at)s.", at=time(told.progress.shown))
    return _("Verstuurd om %(at)s.", at=time(told.progress.sent))


def _name(member: Member | None) -> Markup:
    return BARE_NAME.format(_("Iemand") if member is None else member.called or member.name)
