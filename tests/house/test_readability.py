"""Every Dutch sentence is plain: A2-B1, for adults and, marked `kind`, for children."""

from collections import defaultdict
from functools import cache
from io import BytesIO

import pytest
from babel.messages.pofile import read_po

from i18n.words import template_bytes
from tests.house.reading import (
    ADULT,
    CHILD,
    KEEPER,
    Reader,
    ease,
    everyday,
    explained,
    hindrances,
    of_the_trade,
    sentences,
    words,
)

Sentence = tuple[str, Reader]
ENOUGH_WORDS = 40
READERS = {None: ADULT, "kind": CHILD, "beheer": KEEPER}


@cache
def screens() -> dict[str, list[Sentence]]:
    """The sentences by the file they stand in."""
    found: dict[str, list[Sentence]] = defaultdict(list)
    for message in read_po(BytesIO(template_bytes())):
        reader = READERS[message.context]
        for text in filter(None, [message.id] if isinstance(message.id, str) else message.id):
            for place, _line in message.locations:
                found[place].append((text, reader))
    return found


def every_sentence() -> set[Sentence]:
    return {sentence for on_screen in screens().values() for sentence in on_screen}


def test_no_sentence_is_hard_to_read() -> None:
    hard = {
        text: hindrances(text, reader)
        for text, reader in sorted(every_sentence(), key=lambda found: found[0])
    }
    told = [f"{text!r}: {'; '.join(found)}" for text, found in hard.items() if found]
    assert not told, "\n".join(told)


def test_no_screen_is_hard_to_read() -> None:
    hard = []
    for place, on_screen in screens().items():
        for reader in READERS.values():
            text = "\n".join(text for text, for_whom in on_screen if for_whom is reader)
            said = words(text)
            if len(said) < ENOUGH_WORDS:
                continue
            rare = sorted({word for word in said if not everyday(word, reader)})
            if ease(text) < reader.ease:
                hard.append(f"{place}: {ease(text):.0f}, at least {reader.ease}")
            if len(said) / sentences(text) > reader.screen:
                hard.append(
                    f"{place}: {len(said) / sentences(text):.1f} words a sentence, at most {reader.screen}"
                )
            if sum(not everyday(word, reader) for word in said) > 0.05 * len(said):
                hard.append(f"{place}: more than 5 in 100 words are rare: {', '.join(rare)}")
    assert not hard, "\n".join(hard)


def test_every_explained_word_is_used() -> None:
    used = {word for text, _reader in every_sentence() for word in words(text)}
    assert not explained() - used


def test_every_word_of_the_trade_is_used_in_the_terminal_and_nowhere_else() -> None:
    used = {word for text, reader in every_sentence() if reader is KEEPER for word in words(text)}
    assert not of_the_trade() - used
    assert not of_the_trade() & explained()


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("De afspraken worden elke maand bekeken.", "lijdend"),
        ("Indien nodig bel je oma.", "als"),
        ("Bel oma, of tante, of je buurvrouw.", "komma"),
        ("Vul uw naam in.", "je"),
        ("Er zijn drie mensen.", "cijfers"),
        ("Bel oma (of tante).", "haakje"),
        ("Je hebt niet geen berichten.", "ontkenning"),
        ("Wij gaan vandaag met de hele familie samen naar het grote bos toe lopen.", "woorden"),
        ("Kijk naar de veiligheidsafspraken.", "lang"),
        ("Dit is een drieste daad.", "zeldzaam"),
    ],
)
def test_the_test_itself_sees_a_hard_sentence(text: str, hint: str) -> None:
    assert hint in " ".join(hindrances(text, ADULT))


@pytest.mark.parametrize(
    "text",
    ["Schrijf op wat er vandaag goed ging.", "Is het bijna misgegaan? Vertel wat iemand deed."],
)
def test_a_plain_sentence_passes(text: str) -> None:
    assert not [hint for hint in hindrances(text, ADULT) if "zeldzaam" not in hint]
