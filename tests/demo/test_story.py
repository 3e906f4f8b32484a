"""The demo's eighteen months: long enough, varied enough, plainly written, and always the same."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from api.demo import almanac
from api.demo.cast import CAST, DEMO_HANDLES
from api.demo.drawings import motifs
from api.demo.moments import moment
from api.demo.notes import written
from api.demo.photos import scenes
from api.demo.story import Told, tell
from api.demo.voices import voice
from i18n.dates import AMSTERDAM
from tests.demo.reading import SENTENCE, WORD, labels, lengths, passive
from tests.houses import NOW

KINDS = {"good", "near", "wrong", "how", "check", "tell"}
SILENT = {"amina", "bo", "iris", "joke"}  # who is not in the two houses whose story is told
MOMENTS = [datetime(2026, 1, 3, 9, tzinfo=UTC) + timedelta(days=47 * step) for step in range(24)]


@pytest.fixture(scope="module")
def story() -> tuple[Told, ...]:
    return tell(NOW)


def test_there_are_six_hundred_notes_of_every_kind(story: tuple[Told, ...]) -> None:
    kinds = Counter(told.note.get("kind") for told in story)
    assert len(story) >= 600
    assert set(kinds) == KINDS
    assert kinds["good"] > kinds["near"] + kinds["wrong"]


def test_the_notes_were_written_one_by_one() -> None:
    assert len({note.key.rsplit("/", 1)[0] for note in written()}) >= 250


def test_no_text_stands_more_than_twice(story: tuple[Told, ...]) -> None:
    texts = Counter(told.note.get("text") for told in story)
    texts.update(said.text for told in story for said in told.later if said.text)
    assert [text for text, times in texts.items() if times > 2] == []


def test_everybody_but_the_professional_writes_more_than_once(story: tuple[Told, ...]) -> None:
    authors = Counter(told.note.by for told in story)
    assert set(authors) == set(DEMO_HANDLES) - SILENT
    assert min(authors.values()) >= 5


def test_there_are_drawings_photos_and_voices(story: tuple[Told, ...]) -> None:
    media = Counter(
        name for told in story for name in ("draw", "photo", "voice") if told.note.get(name)
    )
    assert media["draw"] >= 60
    assert media["photo"] >= 40
    assert media["voice"] >= 12


def test_notes_are_answered_thanked_put_right_and_taken_back(story: tuple[Told, ...]) -> None:
    later = Counter(said.act for told in story for said in told.later)
    assert set(later) == {"reply", "thanks", "fix", "withdraw"}
    threads = [[said for said in told.later if said.act == "reply"] for told in story]
    assert any(
        len(thread) >= 3 and {said.by for said in thread} == {"els", "noor"} for thread in threads
    )


def test_some_notes_were_written_days_later(story: tuple[Told, ...]) -> None:
    assert sum(told.at - told.happened > timedelta(days=1) for told in story) >= 3


def test_checks_say_what_was_agreed_and_whether_it_was_planned() -> None:
    checks = [note for note in written() if note.get("kind") == "check"]
    assert {note.get("visit") for note in checks} == {"planned", "unannounced"}
    assert {note.get("kept") for note in checks} >= {"yes", "partly"}
    assert all(note.get("agreement") for note in checks)


def test_things_are_seen_heard_and_told() -> None:
    assert {note.get("source") for note in written()} >= {"saw", "heard", "told"}


def test_the_year_runs_from_a_hard_start_over_one_fall_to_a_steady_end(
    story: tuple[Told, ...],
) -> None:
    def wrong(phase: str) -> float:
        """Bad evenings a day."""
        begin, end = (round(almanac.DAYS * part) for part in almanac.PHASES[phase])
        days = almanac.window(NOW.date())[begin:end]
        hits = [
            told
            for told in story
            if told.note.get("kind") == "wrong" and told.happened.date() in days
        ]
        return len(hits) / len(days)

    assert wrong("storm") > wrong("climb")
    assert wrong("fall") > wrong("climb")
    assert wrong("steady") < wrong("storm") / 3


def test_the_same_moment_tells_the_same_story(story: tuple[Told, ...]) -> None:
    assert tell(NOW) == story


def test_another_seed_tells_it_otherwise(story: tuple[Told, ...]) -> None:
    assert tell(NOW, seed=7) != story


@pytest.mark.parametrize("now", MOMENTS, ids=lambda now: now.strftime("%Y-%m-%d"))
def test_any_day_of_the_year_can_be_the_last(now: datetime) -> None:
    story = tell(now)
    assert len(story) == len(written())
    assert all(told.happened <= told.at < now for told in story)
    assert all(told.at < said.at < now for told in story for said in told.later)
    first = min(told.happened for told in story)
    assert now - timedelta(days=almanac.DAYS + almanac.BEFORE + 1) <= first
    assert first < now - timedelta(days=almanac.DAYS + 90)
    assert all(one.at <= other.at for one, other in pairwise(story))
    assert any(now - told.at < timedelta(days=4) for told in story)


def test_feasts_are_told_on_their_day(story: tuple[Told, ...]) -> None:
    days = {
        told.note.get("when").split()[0]: told.happened.astimezone(AMSTERDAM).date()
        for told in story
    }
    assert (days["sint"].month, days["sint"].day) == (12, 5)
    assert days["eid"] == date(2026, 3, 20)
    assert days["noor-1"] == days["noor"] - timedelta(days=1)


@pytest.mark.parametrize(
    ("year", "day"),
    [(2024, date(2024, 4, 10)), (2025, date(2025, 3, 30)), (2027, date(2027, 3, 9))],
)
def test_the_moon_feasts_are_right_within_a_day(year: int, day: date) -> None:
    told = almanac.feast("eid", almanac.window(date(year, 12, 31)))
    assert abs(told - day) <= timedelta(days=1)


def test_the_season_weighs_more_than_the_phase_of_the_story() -> None:
    days = almanac.window(NOW.date())
    found = moment("storm jul-aug za 14:00", days)
    assert {day.month for day in found.days} == {7, 8}
    assert {day.weekday() for day in found.days} == {5}


def test_what_a_note_names_is_there() -> None:
    for note in written():
        assert note.get("draw") in {"", *motifs()}, note.key
        assert note.get("photo") in {"", *scenes()}, note.key
        assert not note.get("voice") or voice(note.get("voice")), note.key
        mine = {name for name, cast in CAST.items() if cast.mode == CAST[note.by].mode}
        for name in ("about", "helped_by", "chosen", "thanks"):
            assert set(note.names(name)) <= mine, note.key


def test_no_note_leaves_a_choice_open() -> None:
    assert [
        note.key
        for note in written()
        if re.search(r"[{}|]", " ".join(map(str, note.fields.values())))
    ] == []


def test_sentences_are_short() -> None:
    told = lengths(_texts())
    assert max(told) <= 15
    assert sum(told) / len(told) <= 8


def test_children_write_shorter_than_grown_ups() -> None:
    words = [
        len(WORD.findall(part))
        for note in written()
        if note.by == "noor"
        for part in SENTENCE.split(note.get("text"))
    ]
    assert sum(words) / len(words) <= 6
    assert max(words) <= 10


def test_nobody_is_labelled_and_no_word_of_the_trade_is_used() -> None:
    assert labels(_texts()) == set()


def test_people_do_things_in_the_active_voice() -> None:
    assert passive(_texts()) == []


def _texts() -> list[str]:
    fields = ("text", "helped", "fix", "alt", "trigger")
    texts = [note.get(name) for note in written() for name in fields]
    texts += [answer.partition(": ")[2] for note in written() for answer in note.names("replies")]
    return [text for text in texts if text]
