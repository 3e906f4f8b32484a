"""Security R23, R24, R25: what a push service and a shoulder-surfer see of a knock: always the same."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import product
from uuid import UUID, uuid4

import pytest

from api.core.house import House
from api.push.addresses import origin_of
from api.push.due import deliver
from api.push.message import LENGTH, Address, Message, make_message, plain, topic
from api.push.rules import Word
from api.push.sentences import SENTENCES, sentence
from i18n.languages import LANGUAGES
from tests.house.neutral import unfit
from tests.houses import NOW
from tests.push.checking import TOPIC, Browser
from tests.push.knocking import knock
from tests.push.someone import Someone
from tests.world import World

SomeoneOf = Callable[..., Someone]
BASE = "https://huisboek.example.org"
GOOGLE = "https://fcm.googleapis.com"
APPLE = "https://web.push.apple.com"
BROWSER = Browser("token", None)


def address(origin: str = GOOGLE, language: str = "nl") -> Address:
    told = BROWSER.told(origin)
    keys = {name: told["keys"][name] for name in ("p256dh", "auth")}
    assert origin_of(told["endpoint"]) == origin
    return Address(endpoint=told["endpoint"], origin=origin, language=language, **keys)


def made(
    word: Word, to: Address | None = None, id: UUID | None = None, base: str = BASE
) -> Message:
    return make_message(
        to or address(), word, id or uuid4(), authorization="vapid t=t, k=k", base_url=base
    )


@pytest.mark.parametrize(
    ("word", "ttl", "urgency"),
    [
        (Word.SIGNAL, "86400", "high"),
        (Word.TEST, "86400", "high"),
        (Word.REMINDER, "3600", "normal"),
        (Word.NEWS, "3600", "normal"),
    ],
)
def test_the_headers_are_ours(word: Word, ttl: str, urgency: str) -> None:
    headers = made(word).headers
    assert headers.keys() == {
        "ttl",
        "urgency",
        "topic",
        "content-type",
        "content-encoding",
        "authorization",
    }
    assert (headers["ttl"], headers["urgency"]) == (ttl, urgency)
    assert headers["content-encoding"] == "aes128gcm"
    assert headers["authorization"] == "vapid t=t, k=k"
    assert TOPIC.fullmatch(headers["topic"])


def test_what_one_message_asks_sticks_to_no_other() -> None:
    """The library keeps the last time to live on its object; many threads would mix them up."""

    def ttls(number: int) -> tuple[str, str]:
        word = (Word.SIGNAL, Word.REMINDER)[number % 2]
        return made(word).headers["ttl"], str(int(word.lasts.total_seconds()))

    with ThreadPoolExecutor(8) as threads:
        pairs = list(threads.map(ttls, range(400)))
    assert all(said == meant for said, meant in pairs)


def test_what_comes_to_a_phone_says_a_version_a_sentence_and_an_id(
    someone: SomeoneOf, house: House, world: World
) -> None:
    els = someone(world.els)
    said, sizes = {}, set()
    for word in Word:
        knock(house, world.els, word)
        deliver(house, NOW)
        heard = els.heard()[-1]
        said[word] = heard.said
        sizes.add((heard.size, len(heard.plain)))
    assert {each["k"] for each in said.values()} == {0, 1}
    assert said[Word.TEST]["k"] == 1
    assert all(each.keys() == {"v", "k", "id"} for each in said.values())
    assert {each["v"] for each in said.values()} == {1}
    assert {UUID(each["id"]) for each in said.values()} == {row.id for row in els.rows()}
    assert len(sizes) == 1


def test_every_message_in_every_language_to_every_service_has_one_length() -> None:
    bodies = [
        made(word, address(origin, language.code)).body
        for word, origin, language in product(Word, (GOOGLE, APPLE), LANGUAGES)
    ]
    assert {len(body) for body in bodies} == {LENGTH + 16 + 1 + 86}
    assert {len(BROWSER.open(body)) for body in bodies} == {LENGTH}
    assert max(len(body) for body in bodies) < 4096


def test_what_does_not_fit_is_refused_and_never_cut_off() -> None:
    with pytest.raises(ValueError, match="longer than the others"):
        made(Word.SIGNAL, address(APPLE), base="https://" + "a" * LENGTH)


def test_a_push_service_cannot_say_that_a_phone_showed_it() -> None:
    """It sees the topic; the id that proves a receipt is sealed."""
    id = uuid4()
    assert topic(id) == made(Word.SIGNAL, id=id).headers["topic"]
    assert id.hex not in str(made(Word.SIGNAL, id=id).headers)
    assert topic(id) == topic(id) != topic(uuid4())


def test_an_apple_phone_shows_it_without_our_script() -> None:
    message = made(Word.SIGNAL, address(APPLE, "en_GB"))
    assert message.headers["content-type"] == "application/notification+json"
    told = json.loads(BROWSER.open(message.body))
    assert told["web_push"] == 8030
    assert told["notification"] == {
        "title": "There is something new.",
        "lang": "en-GB",
        "dir": "auto",
        "navigate": f"{BASE}/nieuw",
        "tag": "nieuws",
    }
    assert made(Word.SIGNAL).headers["content-type"] == "application/octet-stream"


def test_what_a_phone_shows_is_the_same_for_all_but_a_test() -> None:
    id = uuid4()
    for origin in (GOOGLE, APPLE):
        texts = {plain(address(origin), word, id, BASE) for word in Word if word != Word.TEST}
        assert len(texts) == 1


def test_the_sentences_are_few_and_say_nothing() -> None:
    assert len(SENTENCES) <= 4
    for number, language in product(range(len(SENTENCES)), LANGUAGES):
        said = sentence(number, language.code)
        assert not unfit(said)
        assert "%" not in said
        assert not any(letter.isdigit() for letter in said)


def test_keys_that_seal_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match=r".*"):
        made(Word.SIGNAL, replace(address(), p256dh="AAAA"))
