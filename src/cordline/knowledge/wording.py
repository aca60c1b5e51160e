"""Does a sentence sell instead of inform? The editor's warnings of promotional wording, in four languages (U53).

The words are data: ``wording_data/<language>.toml`` holds, by family, the frames in which selling is done, and what
excuses them: a denial, an open question, a number with its denominator, a word that is only quoted. A warning stops
nobody by itself; whether a page may be published is for the gate to say. A relative change is one of the families
(U55): only a count out of a count in the same sentence excuses it, never the size of a study.

Hints that use no such frame are heard only by a sentence model, where one is installed and given: an editor sees more
with it, and the answer without it is the same on every machine.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from cordline.knowledge.types import Language

DATA = Path(__file__).parent / "wording_data"

# What may excuse a match, unless a family names fewer.
EXCUSES = (
    "negation", "question", "elsewhere", "caution", "mention", "counted", "scoped", "definition", "harm", "alarm",
)  # fmt: skip

WHY_LEANING = (
    "It reads like selling rather than informing. Say what is known, in how many people, and what is not."
)


@dataclass(frozen=True)
class Warning:  # noqa: A001 - an editor's word; nothing here raises one
    """One thing in a text that sells: the family of wording, the words found, and what to write instead."""

    code: str
    found: str
    why: str


class Model(Protocol):
    """A sentence model: texts in, unit vectors out."""

    name: str

    def vectors(self, texts: Sequence[str], /) -> Iterable[Iterable[float]]: ...


@dataclass(frozen=True)
class Family:
    """One way of selling: the frames it is done in, and what excuses them."""

    code: str
    why: str
    frames: tuple[re.Pattern[str], ...]
    excused_by: frozenset[str]


@dataclass(frozen=True)
class Wording:
    """Everything known of one language: its families, and the cues by which a match is excused."""

    families: tuple[Family, ...]
    cues: Mapping[str, re.Pattern[str]]
    clause: re.Pattern[str]
    closes: re.Pattern[str]


@dataclass(frozen=True)
class _Match:
    """A match inside one clause of one sentence, with the sentences before and after it."""

    preceding: str
    sentence: str
    following: str
    start: int
    end: int
    clause_start: int

    @property
    def clause(self) -> str:
        """The clause as far as the match goes."""
        return self.sentence[self.clause_start : self.end]

    @property
    def rest(self) -> str:
        return self.sentence[self.end :]


def warnings(text: str, language: Language, *, model: Model | None = None) -> list[Warning]:
    """Name what in this text sells instead of informing, each family once; empty is leave.

    Markup of the knowledge base is read as its words. Whole pages may be given; sentences are judged one by one. With
    a ``model``, a sentence in no known frame that still leans towards selling is named too (code ``leaning``).
    """
    wording = wording_of(language)
    found: dict[str, Warning] = {}
    read = sentences(plain(text), wording)
    for place, sentence in enumerate(read):
        around = (read[place - 1] if place else "", read[place + 1] if place + 1 < len(read) else "")
        for family in wording.families:
            if family.code not in found and (words := _unexcused(sentence, around, family, wording)):
                found[family.code] = Warning(family.code, words, family.why)
        if not found and model and (words := _leaning(sentence, around, language, model)):
            found["leaning"] = Warning("leaning", words, WHY_LEANING)
    return list(found.values())


def plain(text: str) -> str:
    """Give the text without marks, with the many forms of one character made one."""
    unmarked = re.sub(r"\[([^\]]*)\]\((?:term|page):[^)]*\)", r"\1", text)
    return unicodedata.normalize("NFKC", unmarked).translate(_ONE_FORM).strip()


_ONE_FORM = str.maketrans({"'": "’", "‘": "’", "\u00a0": " ", "\u200b": None, "\u200e": None, "\u200f": None})


def sentences(text: str, wording: Wording) -> list[str]:
    """Split a text where a sentence closes in its language."""
    read, start = [], 0
    for close in wording.closes.finditer(text):
        read.append(text[start : close.end()].strip())
        start = close.end()
    read.append(text[start:].strip())
    return [sentence for sentence in read if sentence]


def _unexcused(sentence: str, around: tuple[str, str], family: Family, wording: Wording) -> str:
    """Give the first words of a family that nothing in the sentence excuses."""
    breaks = [0, *(found.start() for found in wording.clause.finditer(sentence))]
    for frame in family.frames:
        for hit in frame.finditer(sentence):
            match = _Match(
                preceding=around[0],
                sentence=sentence,
                following=around[1],
                start=hit.start(),
                end=hit.end(),
                clause_start=max(place for place in breaks if place <= hit.start()),
            )
            if not _excused(match, family.excused_by, wording.cues):
                return hit.group().strip()
    return ""


def _excused(match: _Match, by: frozenset[str], cues: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether anything a family may be excused by is there."""
    return any(excuse in by and _EXCUSE[excuse](match, cues) for excuse in _EXCUSE)


def _denied(match: _Match, cues: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether the sentence takes the words back, before them or after them; "not only" takes nothing back."""
    clause = cues["not_negation"].sub(lambda found: " " * len(found.group()), match.clause)
    starts = match.start - match.clause_start
    before = any(found.start() < starts for found in cues["negation_before"].finditer(clause))
    adjacent = cues["negation_before"].search(clause[:starts])
    return before or bool(adjacent) or bool(cues["after"].search(match.rest))


def _answered(match: _Match, cues: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether a statement of others is followed by its verdict, in the same sentence or the next (W43)."""
    if not cues["elsewhere"].search(match.sentence):
        return False
    if cues["read"].search(match.sentence) and (match.following or ";" in match.rest):
        return True
    return bool(cues["verdict"].search(match.sentence) or cues["verdict"].search(match.following))


def _mentioned(match: _Match, cues: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether the words stand in quotation marks, as words that are spoken of."""
    if not cues["mention"].search(match.sentence):
        return False
    before, after = match.sentence[: match.start], match.sentence[match.start :]
    opened = max(before.rfind(mark) for mark in _OPENS)
    closed = max(before.rfind(mark) for mark in _CLOSES)
    return (opened > closed or after[0] in _OPENS) and any(mark in after for mark in _CLOSES)


_OPENS, _CLOSES = '“「『"《', '”」』"》'


def _seen(cue: str) -> Callable[[_Match, Mapping[str, re.Pattern[str]]], bool]:
    return lambda match, cues: bool(cues[cue].search(match.sentence))


def _counted(match: _Match, cues: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether the sentence, or the one before it, says in how many people."""
    return bool(cues["counted"].search(match.sentence) or cues["counted"].search(match.preceding))


def _urgent_for_health(match: _Match, cues: Mapping[str, re.Pattern[str]]) -> bool:
    return bool(cues["emergency"].search(match.sentence) or cues["emergency"].search(match.following))


_EXCUSE: Mapping[str, Callable[[_Match, Mapping[str, re.Pattern[str]]], bool]] = {
    "negation": _denied,
    "question": _seen("question"),
    "elsewhere": _answered,
    "caution": _seen("caution"),
    "mention": _mentioned,
    "counted": _counted,
    "scoped": _seen("scoped"),
    "definition": _seen("definition"),
    "harm": _seen("harm"),
    "alarm": _seen("alarm"),
    "emergency": _urgent_for_health,
    "absolute": _seen("absolute"),
}


def _leaning(sentence: str, around: tuple[str, str], language: Language, model: Model) -> str:
    """Give the sentence if its meaning leans towards selling and nothing in it excuses that."""
    learned = _learned()
    if learned["model"] != model.name:
        return ""
    whole = _Match(around[0], sentence, around[1], start=0, end=0, clause_start=0)
    if _excused(whole, frozenset(EXCUSES), wording_of(language).cues):
        return ""
    (vector,) = model.vectors([sentence])
    score = sum(one * float(other) for one, other in zip(learned["direction"], vector, strict=True))
    return sentence if score + learned["bias"] > learned["threshold"][language] else ""


@cache
def _learned() -> dict[str, Any]:
    return tomllib.loads((DATA / "leaning.toml").read_text(encoding="utf-8"))


@cache
def wording_of(language: Language) -> Wording:
    """Read what is known of a language; once in a process."""
    raw = tomllib.loads((DATA / f"{language}.toml").read_text(encoding="utf-8"))
    words = _expanded(raw["words"])
    excuse = dict(raw["excuse"])
    return Wording(
        families=tuple(
            Family(
                code=each["code"],
                why=each["why"],
                frames=tuple(_pattern([frame], words) for frame in each["frames"]),
                excused_by=frozenset(each.get("excused_by", EXCUSES)),
            )
            for each in raw["family"]
        ),
        clause=_pattern([excuse.pop("clause")], words),
        closes=_pattern([excuse.pop("closes")], words),
        cues={cue: _pattern(patterns, words) for cue, patterns in excuse.items()},
    )


def _expanded(words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {f"<{name}>": "(?:" + "|".join(each) + ")" for name, each in words.items()}


def _pattern(patterns: Iterable[str], words: Mapping[str, str]) -> re.Pattern[str]:
    whole = "|".join(f"(?:{pattern})" for pattern in patterns)
    for _ in range(3):  # a set of words may use another
        for name, each in words.items():
            whole = whole.replace(name, each)
    return re.compile(whole or r"(?!)", re.IGNORECASE)
