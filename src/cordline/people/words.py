"""How names are cut into words that can be searched without being known, in each script. Pure.

Latin letters lose case and accents; katakana reads as hiragana; Chinese and Japanese are cut into single characters
and pairs; every other script keeps its marks. A word is found by each of its beginnings.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

SHORTEST, LONGEST = 2, 16
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆ー]+")
_DIGITS = re.compile(r"\d")
_TAIL = 6  # the last digits by which a telephone number is asked for


def fold(text: str) -> str:
    """Write a text as it is compared: one width, no case, Latin without accents, katakana as hiragana."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    kept: list[str] = []
    base = ""
    for character in unicodedata.normalize("NFD", wide):
        if unicodedata.combining(character) and base.isascii():
            continue
        base = character if not unicodedata.combining(character) else base
        kept.append(_hiragana(character))
    return unicodedata.normalize("NFC", "".join(kept)).translate(_LETTERS)


def words(text: str) -> list[str]:
    """Cut a text into words: runs of letters and digits, with Chinese and Japanese runs by themselves."""
    found: list[str] = []
    for rough in re.split(r"[\s\-_.,;:()（）・/'’\"]+", fold(text)):
        at = 0
        for run in _CJK.finditer(rough):
            found += [rough[at : run.start()], run.group()]
            at = run.end()
        found.append(rough[at:])
    return [word for word in found if word]


def index_words(texts: Iterable[str]) -> set[str]:
    """Give everything by which texts can be found."""
    return {token for text in texts for word in words(text) for token in _beginnings(word)}


def query_words(text: str) -> set[str]:
    """Give what must all be in the index for a query to match; empty when it says too little."""
    asked: set[str] = set()
    for word in words(text):
        if _CJK.fullmatch(word):
            asked |= {word} if len(word) == 1 else set(_pairs(word))
        elif len(word) >= SHORTEST:
            asked.add(word[:LONGEST])
    return asked


def birth_word(born: date | None) -> set[str]:
    """The word by which a birth date is found, written as 1945-07-14."""
    return {f"born:{born.isoformat()}"} if born else set()


def contact_words(contacts: Iterable[str]) -> set[str]:
    """The words by which a telephone number (its last digits) or an address of mail is found."""
    found: set[str] = set()
    for contact in contacts:
        digits = "".join(_DIGITS.findall(contact))
        if "@" in contact:
            found.add(f"mail:{fold(contact).strip()}")
        elif len(digits) >= _TAIL:
            found.add(f"tel:{digits[-_TAIL:]}")
    return found


def query_special(text: str) -> set[str] | None:
    """Read a query that is a birth date, a telephone number or a mail address; nothing when it is a name."""
    plain = text.strip()
    try:
        return birth_word(date.fromisoformat(plain))
    except ValueError:
        pass
    if "@" in plain:
        return contact_words([plain])
    if len(_DIGITS.findall(plain)) >= _TAIL and not re.search(r"[^\d\s+()\-]", plain):
        return contact_words([plain])
    return None


def _beginnings(word: str) -> set[str]:
    if _CJK.fullmatch(word):
        return set(word) | set(_pairs(word))
    return {word[:length] for length in range(min(SHORTEST, len(word)), min(len(word), LONGEST) + 1)}


def _pairs(word: str) -> list[str]:
    return [word[at : at + 2] for at in range(len(word) - 1)]


def _hiragana(character: str) -> str:
    return chr(ord(character) - 0x60) if "\u30a1" <= character <= "\u30f6" else character


# Letters that no decomposition takes apart.
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ð": "d", "þ": "th"}
)
