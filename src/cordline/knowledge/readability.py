"""How hard an English text is to read, for editors: its Flesch-Kincaid grade, and sentences that are too long (U59)."""

import re
from collections.abc import Iterable
from decimal import Decimal

LONGEST_WORDS = 25
HIGHEST_GRADE = Decimal(9)  # an English short answer reads at grade 9 or lower
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d[\d,.]*")
_END = re.compile(r"[.!?]+(?=\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$")


def words(text: str) -> list[str]:
    """Give the words of a text; a number is one word."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """Count a word's syllables: its groups of vowels, a silent ending apart."""
    lower = word.lower()
    if not lower[0].isalpha():
        return 1
    return max(1, len(_VOWELS.findall(_SILENT.sub("", lower) if len(lower) > 3 else lower)))


def grade(texts: Iterable[str]) -> Decimal | None:
    """Give the Flesch-Kincaid grade of some sentences, to one place; nothing for no words."""
    whole = " ".join(texts)
    found = words(whole)
    if not found:
        return None
    ends = max(1, len(_END.findall(whole)))
    spoken = sum(syllables(word) for word in found)
    value = Decimal("0.39") * len(found) / ends + Decimal("11.8") * spoken / len(found) - Decimal("15.59")
    return value.quantize(Decimal("0.1"))


def too_long(text: str) -> bool:
    """Say whether a sentence of a text has more than 25 words."""
    return any(len(words(part)) > LONGEST_WORDS for part in _END.split(text))
