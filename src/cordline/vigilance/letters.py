"""Drafts of the letter to people whom a recall reaches, in four languages; none is sent from here (U119).

Each is shipped as a draft (``shipped/letters.json``): not reviewed by a physician or a native speaker. A rendition kept
under ``KEY`` in the documents room takes its place, with the review that it has or has not had. What stands in braces
is filled in by whoever sends it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cordline.documents import selectors as documents
from cordline.documents.types import ReviewState

KEY = "vigilance.recall_letter"
_FILE = Path(__file__).parent / "shipped" / "letters.json"


@dataclass(frozen=True)
class Letter:
    """One draft: its language, its own name for it, subject and paragraphs."""

    lang: str
    language: str
    subject: str
    paragraphs: tuple[str, ...]
    review: ReviewState = ReviewState.DRAFT


@cache
def drafted() -> tuple[Letter, ...]:
    """The drafts of a recall's letter; a drill shows the same ones, so that they are practised too."""
    return tuple(
        Letter(row["lang"], row["language"], row["subject"], tuple(row["paragraphs"]))
        for row in json.loads(_FILE.read_text())
    )


def offered() -> tuple[Letter, ...]:
    """The letter in every language it has words in: a kept rendition before the shipped draft."""
    return tuple(_kept(draft) or draft for draft in drafted())


def letter_for(languages: Sequence[str]) -> Letter:
    """The letter in the first of a person's languages that it has words in; English where there is none."""
    known = {letter.lang: letter for letter in offered()}
    spoken = [code.lower() for code in languages]
    spoken += [code.partition("-")[0] for code in spoken]
    for code in spoken:
        for lang, letter in known.items():
            if lang.lower() == code or lang.lower().partition("-")[0] == code:
                return letter
    return known["en"]


def _kept(draft: Letter) -> Letter | None:
    found = documents.rendition(KEY, draft.lang.lower())
    if found is None:
        return None
    paragraphs = tuple(part.strip() for part in found.body.split("\n\n") if part.strip())
    return Letter(draft.lang, draft.language, found.title, paragraphs, found.review)
