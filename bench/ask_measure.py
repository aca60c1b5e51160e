"""Measures the ask box against the questions in ``tests/rooms/knowledge/ask``, one set at a time.

``questions.jsonl`` has the halves ``tune`` and ``held_out``; ``later.jsonl`` is a set by another author, who saw
neither engine nor pages: nothing was chosen by it.

The questions were written before any engine, halved by meaning with a fixed seed (all translations of one question on
the same side); thresholds and wordings were chosen on the half ``tune`` only.
"""

import json
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cordline.knowledge.asking.corpus import read_corpus
from cordline.knowledge.asking.decide import decide
from cordline.knowledge.asking.index import Index
from cordline.knowledge.asking.models import installed_model
from cordline.knowledge.asking.types import Answer, AskKind

QUESTIONS = Path(__file__).parents[1] / "tests" / "rooms" / "knowledge" / "ask"
WAYS = {"hybrid": "both", "words alone": "words", "meanings alone": "meaning"}
TARGETS = {"en": 95, "ms": 90, "ja": 90, "zh-Hans": 90}


@dataclass
class Seen:
    """What came of one language's questions in one half: counts by wanted kind and given kind, and what it took."""

    given: Counter[tuple[str, str]] = field(default_factory=Counter)
    answers: int = 0
    right: int = 0
    lost: int = 0
    ordinary: int = 0
    alarmed: int = 0
    emergencies: int = 0
    warned: int = 0
    not_ours: int = 0
    known: int = 0
    for_people: int = 0
    sent: int = 0

    def share(self, part: str, whole: str) -> float:
        """Give one count as a share of another, in percent."""
        of = int(getattr(self, whole))
        return round(100 * int(getattr(self, part)) / of, 1) if of else 100.0


def questions(half: str) -> list[dict[str, Any]]:
    """Read the questions of one half, or of the set ``later``."""
    file = QUESTIONS / ("later.jsonl" if half == "later" else "questions.jsonl")
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [row for row in rows if row["half"] == half]


def built(folder: Path | None, *, by_meaning: bool = True) -> Index:
    """Build the index of the shipped base; vectors are kept in ``folder``."""
    index = Index(read_corpus())
    model = installed_model() if by_meaning else None
    if model is not None:
        index.add_meanings(model, folder)
    index.warm()
    return index


def is_right(row: dict[str, Any], answer: Answer) -> bool:
    """Judge whether the first page is one of those that answer the question."""
    return answer.kind is AskKind.ANSWER and (
        answer.question in row["question"] or answer.page in row.get("pages", ())
    )


def measure(index: Index, half: str, parts: str = "both") -> tuple[dict[str, Seen], list[float], list[float]]:
    """Ask every question of a half; give what came of it by language, and milliseconds by the wall and by the core."""
    seen: dict[str, Seen] = {}
    wall, core = [], []
    for row in questions(half):
        begun, begun_core = time.perf_counter(), time.process_time()
        answer = decide(index, row["text"], row["lang"], parts)
        wall.append((time.perf_counter() - begun) * 1000)
        core.append((time.process_time() - begun_core) * 1000)
        _count(seen.setdefault(row["lang"], Seen()), row, answer)
    return seen, sorted(wall), sorted(core)


def _count(seen: Seen, row: dict[str, Any], answer: Answer) -> None:
    wanted, also = row["kind"], row.get("also_kinds", [])
    kind = str(answer.kind)
    seen.given[wanted, kind] += 1
    if wanted == "emergency":
        seen.emergencies += 1
        seen.warned += kind == "emergency"
        return
    seen.ordinary += 1
    seen.alarmed += kind == "emergency"
    if wanted == "answer":
        seen.answers += 1
        seen.right += is_right(row, answer)
        seen.lost += kind != "answer"
    if wanted == "contact_clinic":
        seen.for_people += 1
        seen.sent += kind == "contact_clinic" or (
            kind in also and (kind != "answer" or is_right(row, answer))
        )
    if wanted == "out_of_scope" or "out_of_scope" in also:
        seen.not_ours += 1
        seen.known += kind == "answer"


def percentile(values: list[float], share: float) -> float:
    """Give a percentile of sorted values."""
    return round(values[min(len(values) - 1, int(len(values) * share))], 1)
