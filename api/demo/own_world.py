"""What the children of the demo chose for themselves: their colour and face, and with whom they want to talk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import uuid5

from api.child_world.looks import choose_look
from api.child_world.rules import Colour, Later, Reply, Says
from api.child_world.talking import answer, want_to_talk
from api.demo.anchors import Points, read
from api.demo.living import Deed, Filling, Step


@dataclass(frozen=True)
class Look:
    """A colour and a face, and since when."""

    who: str
    at: str
    colour: Colour
    face: str


@dataclass(frozen=True)
class Said:
    """An answer to a child who wants to talk."""

    at: str
    reply: Reply


@dataclass(frozen=True)
class Talk:
    """A child wants to talk with somebody. Without an answer it still waits."""

    who: str
    asked: str
    at: str
    answers: tuple[Said, ...] = ()


LOOKS: Final = (
    Look("noor", "now-70d 16:30", Colour.TEAL, "bear"),
    Look("noor", "now-20d 16:40", Colour.PLUM, "bear"),
    Look("sam", "now-69d 17:00", Colour.SKY, "rocket"),
    Look("fem", "now-64d 20:00", Colour.SLATE, "cat"),
)
TALKS: Final = (
    Talk(
        "noor",
        "els",
        "now-37d 16:20",
        (
            Said("now-37d 16:35", Reply(Says.CALLS)),
            Said("now-37d 17:30", Reply(Says.TALKED)),
        ),
    ),
    Talk(
        "sam",
        "ben",
        "now-26d 15:50",
        (
            Said("now-26d 17:10", Reply(Says.COMES)),
            Said("now-26d 19:00", Reply(Says.TALKED)),
        ),
    ),
    Talk(
        "noor",
        "tim",
        "now-11d 17:00",
        (
            Said("now-11d 18:15", Reply(Says.LATER, Later.TOMORROW)),
            Said("now-10d 18:40", Reply(Says.TALKED)),
        ),
    ),
    Talk("noor", "ben", "now-1d 16:10", (Said("now-1d 17:05", Reply(Says.CALLS)),)),
    Talk("sam", "ben", "now-1d 17:20"),
    Talk("fem", "ria", "now-1d 18:00", (Said("now-1d 18:20", Reply(Says.LATER, Later.SOON)),)),
)


def own_steps(filling: Filling, known: Points) -> Iterator[Step]:
    """Return what each child of this household chose, and who answered."""
    for look in LOOKS:
        if look.who in filling.people:
            does = partial(_look, filling, look)
            yield Step(read(look.at, known), f"look/{look.who}", look.who, does)
    for talk in TALKS:
        if talk.who in filling.people:
            yield from _talk_steps(filling, talk, known)


def _talk_steps(filling: Filling, talk: Talk, known: Points) -> Iterator[Step]:
    key = f"talk/{talk.who}/{talk.asked}/{talk.at}"
    yield Step(read(talk.at, known), key, talk.who, partial(_ask, filling, talk, key))
    for said in talk.answers:
        does = partial(_answer, filling, said, key)
        yield Step(read(said.at, known), f"{key}/{said.reply.says}", talk.asked, does)


def _look(filling: Filling, look: Look, deed: Deed) -> None:
    row = uuid5(filling.home, f"look/{look.who}/{look.at}")
    choose_look(
        deed.session, by=deed.by, look_id=row, colour=look.colour, face=look.face, now=deed.now
    )


def _ask(filling: Filling, talk: Talk, key: str, deed: Deed) -> None:
    row, asked = uuid5(filling.home, key), filling.people[talk.asked]
    want_to_talk(deed.session, by=deed.by, wish_id=row, asked=asked, now=deed.now)


def _answer(filling: Filling, said: Said, key: str, deed: Deed) -> None:
    wish = uuid5(filling.home, key)
    row = uuid5(wish, said.at)
    answer(deed.session, by=deed.by, wish_id=wish, answer_id=row, reply=said.reply, now=deed.now)
