"""How the made-up people write: in short sentences, in the active voice, without words of the trade."""

import re
from collections.abc import Iterable

from tests.house.source import glossary

WORD = re.compile(r"[A-Za-zÀ-ÿ'’-]+")
SENTENCE = re.compile(r"(?<=[.!?:])\s+")
PASSIVE = re.compile(r"\b(word|wordt|worden|werd|werden)\b.*\b(ge\w+(d|t|en))\b", re.IGNORECASE)
NEVER = {"alarm", "paniek", "agressief", "agressie", "gewelddadig", "manipulatief", "u", "uw"}


def lengths(texts: Iterable[str]) -> list[int]:
    """How many words each sentence has."""
    return [len(WORD.findall(part)) for text in texts for part in SENTENCE.split(text)]


def passive(texts: Iterable[str]) -> list[str]:
    """The sentences in which nobody does anything."""
    return [part for text in texts for part in SENTENCE.split(text) if PASSIVE.search(part)]


def labels(texts: Iterable[str]) -> set[str]:
    """The words that label somebody, or are of the trade."""
    never = NEVER | {word.lower() for word in glossary()["instead"]}
    return never & {word.lower() for text in texts for word in WORD.findall(text)}
