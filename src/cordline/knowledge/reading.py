"""Is a text easy to read? Helps for the editor: reading level, long sentences, words that nobody has explained (U59).

The reading level is for English alone; the other languages are read by a person.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

LONGEST_WORDS = 25  # U59: a longer sentence is flagged
HIGHEST_GRADE = Decimal(9)  # a short answer in English is understood after nine years of school

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d[\d,.]*")
_CLOSES = re.compile(r"(?<!\bMr)(?<!\bDr)(?<!\bvs)(?<!e\.g)(?<!i\.e)[.!?]+[\"”’)]*(?=\s|$)|\n+")
_MARK = re.compile(r"\[([^\]]*)\]\((term|page):([^)]*)\)")
_SHORT_FORM = re.compile(r"\b(?=[A-Z]*[A-Z]{2})[A-Z][A-Z-]{1,7}\b")
_COMMON_SHORT_FORMS = frozenset({"US", "EU", "UK", "OK", "AM", "PM", "MYR", "USA"})

# Parts of a word that are heard otherwise than they are written: fewer sounds, then more.
_FEWER = tuple(
    re.compile(each) for each in (r"[^laeiouy]e$", r"[^td]ed$", r"[^aeiouyscxzgh]es$", r"ely$", r"eful")
)
_MORE = tuple(
    re.compile(each)
    for each in (r"ia", r"io(?!n)", r"iu", r"ua(?!r)", r"eo", r"[uo]sea$", r"ism$", r"[st]ially$")
)
_HEARD = {
    "area": 3,
    "areas": 3,
    "create": 2,
    "creates": 2,
    "idea": 3,
    "people": 2,
    "someone": 2,
    "something": 2,
    "science": 2,
    "being": 2,
    "doing": 2,
}


@dataclass(frozen=True)
class Note:
    """One hint to the editor: what it is about, and the words."""

    code: str
    found: str


def notes(text: str, terms: Mapping[str, Iterable[str]]) -> list[Note]:
    """Say what would make this English text easier: its level, its long sentences, its unexplained words.

    ``terms`` gives for each term of the glossary (``G14``) the words by which it goes.
    """
    level = grade(text)
    hard = [Note("grade", str(level))] if level > HIGHEST_GRADE else []
    long = [Note("long", sentence) for sentence in long_sentences(text)]
    return [*hard, *long, *(Note("undefined", word) for word in undefined_terms(text, terms))]


def grade(text: str) -> Decimal:
    """Give the school year after which an English text is understood (Flesch and Kincaid), to one decimal.

    Source: Kincaid and others, 1975: 0.39 words per sentence and 11.8 syllables per word, less 15.59.
    """
    read = [words(sentence) for sentence in sentences(text)]
    counted = [sentence for sentence in read if sentence]
    spoken = [word for sentence in counted for word in sentence]
    if not spoken:
        return Decimal("0.0")
    per_sentence = Decimal(len(spoken)) / len(counted)
    per_word = Decimal(sum(syllables(word) for word in spoken)) / len(spoken)
    level = Decimal("0.39") * per_sentence + Decimal("11.8") * per_word - Decimal("15.59")
    return max(level, Decimal(0)).quantize(Decimal("0.1"))


def sentences(text: str) -> list[str]:
    """Split an English or Malay text into its sentences, marks read as their words."""
    unmarked = _MARK.sub(r"\1", text)
    parts, start = [], 0
    for close in _CLOSES.finditer(unmarked):
        parts.append(unmarked[start : close.end()].strip())
        start = close.end()
    return [part for part in (*parts, unmarked[start:].strip()) if part]


def words(sentence: str) -> list[str]:
    """Give the words of a sentence; a number counts as a word."""
    return _WORD.findall(sentence)


def long_sentences(text: str, most: int = LONGEST_WORDS) -> list[str]:
    """Give the sentences of more than ``most`` words."""
    return [sentence for sentence in sentences(text) if len(words(sentence)) > most]


def syllables(word: str) -> int:
    """Count the syllables of an English word by its spelling; a number counts as one."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    if not plain:
        return 1
    if plain in _HEARD:
        return _HEARD[plain]
    heard = len(re.findall(r"[aeiouy]+", plain))
    heard -= sum(bool(part.search(plain)) for part in _FEWER)
    heard += sum(bool(part.search(plain)) for part in _MORE)
    return max(heard, 1)


def undefined_terms(text: str, terms: Mapping[str, Iterable[str]]) -> list[str]:
    """Name the words a reader may not know: a term of the glossary nowhere opened, a short form never explained.

    A term is explained where one of its words is a link to it; a short form also where brackets follow or hold it.
    """
    opened = {code for _, kind, code in _MARK.findall(text) if kind == "term"}
    unmarked = _MARK.sub(r"\1", text)
    missing: list[str] = []
    known: set[str] = set()
    for code, names in terms.items():
        for name in sorted(names, key=len, reverse=True):
            known.add(name)
            said = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", unmarked, re.IGNORECASE)
            if said and code not in opened:
                missing.append(said.group())
                break
    for short in dict.fromkeys(_SHORT_FORM.findall(unmarked)):
        explained = re.search(rf"\({short}\)|\b{short}\b \(", unmarked)
        if not (explained or short in known or short in _COMMON_SHORT_FORMS):
            missing.append(short)
    return missing
