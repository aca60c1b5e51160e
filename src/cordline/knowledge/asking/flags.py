"""The signs of danger as data: which words, and which words near each other, name a flag in each language.

``triage.{lang}.toml`` holds whole turns of phrase and what takes danger back; ``danger.{lang}.toml`` holds parts (a
place of the body, a feeling) that together name a flag where they stand near each other.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from cordline.knowledge.asking.normalise import LANGUAGES
from cordline.knowledge.asking.types import Reason

Pattern = re.Pattern[str]
# A part that stands in one sentence more often than this is looked at no further: it is no sentence of a visitor.
MOST_HITS = 12

GROUPS = {
    "machine": Reason.MACHINE, "other_person": Reason.OTHER_PERSON, "medicine": Reason.MEDICINE, "staff": Reason.STAFF,
    "beside": Reason.BESIDE,
}  # fmt: skip


@dataclass(frozen=True)
class Flag:
    """One sign of danger: any of its patterns, all of them in one sentence, or all of its parts near each other."""

    name: str
    any: tuple[Pattern, ...]
    all: tuple[Pattern, ...]
    needs_person: bool = False
    near: tuple[Pattern, ...] = ()
    within: int = 0


@dataclass(frozen=True)
class Words:
    """The rules of one language."""

    context: dict[str, Pattern]
    flags: tuple[Flag, ...]
    same_day: tuple[Flag, ...]
    fever: dict[str, Pattern]
    groups: dict[Reason, tuple[Pattern, ...]]


@cache
def rules() -> tuple[Words, ...]:
    """Read the rules of every language once."""
    return tuple(_read(lang) for lang in LANGUAGES)


def _told(name: str, lang: str) -> dict[str, Any]:
    place = files("cordline.knowledge") / "base" / "ask" / f"{name}.{lang}.toml"
    return tomllib.loads(place.read_text("utf-8"))


def _read(lang: str) -> Words:
    told, danger = _told("triage", lang), _told("danger", lang)
    form = r"\b(?:{})\b" if danger["whole_words"] else "(?:{})"
    parts = {
        name: re.compile(form.format(words))
        for name, words in {**danger["parts"], **danger["same_day_parts"]}.items()
    }

    def flags(name: str) -> tuple[Flag, ...]:
        return tuple(_flag(one, parts) for one in (*told[name], *danger[name]))

    return Words(
        context={name: re.compile(pattern) for name, pattern in told["context"].items()},
        flags=flags("flag"),
        same_day=flags("same_day"),
        fever={name: re.compile(pattern) for name, pattern in told["fever"].items()},
        groups={
            reason: tuple(re.compile(pattern) for pattern in told[name]["any"])
            for name, reason in GROUPS.items()
            if name in told
        },
    )


def _flag(one: Mapping[str, Any], parts: Mapping[str, Pattern]) -> Flag:
    return Flag(
        one["name"],
        tuple(re.compile(pattern) for pattern in one.get("any", ())),
        tuple(re.compile(pattern) for pattern in one.get("all", ())),
        one.get("needs_person", False),
        tuple(parts[name] for name in one.get("near", ())),
        one.get("within", 0),
    )


def together(flag: Flag, sentence: str) -> list[tuple[tuple[int, int], ...]]:
    """Give each place where all parts of a flag stand near the first of them: where each part begins and ends."""
    first, *others = flag.near
    begun = [hit.span() for hit in first.finditer(sentence)][:MOST_HITS]
    if not begun:
        return []
    hits = [[hit.span() for hit in other.finditer(sentence)][:MOST_HITS] for other in others]
    found = []
    for start, end in begun:
        chosen = [(start, end)]
        for some in hits:
            close = [(max(a - end, start - b, 0), (a, b)) for a, b in some if not start <= a < end]
            gap, span = min(close, default=(flag.within + 1, (0, 0)))
            if gap > flag.within:
                break
            chosen.append(span)
        else:
            found.append(tuple(chosen))
    return found
