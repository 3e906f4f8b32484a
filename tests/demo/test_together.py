"""How the made-up people sat together and how far they came: told in an order that can be, and plainly."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from api.demo.agreed import KEEPER, agreed
from api.demo.cast import CAST
from api.demo.sat import Sat, sat
from api.demo.story import known
from api.demo.walked import Walked, walked
from api.path.outcomes import BY_KEY
from api.people.policy import Role, Side
from tests.demo.reading import SENTENCE, labels, lengths, passive
from tests.demo.test_story import MOMENTS
from tests.houses import NOW

pytestmark = pytest.mark.only("sqlite")

WORDS = ("text", "consequence", "if_done", "if_not", "helps", "calls", "data", "reason", "goal")


@pytest.fixture(scope="module", params=sorted(KEEPER))
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("now", MOMENTS, ids=lambda now: now.strftime("%Y-%m-%d"))
def test_any_day_of_the_year_can_be_the_last(now: datetime, mode: str) -> None:
    points = known(now)
    evenings, plan = {each.id: each for each in sat(mode, points)}, agreed(mode, points)
    for each in evenings.values():
        assert each.at < each.chosen < each.day, each.id
        assert all(at < now for at in _moments(each)), each.id
        assert all(each.at < day.at for day in each.days), each.id
        if "danger" in each.fields:
            begun = plan.part(each.fields["danger"]).versions[0].agreed
            assert begun
            assert begun < each.at, each.id
        if each.was_held:
            begin, end = each.acts[0].at, each.acts[-1].at
            after = evenings[each.acts[-1].fields["next"]]
            assert max(each.chosen, each.moved[0] if each.moved else each.at) < begin, each.id
            assert [act.at for act in each.acts] == sorted(act.at for act in each.acts), each.id
            assert all(brought.at < begin for brought in each.brought), each.id
            assert after.chosen < end < after.day, each.id
    _check_path(walked(mode, points), evenings, now)


def _moments(each: Sat) -> Iterator[datetime]:
    yield each.chosen
    yield from (act.at for act in each.acts)
    yield from (brought.at for brought in each.brought)
    for sheet in each.minutes:
        yield from (sheet.at, *sheet.read.values())


def _check_path(path: Walked, evenings: dict[str, Sat], now: datetime) -> None:
    for sheet in {each.sheet for each in path.phases}:
        moments = [each.at for each in path.phases if each.sheet == sheet]
        assert moments == sorted(moments)
    for phase in path.phases:
        if phase.meeting:
            acts = evenings[phase.meeting].acts
            assert acts[0].at < phase.at < acts[-1].at, phase.meeting
    assert all(each.at < now and each.outcome in BY_KEY for each in path.found)
    for part in path.parts:
        said = [each.at for each in part.versions] + [each.at for each in part.marks]
        assert said[0] == min(said), part.id
        assert max(said) < now, part.id


def test_who_is_named_lives_there_and_on_that_side(mode: str) -> None:
    for each in sat(mode, known(NOW)):
        side = Side(each.fields.get("side", "both"))
        named = {each.by, *each.fields["with"], *each.fields.get("came", ())}
        named |= {who for day in each.days for who in day.says} | {one.who for one in each.brought}
        assert {CAST[who].mode for who in named} == {mode}, each.id
        assert {CAST[who].side for who in named} <= {side, Side.BOTH}, each.id
        assert Role.CHILD not in {CAST[who].role for who in named}, each.id
    path = walked(mode, known(NOW))
    for found in path.found:
        assert CAST[found.who].mode == mode
        assert CAST[found.who].side in {Side(found.sheet), Side.BOTH}


def test_no_words_of_one_side_name_somebody_of_the_other_one() -> None:
    evenings, path = sat("apart", known(NOW)), walked("apart", known(NOW))
    told = [(each.fields["side"], text) for each in evenings for text in _said(each.fields)]
    told += [(part.sheet, text) for part in path.parts for text in _said(part.versions[-1].fields)]
    hidden = {"a": ("Joost",), "b": ("Lotte", "Mieke")}
    assert [text for side, text in told if any(name in text for name in hidden[side])] == []


def test_nothing_that_mark_reads_tells_whom_noor_may_call() -> None:
    evenings, path = sat("together", known(NOW)), walked("together", known(NOW))
    brought = [one for each in evenings for one in each.brought if not one.ward]
    told = [text for each in evenings for text in _said({**each.fields, "brings": []})]
    told += [text for each in brought for text in each.texts.values()]
    told += [text for part in path.parts for text in _said(dict(part.versions[-1].fields))]
    told += [str(part.versions[-1].fields.get("stop_word", "")) for part in path.parts]
    assert len(told) > 40
    assert [text for text in told if "bakfiets" in text.lower()] == []
    called = [part for text in told for part in SENTENCE.split(text) if "Noor" in part]
    assert [part for part in called if "bel" in part or "kom" in part] == []


def test_sentences_are_short_active_and_label_nobody(mode: str) -> None:
    path, points = walked(mode, known(NOW)), known(NOW)
    texts = [text for each in sat(mode, points) for text in _said(each.fields)]
    texts += [text for part in path.parts for each in part.versions for text in _said(each.fields)]
    texts += [mark.words for part in path.parts for mark in part.marks if mark.words]
    texts += [each.reason for each in path.phases if each.reason]
    texts += [each.words for each in path.found if each.words]
    assert len(texts) > 30
    assert max(lengths(texts)) <= 12
    assert sum(lengths(texts)) / len(lengths(texts)) <= 8
    assert passive(texts) == []
    assert labels(texts) == set()


def _said(fields: object) -> Iterator[str]:
    """All words that somebody wrote, however deep they lie."""
    match fields:
        case dict():
            for name, value in fields.items():
                if name in {*WORDS, "well", "seen", "worry", "unknown", "place", "words"}:
                    yield str(value)
                elif name == "ideas":
                    yield from (said.partition(": ")[2] for said in value)
                elif name == "notes":
                    yield from (text for noted in value.values() for text in noted)
                else:
                    yield from _said(value)
        case list():
            for value in fields:
                yield from _said(value)
