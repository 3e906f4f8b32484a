"""How hard a Dutch sentence is to read: words, letters, rare words, and the words we never use.

Twelve words at most for adults, eight for children; everyday words; who does what. The measures and
their limits are those of plain Dutch at A2-B1. They prove no comprehension: only readers can.
"""

import re
from dataclasses import dataclass
from functools import cache

import simplemma
from wordfreq import top_n_list, zipf_frequency

from tests.house.source import glossary

WORD = re.compile(r"[A-Za-zÀ-ÿ'’-]+")
SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n")
VOWELS = re.compile(
    r"(aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|[aeiouyàáèéëïöü])", re.IGNORECASE
)
PASSIVE = re.compile(
    r"\b(word|wordt|worden|werd|werden)\b.*\b(ge|be|ver|ont)\w{2,}(d|t|en)\b", re.IGNORECASE
)
TWICE_NOT = re.compile(r"\bniet\b[^.!?,]*\bgeen\b", re.IGNORECASE)
MARKUP = re.compile(r"<[^>]+>|%\(\w+\)[sd]|%%")
SIGNS = {"(": "haakje", ")": "haakje", "[": "haakje", "&": "&", "/": "schuine streep"}
SHORT = re.compile(
    r"\b(bijv|enz|o\.a|d\.w\.z|i\.v\.m|m\.b\.t|t\.a\.v|evt|incl|excl|nr|min|max|ca)\.",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"\b(twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|honderd)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Reader:
    words: int
    screen: float
    zipf: float
    letters: int
    ease: int
    keeps_the_machine: bool = False


ADULT = Reader(words=12, screen=9, zipf=3.5, letters=12, ease=75)
# Who keeps the machine reads short sentences too, and the words of its trade that are listed.
KEEPER = Reader(words=12, screen=9, zipf=3.5, letters=12, ease=65, keeps_the_machine=True)
CHILD = Reader(words=8, screen=6, zipf=4.0, letters=9, ease=85)


def hindrances(text: str, reader: Reader) -> list[str]:
    """What makes this text hard, with a hint; empty when it is plain."""
    bare = MARKUP.sub(" ", text)
    found = [f"geen {what}: {sign}" for sign, what in SIGNS.items() if sign in bare]
    found += [f"geen afkorting: {hit.group(0)}" for hit in SHORT.finditer(bare)]
    found += [f"cijfers, niet: {hit.group(0)}" for hit in NUMBER.finditer(bare)]
    for sentence in SENTENCE.split(bare):
        found += _in_sentence(sentence, reader)
    return found


def ease(text: str) -> float:
    """Flesch-Douma: higher is easier. For a whole screen, never for a label."""
    words = WORD.findall(MARKUP.sub(" ", text))
    syllables = sum(max(1, len(VOWELS.findall(word))) for word in words)
    return 206.84 - 77 * syllables / len(words) - 0.93 * len(words) / sentences(text)


def sentences(text: str) -> int:
    return sum(1 for part in SENTENCE.split(MARKUP.sub(" ", text)) if WORD.search(part))


def words(text: str) -> list[str]:
    return [word.lower().strip("'’-") for word in WORD.findall(MARKUP.sub(" ", text))]


def everyday(word: str, reader: Reader) -> bool:
    """One of the five thousand words that everybody uses, or one that this reader knows."""
    return word in known(reader) or word in _top() or _lemma(word) in _top()


@cache
def explained() -> frozenset[str]:
    return frozenset(entry["word"].lower() for entry in glossary()["word"])


@cache
def of_the_trade() -> frozenset[str]:
    """Words of the terminal, each with its reason in the glossary."""
    return frozenset(entry["word"].lower() for entry in glossary()["terminal"])


def known(reader: Reader) -> frozenset[str]:
    return explained() | of_the_trade() if reader.keeps_the_machine else explained()


def _in_sentence(sentence: str, reader: Reader) -> list[str]:
    said = WORD.findall(sentence)
    found = (
        [f"{len(said)} woorden in een zin: hoogstens {reader.words}"]
        if len(said) > reader.words
        else []
    )
    if PASSIVE.search(sentence):
        found.append("lijdend: zeg wie het doet")
    if TWICE_NOT.search(sentence):
        found.append("dubbele ontkenning")
    if sentence.count(",") > 1:
        found.append("meer dan 1 komma")
    return found + [hint for word in said for hint in _in_word(word, reader)]


def _in_word(word: str, reader: Reader) -> list[str]:
    low = word.lower().strip("'’-")
    instead = glossary()["instead"].get(low)
    if instead:
        return [f"niet {word}, maar: {instead}"]
    if low in known(reader) or len(low) <= 2:
        return []
    found = []
    if len(word) > reader.letters and "-" not in word:
        found.append(f"lang woord: {word}")
    if _frequency(low) < reader.zipf:
        found.append(f"zeldzaam: {word} ({_frequency(low):.1f})")
    return found


@cache
def _frequency(word: str) -> float:
    """Of the word or its root, and of the rarest part of a word with a hyphen."""
    if "-" in word:
        return min(_frequency(part) for part in word.split("-") if part)
    return max(zipf_frequency(word, "nl"), zipf_frequency(_lemma(word), "nl"))


@cache
def _lemma(word: str) -> str:
    return simplemma.lemmatize(word, lang="nl") if word else word


@cache
def _top() -> frozenset[str]:
    return frozenset(top_n_list("nl", 5000))
