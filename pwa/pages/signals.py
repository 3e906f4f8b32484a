"""``/nu``: what a ward's people hear of its signal, and what each of them says they do.

It opens without the code: it must open fast. For whom it is not, nothing is there.
"""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members, proven
from api.logbook.actions import write_entry
from api.logbook.fields import Fields
from api.logbook.note import Feeling, Note
from api.logbook.note import Kind as NoteKind
from api.logbook.rules import row_id
from api.people import queries, signed_in
from api.people.policy import Audience, Role
from api.safe_object import answering
from api.safe_object import queries as signals
from api.safe_object.answering import Said
from api.safe_object.views import SignalView
from api.safe_object.words import SAW, Face, Kind
from pwa import signals_said
from pwa.refusals import told

pages = Blueprint("signals", __name__)
RESPONDERS = ("adult", "circle")
AT_ONCE = {"go": Kind.GO, "call": Kind.CALL, "take": Kind.TAKE, "real": Kind.REAL}
Page = Response | tuple[str, int]


@pages.get("/nu")
@members(*RESPONDERS)
def open_ones() -> str:
    """Show what is open. Somebody of the house for whom there is nothing has no such page."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        found = signals.open_for(session, viewer, now)
    if not found and viewer.role is not Role.CIRCLE:
        raise NotHere(queries.UNKNOWN)
    return render_template("signals/signals.html", signals=found, said=signals_said)


@pages.get("/nu/eerder")
@proven
@members("circle")
def before() -> str:
    """Show those that are closed; practice stands apart."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        found = signals.history(session, viewer, now)
    return render_template(
        "signals/before.html",
        real=[each for each in found if not each.is_practice],
        practice=[each for each in found if each.is_practice],
        said=signals_said,
    )


@pages.get("/nu/<uuid:signal_id>")
@members(*RESPONDERS)
def one(signal_id: UUID) -> str:
    """Show one: who goes, what to do, who was told when."""
    return _show(signal_id, {})


@pages.post("/nu/<uuid:signal_id>")
@members(*RESPONDERS)
def answer(signal_id: UUID) -> Page:
    """Take what somebody says they do, saw or did."""
    do = request.form.get("do", "")
    try:
        if do == "close":
            _close(signal_id)
        else:
            _answer(signal_id, do)
    except Invalid as refusal:
        return _show(signal_id, told(refusal)), refusal.status
    return redirect("/nu" if do == "close" else f"/nu/{signal_id}", 303)


def _answer(signal_id: UUID, do: str) -> None:
    by, now = signed_in.current_viewer(), house().clock.now()
    kind, to, said = _read(do)
    with house().db.writing(by.household, by=by.person, now=now) as session:
        asking = queries.afresh(session, by)
        answering.answer(
            session, by=asking, signal_id=signal_id, kind=kind, now=now, to=to, said=said
        )


def _read(do: str) -> tuple[Kind, UUID | None, Said]:
    """Return what somebody answers, to whom they hand it over, and their words."""
    read = Fields(request.form.to_dict(flat=False))
    if do == "hand":
        return Kind.HAND_OVER, next(iter(read.ids("to")), None), Said()
    if do == "seen":
        kind = read.needed("how", Kind)
        if kind not in SAW:
            raise Invalid(answering.SAY_HOW, field="how")
        return kind, None, Said(text=read.text("text", 2_000), face=read.choice("face", Face))
    if do not in AT_ONCE:
        raise Invalid(signals_said.CHOOSE)
    return AT_ONCE[do], None, Said()


def _close(signal_id: UUID) -> None:
    """What was done, the note that may come of it, and the end: all of it or nothing."""
    by, now = signed_in.current_viewer(), house().clock.now()
    read = Fields(request.form.to_dict(flat=False))
    said = Said(text=read.text("text", 2_000), play=read.one("play") != "")
    kinds = (Kind.DONE, *([Kind.KEEP] if read.one("keep") else []), Kind.CLOSE)
    with house().db.writing(by.household, by=by.person, now=now) as session:
        asking = queries.afresh(session, by)
        found = signals.one(session, asking, signal_id, now)
        for kind in kinds:
            words = said if kind is Kind.DONE else None
            answering.answer(
                session, by=asking, signal_id=signal_id, kind=kind, now=now, said=words
            )
        note = _note(found, said, read.one("note"))
        if note is not None:
            entry = row_id(house().secrets.pepper, by.person, signal_id, "entry")
            write_entry(session, by=asking, entry_id=entry, note=note, now=now)


def _note(found: SignalView, said: Said, choice: str) -> Note | None:
    """Return the note for the logbook, for nobody but who was chosen; none when nobody was."""
    chosen = _readers(found, choice)
    if not chosen:
        return None
    face = next((each.face for each in reversed(found.answers) if each.face), None)
    return Note(
        kind=NoteKind.HOW,
        text=said.text,
        audience=Audience.CHOSEN,
        chosen=chosen,
        about=(found.ward.id,),
        feeling=Feeling(face) if face else None,
    )


def _readers(found: SignalView, choice: str) -> frozenset[UUID]:
    """For whom a note is: never more than was chosen, and nobody unless it was."""
    safety = frozenset(each.id for each in found.note_for)
    ward = frozenset({found.ward.id}) if found.ward_reads else frozenset()
    return {"ward": safety | ward, "safety": safety}.get(choice, frozenset())


def _show(signal_id: UUID, errors: Mapping[str, str]) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        found = signals.one(session, viewer, signal_id, now)
    return render_template(
        "signals/signal.html",
        signal=found,
        errors=errors,
        form=request.form,
        said=signals_said,
        hand_to=[(each.id, each.called) for each in found.hand_to],
    )
